/** Writes an EXIF part with the time of the picture and nothing else (no plate, no weight: readers get pixels only). */

/** @returns the JPEG with an APP1 segment after its SOI: DateTimeOriginal in Beijing time, OffsetTimeOriginal +08:00 */
export function withExifTime(jpeg: Buffer, at: Date, options: { withOffset: boolean }): Buffer {
  const local = new Date(at.getTime() + 8 * 3_600_000).toISOString();
  const time = `${local.slice(0, 10).replaceAll('-', ':')} ${local.slice(11, 19)}\0`;
  const zone = '+08:00\0';
  const entries = options.withOffset ? 2 : 1;
  const detail = 8 + 2 + 12 + 4;
  const values = detail + 2 + entries * 12 + 4;
  const tiff = Buffer.alloc(values + time.length + zone.length);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  const entry = (place: number, tag: number, type: number, count: number, value: number): void => {
    tiff.writeUInt16BE(tag, place);
    tiff.writeUInt16BE(type, place + 2);
    tiff.writeUInt32BE(count, place + 4);
    tiff.writeUInt32BE(value, place + 8);
  };
  entry(10, 0x8769, 4, 1, detail);
  tiff.writeUInt16BE(entries, detail);
  entry(detail + 2, 0x9003, 2, time.length, values);
  if (options.withOffset) entry(detail + 14, 0x9011, 2, zone.length, values + time.length);
  tiff.write(time + zone, values, 'latin1');
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(2 + 6 + tiff.length, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, Buffer.from('Exif\0\0', 'latin1'), tiff, jpeg.subarray(2)]);
}
