/** A printer as the station sees it: papers one after the other, and a look every so often whether it could print. */
import type { Paper } from '../../preload/contract/paper.ts';
import type { Clock } from '../../preload/contract/vocabulary.ts';
import type { Device, DeviceCondition } from '../device.ts';
import type { SendOutcome } from './printer-link.ts';
import type { PrinterCode } from './printer-status.ts';

/** How a printer is found: well (perhaps short of paper), or not able to print and why. */
export type Look =
  { readonly kind: 'well'; readonly paperLow: boolean } | { readonly kind: 'away'; readonly code: PrinterCode };

/** What a driver can do with its printer. */
export interface PrinterRoute {
  /** Asks how it is; nothing is printed. Ends early when `signal` aborts. */
  look(signal: AbortSignal): Promise<Look>;
  /**
   * @param mayStart called once, just before the first byte goes out; false withdraws the paper. What it throws is thrown.
   * @param signal takes the paper back where that can be done: out of a queue of the system. Bytes under way come to their end.
   */
  send(paper: Paper, mayStart: () => boolean, signal: AbortSignal): Promise<SendOutcome>;
}

export interface PrinterDeviceSettings {
  readonly id: string;
  readonly clock: Clock;
  /** How often an idle printer is asked how it is, in milliseconds: while it could print, and while it could not. */
  readonly probe?: { readonly wellMs: number; readonly awayMs: number };
}

export class PrinterDevice implements Device {
  readonly id: string;
  readonly kind = 'printer';
  readonly #route: PrinterRoute;
  readonly #clock: Clock;
  readonly #probe: { readonly wellMs: number; readonly awayMs: number };
  readonly #listeners = new Set<(condition: DeviceCondition) => void>();
  #condition: DeviceCondition;
  #running: AbortController | null = null;
  /** Aborted by stop: takes back what was handed to it until then. */
  #ending = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  /** One conversation at a time: most printers serve one connection and leave the others waiting. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(settings: PrinterDeviceSettings, route: PrinterRoute) {
    this.id = settings.id;
    this.#route = route;
    this.#clock = settings.clock;
    this.#probe = settings.probe ?? { wellMs: 30_000, awayMs: 5000 };
    this.#condition = { state: 'offline', since: this.#clock.wall(), detail: null };
  }

  condition(): DeviceCondition {
    return this.#condition;
  }

  onCondition(listener: (condition: DeviceCondition) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(): void {
    if (this.#running !== null) return;
    const running = new AbortController();
    this.#running = running;
    void this.#look(running.signal);
  }

  /** Waits for a paper that is being printed (bounded by the route's times) or taken back; a look at the printer is broken off. */
  async stop(): Promise<void> {
    this.#running?.abort();
    this.#running = null;
    this.#ending.abort();
    this.#ending = new AbortController();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#turn;
  }

  /**
   * Prints one paper; papers wait for each other.
   * @param mayStart called once, just before the first byte goes out; false withdraws the paper. What it throws is thrown.
   * @param signal takes the paper back, as {@link stop} does
   */
  async print(paper: Paper, mayStart: () => boolean = () => true, signal?: AbortSignal): Promise<SendOutcome> {
    const ending = this.#ending.signal;
    const either = signal === undefined ? ending : AbortSignal.any([ending, signal]);
    const outcome = await this.#inTurn(() => this.#route.send(paper, mayStart, either));
    switch (outcome.kind) {
      case 'printed':
        // Not when it is only short of paper: that stays on screen until the next look.
        if (this.#condition.state === 'offline') this.#tell('online', null);
        break;
      case 'failed':
        this.#tell('offline', outcome.code);
        this.#lookIn(this.#probe.awayMs);
        break;
      case 'withdrawn':
        break;
      default:
        outcome satisfies never;
    }
    return outcome;
  }

  async #look(signal: AbortSignal): Promise<void> {
    const look = await this.#inTurn(() => this.#route.look(signal));
    if (signal.aborted) return;
    if (look.kind === 'away') this.#tell('offline', look.code);
    else if (look.paperLow) this.#tell('degraded', 'paper-low');
    else this.#tell('online', null);
    this.#lookIn(this.#condition.state === 'offline' ? this.#probe.awayMs : this.#probe.wellMs);
  }

  #lookIn(delayMs: number): void {
    const running = this.#running;
    if (running === null) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(running.signal), delayMs);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    // Who asked for the result hears of its failure; the next in line only has to wait for its end.
    this.#turn = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  #tell(state: DeviceCondition['state'], detail: string | null): void {
    if (this.#condition.state === state && this.#condition.detail === detail) return;
    this.#condition = { state, since: this.#clock.wall(), detail };
    for (const listener of this.#listeners) listener(this.#condition);
  }
}
