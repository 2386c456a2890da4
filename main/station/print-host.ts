/** Printing by the desktop that holds the station: asked over the process channel, answered or given up in time. */
import type { DesktopJob, DesktopJobEnd, FoundPrinter, PrintHost } from '../../native/printer/desktop-printer.ts';
import type { Timers } from '../../preload/rpc/port.ts';
import { FromStation, type ToStation } from '../host-protocol.ts';

/** More than the shell takes for it at most (main/shell/paper-printer.ts). */
const FIND_MS = 10_000;
const PRINT_MS = 60_000;

type Answer = Extract<ToStation, { type: 'printer' | 'print-ended' }>;
interface Found {
  readonly service: boolean;
  readonly printer: FoundPrinter | null;
}

export class ChannelPrintHost implements PrintHost {
  readonly #post: (message: FromStation) => void;
  readonly #after: Timers['after'];
  readonly #newId: () => string;
  readonly #waiting = new Map<string, (answer: Answer) => void>();

  /** @param newId never the same twice, after a new start neither: an old job's end must not be taken for a new one's */
  constructor(post: (message: FromStation) => void, after: Timers['after'], newId: () => string) {
    this.#post = post;
    this.#after = after;
    this.#newId = newId;
  }

  async find(printer: string): Promise<Found> {
    const answer = await this.#ask({ type: 'find-printer', id: this.#newId(), printer }, FIND_MS);
    return answer?.type === 'printer' ? answer : { service: false, printer: null };
  }

  async print({ codes, paper, printer }: DesktopJob): Promise<DesktopJobEnd> {
    const asked = FromStation.safeParse({ type: 'print', id: this.#newId(), printer, paper, codes });
    // The host would drop it unread, and the job would look as if it were on its way.
    if (!asked.success || asked.data.type !== 'print') return { end: 'not-begun', detail: 'too large for one job' };
    const answer = await this.#ask(asked.data, PRINT_MS);
    return answer?.type === 'print-ended' ? answer : { end: 'no-answer', detail: 'the desktop did not answer' };
  }

  /** The host's answer; one that nobody waits for any more is dropped. */
  answered(answer: Answer): void {
    this.#waiting.get(answer.id)?.(answer);
  }

  #ask(question: Extract<FromStation, { type: 'find-printer' | 'print' }>, ms: number): Promise<Answer | null> {
    return new Promise((resolve) => {
      const end = (answer: Answer | null): void => {
        cancel();
        this.#waiting.delete(question.id);
        resolve(answer);
      };
      const cancel = this.#after(ms, () => end(null));
      this.#waiting.set(question.id, end);
      this.#post(question);
    });
  }
}
