/** When a picture was taken, as its EXIF part says. Source: Exif 2.32 (CIPA DC-008), tags 9003, 9011, 0132, 9010. */

export interface ExifTime {
  /** The written date and time read as if it were UTC, in milliseconds: EXIF writes local time. */
  readonly localMs: number;
  /** Minutes east of Greenwich where the picture says so; most cameras do not. */
  readonly utcOffsetMinutes: number | null;
}

const EXIF_POINTER = 0x8769;
const DATE_TIME = { value: 0x0132, offset: 0x9010 };
const DATE_TIME_ORIGINAL = { value: 0x9003, offset: 0x9011 };
/** A directory holds a few dozen entries; a damaged count must not send us through the whole file. */
const MAX_ENTRIES = 512;

/** @param tiff the EXIF segment after `Exif\0\0`. Never throws; null when it says no usable time. */
export function readExifTime(tiff: Buffer): ExifTime | null {
  const order = tiff.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return null;
  const reader = new TiffReader(tiff, order === 'II');
  const main = reader.u32(4);
  if (main === undefined) return null;
  const pointer = reader.entry(main, EXIF_POINTER);
  const detail = pointer === undefined ? undefined : reader.u32(pointer + 8);
  const original = detail === undefined ? null : reader.time(detail, detail, DATE_TIME_ORIGINAL);
  return original ?? reader.time(main, detail, DATE_TIME);
}

class TiffReader {
  readonly #bytes: Buffer;
  readonly #little: boolean;
  constructor(bytes: Buffer, little: boolean) {
    this.#bytes = bytes;
    this.#little = little;
  }

  u16(at: number): number | undefined {
    if (at < 0 || at + 2 > this.#bytes.length) return undefined;
    return this.#little ? this.#bytes.readUInt16LE(at) : this.#bytes.readUInt16BE(at);
  }

  u32(at: number): number | undefined {
    if (at < 0 || at + 4 > this.#bytes.length) return undefined;
    return this.#little ? this.#bytes.readUInt32LE(at) : this.#bytes.readUInt32BE(at);
  }

  /** Where the 12-byte entry of this tag stands in the directory. */
  entry(directory: number, tag: number): number | undefined {
    const count = Math.min(this.u16(directory) ?? 0, MAX_ENTRIES);
    for (let index = 0; index < count; index += 1) {
      const at = directory + 2 + index * 12;
      if (this.u16(at) === tag) return at;
    }
    return undefined;
  }

  ascii(directory: number, tag: number): string | null {
    const entry = this.entry(directory, tag);
    if (entry === undefined || this.u16(entry + 2) !== 2) return null;
    const length = Math.min(this.u32(entry + 4) ?? 0, 64);
    const at = length <= 4 ? entry + 8 : this.u32(entry + 8);
    if (at === undefined || at + length > this.#bytes.length) return null;
    return this.#bytes.toString('latin1', at, at + length).replace(/\0.*$/s, '');
  }

  time(
    directory: number,
    offsetDirectory: number | undefined,
    tags: { value: number; offset: number },
  ): ExifTime | null {
    const text = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)$/.exec(this.ascii(directory, tags.value) ?? '');
    if (text === null) return null;
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = text.slice(1).map(Number);
    const zone = offsetDirectory === undefined ? null : this.ascii(offsetDirectory, tags.offset);
    const offset = /^([+-])(\d\d):(\d\d)$/.exec(zone ?? '');
    const minutes = offset === null ? null : Number(offset[2]) * 60 + Number(offset[3]);
    return {
      localMs: Date.UTC(year, month - 1, day, hour, minute, second),
      utcOffsetMinutes: minutes !== null && offset?.[1] === '-' ? -minutes : minutes,
    };
  }
}
