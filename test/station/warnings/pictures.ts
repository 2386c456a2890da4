/** Small real pictures, made by hand from their standards, so that no file has to be kept. */
import { crc32, deflateSync } from 'node:zlib';

function chunk(type: string, body: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(body.length, 0);
  around.writeUInt32BE(crc32(typed), 4);
  return Buffer.concat([around.subarray(0, 4), typed, around.subarray(4)]);
}

/** Grey, one byte a pixel (PNG specification §11.2). @param extraBytes of a text chunk: how heavy it is besides */
export function png(width: number, height: number, { shade = 128, extraBytes = 0 } = {}): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = width * height > 10_000_000 ? Buffer.alloc(10) : Buffer.alloc((width + 1) * height, shade);
  for (let row = 0; row < height && rows.length > 10; row++) rows[row * (width + 1)] = 0;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...(extraBytes > 0 ? [chunk('zzZz', Buffer.alloc(extraBytes, 7))] : []),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
