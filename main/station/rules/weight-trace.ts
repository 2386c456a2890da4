/**
 * The weight curve of one pass: every frame with its time, bounded; the pass as its row keeps it (product.md W7), and the
 * evenly spaced form a document carries (openapi.yaml, Weighing.trace: null = no valid frame, never interpolated, at most
 * 3,000 points).
 */
import type { Kg } from '../../../preload/contract/vocabulary.ts';
import { compact, MAX_CURVE_POINTS } from './curve/compact.ts';
import type { CurvePoint } from './curve/curve.ts';

/** The finest spacing a document carries: 10 Hz (product.md W7). */
const FINEST_MS = 100;
/** So many frames of the arrival, and of the departure, stay as they came: that is where axles show. */
const END_POINTS = 1000;
/** What lies after the arrival is kept in so many buckets of equally many frames; past that two become one. */
const MAX_BUCKETS = 6000;
/** A line that stalled hands over what it held back at once: frames that come closer than any indicator sends are one burst. */
const BURST_MS = 4;
const BURST_FRAMES = 200;
/** Longer than this nobody knows when they were sent. */
const STALL_MS = 3000;
/** First, lowest, highest, the first without a weight, last. */
const BUCKET_POINTS = 5;

/** Collects the frames of one pass. A truck that stays for hours costs resolution in the middle, never an extreme. */
export class WeightTrace {
  readonly #arrival: CurvePoint[] = [];
  #buckets: (readonly CurvePoint[])[] = [];
  #open: CurvePoint[] = [];
  #framesABucket = 1;
  #startedAtMs: number | null = null;
  #newestMs = 0;
  /** The frames of the burst that is coming in, and the last one before it. */
  #burst: { atMs: number; weightKg: Kg | null }[] = [];
  #beforeBurstMs: number | null = null;

  /** @param weightKg null: a frame that carried none (out of range) */
  add(monotonicMs: number, weightKg: Kg | null): void {
    this.#startedAtMs ??= monotonicMs;
    const ms = this.msAt(monotonicMs);
    const back = ms < this.#newestMs;
    this.#newestMs = Math.max(this.#newestMs, ms);
    const point = { atMs: this.#newestMs, weightKg };
    // A time that went back says nothing of when a frame was sent.
    if (!back) this.#spread(point);
    if (this.#arrival.length < END_POINTS) {
      this.#arrival.push(point);
      return;
    }
    this.#open.push(point);
    if (this.#open.length < this.#framesABucket) return;
    this.#buckets.push(compact(this.#open, BUCKET_POINTS));
    this.#open = [];
    if (this.#buckets.length >= MAX_BUCKETS) this.#halve();
  }

  /** Frames of one burst were sent evenly since the one before it; read as they came in, a driving truck would jump. */
  #spread(point: { atMs: number; weightKg: Kg | null }): void {
    const last = this.#burst.at(-1);
    if (last !== undefined && (point.atMs - last.atMs >= BURST_MS || this.#burst.length >= BURST_FRAMES)) {
      this.#beforeBurstMs = last.atMs;
      this.#burst = [];
    }
    this.#burst.push(point);
    const from = this.#beforeBurstMs;
    if (this.#burst.length < 2 || from === null || point.atMs - from > STALL_MS) return;
    for (const [index, one] of this.#burst.entries())
      one.atMs = Math.round(from + ((point.atMs - from) * (index + 1)) / this.#burst.length);
  }

  /** Milliseconds since the first point; 0 before there is one. */
  msAt(monotonicMs: number): number {
    return Math.round(monotonicMs - (this.#startedAtMs ?? monotonicMs));
  }

  /** `atMs` counts from the first point, by the clock that never jumps. */
  get points(): readonly CurvePoint[] {
    return [...this.#arrival, ...this.#buckets.flat(), ...this.#open];
  }

  #halve(): void {
    const halved: (readonly CurvePoint[])[] = [];
    for (let i = 0; i < this.#buckets.length; i += 2)
      halved.push(compact([...(this.#buckets[i] ?? []), ...(this.#buckets[i + 1] ?? [])], BUCKET_POINTS));
    this.#buckets = halved;
    this.#framesABucket *= 2;
  }
}

/** The curve as the pass row keeps it: at most 3,000 real points. Its ends stay as they came, its middle is made compact. */
export function passCurve(points: readonly CurvePoint[]): readonly CurvePoint[] {
  if (points.length <= MAX_CURVE_POINTS) return points;
  const middle = points.slice(END_POINTS, -END_POINTS);
  return [
    ...points.slice(0, END_POINTS),
    ...compact(middle, MAX_CURVE_POINTS - 2 * END_POINTS),
    ...points.slice(-END_POINTS),
  ];
}

export interface EvenTrace {
  readonly intervalMs: number;
  readonly weightsKg: (Kg | null)[];
}

/** Lays the points on an even grid: the last weight of each interval, null where there was none. */
export function evenTrace(points: readonly CurvePoint[]): EvenTrace {
  const last = points.at(-1);
  if (last === undefined) return { intervalMs: FINEST_MS, weightsKg: [] };
  const intervalMs = Math.max(spacing(points), Math.ceil((last.atMs + 1) / MAX_CURVE_POINTS));
  const weightsKg = new Array<Kg | null>(Math.floor(last.atMs / intervalMs) + 1).fill(null);
  for (const { atMs, weightKg } of points) if (weightKg !== null) weightsKg[Math.floor(atMs / intervalMs)] = weightKg;
  return { intervalMs, weightsKg };
}

/** Half as wide again as the indicator's own interval, so that jitter alone never looks like a missing frame. */
function spacing(points: readonly CurvePoint[]): number {
  const gaps = points.slice(1).map((point, index) => point.atMs - (points[index]?.atMs ?? 0));
  gaps.sort((a, b) => a - b);
  const median = gaps[Math.floor(gaps.length / 2)] ?? 0;
  return Math.max(FINEST_MS, Math.ceil((median * 1.5) / 10) * 10);
}
