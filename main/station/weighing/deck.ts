/**
 * One scale's deck, live: joins the driver's frames, the stability window and the state machine, and keeps the pass
 * that is on it (its trace, its zero before). Tells the weighing service when a pass begins, stands steady and ends.
 */
import { CodedError, type ErrorCode } from '../../../preload/contract/errors.ts';
import type { Stability, Trace } from '../../../preload/contract/documents.ts';
import {
  kg,
  timestamp,
  type Clock,
  type EpochMs,
  type Kg,
  type MonotonicMs,
  type ReadingQuality,
  type Uuid,
  type WeighingPhase,
} from '../../../preload/contract/vocabulary.ts';
import type { ScaleReading } from '../../../preload/contract/weighing.ts';
import type { ScaleDriver } from '../../../native/scale/scale-driver.ts';
import type { ScaleFrame } from '../../../native/scale/scale-frame.ts';
import {
  deckWith,
  EMPTY_DECK,
  phaseOf,
  step,
  type DeckEvent,
  type DeckRules,
  type DeckState,
  type Stage,
} from '../rules/weighing-machine.ts';
import { StabilityWindow } from '../rules/stability.ts';
import { evenTrace, WeightTrace } from '../rules/weight-trace.ts';
import type { ScaleSettings } from '../settings/configuration.ts';
import type { EndedPass, Pass } from './pass.ts';

/** How often the silence of the indicator is looked at; the number must be gone within 1 s of the last frame. */
const SILENCE_CHECK_MS = 100;
/** Shorter gaps are a hiccup of the wire; in longer ones a truck may leave and another one come (lost, protocols.md §1.10). */
const UNSEEN_AFTER_MS = 3000;
/** A truck whose first frame came later than this after the one before may have driven on unseen. */
const ARRIVAL_SEEN_MS = 1000;

/** A weight that may be saved: steady, live, within the scale's range, with everything that proves it. */
export interface SteadyWeight {
  readonly weightKg: Kg;
  readonly weighedAt: EpochMs;
  /** Where in the curve of its pass the frame is. */
  readonly curveMs: number;
  readonly rawFrame: string;
  readonly protocol: string;
  readonly stability: Stability;
}

export interface DeckListener {
  /** A new reading or a new phase: for the screen. */
  changed(): void;
  /** The truck stands steady for the first time in this pass. */
  steady(): void;
  ended(pass: EndedPass): void;
}

export class Deck {
  readonly #settings: ScaleSettings;
  readonly #driver: ScaleDriver;
  readonly #clock: Clock;
  readonly #newId: () => Uuid;
  readonly #window: StabilityWindow;
  readonly #rules: DeckRules;
  #state: DeckState = EMPTY_DECK;
  #pass: Pass | null = null;
  #phase: WeighingPhase = 'no-signal';
  #phaseSince: EpochMs;
  /**
   * What the truck weighed before nobody was looking (the station was away, or the signal was lost): a clearly other
   * steady weight afterwards is another truck.
   */
  #unseenSinceKg: Kg | null = null;
  /** When in this pass another truck may have come: behind a gap, or when the deck was all but empty; in the curve's time. */
  #gapMs: number | null = null;
  /** The last steady weight of this pass. */
  #steadyKg: Kg | null = null;
  /** The last steady weight of the empty deck. */
  #restKg: Kg | null = null;
  #lastFrameAt: MonotonicMs | null = null;
  #listener: DeckListener | null = null;
  #silenceListeners = new Set<() => void>();
  #toldQuality: ReadingQuality = 'lost';
  #undo: (() => void)[] = [];

