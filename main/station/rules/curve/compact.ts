/** A pass's curve in at most 3,000 points that keep its ends and every bucket's extremes: what the record keeps (W7). */
import type { CurvePoint } from './curve.ts';

/** openapi.yaml, Weighing.trace: at most so many. */
export const MAX_CURVE_POINTS = 3000;

/**
 * Real points only, in their order; none is moved or averaged. Of each bucket stay its first lowest, its first highest and, if
 * it had frames without a weight, the first of those.
 */
export function compact<P extends CurvePoint>(points: readonly P[], most = MAX_CURVE_POINTS): readonly P[] {
  if (points.length <= most) return points;
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined || most < 5) throw new RangeError(`no curve has ${most} points`);
  const inner = points.slice(1, -1);
  const perBucket = inner.some(({ weightKg }) => weightKg === null) ? 3 : 2;
  const buckets = Math.floor((most - 2) / perBucket);
  const kept: P[] = [first];
  for (let i = 0; i < buckets; i += 1) {
    const bucket = inner.slice(
      Math.floor((i * inner.length) / buckets),
      Math.floor(((i + 1) * inner.length) / buckets),
    );
    kept.push(...extremes(bucket));
  }
  kept.push(last);
  return kept;
}

function extremes<P extends CurvePoint>(bucket: readonly P[]): P[] {
  let low = -1;
  let high = -1;
  let blank = -1;
  for (const [i, { weightKg }] of bucket.entries()) {
    if (weightKg === null) {
      if (blank < 0) blank = i;
      continue;
    }
    if (low < 0 || weightKg < (bucket[low]?.weightKg ?? Infinity)) low = i;
    if (high < 0 || weightKg > (bucket[high]?.weightKg ?? -Infinity)) high = i;
  }
  const places = [...new Set([low, high, blank])].filter((place) => place >= 0).sort((a, b) => a - b);
  return places.flatMap((place) => bucket[place] ?? []);
}
