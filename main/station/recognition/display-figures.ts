/** The text on a big display and the weight that it stands for. Whole numbers only: no weight is ever a float. Pure. */
import { kg, type Kg } from '../../../preload/contract/vocabulary.ts';

export interface DisplayScale {
  readonly unit: 'kg' | 't';
  /** Places behind the point, in that unit. */
  readonly decimals: number;
}

const PLACES_OF_A_KILOGRAM = { kg: 0, t: 3 } as const;

/** The smallest step that the display can show, in kilograms: 10 for tonnes with two places; 1 where it is finer than that. */
export function displayStepKg({ decimals, unit }: DisplayScale): number {
  return 10 ** Math.max(0, PLACES_OF_A_KILOGRAM[unit] - decimals);
}

/** What the display shows of a weight, leading blanks left out: 48620, -20, 48.62. null: it cannot show that weight. */
export function displayText(weightKg: Kg, scale: DisplayScale): string | null {
  const step = displayStepKg(scale);
  if (weightKg % step !== 0) return null;
  const finer = 10 ** Math.max(0, scale.decimals - PLACES_OF_A_KILOGRAM[scale.unit]);
  const digits = String((Math.abs(weightKg) / step) * finer).padStart(scale.decimals + 1, '0');
  const whole = digits.slice(0, digits.length - scale.decimals);
  const behind = scale.decimals === 0 ? '' : `.${digits.slice(-scale.decimals)}`;
  return `${weightKg < 0 ? '-' : ''}${whole}${behind}`;
}

const NUMBER = /^-?\d{1,8}(\.\d{1,3})?$/;

/** The weight that the text stands for; null where it is none of this display, or no whole kilograms. */
export function kgOfDisplay(text: string, scale: DisplayScale): Kg | null {
  if (!NUMBER.test(text)) return null;
  const places = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
  if (places !== scale.decimals) return null;
  const finer = 10 ** Math.max(0, places - PLACES_OF_A_KILOGRAM[scale.unit]);
  const shown = Number(text.replace('.', ''));
  if (shown % finer !== 0) return null;
  const weight = (shown / finer) * displayStepKg(scale);
  return kg(weight === 0 ? 0 : weight);
}
