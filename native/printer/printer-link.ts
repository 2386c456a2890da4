/**
 * The TCP line to a network printer (raw port 9100); {@link PrinterLink} speaks ESC/POS with it, or only listens for its
 * close where a printer knows no questions (`asks: false`). It says what is known about the bytes and nothing more:
 * not sent (may be tried again), worked off, or uncertain (some were on their way and nobody knows what is on the paper).
 */
import { connect, type Socket } from 'node:net';
import {
  ASK_IN_TURN,
  askRealTime,
  hindrance,
  isInTurnAnswer,
  isRealTimeAnswer,
  isUnaskedStatus,
  UNASKED_STATUS_TAIL,
  type PrinterCode,
  type RealTimeStatus,
} from './printer-status.ts';

export interface PrinterAddress {
  readonly host: string;
  readonly port: number;
}

/** All in milliseconds. */
export interface LinkTimes {
  readonly connectMs: number;
  /** How long a status answer may take; a printer that gives none is taken as one that never does. */
  readonly answerMs: number;
  /** How long the bytes may take to leave this computer (a printer that stopped reading). */
  readonly writeMs: number;
  /** How long the printer may work before the answer in turn comes; then it is asked in real time once more. */
  readonly workMs: number;
  /** A silent printer that hangs up within this time of the last byte has dropped the paper, not finished it. */
  readonly settleMs: number;
  /** How long a silent printer may take to close after our close. */
  readonly closeMs: number;
}

export const LINK_TIMES: LinkTimes = {
  connectMs: 3000,
  answerMs: 600,
  writeMs: 15_000,
  workMs: 8000,
  settleMs: 1000,
  closeMs: 5000,
};

export interface LinkFailure {
  readonly kind: 'failed';
  readonly code: PrinterCode;
  /** True when bytes of the paper were on their way: what is on the paper is unknown, never send them again unmarked. */
  readonly sent: boolean;
  readonly detail: string;
}
export type SendOutcome = { readonly kind: 'printed' } | { readonly kind: 'withdrawn' } | LinkFailure;
export type StatusOutcome =
  { readonly kind: 'answered'; readonly status: RealTimeStatus } | { readonly kind: 'silent' } | LinkFailure;

export class PrinterLink {
  readonly #address: PrinterAddress;
  readonly #asks: boolean;
  readonly #times: LinkTimes;

  /** @param asks false: the bytes of a question would stand on the paper (needle printers) */
  constructor(address: PrinterAddress, times: Partial<LinkTimes> = {}, asks = true) {
    this.#address = address;
    this.#asks = asks;
    this.#times = { ...LINK_TIMES, ...times };
  }

