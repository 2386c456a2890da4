/**
 * Which track of a description is played. Sources: RFC 6184 §8.1 (packetization-mode, sprop-parameter-sets), RFC 7798
 * §7.1 (sprop-vps, sprop-sps, sprop-pps, sprop-max-don-diff).
 */
import type { VideoCodec } from '../video/video-format.ts';
import type { Sdp, SdpFormat, SdpMedia } from './sdp.ts';

export interface VideoTrack {
  readonly codec: VideoCodec;
  readonly payloadType: number;
  readonly control: string | null;
  /** NAL units out of the description; many cameras send them in band only. */
  readonly parameterSets: readonly Uint8Array[];
}

const CODECS: Readonly<Record<string, VideoCodec>> = { H264: 'h264', H265: 'h265', HEVC: 'h265' };
const CLOCK_RATE = 90_000;
const MOST_SET_TEXT = 16 * 1024;

/** The first track that can be played, or why there is none (short technical text for the log). */
export function chooseVideoTrack(sdp: Sdp): VideoTrack | string {
  const refusals: string[] = [];
  for (const media of sdp.media) {
    if (media.kind !== 'video') continue;
    for (const format of media.formats) {
      const codec = CODECS[format.encoding ?? ''];
      const refusal = codec === undefined ? `codec ${shown(format)}` : refusalOf(codec, media, format);
      if (codec === undefined || refusal !== null) {
        refusals.push(refusal ?? '');
        continue;
      }
      const { payloadType } = format;
      return { codec, payloadType, control: media.control, parameterSets: setsOf(codec, format) };
    }
  }
  return refusals.length === 0
    ? 'the camera describes no video'
    : `no usable video: ${refusals.slice(0, 4).join(', ')}`;
}

function refusalOf(codec: VideoCodec, media: SdpMedia, format: SdpFormat): string | null {
  if (!/^RTP\/AVPF?(\/TCP)?$/.test(media.transport)) return `transport ${media.transport.slice(0, 20)}`;
  if (format.clockRate !== CLOCK_RATE) return `a clock of ${String(format.clockRate)}`;
  const { parameters } = format;
  if (codec === 'h264' && parameters['packetization-mode'] === '2') return 'H.264 units out of order';
  if (codec === 'h265' && Number(parameters['sprop-max-don-diff'] ?? 0) !== 0) return 'H.265 units out of order';
  return null;
}

function setsOf(codec: VideoCodec, { parameters }: SdpFormat): Uint8Array[] {
  const names = codec === 'h264' ? ['sprop-parameter-sets'] : ['sprop-vps', 'sprop-sps', 'sprop-pps'];
  return names
    .flatMap((name) => (parameters[name] ?? '').slice(0, MOST_SET_TEXT).split(','))
    .map((text) => Uint8Array.from(Buffer.from(text, 'base64')))
    .filter((set) => set.length > 2);
}

function shown(format: SdpFormat): string {
  return (format.encoding ?? `type ${format.payloadType}`).replace(/[^\x20-\x7e]/g, '?').slice(0, 20);
}
