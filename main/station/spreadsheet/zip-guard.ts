/**
 * Whether a zip unpacks to no more than so much, before anybody unpacks it: its directory is read, and each entry is inflated
 * with its own size as the bound, for a directory can lie. Source: APPNOTE.TXT 4.3 (PKWARE).
 */
import { inflateRawSync } from 'node:zlib';

const END = 0x06054b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;
/** Of the end record with the longest comment. */
const END_WITHIN = 22 + 0xffff;
const MOST_ENTRIES = 1000;

export function unpacksWithin(bytes: Uint8Array<ArrayBuffer>, most: number): 'yes' | 'too-much' | 'not-a-zip' {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  if (end === null) return 'not-a-zip';
  const entries = view.getUint16(end + 10, true);
  if (entries > MOST_ENTRIES) return 'too-much';
  let at = view.getUint32(end + 16, true);
  let total = 0;
  for (let entry = 0; entry < entries; entry++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== DIRECTORY) return 'not-a-zip';
    const method = view.getUint16(at + 10, true);
    const packed = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    total += size;
    if (total > most) return 'too-much';
    const place = view.getUint32(at + 42, true);
    if (place + 30 > bytes.length || view.getUint32(place, true) !== LOCAL) return 'not-a-zip';
    const from = place + 30 + view.getUint16(place + 26, true) + view.getUint16(place + 28, true);
    if (from + packed > bytes.length) return 'not-a-zip';
    if (method === 8) {
      const fits = inflatesTo(bytes.subarray(from, from + packed), size);
      if (fits !== 'yes') return fits;
    } else if (method !== 0 || packed !== size) return 'not-a-zip';
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return 'yes';
}

/** Where the end record begins: the last one that reaches exactly to the end. */
function endOf(view: DataView): number | null {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - END_WITHIN); at--)
    if (view.getUint32(at, true) === END && at + 22 + view.getUint16(at + 20, true) === view.byteLength) return at;
  return null;
}

function inflatesTo(packed: Uint8Array, size: number): 'yes' | 'too-much' | 'not-a-zip' {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) }).length === size ? 'yes' : 'not-a-zip';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-much' : 'not-a-zip';
  }
}
