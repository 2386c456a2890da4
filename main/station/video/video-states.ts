/** How every camera's video is (contract video.state). */
import type { VideoState } from '../../../preload/contract/video.ts';
import type { ClipQuery } from './clip-query.ts';
import type { ClipRecorder } from './clip-recorder.ts';
import type { VideoFeeds } from './video-feeds.ts';

/** What a connection counts beside what it dropped. */
const NO_LOSS: ReadonlySet<string> = new Set(['connections', 'packets', 'bytes', 'pictures', 'units', 'senderReports']);

export async function videoStates(parts: {
  readonly cameraIds: readonly string[];
  readonly feeds: Pick<VideoFeeds, 'state'>;
  readonly recorder: Pick<ClipRecorder, 'filesOf'>;
  readonly clips: Pick<ClipQuery, 'stored'>;
}): Promise<VideoState[]> {
  const { cameraIds, clips, feeds, recorder } = parts;
  const ofCameras = cameraIds.map(async (cameraId): Promise<VideoState[]> => {
    const stored = await clips.stored(cameraId);
    return (['main', 'sub'] as const).map((stream): VideoState => {
      const { measured = null, state = null } = feeds.state(cameraId, stream) ?? {};
      const { codec = null, height = null, width = null } = measured?.format ?? {};
      const dropped = Object.entries(measured?.counters ?? {}).filter(
        ([name, count]) => count > 0 && !NO_LOSS.has(name),
      );
      return {
        cameraId,
        stream,
        state: state?.kind ?? 'idle',
        code: state?.kind === 'waiting' ? state.code : null,
        codec,
        width,
        height,
        framesPerSecond: measured?.framesPerSecond ?? null,
        kbitPerSecond: measured?.kbitPerSecond ?? null,
        recording: stream === 'main' ? recorder.filesOf(cameraId) : 0,
        dropped: Object.fromEntries(dropped),
        stored,
      };
    });
  });
  return (await Promise.all(ofCameras)).flat();
}
