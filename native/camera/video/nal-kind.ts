/**
 * What a NAL unit is for us, by its header. Sources: H.264 table 7-1, H.265 table 7-1 and §7.4.2.2.
 * `key` starts decoding: IDR in H.264, any random access point (IDR, CRA, BLA) in H.265. `leading` pictures (RASL) refer
 * to what came before their random access point and cannot be decoded by who starts there.
 */
import type { VideoCodec } from './video-format.ts';

export type NalKind = 'key' | 'slice' | 'leading' | 'vps' | 'sps' | 'pps' | 'delimiter' | 'other';

export function nalKind(codec: VideoCodec, nal: Uint8Array): NalKind {
  return codec === 'h264' ? h264Kind((nal[0] ?? 0) & 0x1f) : h265Kind(((nal[0] ?? 0) >> 1) & 0x3f);
}

function h264Kind(type: number): NalKind {
  if (type === 5) return 'key';
  if (type >= 1 && type <= 4) return 'slice';
  if (type === 7) return 'sps';
  if (type === 8) return 'pps';
  return type === 9 ? 'delimiter' : 'other';
}

function h265Kind(type: number): NalKind {
  if (type >= 16 && type <= 23) return 'key';
  if (type === 8 || type === 9) return 'leading';
  if (type <= 7) return 'slice';
  if (type === 32) return 'vps';
  if (type === 33) return 'sps';
  if (type === 34) return 'pps';
  return type === 35 ? 'delimiter' : 'other';
}

/** Is it part of a picture? */
export function isSlice(kind: NalKind): boolean {
  return kind === 'key' || kind === 'slice' || kind === 'leading';
}

/**
 * Can nothing of the same picture stand before this unit but delimiters, sets and messages? A slice begins a picture by
 * first_mb_in_slice = 0 (H.264 §7.3.3) or first_slice_segment_in_pic_flag (H.265 §7.3.6.1): one bit either way.
 */
export function beginsPicture(codec: VideoCodec, kind: NalKind, nal: Uint8Array): boolean {
  if (isSlice(kind)) return ((nal[codec === 'h264' ? 1 : 2] ?? 0) & 0x80) !== 0;
  return kind !== 'other';
}
