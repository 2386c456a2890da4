/**
 * A wire to an indicator that speaks only when asked: asks for the weight again and again while it is open. One question
 * at a time: the next comes when the answer is here and the pace is due, or when no answer came in time.
 * Only for protocols that talk `when-asked`; a wire that is listened to never gets a byte (protocols.md §1.1).
 */
import type { LinkFactory, WritableLink, WritableLinkFactory } from '../byte-link.ts';
import type { After } from '../reconnect.ts';

/** The longest answer at 600 baud takes 350 ms, the indicator's own thinking included half a second. */
const ANSWER_LIMIT_MS = 500;

export interface Question {
  readonly request: Uint8Array;
  /** From one question to the next. */
  readonly everyMs: number;
}

export class AskingLink {
  /** Makes the wire that asks. */
  readonly connect: LinkFactory;
  readonly #question: Question;
  readonly #after: After;
  #link: WritableLink | null = null;
  #waiting = false;
  /** The pace is due: a question may follow at once. */
  #due = false;
  #callOffPace: (() => void) | null = null;
  #callOffLimit: (() => void) | null = null;
  #asked = 0;

  constructor(connect: WritableLinkFactory, question: Question, after: After) {
    this.#question = question;
    this.#after = after;
    this.connect = (events) => {
      const link = connect({
        onOpen: () => {
          events.onOpen();
          this.#begin(link);
        },
        onBytes: events.onBytes,
        onClose: (reason) => {
          if (this.#link === link) this.#end();
          events.onClose(reason);
        },
      });
      return link;
    };
  }

  /** Questions so far. */
  get asked(): number {
    return this.#asked;
  }

  /** An answer is here, whole. */
  answered(): void {
    this.#waiting = false;
    this.#callOffLimit?.();
    this.#callOffLimit = null;
    if (this.#due) this.#ask();
  }

  #begin(link: WritableLink): void {
    this.#end();
    this.#link = link;
    this.#ask();
  }

  #end(): void {
    this.#callOffPace?.();
    this.#callOffLimit?.();
    this.#callOffPace = null;
    this.#callOffLimit = null;
    this.#link = null;
    this.#waiting = false;
    this.#due = false;
  }

  #ask(): void {
    if (this.#link === null) return;
    this.#due = false;
    this.#waiting = true;
    // A question that does not leave (the one before still waits) is one without an answer: the next follows it.
    if (this.#link.write(this.#question.request)) this.#asked += 1;
    this.#callOffPace?.();
    this.#callOffPace = this.#after(this.#question.everyMs, () => {
      this.#callOffPace = null;
      this.#due = true;
      if (!this.#waiting) this.#ask();
    });
    this.#callOffLimit?.();
    this.#callOffLimit = this.#after(Math.max(ANSWER_LIMIT_MS, this.#question.everyMs), () => {
      this.#callOffLimit = null;
      this.#ask();
    });
  }
}
