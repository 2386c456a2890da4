/** Has the video thread copy files: reading and hashing hundreds of megabytes is nothing for the main thread. */
import { CodedError } from '../../../preload/contract/errors.ts';
import { ThreadQuestions } from './thread-questions.ts';
import type { CutDone, CutWindow } from './video-messages.ts';
import type { VideoThread } from './video-thread.ts';

type Answer = { readonly done: CutDone | null } | { readonly systemCode: string };

const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT']);

export class Cutter {
  readonly #questions: ThreadQuestions<Answer>;

  constructor(thread: Pick<VideoThread, 'listen' | 'post'>) {
    this.#questions = new ThreadQuestions<Answer>(thread, (message) => {
      if (message.type === 'cut-done') return { id: message.id, answer: { done: message.done } };
      return message.type === 'cut-failed' ? { id: message.id, answer: { systemCode: message.code } } : null;
    });
  }

  /**
   * @param source a recorded file
   * @param window of it, since its beginning; null: all of it
   * @returns null when nothing was recorded then
   * @throws CodedError video.not-found | store.disk-full | store.failed | video.restarting
   */
  async cut(source: string, window: CutWindow | null, target: string): Promise<CutDone | null> {
    const answer = await this.#questions.ask((id) => ({ type: 'cut', id, source, window, target }));
    if ('done' in answer) return answer.done;
    if ('code' in answer) throw new CodedError(answer.code);
    const reason = answer.systemCode;
    if (reason === 'ENOENT') throw new CodedError('video.not-found');
    throw new CodedError(FULL.has(reason) ? 'store.disk-full' : 'store.failed', { reason });
  }
}
