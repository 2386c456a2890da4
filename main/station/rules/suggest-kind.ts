/** Which weighing this most likely is, when nobody said: used unattended, and as the clerk's default. */
import type { Kg, WeighingKind } from '../../../preload/contract/vocabulary.ts';

/**
 * A truck whose tare is open or stored weighs its gross when it is clearly heavier than that tare; else it weighs its tare.
 * Without any tare the weight decides: no empty truck of the trade weighs more than 25 t (domain.md §3.1: a 49 t train's tare is 14–17 t).
 */
export function suggestKind(weightKg: Kg, knownTareKg: Kg | null): Extract<WeighingKind, 'gross' | 'tare'> {
  if (knownTareKg !== null) return weightKg > knownTareKg * 1.2 ? 'gross' : 'tare';
  return weightKg > 25_000 ? 'gross' : 'tare';
}
