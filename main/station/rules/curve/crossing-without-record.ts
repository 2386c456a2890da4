/** A truck was on the deck and left, and nothing was saved (product.md W8). A person or a car is no truck. */
import type { Finding, Pass } from './curve.ts';

/** No truck of the trade is lighter; cars are. */
const TRUCK_KG = 3500;

export function crossingWithoutRecord(pass: Pass): Finding[] {
  const { at, e, facts } = pass;
  if (facts.saved !== null || !facts.ended) return [];
  let top = 0;
  for (let i = 1; i < e.length; i += 1) if ((e[i] ?? 0) > (e[top] ?? 0)) top = i;
  const topE = e[top] ?? 0;
  if (topE < pass.inE(TRUCK_KG)) return [];
  return [
    { code: 'crossing-without-record', atMs: at[top] ?? 0, detail: { topE, lastsMs: (at.at(-1) ?? 0) - (at[0] ?? 0) } },
  ];
}
