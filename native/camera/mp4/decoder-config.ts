/**
 * The boxes that tell a player how to decode: avcC (ISO/IEC 14496-15 §5.3.3.1.2) and hvcC (§8.3.3.1.2), with all parameter
 * sets, units behind lengths of four bytes.
 */
import { readH264Sps } from '../video/h264-sps.ts';
import { readH265Sps } from '../video/h265-sps.ts';
import type { VideoFormat } from '../video/video-format.ts';
import { box, u16, u32, u8 } from './box.ts';

const LENGTH_SIZE_MINUS_ONE = 3;
/** Profiles whose configuration ends with chroma format and bit depths. */
const WITH_DEPTHS = new Set([100, 110, 122, 144, 244]);
const VPS = 32;
const SPS = 33;
const PPS = 34;

/** @throws RangeError for a format whose sequence set cannot be read: no such format is ever handed out */
export function decoderConfig(format: VideoFormat): Uint8Array {
  return format.codec === 'h264' ? avcC(format) : hvcC(format);
}

function avcC({ sps, pps }: VideoFormat): Uint8Array {
  const read = readH264Sps(sps[0] ?? new Uint8Array());
  if (read === null) throw new RangeError('no readable sequence parameter set');
  return box(
    'avcC',
    u8(1, read.profile, read.constraints, read.level, 0xfc | LENGTH_SIZE_MINUS_ONE, 0xe0 | sps.length),
    ...sps.flatMap((set) => [u16(set.length), set]),
    u8(pps.length),
    ...pps.flatMap((set) => [u16(set.length), set]),
    ...(WITH_DEPTHS.has(read.profile)
      ? [u8(0xfc | read.chromaFormat, 0xf8 | (read.bitDepthLuma - 8), 0xf8 | (read.bitDepthChroma - 8), 0)]
      : []),
  );
}

function hvcC({ vps, sps, pps }: VideoFormat): Uint8Array {
  const read = readH265Sps(sps[0] ?? new Uint8Array());
  if (read === null) throw new RangeError('no readable sequence parameter set');
  const { space, highTier, profile, compatibility, constraints, level } = read;
  // array_completeness: the sets are here and nowhere else, as hvc1 promises.
  const sets = (type: number, list: readonly Uint8Array[]): Uint8Array[] => [
    u8(0x80 | type),
    u16(list.length),
    ...list.flatMap((set) => [u16(set.length), set]),
  ];
  return box(
    'hvcC',
    u8(1, (space << 6) | (highTier ? 0x20 : 0) | profile),
    u32(compatibility),
    u8(...constraints, level),
    u16(0xf000), // min_spatial_segmentation_idc 0: not said
    u8(0xfc, 0xfc | read.chromaFormat, 0xf8 | (read.bitDepthLuma - 8), 0xf8 | (read.bitDepthChroma - 8)),
    u16(0), // avgFrameRate 0: not said
    u8((read.temporalLayers << 3) | (read.temporalIdNested ? 4 : 0) | LENGTH_SIZE_MINUS_ONE, 3),
    ...sets(VPS, vps),
    ...sets(SPS, sps),
    ...sets(PPS, pps),
  );
}
