/**
 * The weight curve of one pass: every valid frame with its time, bounded, and the evenly spaced form a document carries.
 * Source of the form: openapi.yaml, Weighing.trace – null = no valid frame, never interpolated, at most 3,000 points.
 */
import type { Kg } from '../../../preload/contract/vocabulary.ts';

export interface TracePoint {
  /** Milliseconds since the first point; a monotonic clock. */
  readonly atMs: number;
  readonly weightKg: Kg;
}

const MAX_POINTS = 3000;
/** The finest spacing a document carries: 10 Hz (product.md W7). */
const FINEST_MS = 100;
/** Native points kept of one pass: a quarter of an hour at 40 Hz; past that every second one goes. */
const MAX_NATIVE_POINTS = 36_000;

/** Collects the points of one pass. Past its bound it halves its density, and says how often it did. */
export class WeightTrace {
  #points: TracePoint[] = [];
  #startedAtMs: number | null = null;
  #keepEvery = 1;
  #seen = 0;

  add(monotonicMs: number, weightKg: Kg): void {
    this.#startedAtMs ??= monotonicMs;
    if (this.#seen++ % this.#keepEvery !== 0) return;
    this.#points.push({ atMs: monotonicMs - this.#startedAtMs, weightKg });
    if (this.#points.length <= MAX_NATIVE_POINTS) return;
    this.#points = this.#points.filter((_, index) => index % 2 === 0);
    this.#keepEvery *= 2;
  }

  get points(): readonly TracePoint[] {
    return this.#points;
  }

  /** 1 = every frame kept; 2 = every second one, and so on. */
  get keptEvery(): number {
    return this.#keepEvery;
  }
}

export interface EvenTrace {
  readonly intervalMs: number;
  readonly weightsKg: (Kg | null)[];
}

/** Lays the points on an even grid: the last frame of each interval, null where there was none. */
export function evenTrace(points: readonly TracePoint[]): EvenTrace {
  const last = points.at(-1);
  if (last === undefined) return { intervalMs: FINEST_MS, weightsKg: [] };
  const intervalMs = Math.max(spacing(points), Math.ceil((last.atMs + 1) / MAX_POINTS));
  const weightsKg = new Array<Kg | null>(Math.floor(last.atMs / intervalMs) + 1).fill(null);
  for (const point of points) weightsKg[Math.floor(point.atMs / intervalMs)] = point.weightKg;
  return { intervalMs, weightsKg };
}

/** Half as wide again as the indicator's own interval, so that jitter alone never looks like a missing frame. */
function spacing(points: readonly TracePoint[]): number {
  const gaps = points.slice(1).map((point, index) => point.atMs - (points[index]?.atMs ?? 0));
  gaps.sort((a, b) => a - b);
  const median = gaps[Math.floor(gaps.length / 2)] ?? 0;
  return Math.max(FINEST_MS, Math.ceil((median * 1.5) / 10) * 10);
}
