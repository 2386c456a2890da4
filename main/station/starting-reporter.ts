/**
 * Tells the host each second how far the start is, from a helper thread: a migration may block the station's own loop
 * for minutes, and must not be taken for a hung station.
 *
 * The thread cannot use the process channel (neither Electron nor Node lend it to threads), so it writes JSON lines to
 * standard output, which the host reads; nothing else in a station writes there.
 */
import { Worker } from 'node:worker_threads';
import type { Starting } from '../host-protocol.ts';

/** The whole thread. A text and not a file, so that it is the same in a bundle and in the sources. */
const THREAD = `
const { parentPort } = require('node:worker_threads');
const { writeSync } = require('node:fs');
let line = '';
const tell = () => { try { if (line) writeSync(1, line); } catch (error) { if (error.code !== 'EAGAIN') process.exit(); } };
parentPort.on('message', (message) => { line = message; tell(); });
setInterval(tell, 1000);
`;
/** A start that takes no longer is over before anybody could read of it, and sooner without the helper. */
const HELPER_AFTER_MS = 300;
/** Steps that every start takes; any other may block this thread for minutes. */
const SHORT_STEPS: ReadonlySet<string> = new Set(['load', 'check']);
/** Faster is of no use to a person who reads it. */
const TOLD_EVERY_MS = 100;

export class StartingReporter {
  readonly #now: () => number;
  #thread: Worker | null = null;
  #delay: NodeJS.Timeout | null = null;
  #line = '';
  #step = '';
  #toldAt = -Infinity;

  /** @param now milliseconds of a clock that never jumps */
  constructor(now: () => number) {
    this.#now = now;
  }

  start(): void {
    this.report('load', 0, 1);
    this.#delay = setTimeout(() => this.#call(), HELPER_AFTER_MS);
  }

  /** May be called from a loop that blocks this thread: the helper gets it all the same. */
  report(step: string, done: number, of: number): void {
    const now = this.#now();
    if (step === this.#step && done < of && now - this.#toldAt < TOLD_EVERY_MS) return;
    this.#step = step;
    this.#toldAt = now;
    const message: Starting = { type: 'starting', step, done, of };
    this.#line = `${JSON.stringify(message)}\n`;
    if (this.#thread === null && this.#delay !== null && !SHORT_STEPS.has(step)) this.#call();
    else this.#thread?.postMessage(this.#line);
  }

  #call(): void {
    if (this.#thread !== null) return;
    this.#thread = new Worker(THREAD, { eval: true, stdout: false, stderr: false });
    this.#thread.unref();
    this.#thread.postMessage(this.#line);
  }

  async stop(): Promise<void> {
    if (this.#delay !== null) clearTimeout(this.#delay);
    this.#delay = null;
    const thread = this.#thread;
    this.#thread = null;
    await thread?.terminate();
  }
}
