/** Has the video thread take one key picture of a stream that nothing else is played of: a recorder's channel. */
import type { ErrorCode } from '../../../preload/contract/errors.ts';
import type { FromVideoThread, KeyPicture, StreamAccount } from './video-messages.ts';
import type { VideoThread } from './video-thread.ts';

export class KeyPictures {
  readonly #thread: Pick<VideoThread, 'post'>;
  readonly #waiting = new Map<number, (answer: KeyPicture | { readonly code: ErrorCode }) => void>();
  #lastId = 0;

  constructor(thread: Pick<VideoThread, 'listen' | 'post'>) {
    this.#thread = thread;
    thread.listen({
      onMessage: (message) => this.#take(message),
      onRestarted: () => undefined,
      onEnded: () => {
        const all = [...this.#waiting.values()];
        this.#waiting.clear();
        for (const answer of all) answer({ code: 'video.restarting' });
      },
    });
  }

  /** A film of one picture, or why there is none; after 15 s at the latest. */
  take(stream: StreamAccount): Promise<KeyPicture | { readonly code: ErrorCode }> {
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      if (this.#thread.post({ type: 'key-picture', id, ...stream })) this.#waiting.set(id, resolve);
      else resolve({ code: 'video.restarting' });
    });
  }

  #take(message: FromVideoThread): void {
    if (message.type !== 'key-picture-done') return;
    this.#waiting.get(message.id)?.(message.answer);
    this.#waiting.delete(message.id);
  }
}
