/** One barrier with its light, at a scale or at a gate: what it was told, what it confirmed, and for how long the way is free. */
import type { BarrierNeed, BarrierState } from '../../../preload/contract/barrier.ts';
import { CodedError, type ErrorCode } from '../../../preload/contract/errors.ts';
import { timestamp, type Clock } from '../../../preload/contract/vocabulary.ts';
import { stayedClosed } from '../rules/barrier-outcome.ts';

/** Its outputs on a relay board. */
export interface BarrierOutputs {
  /** Resolves when the board confirmed it. @throws CodedError barrier.* */
  open(): Promise<void>;
  /** null: no light is wired. @throws CodedError barrier.* */
  readonly light: ((colour: 'red' | 'green') => Promise<void>) | null;
  online(): boolean;
  onOnline(listener: () => void): () => void;
}

export interface BarrierPlaceParts {
  /** Of the scale or the gate camera. */
  readonly id: string;
  readonly outputs: BarrierOutputs;
  readonly afterSheet: boolean;
  readonly opensByItself: boolean;
  readonly greenMs: number;
  readonly clock: Clock;
  readonly after: (ms: number, run: () => void) => () => void;
  readonly onChange: (state: BarrierState) => void;
}

export class BarrierPlace {
  readonly #parts: BarrierPlaceParts;
  #state: BarrierState;
  #over: (() => void) | null = null;
  /** Vehicles that left: an order given for one of them is none for the next. */
  #departures = 0;
  #undo: () => void = () => undefined;

  constructor(parts: BarrierPlaceParts) {
    this.#parts = parts;
    this.#state = {
      placeId: parts.id,
      online: parts.outputs.online(),
      arm: 'closed',
      light: parts.outputs.light === null ? 'none' : 'red',
      need: null,
      trouble: null,
      openedAt: null,
      openedBy: null,
    };
  }

  get id(): string {
    return this.#parts.id;
  }

  get rules(): { readonly afterSheet: boolean; readonly opensByItself: boolean } {
    return this.#parts;
  }

  state(): BarrierState {
    return this.#state;
  }

  start(): void {
    const { outputs } = this.#parts;
    this.#undo = outputs.onOnline(() => {
      this.#set({ online: outputs.online() });
    });
    this.#light('red');
  }

  stop(): void {
    this.#undo();
    this.#over?.();
    this.#over = null;
  }

  /** What the vehicle that stands there still lacks. */
  lacks(need: BarrierNeed | null): void {
    this.#set({ need });
  }

  /** Nobody is there any more: the light is red again. */
  left(): void {
    this.#departures += 1;
    this.#set({ need: null, trouble: null });
    if (this.#state.arm !== 'closed') this.#close();
  }

  /**
   * The order is on disk already.
   * @returns why it was not carried out; null: the board confirmed it
   */
  async open(by: string | null): Promise<ErrorCode | null> {
    const { after, clock, greenMs, outputs } = this.#parts;
    const departures = this.#departures;
    this.#set({ arm: 'opening', trouble: null });
    let trouble: ErrorCode | null = null;
    try {
      await outputs.open();
    } catch (err) {
      if (!(err instanceof CodedError)) throw err;
      trouble = err.code;
    }
    // It left while its board was asked: nobody is there whom the light would be green for.
    if (departures !== this.#departures) return trouble;
    if (trouble !== null) {
      // An order before it may have opened, and that way is still free.
      const arm = this.#over !== null ? 'open' : stayedClosed(trouble) ? 'closed' : 'unknown';
      this.#set({ arm, trouble });
      return trouble;
    }
    this.#set({ arm: 'open', need: null, trouble: null, openedAt: timestamp(clock.wall()), openedBy: by });
    this.#light('green');
    this.#over?.();
    this.#over = after(greenMs, () => this.#close());
    return null;
  }

  #close(): void {
    this.#over?.();
    this.#over = null;
    this.#set({ arm: 'closed' });
    this.#light('red');
  }

  /** A light that is not confirmed is told again by its board when that is back; the arm does not wait for it. */
  #light(colour: 'red' | 'green'): void {
    const { light } = this.#parts.outputs;
    if (light === null) return;
    this.#set({ light: colour });
    light(colour).catch((err: unknown) => {
      if (!(err instanceof CodedError)) throw err;
    });
  }

  #set(change: Partial<BarrierState>): void {
    const next = { ...this.#state, ...change };
    if (JSON.stringify(next) === JSON.stringify(this.#state)) return;
    this.#state = next;
    this.#parts.onChange(next);
  }
}
