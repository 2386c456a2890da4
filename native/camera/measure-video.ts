/** What a stream really is: played until its first picture, then left. */
import { CameraError } from './camera-error.ts';
import { RtspClient } from './rtsp/rtsp-client.ts';
import type { StreamAddress } from './stream-address.ts';
import type { VideoCodec } from './video/video-format.ts';
import type { OnvifTarget } from './onvif/onvif-target.ts';

export interface MeasuredVideo {
  readonly codec: VideoCodec;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** As the stream says of itself. */
  readonly frameRate: number | null;
}

/** @throws CameraError what kept it from playing, camera.timeout when no picture came */
export async function measureVideo(
  { url }: StreamAddress,
  { clock, password, username }: OnvifTarget,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<MeasuredVideo> {
  let end: (() => void) | undefined;
  let client: RtspClient | undefined;
  try {
    return await new Promise((resolve, reject) => {
      const stop = (): void => reject(new CameraError('camera.timeout', 'stopped'));
      const timer = setTimeout(
        () => reject(new CameraError('camera.timeout', `no picture within ${deadlineMs} ms`)),
        deadlineMs,
      );
      signal.addEventListener('abort', stop, { once: true });
      end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
      };
      client = new RtspClient(
        { address: url.href, username, password, clock },
        {
          onFormat: ({ codec, width, height, frameRate }) => resolve({ codec, width, height, frameRate }),
          onAccessUnit: () => undefined,
          onState: (state) => {
            if (state.kind === 'waiting') reject(state.error);
          },
        },
      );
      client.start();
    });
  } finally {
    end?.();
    await client?.stop();
  }
}
