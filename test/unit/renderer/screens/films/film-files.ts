/** Files as `video.clips` names them, by seconds after a moment. */
import type { VideoFile } from '../../../../../preload/contract/video.ts';

export const T0 = Date.parse('2026-11-30T08:00:00+08:00');

export const file = (
  fromS: number,
  toS: number | null,
  more: Partial<Record<keyof VideoFile, unknown>> = {},
): VideoFile =>
  ({
    clipId: `clip-${fromS}`,
    nth: 0,
    cameraId: 'front',
    cause: 'pass',
    passId: null,
    from: new Date(T0 + fromS * 1000).toISOString(),
    to: toS === null ? null : new Date(T0 + toS * 1000).toISOString(),
    state: 'whole',
    bytes: 1,
    sha256: null,
    codec: 'h264',
    width: 1280,
    height: 720,
    path: `${fromS}.mp4`,
    ...more,
  }) as VideoFile;
