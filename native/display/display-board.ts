/**
 * The big outdoor board as a device: shows the reading that it is given, and is dark when there is none. It never shows a
 * number of its own: dark is the board's own dark frame or silence, never a zero (protocols.md §27.2).
 */
import type { Clock, Kg, MonotonicMs } from '../../preload/contract/vocabulary.ts';
import { CLOSED_BY_US } from '../byte-link.ts';
import type { WritableLink, WritableLinkFactory } from '../byte-link.ts';
import type { Device, DeviceCondition } from '../device.ts';
import { after, pauseMs, Reconnect, type After } from '../reconnect.ts';
import type { Board, BoardReading } from './boards/board.ts';

export interface DisplayBoardOptions {
  readonly id: string;
  readonly board: Board;
  readonly connect: WritableLinkFactory;
  /** Speed of the line to the board in bits a second; null where it is not known (a TCP box in between). */
  readonly baudRate: number | null;
  readonly clock: Clock;
  readonly after?: After;
}

/** Nobody reads faster, and 12 bytes so often get through a line of 600 baud. */
const LEAST_PAUSE_MS = 200;
/** Of one byte on the wire: start, eight data, parity, two stop bits. */
const BITS_A_BYTE = 12;
/** What stands on the board already is sent again after this long: boards forget, and a controller's time-out runs. */
const REFRESH_MS = 500;
/** No reading for longer than this is no reading; the deck tells earlier (1 s), this is for a deck that tells nothing. */
const NO_READING_MS = 1200;
/** The board takes no bytes, or owes us an answer, for so long: something is wrong with it, and the wire is opened anew. */
const PATIENCE_MS = 3000;
/** On leaving, the dark frame is given this long to get out, and tried so often while earlier bytes wait. */
const FAREWELL_MS = 500;
const FAREWELL_RETRY_MS = 25;

const NO_READING: BoardReading = { quality: 'lost', weightKg: null, rawFrame: null };

export class DisplayBoard implements Device {
  readonly id: string;
  readonly kind = 'display';
  readonly #settings: DisplayBoardOptions;
  readonly #after: After;
  readonly #wire: Reconnect;
  readonly #listeners = new Set<(condition: DeviceCondition) => void>();
  #condition: DeviceCondition;
  #link: WritableLink | null = null;
  #hears: ReturnType<Board['hears']> = null;
  #running = false;
  #closedBecause: string | null = null;
  /** What belongs on the board now; null: nothing, and it says so itself. */
  #wanted: Uint8Array | null = null;
  /** When the newest reading was given. */
  #readAt: MonotonicMs;
  /** A weight that this board has no way to show. */
  #cannotShow: Kg | null = null;
  #sent: { readonly bytes: Uint8Array; readonly at: MonotonicMs } | null = null;
  /** Since when the board has taken no bytes, or not answered the first frame that it owes an answer to. */
  #waitingSince: MonotonicMs | null = null;
  #trouble: 'not-taking' | 'no-answer' | null = null;
  #refused: string | null = null;
  /** How often in a row the wire was opened anew because of that. */
  #reopened = 0;
  /** It answers, and has done so on this wire. */
  #answered = false;
  #callOffPause: (() => void) | null = null;
  #callOffReading: (() => void) | null = null;

  constructor(settings: DisplayBoardOptions) {
    this.id = settings.id;
    this.#settings = settings;
    this.#after = settings.after ?? after;
    this.#readAt = settings.clock.monotonic();
    this.#wire = new Reconnect(
      (events) => (this.#link = settings.connect(events)),
      {
        onOpen: () => this.#opened(),
        onBytes: (bytes) => this.#heard(bytes),
        onClose: (reason) => this.#closed(reason),
      },
      this.#after,
    );
    this.#condition = { state: 'offline', since: settings.clock.wall(), detail: 'stopped' };
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#closedBecause = null;
    this.#trouble = null;
    this.#reopened = 0;
    this.show(NO_READING);
    this.#wire.start();
    this.#judge();
  }

