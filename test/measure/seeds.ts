/**
 * Which seeds are for what. A threshold is chosen by looking at tuning seeds only; what is published comes from measuring
 * seeds that nobody had looked at. Once looked at, a range of them is spent: the next measurement takes the next one, and
 * main/station/rules/curve/README.md says which were used.
 */
export const TUNING_SEEDS = { from: 1, to: 100_000 } as const;
export const MEASURING_SEEDS = { from: 1_000_000, to: 4_000_000_000 } as const;

export type SeedUse = 'tuning' | 'measuring';

/** null where the seeds belong to neither, or to both. */
export function useOf(from: number, count: number): SeedUse | null {
  const within = (range: { readonly from: number; readonly to: number }): boolean =>
    from >= range.from && from + count - 1 <= range.to;
  if (within(TUNING_SEEDS)) return 'tuning';
  return within(MEASURING_SEEDS) ? 'measuring' : null;
}
