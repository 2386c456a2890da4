/** A text and how well it explains what was seen: a natural logarithm, so that scores add up. */
export interface ScoredText {
  readonly text: string;
  readonly score: number;
}

/** The best few, best first; ties keep their order. */
export function best<T extends { readonly score: number }>(all: readonly T[], most: number): T[] {
  return [...all].sort((a, b) => b.score - a.score).slice(0, most);
}

/** log(exp a + exp b) without overflow. */
export function addLogs(a: number, b: number): number {
  if (a === -Infinity) return b;
  if (b === -Infinity) return a;
  return a > b ? a + Math.log1p(Math.exp(b - a)) : b + Math.log1p(Math.exp(a - b));
}
