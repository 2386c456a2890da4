/** Pictures for tests that only count and order them. */
import type { CameraUnit } from '../../../native/camera/rtsp/rtsp-session.ts';
import type { VideoFormat } from '../../../native/camera/video/video-format.ts';
import type { EpochMs, MonotonicMs } from '../../../preload/contract/vocabulary.ts';

export const madeFormat = (): VideoFormat => ({
  codec: 'h264',
  vps: [],
  sps: [new Uint8Array([0x67, 0x42, 0, 0x28])],
  pps: [new Uint8Array([0x68, 1])],
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