  /** Leaves the board dark. */
  async stop(): Promise<void> {
    if (!this.#running) return;
    this.#running = false;
    this.#callOffPause?.();
    this.#callOffPause = null;
    this.#callOffReading?.();
    this.#callOffReading = null;
    const { dark } = this.#settings.board;
    if (this.#wire.isOpen && dark !== null) await this.#lastWords(dark);
    await this.#wire.stop();
    this.#judge();
  }

  condition(): DeviceCondition {
    return this.#condition;
  }

  onCondition(listener: (condition: DeviceCondition) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Shows a live reading as soon as the board can take it; any other makes it dark. Call it for every reading. */
  show(reading: BoardReading): void {
    if (!this.#running) return;
    const { board } = this.#settings;
    const live = reading.quality === 'live';
    const bytes = live ? board.show(reading) : null;
    this.#cannotShow = live && bytes === null ? reading.weightKg : null;
    this.#wanted = bytes ?? board.dark;
    this.#readAt = this.#settings.clock.monotonic();
    this.#callOffReading?.();
    this.#callOffReading = this.#after(NO_READING_MS, () => this.show(NO_READING));
    this.#send();
    this.#judge();
  }

  #send(): void {
    if (!this.#wire.isOpen || this.#callOffPause !== null) return;
    const { dark } = this.#settings.board;
    const now = this.#settings.clock.monotonic();
    // After a standstill of the whole program this may run before anybody has told that the reading is old.
    if (now - this.#readAt > NO_READING_MS) this.#wanted = dark;
    const bytes = this.#wanted;
    if (bytes === null) return;
    const stands = this.#sent !== null && now - this.#sent.at < REFRESH_MS && isSame(bytes, this.#sent.bytes);
    if (stands && dark !== null) return;
    // A board that is kept alight by bytes gets them once for each reading, never twice for the same.
    if (dark === null) this.#wanted = null;
    const taken = this.#link?.write(bytes) === true;
    // That it takes more proves that the bytes before have left; that a fresh wire takes some proves nothing.
    const flows = taken && this.#sent !== null;
    if (taken) this.#sent = { bytes, at: now };
    this.#callOffPause = this.#after(this.#pauseAfter(bytes), () => {
      this.#callOffPause = null;
      this.#send();
      this.#judge();
    });
    this.#watch(taken, flows, now);
  }

  #pauseAfter(bytes: Uint8Array): number {
    const { baudRate } = this.#settings;
    return Math.max(LEAST_PAUSE_MS, baudRate === null ? 0 : Math.ceil((bytes.length * BITS_A_BYTE * 1000) / baudRate));
  }

  /** A board that takes nothing, or does not answer though it should, is opened anew, after a longer while each time. */
  #watch(taken: boolean, flows: boolean, now: MonotonicMs): void {
    if (this.#hears === null && flows) return this.#well();
    if (this.#hears === null && taken) return;
    this.#waitingSince ??= now;
    const patience = PATIENCE_MS + (this.#reopened === 0 ? 0 : pauseMs(this.#reopened - 1));
    if (now - this.#waitingSince <= patience) return;
    this.#trouble = taken ? 'no-answer' : 'not-taking';
    this.#reopened += 1;
    this.#wire.reopen();
  }

  #well(): void {
    this.#waitingSince = null;
    this.#trouble = null;
    this.#reopened = 0;
    this.#wire.proven();
  }

  #opened(): void {
    this.#closedBecause = null;
    this.#sent = null;
    this.#waitingSince = null;
    this.#answered = false;
    this.#refused = null;
    this.#hears = this.#settings.board.hears();
    this.#send();
    this.#judge();
  }

  #heard(bytes: Uint8Array): void {
    for (const answer of this.#hears?.(bytes) ?? []) {
      this.#answered = true;
      this.#refused = answer === 'taken' ? null : answer.refused;
      this.#well();
    }
    this.#judge();
  }

  #closed(reason: string): void {
    this.#callOffPause?.();
    this.#callOffPause = null;
    if (reason !== CLOSED_BY_US) {
      this.#closedBecause = reason;
      this.#trouble = null;
    }
    this.#judge();
  }

  #lastWords(dark: Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      let callOffRetry: (() => void) | null = null;
      const callOffLimit = this.#after(FAREWELL_MS, () => {
        callOffRetry?.();
        resolve();
      });
      const said = (): void => {
        callOffLimit();
        resolve();
      };
      const attempt = (): void => {
        const taken = this.#wire.isOpen && this.#link?.write(dark, said) === true;
        callOffRetry = taken ? null : this.#after(FAREWELL_RETRY_MS, attempt);
      };
      attempt();
    });
  }

  /**
   * Details: `stopped` · `connecting` · `not-open: <system code>` · `not-taking` (it reads nothing) · `no-answer` (it
   * should answer and does not) · `refused: <word>` (the controller's own error) · `cannot-show: <kg>` (beyond its digits).
   */
  #judge(): void {
    const { state, detail } = this.#state();
    const before = this.#condition;
    if (before.state === state && before.detail === detail) return;
    const since = before.state === state ? before.since : this.#settings.clock.wall();
    this.#condition = { state, since, detail };
    for (const listener of this.#listeners) listener(this.#condition);
  }

  #state(): Pick<DeviceCondition, 'state' | 'detail'> {
    if (!this.#running) return { state: 'offline', detail: 'stopped' };
    if (this.#trouble !== null) return { state: 'offline', detail: this.#trouble };
    if (!this.#wire.isOpen)
      return {
        state: 'offline',
        detail: this.#closedBecause === null ? 'connecting' : `not-open: ${this.#closedBecause}`,
      };
    if (this.#hears !== null && !this.#answered) return { state: 'offline', detail: 'connecting' };
    if (this.#refused !== null) return { state: 'degraded', detail: `refused: ${this.#refused}` };
    if (this.#cannotShow !== null) return { state: 'degraded', detail: `cannot-show: ${this.#cannotShow} kg` };
    return { state: 'online', detail: null };
  }
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
