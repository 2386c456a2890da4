/**
 * A queue of the system's print service (CUPS), spoken to by IPP: how it is, hand over a document, what became of it. What
 * nobody waits for any more is taken back out of it: it would come out some day, a valid paper beside its reprint.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Agent } from 'undici';
import { reasonOf } from '../byte-link.ts';
import { decodeAnswer, encodeQuestion, OPERATION, type IppAnswer, type IppQuestion } from './ipp.ts';
import type { Look } from './printer-device.ts';
import type { SendOutcome } from './printer-link.ts';
import type { PrinterCode } from './printer-status.ts';

/** Where the print service listens: its socket file (Linux), or an address. */
export type SpoolerAddress = { readonly socketPath: string } | { readonly origin: string };
export const CUPS: SpoolerAddress = { socketPath: '/run/cups/cups.sock' };

/** All in milliseconds. */
export interface QueueTimes {
  readonly answerMs: number;
  /** How long a job may be worked on; then it is withdrawn, and nobody knows what is on the paper. */
  readonly workMs: number;
  readonly againMs: number;
}
const TIMES: QueueTimes = { answerMs: 5000, workMs: 120_000, againMs: 400 };

const STOPPED = 5;
const NOT_FOUND = 0x0406;
/** server-error-not-accepting-jobs */
const NOT_ACCEPTING = 0x0506;
/** Said to Cancel-Job of a job that has ended. */
const NOT_POSSIBLE = 0x0404;
/** job-state 7 cancelled, 8 aborted, 9 completed. */
const ENDED = 7;
const COMPLETED = 9;
const ANSWER_LIMIT_BYTES = 262_144;
const USER = 'weighbridge-office';

export class IppQueue {
  readonly #uri: string;
  readonly #url: string;
  readonly #address: SpoolerAddress;
  readonly #times: QueueTimes;
  #agent: Agent | null = null;
  /** No job of ours is in the queue. Unknown after a start: an earlier run may have ended in the middle of one. */
  #isClear = false;

  /** @param name of the queue, as the system calls it */
  constructor(name: string, address: SpoolerAddress = CUPS, times: Partial<QueueTimes> = {}) {
    this.#times = { ...TIMES, ...times };
    this.#address = address;
    const origin = 'origin' in address ? address.origin : 'http://localhost';
    this.#url = `${origin}/printers/${encodeURIComponent(name)}`;
    this.#uri = `ipp://localhost/printers/${encodeURIComponent(name)}`;
  }

  async look(): Promise<Look> {
    const asked = ['printer-state', 'printer-state-reasons', 'printer-is-accepting-jobs'];
    const answer = await this.#ask({ operation: OPERATION.getPrinter, asked });
    if (typeof answer === 'string') return { kind: 'away', code: 'printer.no-spooler' };
    if (answer.status === NOT_FOUND) return { kind: 'away', code: 'printer.no-queue' };
    if (answer.status > 0xff) return { kind: 'away', code: 'printer.refused' };
    if (!this.#isClear) await this.#clear();
    return judge(answer);
  }

  /** Takes back what is left of ours; as long as that cannot be done it is tried at each look. */
  async #clear(): Promise<void> {
    const left = await this.#ask({ operation: OPERATION.getJobs, mine: true, asked: ['job-id'] });
    if (typeof left === 'string' || left.status > 0xff) return;
    let isClear = true;
    for (const jobId of left.attributes.get('job-id') ?? [])
      if (typeof jobId === 'number') isClear = (await this.#cancel(jobId)) && isClear;
    this.#isClear = isClear;
  }

  /** @returns whether the queue has let go of the job, or had before */
  async #cancel(jobId: number): Promise<boolean> {
    const answer = await this.#ask({ operation: OPERATION.cancelJob, jobId });
    if (typeof answer === 'string') return false;
    return answer.status <= 0xff || answer.status === NOT_POSSIBLE || answer.status === NOT_FOUND;
  }

