/** Has the video thread take one key picture of a stream that nothing else is played of: a recorder's channel. */
import type { ErrorCode } from '../../../preload/contract/errors.ts';
import { ThreadQuestions } from './thread-questions.ts';
import type { KeyPicture, StreamAccount } from './video-messages.ts';
import type { VideoThread } from './video-thread.ts';

type Answer = KeyPicture | { readonly code: ErrorCode };

export class KeyPictures {
  readonly #questions: ThreadQuestions<Answer>;

  constructor(thread: Pick<VideoThread, 'listen' | 'post'>) {
    this.#questions = new ThreadQuestions(thread, (message) =>
      message.type === 'key-picture-done' ? { id: message.id, answer: message.answer } : null,
    );
  }

  /** A film of one picture, or why there is none; after 15 s at the latest. */
  take(stream: StreamAccount): Promise<Answer> {
    return this.#questions.ask((id) => ({ type: 'key-picture', id, ...stream }));
  }
}
