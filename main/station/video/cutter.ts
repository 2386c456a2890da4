/** Has the video thread copy files: reading and hashing hundreds of megabytes is nothing for the main thread. */
import { CodedError } from '../../../preload/contract/errors.ts';
import type { CutDone, CutWindow, FromVideoThread } from './video-messages.ts';
import type { VideoThread } from './video-thread.ts';

interface Waiting {
  readonly resolve: (done: CutDone | null) => void;
  readonly reject: (error: CodedError) => void;
}

const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT']);

export class Cutter {
  readonly #thread: Pick<VideoThread, 'post'>;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  constructor(thread: Pick<VideoThread, 'listen' | 'post'>) {
    this.#thread = thread;
    thread.listen({
      onMessage: (message) => this.#take(message),
      onRestarted: () => undefined,
      onEnded: () => {
        const all = [...this.#waiting.values()];
        this.#waiting.clear();
        for (const { reject } of all) reject(new CodedError('video.restarting'));
      },
    });
  }

  /**
   * @param source a recorded file
   * @param window of it, since its beginning; null: all of it
   * @returns null when nothing was recorded then
   * @throws CodedError video.not-found | store.disk-full | store.failed | video.restarting
   */
  cut(source: string, window: CutWindow | null, target: string): Promise<CutDone | null> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      if (this.#thread.post({ type: 'cut', id, source, window, target })) this.#waiting.set(id, { resolve, reject });
      else reject(new CodedError('video.restarting'));
    });
  }

  #take(message: FromVideoThread): void {
    if (message.type !== 'cut-done' && message.type !== 'cut-failed') return;
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === 'cut-done') waiting?.resolve(message.done);
    else if (message.code === 'ENOENT') waiting?.reject(new CodedError('video.not-found'));
    else if (FULL.has(message.code)) waiting?.reject(new CodedError('store.disk-full', { reason: message.code }));
    else waiting?.reject(new CodedError('store.failed', { reason: message.code }));
  }
}
