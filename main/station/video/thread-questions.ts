/** Questions to the video thread that it answers once each, by their number; what it did not answer before it ended is told so. */
import type { FromVideoThread, ToVideoThread } from './video-messages.ts';
import type { VideoThread } from './video-thread.ts';

export interface Restarting {
  readonly code: 'video.restarting';
}

const RESTARTING: Restarting = { code: 'video.restarting' };

export class ThreadQuestions<Answer> {
  readonly #thread: Pick<VideoThread, 'post'>;
  readonly #waiting = new Map<number, (answer: Answer | Restarting) => void>();
  #lastId = 0;

  /** @param answerIn what a message answers and to which number; null for a message that is none of this */
  constructor(
    thread: Pick<VideoThread, 'listen' | 'post'>,
    answerIn: (message: FromVideoThread) => { readonly id: number; readonly answer: Answer } | null,
  ) {
    this.#thread = thread;
    thread.listen({
      onMessage: (message) => {
        const found = answerIn(message);
        if (found === null) return;
        this.#waiting.get(found.id)?.(found.answer);
        this.#waiting.delete(found.id);
      },
      onRestarted: () => undefined,
      onEnded: () => {
        const all = [...this.#waiting.values()];
        this.#waiting.clear();
        for (const answer of all) answer(RESTARTING);
      },
    });
  }

  ask(question: (id: number) => ToVideoThread): Promise<Answer | Restarting> {
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      if (this.#thread.post(question(id))) this.#waiting.set(id, resolve);
      else resolve(RESTARTING);
    });
  }
}
