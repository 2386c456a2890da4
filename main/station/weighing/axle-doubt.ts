/** What is said of a vehicle's axles beside the file of its plate: other ones, or such as would let it be heavier. Pure. */
import { kg, type Kg } from '../../../preload/contract/vocabulary.ts';
import type { Vehicle } from '../../../preload/contract/weighing.ts';
import { limitOn } from '../rules/mass-limits/limit-rules.ts';
import { otherAxles } from '../rules/plate-doubt.ts';
import { limitFacts, type Typed } from './limit-facts.ts';

export interface AxleDoubt {
  readonly fileAxles: number;
  /** More axles than the file says, or a higher limit by body or driven axles: takes a manager. */
  readonly above: boolean;
  /** By what was said. */
  readonly limitKg: Kg | null;
}

/**
 * Null: nothing speaks against it. Said alike, or less of the same count, it is no matter.
 * @param file as it is with this trailer
 * @param day Beijing day of the weighing, yyyyMMdd
 */
export function axleDoubt(file: Vehicle | null, said: Typed, day: string): AxleDoubt | null {
  const fileAxles = file?.axleCount ?? null;
  if (fileAxles === null) return null;
  const limitBy = (typed: Typed): Kg | null => limitOn(day, limitFacts(file, typed, kg(0))).limitKg;
  const limitKg = limitBy(said);
  const above = (said.axleCount ?? 0) > fileAxles || (limitKg ?? 0) > (limitBy({}) ?? 0);
  const other = otherAxles(said, file) !== null;
  return above || other ? { fileAxles, above, limitKg } : null;
}
