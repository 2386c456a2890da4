/**
 * How much more a truck may load (还可装), or by how much it is too heavy (超): what it may weigh in all and what it may carry are
 * two bounds, and the nearer one counts (domain.md §3.4). Pure; kilograms.
 */

/** limit: the gross mass that the law allows its axles (超限). load: what its licence lets it carry (超载). */
export type Bound = 'limit' | 'load';

export interface Room {
  /** Below 0: so much too much. */
  readonly kg: number;
  readonly bound: Bound;
}

/** null: no bound is known. An exceeded limit is told before an exceeded load: the truck may not leave with either. */
export function roomFor(masses: {
  readonly weightKg: number;
  readonly limitKg: number | null;
  /** What it carries is known only with its tare. */
  readonly tareKg: number | null;
  readonly approvedLoadKg: number | null;
}): Room | null {
  const { approvedLoadKg, limitKg, tareKg, weightKg } = masses;
  const limit: Room | null = limitKg === null ? null : { kg: limitKg - weightKg, bound: 'limit' };
  const load: Room | null =
    tareKg === null || approvedLoadKg === null ? null : { kg: tareKg + approvedLoadKg - weightKg, bound: 'load' };
  if (limit === null || load === null) return limit ?? load;
  return limit.kg < 0 || limit.kg <= load.kg ? limit : load;
}
