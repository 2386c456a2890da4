/**
 * How far the platform's clock is ahead of ours, from the times that its heartbeat answers carry. Pure.
 * Like NTP's clock filter (RFC 5905 §10): the sample with the shortest round trip is the least wrong one, its error is at
 * most half that round trip.
 */

export interface ClockSample {
  /** Our wall clock when the heartbeat left, ms. */
  readonly sentWallMs: number;
  /** Our monotonic clock when it left and when the answer was there, ms. */
  readonly sentMonotonicMs: number;
  readonly receivedMonotonicMs: number;
  /** The platform's `now`, ms. */
  readonly platformMs: number;
}

/** A sample is worth nothing any more after so long: clocks drift. */
const SAMPLE_LIFE_MS = 600_000;
const SAMPLES_MAX = 8;
/** A larger difference between our two clocks than drift can make means that ours was set: older samples are void. */
const SET_CLOCK_MS = 500;

/** Keeps the samples that still say something about our clock as it is now, the newest last. */
export function withSample(samples: readonly ClockSample[], newest: ClockSample): readonly ClockSample[] {
  const baseOf = (sample: ClockSample): number => sample.sentWallMs - sample.sentMonotonicMs;
  const kept = samples.filter(
    (sample) =>
      newest.sentMonotonicMs - sample.sentMonotonicMs <= SAMPLE_LIFE_MS &&
      Math.abs(baseOf(newest) - baseOf(sample)) <= SET_CLOCK_MS,
  );
  return [...kept, newest].slice(-SAMPLES_MAX);
}

/** Platform clock minus our wall clock in whole ms (positive: ours is behind); null without a sample. */
export function clockOffsetMs(samples: readonly ClockSample[]): number | null {
  const roundTrip = (sample: ClockSample): number => sample.receivedMonotonicMs - sample.sentMonotonicMs;
  const [first, ...rest] = samples;
  if (first === undefined) return null;
  // At equal round trips the newer one: it has drifted less.
  const best = rest.reduce((least, sample) => (roundTrip(sample) <= roundTrip(least) ? sample : least), first);
  return Math.round(best.platformMs - (best.sentWallMs + roundTrip(best) / 2)) + 0;
}
