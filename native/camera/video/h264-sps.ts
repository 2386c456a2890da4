/**
 * H.264 sequence parameter set: the size of the picture and what a decoder must be told.
 * Source: ITU-T H.264 §7.3.2.1.1 (syntax), §7.4.2.1.1 (cropping), annex E.1.1 (VUI).
 */
import { BitReader } from './bit-reader.ts';
import { readTicksPerSecond, skipVuiHead } from './vui.ts';

export interface H264Sps {
  readonly id: number;
  readonly profile: number;
  /** The byte between profile and level: constraint_set flags. */
  readonly constraints: number;
  readonly level: number;
  readonly chromaFormat: number;
  readonly bitDepthLuma: number;
  readonly bitDepthChroma: number;
  /** In pixels, as shown: cropping taken off. */
  readonly width: number;
  readonly height: number;
  /** Pictures a second, null where the set does not say. */
  readonly frameRate: number | null;
}

/** Profiles whose set goes on with chroma format, bit depths and scaling lists. */
const HIGH = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);
/** Level 6.2 allows 16,880 macroblocks at most on a side; nothing sane is larger, and rubbish mostly is. */
const MOST_PIXELS = 16_384;

/** Null for anything that is no whole, sane set. Never throws. */
export function readH264Sps(nal: Uint8Array): H264Sps | null {
  if (((nal[0] ?? 0) & 0x9f) !== 7) return null;
  const reader = new BitReader(nal, 1);
  const profile = reader.bits(8);
  const constraints = reader.bits(8);
  const level = reader.bits(8);
  const id = reader.unsigned();
  let chromaFormat = 1;
  let separatePlanes = false;
  let bitDepthLuma = 8;
  let bitDepthChroma = 8;
  if (HIGH.has(profile)) {
    chromaFormat = reader.unsigned();
    if (chromaFormat === 3) separatePlanes = reader.flag();
    bitDepthLuma = 8 + reader.unsigned();
    bitDepthChroma = 8 + reader.unsigned();
    reader.skip(1); // qpprime_y_zero_transform_bypass_flag
    if (reader.flag()) skipScalingLists(reader, chromaFormat === 3 ? 12 : 8);
  }
  reader.unsigned(); // log2_max_frame_num_minus4
  skipPictureOrder(reader);
  reader.unsigned(); // max_num_ref_frames
  reader.skip(1); // gaps_in_frame_num_value_allowed_flag
  const widthInBlocks = reader.unsigned() + 1;
  const heightInUnits = reader.unsigned() + 1;
  const framesOnly = reader.flag();
  if (!framesOnly) reader.skip(1); // mb_adaptive_frame_field_flag
  reader.skip(1); // direct_8x8_inference_flag
  const [left, right, top, bottom] = reader.flag()
    ? [reader.unsigned(), reader.unsigned(), reader.unsigned(), reader.unsigned()]
    : [0, 0, 0, 0];
  const hasVui = reader.flag();
  if (reader.failed || id > 31 || chromaFormat > 3 || bitDepthLuma > 14 || bitDepthChroma > 14) return null;

  // Cropping counts in chroma samples (table 6-1), and in pairs of lines where there are fields.
  const sampled = separatePlanes ? 0 : chromaFormat;
  const unitX = sampled === 1 || sampled === 2 ? 2 : 1;
  const unitY = (sampled === 1 ? 2 : 1) * (framesOnly ? 1 : 2);
  const width = widthInBlocks * 16 - (left + right) * unitX;
  const height = heightInUnits * 16 * (framesOnly ? 1 : 2) - (top + bottom) * unitY;
  if (width < 1 || height < 1 || width > MOST_PIXELS || height > MOST_PIXELS) return null;
  const frameRate = hasVui ? readFrameRate(reader) : null;
  return { id, profile, constraints, level, chromaFormat, bitDepthLuma, bitDepthChroma, width, height, frameRate };
}

function skipScalingLists(reader: BitReader, lists: number): void {
  for (let list = 0; list < lists && !reader.failed; list += 1) {
    if (!reader.flag()) continue;
    const size = list < 6 ? 16 : 64;
    let last = 8;
    let next = 8;
    for (let at = 0; at < size; at += 1) {
      if (next !== 0) next = (((last + reader.signed()) % 256) + 256) % 256;
      if (next !== 0) last = next;
    }
  }
}

function skipPictureOrder(reader: BitReader): void {
  const type = reader.unsigned();
  if (type === 0) reader.unsigned(); // log2_max_pic_order_cnt_lsb_minus4
  if (type !== 1) return;
  reader.skip(1); // delta_pic_order_always_zero_flag
  reader.signed(); // offset_for_non_ref_pic
  reader.signed(); // offset_for_top_to_bottom_field
  const cycle = reader.unsigned();
  for (let at = 0; at < cycle && !reader.failed; at += 1) reader.signed();
}

/** A field has half a tick of a frame (E.2.1), hence the 2. */
function readFrameRate(reader: BitReader): number | null {
  skipVuiHead(reader);
  const ticks = readTicksPerSecond(reader);
  return ticks === null ? null : ticks / 2;
}
