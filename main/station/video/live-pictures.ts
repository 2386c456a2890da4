/** Where a page can decode neither stream: single pictures of the camera, two a second, each when the one before is dealt with. */
import { type ErrorCode } from '../../../preload/contract/errors.ts';
import type { LiveState } from '../../../preload/contract/live.ts';
import type { Timers } from '../../../preload/rpc/port.ts';
import type { LiveLine } from './live-port.ts';

/** @returns the JPEG, or the code that says why there is none; never later than the deadline */
export type TakeJpeg = (deadlineMs: number) => Promise<{ readonly jpeg: Uint8Array } | { readonly code: ErrorCode }>;

const EVERY_MS = 500;
const DEADLINE_MS = 3000;
/** A camera that gave none is left alone for so long: a weighing may need it. */
const RETRY_MS = 2000;

export class LivePictures {
  readonly #line: LiveLine;
  readonly #take: TakeJpeg;
  readonly #timers: Timers;
  #callOff: (() => void) | null = null;
  #closed = false;
  #acknowledged = true;
  #due = true;

  constructor(line: LiveLine, take: TakeJpeg, timers: Timers) {
    this.#line = line;
    this.#take = take;
    this.#timers = timers;
  }

  serve(): void {
    this.#line.onClose(() => this.close());
    this.#line.onMessage((data) => {
      if ((data as { readonly type?: unknown } | null)?.type !== 'ack') {
        this.close();
        return;
      }
      this.#acknowledged = true;
      this.#next();
    });
    this.#tell({ kind: 'connecting' });
    this.#next();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#callOff?.();
    this.#line.close();
  }

  #next(): void {
    if (this.#closed || !this.#acknowledged || !this.#due) return;
    this.#due = false;
    const began = this.#timers.now();
    void this.#take(DEADLINE_MS).then((taken) => {
      if (this.#closed) return;
      if ('code' in taken) {
        this.#tell({ kind: 'waiting', code: taken.code, retryInMs: RETRY_MS });
        this.#later(RETRY_MS);
        return;
      }
      this.#tell({ kind: 'playing' });
      this.#acknowledged = false;
      this.#line.post({ type: 'picture', data: Uint8Array.from(taken.jpeg).buffer });
      this.#later(Math.max(0, EVERY_MS - (this.#timers.now() - began)));
    });
  }

  #later(ms: number): void {
    this.#callOff = this.#timers.after(ms, () => {
      this.#due = true;
      this.#next();
    });
  }

  #tell(state: LiveState): void {
    this.#line.post({ type: 'state', ...state });
  }
}
