/**
 * One fragment: the table of some pictures and the pictures. Source: ISO/IEC 14496-12 §8.8.4 to §8.8.8 (moof, mfhd, traf,
 * tfhd, trun), §8.8.12 (tfdt), §8.8.3.1 (sample flags), §8.1.1 (mdat).
 */
import { box, fullBox, u32, u64 } from './box.ts';
import { TRACK_ID } from './init-segment.ts';

export interface Sample {
  readonly bytes: Uint8Array;
  readonly key: boolean;
  /** In 90,000ths of a second. */
  readonly duration: number;
  /** From decoding to showing; negative where pictures are not sent in the order of showing. */
  readonly compositionOffset: number;
}

const DEFAULT_BASE_IS_MOOF = 0x02_0000;
const DATA_OFFSET = 0x1;
const DURATION = 0x100;
const SIZE = 0x200;
const FLAGS = 0x400;
const COMPOSITION_OFFSET = 0x800;
/** Depends on no other. */
const KEY_FLAGS = 0x0200_0000;
/** Depends on others; decoding cannot start here. */
const OTHER_FLAGS = 0x0101_0000;

/**
 * @param sequence counts the fragments of a file from 1
 * @param decodeTime of the first sample, in 90,000ths of a second since the file's beginning
 */
export function fragment(sequence: number, decodeTime: number, samples: readonly Sample[]): Uint8Array {
  // Most cameras send pictures in the order of showing: then the offsets are all zero and are left out.
  const reordered = samples.some(({ compositionOffset }) => compositionOffset !== 0);
  const flags = DATA_OFFSET | DURATION | SIZE | FLAGS | (reordered ? COMPOSITION_OFFSET : 0);
  const table = samples.flatMap(({ bytes, key, duration, compositionOffset }) => [
    duration,
    bytes.length,
    key ? KEY_FLAGS : OTHER_FLAGS,
    ...(reordered ? [compositionOffset] : []),
  ]);
  const moof = (dataOffset: number): Uint8Array =>
    box(
      'moof',
      fullBox('mfhd', 0, 0, u32(sequence)),
      box(
        'traf',
        fullBox('tfhd', 0, DEFAULT_BASE_IS_MOOF, u32(TRACK_ID)),
        fullBox('tfdt', 1, 0, u64(decodeTime)),
        fullBox('trun', 1, flags, u32(samples.length, dataOffset, ...table)),
      ),
    );
  // The offset counts from the moof to the first picture behind the header of mdat.
  const head = moof(moof(0).length + 8);
  const length = samples.reduce((sum, { bytes }) => sum + bytes.length, 8);
  const all = new Uint8Array(head.length + length);
  all.set(head);
  all.set(u32(length), head.length);
  all.set([0x6d, 0x64, 0x61, 0x74], head.length + 4); // mdat
  let at = head.length + 8;
  for (const { bytes } of samples) {
    all.set(bytes, at);
    at += bytes.length;
  }
  return all;
}
