/**
 * What stands in one of our own files: its whole fragments, and where they end. For an index, for cutting a clip out, and
 * for finding where a file ends that was being written when the power went. Reads the tables only, never the pictures.
 */

/** Reads so many bytes of the file; fewer only at its end. */
export type ReadAt = (at: number, length: number) => Promise<Uint8Array>;

export interface FragmentEntry {
  readonly at: number;
  /** Table and pictures. */
  readonly length: number;
  /** In 90,000ths of a second since the file's beginning. */
  readonly start90k: number;
  readonly duration90k: number;
  readonly pictures: number;
  /** The file can be played from here, with `initLength` bytes of its beginning before it. */
  readonly beginsWithKey: boolean;
}

export interface FileIndex {
  readonly initLength: number;
  readonly fragments: readonly FragmentEntry[];
  /** Up to here everything is whole. */
  readonly wholeLength: number;
  readonly duration90k: number;
}

const MOST_TABLE = 1024 * 1024;
const MOST_INIT = 64 * 1024;
/** sample_is_non_sync_sample */
const NOT_SYNC = 0x1_0000;

/**
 * Null when not even the beginning is whole, or the file is none of ours. Never throws but what `read` throws.
 * @param size of the file in bytes
 */
export async function indexFile(size: number, read: ReadAt): Promise<FileIndex | null> {
  const ftyp = await boxAt(0, size, read);
  if (ftyp?.type !== 'ftyp') return null;
  const moov = await boxAt(ftyp.length, size, read);
  if (moov?.type !== 'moov' || moov.length > MOST_INIT) return null;
  const initLength = ftyp.length + moov.length;
  const fragments: FragmentEntry[] = [];
  let at = initLength;
  for (;;) {
    const moof = await boxAt(at, size, read);
    if (moof?.type !== 'moof' || moof.length > MOST_TABLE) break;
    const mdat = await boxAt(at + moof.length, size, read);
    if (mdat?.type !== 'mdat') break;
    const table = readTable(await read(at, moof.length));
    if (table === null || table.bytes !== mdat.length - 8) break;
    const { start90k, duration90k, pictures, beginsWithKey } = table;
    fragments.push({ at, length: moof.length + mdat.length, start90k, duration90k, pictures, beginsWithKey });
    at += moof.length + mdat.length;
  }
  const last = fragments.at(-1);
  return {
    initLength,
    fragments,
    wholeLength: at,
    duration90k: last === undefined ? 0 : last.start90k + last.duration90k,
  };
}

/** Null where no box begins that ends within the file. */
async function boxAt(at: number, size: number, read: ReadAt): Promise<{ type: string; length: number } | null> {
  if (at + 8 > size) return null;
  const head = await read(at, 8);
  if (head.length < 8) return null;
  const length = new DataView(head.buffer, head.byteOffset, 8).getUint32(0);
  if (length < 8 || at + length > size) return null;
  return { type: String.fromCharCode(...head.subarray(4, 8)), length };
}

interface Table {
  readonly start90k: number;
  readonly duration90k: number;
  readonly pictures: number;
  readonly beginsWithKey: boolean;
  readonly bytes: number;
}

/** A moof as fragment.ts writes it: mfhd, and traf with tfhd, tfdt of version 1 and one trun; null for any other. */
function readTable(moof: Uint8Array): Table | null {
  const view = new DataView(moof.buffer, moof.byteOffset, moof.byteLength);
  const parts = boxesIn(view, 8, view.byteLength);
  const traf = parts.get('traf');
  if (traf === undefined) return null;
  const inside = boxesIn(view, traf.from, traf.to);
  const tfdt = inside.get('tfdt');
  const trun = inside.get('trun');
  if (tfdt === undefined || trun === undefined || tfdt.to - tfdt.from < 12 || trun.to - trun.from < 12) return null;
  const flags = view.getUint32(trun.from) & 0xff_ffff;
  const pictures = view.getUint32(trun.from + 4);
  const width = (flags & 0x800) === 0 ? 12 : 16;
  if ((flags & 0x701) !== 0x701 || pictures === 0 || trun.from + 12 + pictures * width > trun.to) return null;
  let duration90k = 0;
  let bytes = 0;
  for (let entry = trun.from + 12; entry < trun.from + 12 + pictures * width; entry += width) {
    duration90k += view.getUint32(entry);
    bytes += view.getUint32(entry + 4);
  }
  const start90k = Number(view.getBigUint64(tfdt.from + 4));
  const beginsWithKey = (view.getUint32(trun.from + 12 + 8) & NOT_SYNC) === 0;
  return { start90k, duration90k, pictures, beginsWithKey, bytes };
}

/** The first box of each type, by where its content begins and ends. */
function boxesIn(
  view: DataView,
  from: number,
  to: number,
): Map<string, { readonly from: number; readonly to: number }> {
  const found = new Map<string, { from: number; to: number }>();
  let at = from;
  while (at + 8 <= to) {
    const length = view.getUint32(at);
    if (length < 8 || at + length > to) break;
    const type = String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at + 4, 4));
    if (!found.has(type)) found.set(type, { from: at + 8, to: at + length });
    at += length;
  }
  return found;
}
