/** One key picture of a stream, as a film of that one picture; the connection lasts no longer. */
import { FragmentedMp4 } from '../../../../native/camera/mp4/fragmented-mp4.ts';
import { RtspClient } from '../../../../native/camera/rtsp/rtsp-client.ts';
import type { Clock } from '../../../../preload/contract/vocabulary.ts';
import type { KeyPictureAnswer, StreamAccount } from '../video-messages.ts';

/** Cameras send a key picture every 1 to 10 s. */
const LIMIT_MS = 15_000;

/** Never rejects. */
export function keyPicture(account: StreamAccount, clock: Clock): Promise<KeyPictureAnswer> {
  return new Promise((resolve) => {
    const end = (answer: KeyPictureAnswer): void => {
      clearTimeout(limit);
      void client.stop();
      resolve(answer);
    };
    const limit = setTimeout(() => end({ code: 'camera.video-silent' }), LIMIT_MS);
    const client = new RtspClient(
      { ...account, clock },
      {
        onFormat: () => undefined,
        onAccessUnit: (unit) => {
          if (!unit.key) return;
          const { codec, height, width } = unit.format;
          const mp4 = new FragmentedMp4(unit.format, { createdMs: unit.receivedAt });
          mp4.push(unit);
          const fragment = mp4.finish() ?? new Uint8Array();
          const bytes = new Uint8Array(mp4.init.length + fragment.length);
          bytes.set(mp4.init);
          bytes.set(fragment, mp4.init.length);
          end({ codec, width, height, data: bytes.buffer });
        },
        onState: (state) => {
          // One attempt: whoever asks says how often.
          if (state.kind === 'waiting') end({ code: state.error.code });
        },
      },
    );
    client.start();
  });
}
