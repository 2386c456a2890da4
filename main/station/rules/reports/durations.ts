/** How long trucks take, counted to the second: distributions can be added up, medians cannot. Pure. */

/** How many took so many seconds. */
export type Durations = ReadonlyMap<number, number>;

/** `seconds:count,seconds:count`, as the database puts a group together. */
export function durationsOf(text: string): Durations {
  const found = new Map<number, number>();
  for (const part of text === '' ? [] : text.split(',')) {
    const [seconds = 0, count = 0] = part.split(':').map(Number);
    found.set(seconds, (found.get(seconds) ?? 0) + count);
  }
  return found;
}

export function addDurations(all: Iterable<Durations>): Durations {
  const sum = new Map<number, number>();
  for (const one of all) for (const [seconds, count] of one) sum.set(seconds, (sum.get(seconds) ?? 0) + count);
  return sum;
}

export interface DurationFigures {
  readonly count: number;
  /** null: there are none. */
  readonly medianS: number | null;
  readonly p90S: number | null;
}

/** By the nearest rank: half (nine of ten) took as long or less. So each is a time that a truck really took. */
export function durationFigures(durations: Durations): DurationFigures {
  const sorted = [...durations].filter(([, count]) => count > 0).toSorted(([a], [b]) => a - b);
  const count = sorted.reduce((sum, [, times]) => sum + times, 0);
  const rank = (share: number): number | null => {
    let seen = 0;
    for (const [seconds, times] of sorted) if ((seen += times) >= share * count) return seconds;
    return null;
  };
  return { count, medianS: rank(0.5), p90S: rank(0.9) };
}
