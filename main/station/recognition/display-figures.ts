/** The text on a big display and the weight that it stands for. Pure. */
import { kg, type Kg } from '../../../preload/contract/vocabulary.ts';

export interface DisplayScale {
  readonly unit: 'kg' | 't';
  /** Places behind the point, in that unit. */
  readonly decimals: number;
}

const KG_IN = { kg: 1, t: 1000 } as const;

/** What the display shows of a weight, leading blanks left out: 48620, -20, 48.62 */
export function displayText(weightKg: Kg, { decimals, unit }: DisplayScale): string {
  const text = (weightKg / KG_IN[unit]).toFixed(decimals);
  return Number(text) === 0 ? text.replace('-', '') : text;
}

const NUMBER = /^-?\d{1,8}(\.\d{1,3})?$/;

/** The weight that the text stands for; null where it is none of this display, or no whole kilograms. */
export function kgOfDisplay(text: string, { decimals, unit }: DisplayScale): Kg | null {
  if (!NUMBER.test(text)) return null;
  const places = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
  if (places !== decimals) return null;
  const value = Math.round(Number(text) * KG_IN[unit] * 1000) / 1000;
  return Number.isSafeInteger(value) ? kg(value === 0 ? 0 : value) : null;
}
