/**
 * The saved weight is not the whole truck: for a while more was on the deck, before it was saved (the first axle went over
 * the far end, or somebody took weight away) or after (the last axle came on when it drove through). A second plateau.
 */
import { standAround, type Finding, type Level, type Pass } from './curve.ts';
import { takenOff } from './taken-off.ts';

/** More than people, wind and a tanker's slosh add. */
const MORE_KG = 350;
/** A body that bounces adds up to this share of the weight, for less than {@link BOUNCE_MS}. */
const BOUNCE_SHARE = 0.012;
const BOUNCE_KG = 500;
const BOUNCE_MS = 600;
const LONG_MS = 1500;

export function halfOn(pass: Pass): Finding[] {
  const { saved } = pass;
  if (saved === null) return [];
  const least = Math.max(pass.inE(MORE_KG), 5);
  const bouncing = Math.max(pass.inE(BOUNCE_KG), saved.e * BOUNCE_SHARE, 5);
  for (const [more, lastsMs] of [
    [least, LONG_MS],
    [bouncing, BOUNCE_MS],
  ] as const) {
    const found = above(pass, saved.e + more, lastsMs);
    if (found === null || (found.toMs < (pass.at[saved.index] ?? 0) && unloaded(pass, saved.index))) continue;
    return [
      {
        code: 'half-on',
        atMs: found.fromMs,
        detail: { savedE: saved.e, topE: found.e, lastsMs: found.toMs - found.fromMs },
      },
    ];
  }
  return [];
}

/** The longest stretch above `e`, when it lasts long enough. */
function above({ at, e }: Pass, limit: number, lastsMs: number): { fromMs: number; toMs: number; e: number } | null {
  let best: { fromMs: number; toMs: number; e: number } | null = null;
  let from = -1;
  let top = -Infinity;
  for (let i = 0; i < e.length; i += 1) {
    const value = e[i] ?? 0;
    if (value <= limit) {
      from = -1;
      top = -Infinity;
      continue;
    }
    if (from < 0) from = i;
    top = Math.max(top, value);
    const [fromMs, toMs] = [at[from] ?? 0, at[i] ?? 0];
    if (toMs - fromMs >= lastsMs && toMs - fromMs > (best === null ? 0 : best.toMs - best.fromMs))
      best = { fromMs, toMs, e: top };
  }
  return best;
}

/** It stands so long before something is taken off. */
const STOOD_MS = 3500;
const CREEPS_KG = 100;
const CREEPS_E = 3;

/** True when every fall on the way to the saved weight looks like a loader's scoop. */
function unloaded(pass: Pass, savedIndex: number): boolean {
  const { levels } = pass;
  const nearE = Math.max(pass.inE(CREEPS_KG), CREEPS_E);
  const stood = levels.filter((level, i) => {
    if (level.from > savedIndex || level.to >= savedIndex) return level.from <= savedIndex;
    // A filter that creeps to its end: still the same stand, and its longest level is what stands.
    const all = standAround(levels, i, nearE);
    const lastsMs = (one: Level): number => one.toMs - one.fromMs;
    return (
      (all.at(-1)?.toMs ?? 0) - (all[0]?.fromMs ?? 0) >= STOOD_MS && all.every((one) => lastsMs(one) <= lastsMs(level))
    );
  });
  let from = stood.reduce((top, level) => (level.e > top.e ? level : top), stood[0] ?? NOTHING);
  let falls = 0;
  for (const to of stood) {
    // A level that hardly differs is the same load, pressed or swinging.
    if (to.from <= from.from || to.e > from.e - pass.inE(MORE_KG) / 2) continue;
    if (!takenOff(pass, from, to)) return false;
    falls += 1;
    from = to;
  }
  return falls > 0;
}

const NOTHING: Level = { from: 0, to: 0, fromMs: 0, toMs: 0, e: 0 };
