/** Two ends of a line inside one process, and a clock that the test moves. */
import type { Port, Timers } from '../../../preload/rpc/port.ts';

export interface TestPort extends Port {
  readonly sent: unknown[];
  /** What `backlog` says; as long as it is more than 0 nothing is delivered to the other end. */
  stuck: number;
}

export function portPair(): [TestPort, TestPort] {
  const a = end();
  const b = end();
  a.peer = b;
  b.peer = a;
  return [a, b];
}

class End implements TestPort {
  readonly sent: unknown[] = [];
  stuck = 0;
  peer: End | null = null;
  #open = true;
  #messages: ((data: unknown) => void)[] = [];
  #closes: (() => void)[] = [];

  post(data: unknown): void {
    if (!this.#open) return;
    this.sent.push(data);
    if (this.stuck === 0) this.peer?.deliver(data);
  }
  deliver(data: unknown): void {
    for (const listener of this.#messages) listener(data);
  }
  onMessage(listener: (data: unknown) => void): void {
    this.#messages.push(listener);
  }
  onClose(listener: () => void): void {
    this.#closes.push(listener);
  }
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    for (const listener of this.#closes) listener();
    this.peer?.close();
  }
  get open(): boolean {
    return this.#open;
  }
  backlog(): number {
    return this.stuck;
  }
}

const end = (): End => new End();

export class TestTimers implements Timers {
  #now = 0;
  #due: { at: number; run: () => void }[] = [];
  now(): number {
    return this.#now;
  }
  after(ms: number, run: () => void): () => void {
    const entry = { at: this.#now + ms, run };
    this.#due.push(entry);
    return () => (this.#due = this.#due.filter((other) => other !== entry));
  }
  get waiting(): number {
    return this.#due.length;
  }
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = this.#due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#due = this.#due.filter((other) => other !== next);
      this.#now = next.at;
      next.run();
    }
    this.#now = end;
  }
}
