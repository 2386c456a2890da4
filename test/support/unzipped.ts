/** Reads a zip by its central directory (APPNOTE.TXT 4.3), so that what a test finds was not read by what wrote it. */
import { crc32, inflateRawSync } from 'node:zlib';

/** Every file by its name. @throws Error for a checksum that is wrong */
export function unzipped(zip: Buffer): ReadonlyMap<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (end < 0) throw new Error('no zip');
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, crc, packed, size] = [
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 16),
      zip.readUInt32LE(at + 20),
      zip.readUInt32LE(at + 24),
    ];
    const [nameLength, extra, comment] = [
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
      zip.readUInt16LE(at + 32),
    ];
    const local = zip.readUInt32LE(at + 42);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(from, from + packed);
    const plain = method === 0 ? bytes : inflateRawSync(bytes);
    if (plain.length !== size || crc32(plain) !== crc) throw new Error(`${name} is damaged`);
    files.set(name, plain);
    at += 46 + nameLength + extra + comment;
  }
  return files;
}
