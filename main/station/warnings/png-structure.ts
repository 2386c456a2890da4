/**
 * Is this a whole PNG, and how large is its picture? Walks its chunks and their check sums without decoding, so that a picture
 * that unpacks to gigabytes is never unpacked here. Source: PNG specification (W3C), third edition, §5. Pure.
 */
import { crc32 } from 'node:zlib';

export type PictureStructure =
  | { readonly ok: true; readonly width: number; readonly height: number }
  | { readonly ok: false; readonly damaged: boolean };

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Length, type and check sum. */
const AROUND = 12;
const HEADER_BYTES = 13;
const MOST_CHUNKS = 100_000;

/** Never throws. `damaged`: it begins as one. */
export function readPngStructure(bytes: Buffer): PictureStructure {
  if (!bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return { ok: false, damaged: false };
  const broken = { ok: false, damaged: true } as const;
  let size: { width: number; height: number } | null = null;
  let hasData = false;
  let at = SIGNATURE.length;
  for (let chunks = 0; chunks < MOST_CHUNKS; chunks++) {
    if (at + AROUND > bytes.length) return broken;
    const length = bytes.readUInt32BE(at);
    const end = at + AROUND + length;
    if (end > bytes.length) return broken;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return broken;
    if (size === null) {
      if (type !== 'IHDR' || length !== HEADER_BYTES) return broken;
      size = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) };
      if (size.width === 0 || size.height === 0) return broken;
    }
    if (type === 'IDAT') hasData = true;
    if (type === 'IEND') return hasData ? { ok: true, ...size } : broken;
    at = end;
  }
  return broken;
}
