/**
 * H.265 sequence parameter set: the size of the picture and what a decoder must be told.
 * Source: ITU-T H.265 §7.3.2.2.1 (syntax), §7.3.3 (profile, tier, level), §7.3.4 (scaling lists), §7.3.7 (short-term
 * reference picture sets), annex E.2.1 (VUI).
 */
import { BitReader } from './bit-reader.ts';
import { readTicksPerSecond, skipVuiHead } from './vui.ts';

export interface H265Profile {
  readonly space: number;
  readonly highTier: boolean;
  readonly profile: number;
  /** general_profile_compatibility_flag[0…31], flag 0 in the highest bit. */
  readonly compatibility: number;
  /** The 48 bits that follow, as six bytes: progressive, interlaced and the other constraints. */
  readonly constraints: readonly number[];
  /** 30 times the level's number. */
  readonly level: number;
}

export interface H265Sps extends H265Profile {
  readonly id: number;
  readonly temporalLayers: number;
  readonly temporalIdNested: boolean;
  readonly chromaFormat: number;
  readonly bitDepthLuma: number;
  readonly bitDepthChroma: number;
  /** In pixels, as shown: the conformance window taken off. */
  readonly width: number;
  readonly height: number;
  /** Pictures a second, null where the set does not say. */
  readonly frameRate: number | null;
}

const SPS = 33;
const MOST_PIXELS = 16_384;
const MOST_REFERENCE_SETS = 64;
/** sps_max_dec_pic_buffering_minus1 is at most 15, and so is what a reference set may hold. */
const MOST_PICTURES = 16;

/** Null for anything that is no whole, sane set. Never throws. */
export function readH265Sps(nal: Uint8Array): H265Sps | null {
  if ((((nal[0] ?? 0) >> 1) & 0x3f) !== SPS || ((nal[0] ?? 0) & 0x80) !== 0) return null;
  const reader = new BitReader(nal, 2);
  reader.skip(4); // sps_video_parameter_set_id
  const subLayers = reader.bits(3);
  const temporalIdNested = reader.flag();
  const profile = readProfile(reader, subLayers);
  const id = reader.unsigned();
  const chromaFormat = reader.unsigned();
  const separatePlanes = chromaFormat === 3 && reader.flag();
  const codedWidth = reader.unsigned();
  const codedHeight = reader.unsigned();
  const [left, right, top, bottom] = reader.flag()
    ? [reader.unsigned(), reader.unsigned(), reader.unsigned(), reader.unsigned()]
    : [0, 0, 0, 0];
  const bitDepthLuma = 8 + reader.unsigned();
  const bitDepthChroma = 8 + reader.unsigned();
  if (reader.failed || id > 15 || chromaFormat > 3 || bitDepthLuma > 16 || bitDepthChroma > 16) return null;

  const sampled = separatePlanes ? 0 : chromaFormat;
  const width = codedWidth - (left + right) * (sampled === 1 || sampled === 2 ? 2 : 1);
  const height = codedHeight - (top + bottom) * (sampled === 1 ? 2 : 1);
  if (width < 1 || height < 1 || codedWidth > MOST_PIXELS || codedHeight > MOST_PIXELS) return null;
  const frameRate = readFrameRate(reader, subLayers);
  return {
    ...profile,
    id,
    temporalLayers: subLayers + 1,
    temporalIdNested,
    chromaFormat,
    bitDepthLuma,
    bitDepthChroma,
    width,
    height,
    frameRate,
  };
}

function readProfile(reader: BitReader, subLayers: number): H265Profile {
  const space = reader.bits(2);
  const highTier = reader.flag();
  const profile = reader.bits(5);
  const compatibility = reader.bits(32);
  const constraints = Array.from({ length: 6 }, () => reader.bits(8));
  const level = reader.bits(8);
  const present = Array.from({ length: subLayers }, () => ({ profile: reader.flag(), level: reader.flag() }));
  if (subLayers > 0) reader.skip(2 * (8 - subLayers));
  for (const layer of present) reader.skip((layer.profile ? 88 : 0) + (layer.level ? 8 : 0));
  return { space, highTier, profile, compatibility, constraints, level };
}

/** Everything between the bit depths and the timing, which stands near the end. Null where anything is odd. */
function readFrameRate(reader: BitReader, subLayers: number): number | null {
  const orderBits = reader.unsigned() + 4;
  if (orderBits > 16) return null;
  const layers = reader.flag() ? subLayers + 1 : 1;
  for (let count = 0; count < layers * 3; count += 1) reader.unsigned();
  for (let count = 0; count < 6; count += 1) reader.unsigned(); // sizes of blocks
  if (reader.flag() && reader.flag()) skipScalingLists(reader);
  reader.skip(2); // amp_enabled_flag, sample_adaptive_offset_enabled_flag
  if (reader.flag()) {
    reader.skip(8); // bit depths of PCM
    reader.unsigned();
    reader.unsigned();
    reader.skip(1);
  }
  if (!skipReferenceSets(reader)) return null;
  if (reader.flag()) {
    const longTerm = reader.unsigned();
    if (longTerm > 32) return null;
    reader.skip(longTerm * (orderBits + 1));
  }
  reader.skip(2); // sps_temporal_mvp_enabled_flag, strong_intra_smoothing_enabled_flag
  return reader.flag() ? readVuiTiming(reader) : null;
}

function skipScalingLists(reader: BitReader): void {
  for (let size = 0; size < 4; size += 1) {
    for (let matrix = 0; matrix < 6 && !reader.failed; matrix += size === 3 ? 3 : 1) {
      if (!reader.flag()) {
        reader.unsigned(); // scaling_list_pred_matrix_id_delta
        continue;
      }
      if (size > 1) reader.signed(); // scaling_list_dc_coef_minus8
      for (let count = Math.min(64, 1 << (4 + size * 2)); count > 0; count -= 1) reader.signed();
    }
  }
}

/** @returns false where the sets are none */
function skipReferenceSets(reader: BitReader): boolean {
  const sets = reader.unsigned();
  if (sets > MOST_REFERENCE_SETS) return false;
  let pictures = 0; // of the set before
  for (let set = 0; set < sets; set += 1) {
    if (set > 0 && reader.flag()) {
      reader.skip(1); // delta_rps_sign
      reader.unsigned(); // abs_delta_rps_minus1
      let kept = 0;
      for (let at = 0; at <= pictures; at += 1) {
        const used = reader.flag();
        if (used || reader.flag()) kept += 1;
      }
      pictures = kept;
    } else {
      const negative = reader.unsigned();
      const positive = reader.unsigned();
      pictures = negative + positive;
      if (pictures > MOST_PICTURES) return false;
      for (let at = 0; at < pictures; at += 1) {
        reader.unsigned();
        reader.skip(1);
      }
    }
    if (reader.failed || pictures > MOST_PICTURES) return false;
  }
  return true;
}

function readVuiTiming(reader: BitReader): number | null {
  skipVuiHead(reader);
  reader.skip(3); // neutral_chroma_indication_flag, field_seq_flag, frame_field_info_present_flag
  if (reader.flag()) for (let side = 0; side < 4; side += 1) reader.unsigned(); // default display window
  return readTicksPerSecond(reader);
}
