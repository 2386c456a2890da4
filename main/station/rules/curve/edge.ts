/** The way from one standing weight to the next: how big, how long, how much the weight swayed about it. */
import type { Level, Pass } from './curve.ts';

export interface Edge {
  readonly from: Level;
  readonly to: Level;
  /** Signed, in divisions. */
  readonly sizeE: number;
  /**
   * At the most this long from a tenth of the way to seven tenths of it (the frames around both are counted in): what comes
   * after is mostly the indicator's filter.
   */
  readonly lastsMs: number;
  /** The same between the frames, as if the weight went straight from one to the next: to compare two edges. */
  readonly paceMs: number;
  /**
   * How far the weight went to and fro from a second before to four seconds after it, less what it does at rest on either
   * side; in divisions. Wheels that roll and a body that brakes cannot help it; a switch leaves nothing of the kind.
   */
  readonly swayE: number;
}

const BEFORE_MS = 1000;
const AFTER_MS = 4000;
const LEAVES_MS = 700;

export function edgeBetween(pass: Pass, from: Level, to: Level): Edge {
  const { at, e } = pass;
  const sizeE = to.e - from.e;
  let beginsMs = from.toMs;
  let endsMs = to.fromMs;
  let begins = from.from;
  let paceMs = 0;
  for (let i = from.from; i <= to.to; i += 1) {
    const share = ((e[i] ?? 0) - from.e) / sizeE;
    if (share < 0.1) [beginsMs, begins] = [at[i] ?? 0, i];
    if (share <= 0.7) continue;
    endsMs = at[i] ?? 0;
    paceMs = crosses(pass, i, from.e + 0.7 * sizeE) - crosses(pass, begins + 1, from.e + 0.1 * sizeE);
    break;
  }
  // The end of a level may already be the next edge.
  const until = Math.min(to.toMs - LEAVES_MS, endsMs + AFTER_MS);
  const rests = Math.max(
    sway(pass, Math.max(from.fromMs, from.toMs - 4000), from.toMs - 500).eASecond,
    sway(pass, endsMs + AFTER_MS + 1000, to.toMs - LEAVES_MS).eASecond,
  );
  const swayed = sway(pass, beginsMs - BEFORE_MS, until).e - (rests * (until - beginsMs + BEFORE_MS)) / 1000;
  return { from, to, sizeE, lastsMs: endsMs - beginsMs, paceMs, swayE: Math.max(0, swayed) };
}

/** When the weight passed `limitE` on its straight way to this frame from the one before. */
function crosses({ at, e }: Pass, i: number, limitE: number): number {
  const [before, here] = [e[i - 1] ?? 0, e[i] ?? 0];
  const share = here === before ? 1 : Math.min(1, Math.max(0, (limitE - before) / (here - before)));
  const beforeMs = at[i - 1] ?? at[i] ?? 0;
  return beforeMs + share * ((at[i] ?? 0) - beforeMs);
}

/** The way the weight went beyond the straight one; 0 where less than a second was seen. */
function sway({ at, e }: Pass, fromMs: number, toMs: number): { e: number; eASecond: number } {
  let way = 0;
  let first: number | null = null;
  let last = 0;
  let seenMs = 0;
  let beganMs = 0;
  for (let i = 0; i < at.length; i += 1) {
    const time = at[i] ?? 0;
    if (time < fromMs) continue;
    if (time > toMs) break;
    const value = e[i] ?? 0;
    if (first === null) [first, beganMs] = [value, time];
    else way += Math.abs(value - last);
    last = value;
    seenMs = time - beganMs;
  }
  const back = first === null ? 0 : way - Math.abs(last - first);
  return { e: back, eASecond: seenMs < 1000 ? 0 : (back * 1000) / seenMs };
}
