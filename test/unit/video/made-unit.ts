/** Pictures for tests that only count and order them. */
import type { CameraUnit } from '../../../native/camera/rtsp/rtsp-session.ts';
import type { VideoFormat } from '../../../native/camera/video/video-format.ts';
import type { EpochMs, MonotonicMs } from '../../../preload/contract/vocabulary.ts';

/** Of x264. */
const SPS = '6742c028da01e0089f97011000000300100000030320f1832a';

export const madeFormat = (): VideoFormat => ({
  codec: 'h264',
  vps: [],
  sps: [Uint8Array.from(Buffer.from(SPS, 'hex'))],
  pps: [Uint8Array.from(Buffer.from('68ce0fc8', 'hex'))],
  width: 1280,
  height: 720,
  frameRate: 25,
  codecString: 'avc1.420028',
});

/** @param atMs of both clocks */
export function madeUnit(
  format: VideoFormat,
  { atMs, bytes = 100, key }: { readonly atMs: number; readonly bytes?: number; readonly key: boolean },
): CameraUnit {
  return {
    format,
    nals: [new Uint8Array(bytes).fill(1)],
    key,
    timestamp90k: Math.round(atMs * 90),
    receivedAt: (1_795_000_000_000 + atMs) as EpochMs,
    receivedMonotonic: atMs as MonotonicMs,
    senderWallMs: null,
  };
}
