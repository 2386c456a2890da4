/**
 * The beginning of a fragmented file: what it is and how to decode it; no pictures. Source: ISO/IEC 14496-12 §4.3 (ftyp),
 * §8.2 (moov, mvhd), §8.3 (trak, tkhd), §8.4 (mdia, mdhd, hdlr), §8.5 (stbl, stsd), §8.6 to §8.7 (tables, here empty),
 * §8.8 (mvex, trex), §12.1 (vmhd, visual sample entry).
 */
import type { VideoFormat } from '../video/video-format.ts';
import { ascii, box, fullBox, u16, u32, u64, u8, zeros } from './box.ts';
import { decoderConfig } from './decoder-config.ts';

/** Ticks a second of everything in our files: that of the RTP timestamps, so that nothing is rounded. */
export const TIMESCALE = 90_000;
export const TRACK_ID = 1;

/** Seconds from 1904, where MP4 begins to count, to 1970. */
const MP4_TO_UNIX_S = 2_082_844_800;
const UNITY_MATRIX = u32(0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000);
const IN_THIS_FILE = 1;
const ENABLED_IN_MOVIE = 3;
/** `und` in three letters of five bits. */
const LANGUAGE = 0x55c4;

/** @param createdMs when the first picture was taken, ms since 1970 */
export function initSegment(format: VideoFormat, createdMs: number): Uint8Array {
  const created = Math.max(0, Math.floor(createdMs / 1000) + MP4_TO_UNIX_S);
  const times = [u64(created), u64(created)];
  return concat(
    box('ftyp', ascii('iso6'), u32(0x200), ascii('iso6mp41')),
    box(
      'moov',
      // Rate 1, full volume; the length is told by the fragments.
      fullBox('mvhd', 1, 0, ...times, u32(TIMESCALE), u64(0), u32(0x1_0000), u16(0x100), zeros(10), UNITY_MATRIX, zeros(24), u32(TRACK_ID + 1)),
      box(
        'trak',
        fullBox('tkhd', 1, ENABLED_IN_MOVIE, ...times, u32(TRACK_ID, 0), u64(0), zeros(16), UNITY_MATRIX, u32(format.width * 0x1_0000, format.height * 0x1_0000)),
        box(
          'mdia',
          fullBox('mdhd', 1, 0, ...times, u32(TIMESCALE), u64(0), u16(LANGUAGE, 0)),
          fullBox('hdlr', 0, 0, u32(0), ascii('vide'), zeros(12), ascii('video\0')),
          box(
            'minf',
            fullBox('vmhd', 0, 1, zeros(8)),
            box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, IN_THIS_FILE))),
            box(
              'stbl',
              fullBox('stsd', 0, 0, u32(1), sampleEntry(format)),
              fullBox('stts', 0, 0, u32(0)),
              fullBox('stsc', 0, 0, u32(0)),
              fullBox('stsz', 0, 0, u32(0, 0)),
              fullBox('stco', 0, 0, u32(0)),
            ),
          ),
        ),
      ),
      box('mvex', fullBox('trex', 0, 0, u32(TRACK_ID, 1, 0, 0, 0))),
    ),
  ); // prettier-ignore
}

/** avc1 and hvc1: the parameter sets stand here and not among the pictures. */
function sampleEntry(format: VideoFormat): Uint8Array {
  return box(
    format.codec === 'h264' ? 'avc1' : 'hvc1',
    zeros(6),
    u16(1), // data_reference_index
    zeros(16),
    u16(format.width, format.height),
    u32(0x48_0000, 0x48_0000, 0), // 72 dpi, by custom
    u16(1), // one picture a sample
    zeros(32), // the encoder's name: nobody told us
    u16(24, 0xffff),
    decoderConfig(format),
    box('pasp', u32(1, 1)),
  );
}

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return u8(...parts.flatMap((part) => [...part]));
}