  /**
   * Hands over one document and waits for its end. One at a time.
   * @param mayStart as with every printer
   * @param signal takes the job back out of the queue
   */
  async send(
    document: Buffer,
    jobName: string,
    mayStart: () => boolean,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<SendOutcome> {
    const before = await this.look();
    if (before.kind === 'away') return { kind: 'failed', code: before.code, sent: false, detail: 'queue' };
    if (signal.aborted || !mayStart()) return { kind: 'withdrawn' };
    this.#isClear = false;
    const format = 'application/pdf';
    const answer = await this.#ask({ operation: OPERATION.printJob, jobName, format }, { document });
    if (typeof answer === 'string') return { kind: 'failed', code: 'printer.dropped', sent: true, detail: answer };
    if (answer.status > 0xff) {
      // Refused as a whole: nothing was taken.
      this.#isClear = true;
      const code = answer.status === NOT_ACCEPTING ? 'printer.not-accepting' : 'printer.refused';
      return { kind: 'failed', code, sent: false, detail: `status ${answer.status.toString(16)}` };
    }
    const jobId = answer.attributes.get('job-id')?.[0];
    if (typeof jobId !== 'number')
      return { kind: 'failed', code: 'printer.dropped', sent: true, detail: 'taken, without a number' };
    return this.#await(jobId, signal);
  }

  async #await(jobId: number, signal: AbortSignal): Promise<SendOutcome> {
    const until = performance.now() + this.#times.workMs;
    while (performance.now() < until && !signal.aborted) {
      const state = await this.#stateOf(jobId, signal);
      if (state !== null && state >= ENDED) return this.#ended(state);
      await delay(this.#times.againMs, undefined, { signal }).catch(() => undefined);
    }
    return this.#withdraw(jobId, signal.aborted);
  }

  /** @param called somebody wants it back, nothing is wrong with the printer */
  async #withdraw(jobId: number, called: boolean): Promise<SendOutcome> {
    const until = performance.now() + this.#times.answerMs;
    let isOut = false;
    do {
      isOut = await this.#cancel(jobId);
      // It may have been quicker.
      if ((await this.#stateOf(jobId)) === COMPLETED) return this.#ended(COMPLETED);
      if (!isOut) await delay(this.#times.againMs);
    } while (!isOut && performance.now() < until);
    const detail = isOut ? 'withdrawn from the queue' : 'still in the queue';
    this.#isClear = isOut;
    if (called) return { kind: 'failed', code: 'printer.job-ended', sent: true, detail };
    const look = await this.look();
    return { kind: 'failed', code: look.kind === 'away' ? look.code : 'printer.timeout', sent: true, detail };
  }

  #ended(state: number): SendOutcome {
    this.#isClear = true;
    if (state === COMPLETED) return { kind: 'printed' };
    return { kind: 'failed', code: 'printer.job-ended', sent: true, detail: `job-state ${String(state)}` };
  }

  async #stateOf(jobId: number, signal?: AbortSignal): Promise<number | null> {
    const asked = { operation: OPERATION.getJob, jobId, asked: ['job-state'] };
    const answer = await this.#ask(asked, signal === undefined ? {} : { signal });
    const state = typeof answer === 'string' ? undefined : answer.attributes.get('job-state')?.[0];
    return typeof state === 'number' ? state : null;
  }

  /** @returns the answer, or why there is none */
  async #ask(
    question: Omit<IppQuestion, 'printerUri' | 'user'>,
    { document, signal }: { readonly document?: Buffer; readonly signal?: AbortSignal } = {},
  ): Promise<IppAnswer | string> {
    const head = encodeQuestion({ ...question, printerUri: this.#uri, user: USER });
    // Half a megabyte, which no weight has to wait for.
    const { Agent, request } = await import('undici');
    const { answerMs } = this.#times;
    this.#agent ??= new Agent({
      connect: {
        timeout: answerMs,
        ...('socketPath' in this.#address ? { socketPath: this.#address.socketPath } : {}),
      },
      headersTimeout: answerMs,
      bodyTimeout: answerMs,
      pipelining: 0,
    });
    try {
      const { body, statusCode } = await request(this.#url, {
        method: 'POST',
        dispatcher: this.#agent,
        ...(signal === undefined ? {} : { signal }),
        headers: { 'content-type': 'application/ipp' },
        body: document === undefined ? head : Buffer.concat([head, document]),
      });
      const pieces: Buffer[] = [];
      let length = 0;
      for await (const piece of body as AsyncIterable<Buffer>) {
        length += piece.length;
        if (length > ANSWER_LIMIT_BYTES) return 'answer too long';
        pieces.push(piece);
      }
      if (statusCode !== 200) return `HTTP ${String(statusCode)}`;
      return decodeAnswer(Buffer.concat(pieces)) ?? 'no IPP answer';
    } catch (error) {
      return reasonOf(error);
    }
  }
}

/**
 * The most tangible cause first. Source: RFC 8011 §5.4.12 (printer-state-reasons: -report, -warning, -error or none), §5.4.23
 * (printer-is-accepting-jobs, which no state and no reason has to tell of).
 */
export function judge({ attributes }: IppAnswer): Look {
  const reasons = (attributes.get('printer-state-reasons') ?? []).map(String);
  const hinders = (...names: readonly string[]): boolean =>
    names.some((name) => reasons.includes(name) || reasons.includes(`${name}-error`));
  const said = (name: string): boolean => reasons.some((reason) => reason === name || reason.startsWith(`${name}-`));
  const causes: readonly (readonly [PrinterCode, boolean])[] = [
    ['printer.cover-open', hinders('cover-open', 'door-open', 'interlock-open')],
    ['printer.paper-out', hinders('media-empty', 'media-needed')],
    ['printer.jam', hinders('media-jam')],
    // CUPS says "offline-report" of a printer that does not answer.
    ['printer.offline', said('offline') || hinders('shutdown', 'timed-out')],
    ['printer.stopped', attributes.get('printer-state')?.[0] === STOPPED || hinders('paused', 'stopped-partly')],
    ['printer.not-accepting', attributes.get('printer-is-accepting-jobs')?.[0] === false],
  ];
  const cause = causes.find(([, holds]) => holds);
  return cause === undefined ? { kind: 'well', paperLow: said('media-low') } : { kind: 'away', code: cause[0] };
}