  constructor(parts: { settings: ScaleSettings; driver: ScaleDriver; clock: Clock; newId: () => Uuid }) {
    this.#settings = parts.settings;
    this.#driver = parts.driver;
    this.#clock = parts.clock;
    this.#newId = parts.newId;
    this.#rules = {
      zeroBandKg: kg(parts.settings.zeroBandKg),
      minKg: kg(parts.settings.minKg),
      // Two readings of one unaltered truck differ by a step or two, not by more.
      sameKg: kg(2 * Math.max(this.#toleranceKg, parts.settings.divisionKg)),
    };
    this.#window = new StabilityWindow({
      windowMs: parts.settings.stability.windowMs,
      toleranceKg: this.#toleranceKg,
    });
    this.#phaseSince = parts.clock.wall();
  }

  get #toleranceKg(): Kg {
    return kg(this.#settings.stability.toleranceDivisions * this.#settings.divisionKg);
  }

  start(listener: DeckListener): void {
    this.#listener = listener;
    this.#undo.push(this.#driver.onFrame((frame) => this.#onFrame(frame)));
    const timer = setInterval(() => this.#watchSilence(), SILENCE_CHECK_MS);
    this.#undo.push(() => clearInterval(timer));
  }

  stop(): void {
    for (const undo of this.#undo.splice(0).reverse()) undo();
    this.#listener = null;
  }

  /** Called when the reading went from live to stale or lost: no frame will say so. */
  onSilence(listener: () => void): () => void {
    this.#silenceListeners.add(listener);
    return () => this.#silenceListeners.delete(listener);
  }

  /** After a restart: the truck whose record was made before may still stand there. Call before `start`. */
  resume(pass: Pick<Pass, 'id' | 'caseId' | 'startedAt' | 'zeroBeforeKg' | 'saved'>, weightKg: Kg, stage: Stage): void {
    this.#pass = { ...pass, restKg: null, arrivalSeen: false, traceStartedAt: null, trace: new WeightTrace() };
    this.#state = deckWith(stage, weightKg);
    this.#unseenSinceKg = weightKg;
  }

  get pass(): Pass | null {
    return this.#pass;
  }

  get phase(): WeighingPhase {
    return this.#phase;
  }

  get phaseSince(): EpochMs {
    return this.#phaseSince;
  }

  get stage(): Stage {
    return this.#state.stage;
  }

  reading(): ScaleReading {
    const { quality, ageMs, frame } = this.#driver.reading(this.#clock.monotonic());
    const live = quality === 'live' && frame !== null;
    const stability = this.#window.evaluate(this.#clock.monotonic());
    return {
      scaleId: this.#settings.id,
      weightKg: live ? frame.weightKg : null,
      stable: live && frame.weightKg !== null && stability.steady,
      quality,
      ageMs: ageMs === null ? null : Math.round(ageMs),
      rawFrame: this.#driver.newest()?.rawHex ?? null,
      overload: live && frame.overload,
      stableProgress: live ? stability.progress : 0,
    };
  }

  /**
   * The weight that may be saved now.
   * @param replacing true for a re-weigh with a reason: the truck may still stand there (product.md W6)
   * @throws CodedError scale.signal-lost | over-capacity | below-minimum | not-returned-to-zero | unstable
   */
  weightToSave(replacing: boolean): SteadyWeight {
    const now = this.#clock.monotonic();
    const { quality, ageMs, frame } = this.#driver.reading(now);
    const refuse = (code: ErrorCode, params: Record<string, unknown> = {}): never => {
      throw new CodedError(code, params);
    };
    if (quality !== 'live' || frame === null) return refuse('scale.signal-lost', { ageMs });
    if (frame.overload || (frame.weightKg !== null && frame.weightKg > this.#settings.maxKg))
      return refuse('scale.over-capacity', { weightKg: frame.weightKg, maxKg: this.#settings.maxKg });
    if (frame.weightKg === null || frame.weightKg < this.#settings.minKg)
      return refuse('scale.below-minimum', { weightKg: frame.weightKg, minKg: this.#settings.minKg });
    if (!replacing && ['captured', 'leaving'].includes(this.#state.place))
      return refuse('scale.not-returned-to-zero', { weightKg: frame.weightKg, zeroBandKg: this.#settings.zeroBandKg });
    const stability = this.#window.evaluate(now);
    if (!stability.steady)
      return refuse('scale.unstable', { spreadKg: stability.spreadKg, toleranceKg: this.#toleranceKg });
    // Ten-fold resolution and a keyed-in tare are no gross weight of a truck (protocols.md §31, "Legal side").
    if (frame.expandedX10) return refuse('scale.unstable', { reason: 'expanded-resolution' });
    if (frame.net === true) return refuse('scale.unstable', { reason: 'indicator-shows-net' });
    return {
      weightKg: frame.weightKg,
      weighedAt: frame.wall,
      curveMs: this.#pass?.trace.msAt(frame.at) ?? 0,
      rawFrame: frame.rawHex,
      protocol: frame.protocol,
      stability: {
        windowMs: this.#settings.stability.windowMs,
        toleranceKg: this.#toleranceKg,
        samples: stability.samples,
        spreadKg: stability.spreadKg ?? kg(0),
        indicatorFlag: stability.indicatorFlag,
      },
    };
  }

  /** True while the truck still stands as it stood at `weight`: pictures taken meanwhile show that weight. */
  stillAt(weight: Pick<SteadyWeight, 'weightKg'>): boolean {
    const { quality, frame } = this.#driver.reading(this.#clock.monotonic());
    if (quality !== 'live' || frame === null || frame.weightKg === null) return false;
    return Math.abs(frame.weightKg - weight.weightKg) <= Math.max(this.#toleranceKg, this.#settings.divisionKg);
  }

  /** True when the deck stands steady at clearly another weight: a truck came on before the one before had left. */
  standsAtAnother(weight: Pick<SteadyWeight, 'weightKg'>): boolean {
    const { stable, weightKg } = this.reading();
    return stable && weightKg !== null && !this.#isSameWeight(weight.weightKg, weightKg);
  }

  /**
   * Who stands there, for whom only the truck of that weight is meant. `moved`: nobody, or one that is not steady or weighs clearly
   * something else. `unseen`: there is no signal, or it may be another one since: there was none, or the deck was all but empty.
   */
  whoStands(weightKg: Kg): 'same' | 'moved' | 'unseen' {
    const now = this.reading();
    if (now.quality !== 'live' || this.#isGapSinceSaved()) return 'unseen';
    return now.stable && now.weightKg !== null && this.#isSameWeight(weightKg, now.weightKg) ? 'same' : 'moved';
  }

  /** Before a restart nobody knows when. */
  #isGapSinceSaved(): boolean {
    const saved = this.#pass?.saved.at(-1);
    if (saved === undefined) return false;
    return saved.atMs === null || (this.#gapMs ?? -1) > saved.atMs;
  }

  /** The curve from the truck's arrival to now, as a document carries it. */
  trace(): Trace {
    const pass = this.#pass;
    const even = evenTrace(pass?.trace.points ?? []);
    return {
      startedAt: timestamp(pass?.traceStartedAt ?? this.#clock.wall()),
      intervalMs: even.intervalMs,
      weightsKg: even.weightsKg,
    };
  }

  /** What became of the record of the truck on the deck. */
  tell(event: Exclude<DeckEvent, { type: 'frame' | 'signal-lost' | 'unseen' }>): void {
    this.#state = step(this.#state, event, this.#rules).state;
    this.#settlePhase();
    this.#listener?.changed();
  }

  #onFrame(frame: ScaleFrame): void {
    // By the frames' own times: a timer may be late, and then a truck would come unseen.
    const unseenMs = this.#lastFrameAt === null ? Infinity : frame.at - this.#lastFrameAt;
    if (this.#lastFrameAt !== null && unseenMs > UNSEEN_AFTER_MS) {
      if (this.#state.place !== 'empty') {
        this.#unseenSinceKg ??= this.#steadyKg;
        this.#markGap(frame);
      }
      this.#state = step(this.#state, { type: 'unseen' }, this.#rules).state;
    }
    this.#lastFrameAt = frame.at;
    this.#window.push(frame.at, frame.weightKg, frame.stableFlag);
    const steady = this.#window.evaluate(frame.at).steady;
    if (steady && frame.weightKg !== null) {
      this.#settleUnseen(frame.weightKg);
      this.#steadyKg = frame.weightKg;
    }
    const next = step(this.#state, { type: 'frame', weightKg: frame.weightKg, steady }, this.#rules);
    this.#state = next.state;
    if (next.began) this.#begin(frame, unseenMs);
    if (next.state.place === 'empty' && steady) this.#restKg = frame.weightKg;
    if (this.#pass !== null) {
      if (frame.weightKg !== null && frame.weightKg < this.#settings.minKg) this.#markGap(frame);
      this.#pass.traceStartedAt ??= frame.wall;
      this.#pass.trace.add(frame.at, frame.weightKg);
    }
    if (next.ended) this.#end(frame.wall, frame.weightKg);
    const before = this.#phase;
    this.#settlePhase();
    if (this.#phase === 'steady' && before !== 'steady') this.#listener?.steady();
    this.#listener?.changed();
  }

  /** Another weight than before nobody looked: that truck left and another one came. */
  #settleUnseen(weightKg: Kg): void {
    const before = this.#unseenSinceKg;
    this.#unseenSinceKg = null;
    if (before === null || this.#isSameWeight(before, weightKg)) return;
    if (Math.abs(weightKg) <= this.#settings.zeroBandKg) return;
    this.#end(this.#clock.wall(), null);
    this.#state = EMPTY_DECK;
    this.#restKg = null;
  }

  #markGap({ at }: Pick<ScaleFrame, 'at'>): void {
    this.#gapMs = this.#pass?.trace.msAt(at) ?? null;
  }

  #isSameWeight(one: Kg, other: Kg): boolean {
    return Math.abs(one - other) <= this.#rules.sameKg;
  }

  #begin(frame: ScaleFrame, unseenMs: number): void {
    const restKg = this.#restKg ?? this.#state.zeroKg;
    this.#gapMs = null;
    this.#pass = {
      id: this.#newId(),
      caseId: this.#newId(),
      startedAt: frame.wall,
      zeroBeforeKg: this.#state.zeroKg,
      restKg,
      arrivalSeen: restKg !== null && unseenMs <= ARRIVAL_SEEN_MS,
      saved: [],
      traceStartedAt: null,
      trace: new WeightTrace(),
    };
  }

  #end(endedAt: EpochMs, zeroAfterKg: Kg | null): void {
    const pass = this.#pass;
    this.#pass = null;
    this.#unseenSinceKg = null;
    this.#steadyKg = null;
    this.#restKg = null;
    if (pass !== null) this.#listener?.ended({ pass, endedAt, zeroAfterKg, points: pass.trace.points });
  }

  #watchSilence(): void {
    const { quality } = this.#driver.reading(this.#clock.monotonic());
    if (quality !== this.#toldQuality) {
      this.#toldQuality = quality;
      if (quality !== 'live') for (const listener of this.#silenceListeners) listener();
    }
    if (quality === 'live' || !this.#state.signal) return;
    this.#state = step(this.#state, { type: 'signal-lost' }, this.#rules).state;
    this.#settlePhase();
    this.#listener?.changed();
  }

  #settlePhase(): void {
    const phase = phaseOf(this.#state);
    if (phase === this.#phase) return;
    this.#phase = phase;
    this.#phaseSince = this.#clock.wall();
  }
}
