/**
 * Video usability information, the part that H.264 and H.265 write alike: what stands before the timing, and the timing.
 * Sources: ITU-T H.264 annex E.1.1, ITU-T H.265 annex E.2.1.
 */
import type { BitReader } from './bit-reader.ts';

const EXTENDED_SAR = 255;

/** From its beginning to behind the places of the chroma samples; H.265 has more before the timing. */
export function skipVuiHead(reader: BitReader): void {
  if (reader.flag() && reader.bits(8) === EXTENDED_SAR) reader.skip(32);
  if (reader.flag()) reader.skip(1); // overscan
  if (reader.flag()) {
    reader.skip(4); // video_format, video_full_range_flag
    if (reader.flag()) reader.skip(24); // colours
  }
  if (reader.flag()) {
    reader.unsigned(); // chroma_sample_loc_type_top_field
    reader.unsigned(); // chroma_sample_loc_type_bottom_field
  }
}

/** Ticks a second; null where none is said, or one that cannot be. */
export function readTicksPerSecond(reader: BitReader): number | null {
  if (!reader.flag()) return null;
  const unitsInTick = reader.bits(32);
  const timeScale = reader.bits(32);
  return reader.failed || unitsInTick === 0 || timeScale === 0 ? null : timeScale / unitsInTick;
}
