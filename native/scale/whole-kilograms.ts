/** From the decimal text of a frame to whole kilograms, without floats. */
import { Kg, kg } from '../../preload/contract/vocabulary.ts';

/** Digits to move the point by. */
const PLACES = { kg: 0, t: 3 } as const;

/**
 * The weight in whole kilograms of a decimal text ("38.62", "-20") in the given unit.
 *
 * null when it is no whole kilogram or beyond what a scale can show. It is not rounded: a truck scale's division is
 * 1 kg or more, so a fraction means a wrong unit setting, a wrong decimal point or a display of ten times the resolution,
 * and a rounded number would hide that. "20.0" is whole.
 */
export function wholeKilograms(weightText: string, unit: 'kg' | 't'): Kg | null {
  const negative = weightText.startsWith('-');
  const [whole = '', decimals = ''] = weightText.slice(negative ? 1 : 0).split('.');
  const places = PLACES[unit];
  const shifted = decimals.padEnd(places, '0');
  for (const digit of shifted.slice(places)) if (digit !== '0') return null;
  const value = Number(whole + shifted.slice(0, places));
  const result = Kg.safeParse(negative ? -value : value);
  return result.success ? kg(result.data) : null;
}