  /** Connects, asks how the printer is, hangs up. Nothing is printed. Ends at once when `signal` aborts. */
  async status(signal?: AbortSignal): Promise<StatusOutcome> {
    let conversation: Conversation | null = null;
    try {
      conversation = await Conversation.open(this.#address, this.#times.connectMs, signal);
      const status = await this.#ask(conversation);
      return status === null ? { kind: 'silent' } : { kind: 'answered', status };
    } catch (error) {
      return failure(error, false);
    } finally {
      conversation?.hangUp();
    }
  }

  /**
   * Sends one whole paper.
   * @param mayStart called once, just before the first byte goes out; false withdraws the paper. What it throws is thrown.
   */
  async send(bytes: Buffer, mayStart: () => boolean): Promise<SendOutcome> {
    let conversation: Conversation | null = null;
    let sent = false;
    try {
      conversation = await Conversation.open(this.#address, this.#times.connectMs);
      const before = await this.#ask(conversation);
      const obstacle = before === null ? null : hindrance(before);
      if (before !== null && obstacle !== null)
        return { kind: 'failed', code: obstacle, sent, detail: describe(before) };
      conversation.assertOpen();
      if (!mayStart()) return { kind: 'withdrawn' };
      sent = true;
      await conversation.write(bytes, this.#times.writeMs);
      if (before === null) return await this.#closeSilent(conversation);
      return await this.#awaitWork(conversation);
    } catch (error) {
      return failure(error, sent);
    } finally {
      conversation?.hangUp();
    }
  }

  /** The printer answers: it has worked off the paper when it answers a question asked behind it. */
  async #awaitWork(conversation: Conversation): Promise<SendOutcome> {
    const inTurn = await conversation.ask(ASK_IN_TURN, isInTurnAnswer, this.#times.workMs);
    if (inTurn !== null) return { kind: 'printed' };
    // Paper that ran out half-way, a slow needle printer, or one that knows GS r on its serial port only: ask in real time.
    const after = await this.#ask(conversation);
    if (after === null)
      return { kind: 'failed', code: 'printer.timeout', sent: true, detail: 'no answer after the last byte' };
    const obstacle = hindrance(after);
    if (obstacle !== null) return { kind: 'failed', code: obstacle, sent: true, detail: describe(after) };
    // It took every byte and is well. An orderly end, since a reset makes some printers forget what they have not worked off.
    await conversation.close(this.#times.closeMs);
    return { kind: 'printed' };
  }

  /** A printer that answers nothing: its orderly close after ours is all the proof there is that it took every byte. */
  async #closeSilent(conversation: Conversation): Promise<SendOutcome> {
    await conversation.stayOpen(this.#times.settleMs);
    if (await conversation.close(this.#times.closeMs)) return { kind: 'printed' };
    return { kind: 'failed', code: 'printer.timeout', sent: true, detail: 'the printer neither answered nor closed' };
  }

  /** DLE EOT 1, 2, 4, one after the other (several at once get lost on some printers); null when even the first is silent. */
  async #ask(conversation: Conversation): Promise<RealTimeStatus | null> {
    if (!this.#asks) return null;
    const ask = (n: 1 | 2 | 4): Promise<number | null> =>
      conversation.ask(askRealTime(n), isRealTimeAnswer, this.#times.answerMs);
    const printer = await ask(1);
    if (printer === null) return null;
    const offlineCause = await ask(2);
    return { printer, offlineCause, paper: offlineCause === null ? null : await ask(4) };
  }
}

/** The connection is gone: `systemCode` says by what (ECONNREFUSED, ECONNRESET …), null when it was closed in order. */
class ConnectionGone extends Error {
  readonly systemCode: string | null;
  constructor(message: string, systemCode: string | null) {
    super(message);
    this.name = 'ConnectionGone';
    this.systemCode = systemCode;
  }
}

function failure(error: unknown, sent: boolean): LinkFailure {
  if (!(error instanceof ConnectionGone)) throw error;
  const late = error.systemCode === 'ETIMEDOUT';
  const code: PrinterCode = late ? 'printer.timeout' : sent ? 'printer.dropped' : 'printer.refused';
  return { kind: 'failed', code, sent, detail: error.systemCode ?? error.message };
}

function describe({ printer, offlineCause, paper }: RealTimeStatus): string {
  const hex = (byte: number | null): string => (byte === null ? '-' : byte.toString(16).padStart(2, '0'));
  return `status ${hex(printer)} ${hex(offlineCause)} ${hex(paper)}`;
}

/** One connection: questions one at a time, and the first reason for its end kept for whoever asks next. */
class Conversation {
  readonly #socket: Socket;
  #end: ConnectionGone | null = null;
  /** Told of the end once; each wait sets its own and clears it. */
  #onEnd: ((end: ConnectionGone) => void) | null = null;
  #onByte: ((byte: number) => void) | null = null;
  #skip = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes) => this.#take(bytes));
    socket.on('end', () => this.#ended(new ConnectionGone('closed by the printer', null)));
    socket.on('error', (error: NodeJS.ErrnoException) =>
      this.#ended(new ConnectionGone(error.message, error.code ?? null)),
    );
    socket.on('close', () => this.#ended(new ConnectionGone('closed', null)));
  }

  /** @throws ConnectionGone with ETIMEDOUT after `timeoutMs`, or with the system's own reason. */
  static async open(address: PrinterAddress, timeoutMs: number, signal?: AbortSignal): Promise<Conversation> {
    // Half open: the printer's close must not close our side by itself before the outcome is known.
    const socket = connect({ host: address.host, port: address.port, noDelay: true, allowHalfOpen: true });
    const conversation = new Conversation(socket);
    const abort = (): void => conversation.#ended(new ConnectionGone('stopped', null));
    if (signal?.aborted === true) abort();
    signal?.addEventListener('abort', abort, { once: true });
    socket.once('close', () => signal?.removeEventListener('abort', abort));
    try {
      const done = await conversation.#wait<true>(timeoutMs, (resolve) => socket.once('connect', () => resolve(true)));
      if (done === null) throw new ConnectionGone('no connection in time', 'ETIMEDOUT');
    } catch (error) {
      conversation.hangUp();
      throw error;
    }
    return conversation;
  }

  /** @throws ConnectionGone when the other side has gone. */
  assertOpen(): void {
    if (this.#end !== null) throw this.#end;
  }

  /** Asks and returns the first fitting byte; null when none comes in time. Unasked bytes are dropped. */
  async ask(question: Buffer, fits: (byte: number) => boolean, timeoutMs: number): Promise<number | null> {
    this.assertOpen();
    try {
      return await this.#wait<number>(timeoutMs, (resolve) => {
        this.#onByte = (byte) => {
          if (fits(byte)) resolve(byte);
        };
        this.#socket.write(question);
      });
    } finally {
      this.#onByte = null;
    }
  }

  /** Resolves when the last byte has left this computer. */
  async write(bytes: Buffer, timeoutMs: number): Promise<void> {
    this.assertOpen();
    const done = await this.#wait<true>(timeoutMs, (resolve) => {
      this.#socket.write(bytes, (error) => {
        // A failed write ends the connection, and with it this wait.
        if (!error) resolve(true);
      });
    });
    if (done === null) throw new ConnectionGone('the printer stopped reading', 'ETIMEDOUT');
  }

  /** @throws ConnectionGone when the printer closes within that time. */
  async stayOpen(forMs: number): Promise<void> {
    this.assertOpen();
    await this.#wait<never>(forMs, () => undefined);
  }

  /** Closes our side and waits for the printer's orderly close: true when it came in time. @throws ConnectionGone on a reset. */
  async close(timeoutMs: number): Promise<boolean> {
    this.assertOpen();
    const closed = await this.#wait<true>(timeoutMs, (resolve, reject) => {
      this.#onEnd = (end) => (end.systemCode === null ? resolve(true) : reject(end));
      this.#socket.end();
    });
    return closed === true;
  }

  hangUp(): void {
    this.#socket.destroy();
  }

  /** Waits for `start` to resolve, for the time to pass (null) or for the connection to end (throws). */
  async #wait<T>(
    timeoutMs: number,
    start: (resolve: (value: T) => void, reject: (end: ConnectionGone) => void) => void,
  ): Promise<T | null> {
    let timer: NodeJS.Timeout | null = null;
    try {
      return await new Promise<T | null>((resolve, reject) => {
        if (this.#end !== null) return reject(this.#end);
        timer = setTimeout(() => resolve(null), timeoutMs);
        this.#onEnd = reject;
        start(resolve, reject);
      });
    } finally {
      if (timer !== null) clearTimeout(timer);
      this.#onEnd = null;
    }
  }

  #ended(end: ConnectionGone): void {
    this.#end ??= end;
    this.#onEnd?.(this.#end);
  }

  #take(bytes: Buffer): void {
    for (const byte of bytes) {
      if (this.#skip > 0) this.#skip -= 1;
      else if (isUnaskedStatus(byte)) this.#skip = UNASKED_STATUS_TAIL;
      else this.#onByte?.(byte);
    }
  }
}
