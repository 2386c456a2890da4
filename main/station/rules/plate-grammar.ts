/**
 * The grammar of Chinese number plates. Source: GA 36-2018 as restated in domain.md §6.
 * Nothing is corrected silently: O stays O and I stays I; a plate outside the grammar is `special` and a person's matter.
 */
import { CodedError } from '../../../preload/contract/errors.ts';

const PROVINCE = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
const L = 'A-HJ-NP-Z';

export type PlateKind =
  | 'ordinary'
  | 'trailer'
  | 'coach'
  | 'police'
  | 'hk-macao'
  | 'embassy'
  | 'consulate'
  | 'ne-small'
  | 'ne-large'
  | 'special';

const FORMS: readonly (readonly [Exclude<PlateKind, 'special'>, RegExp])[] = [
  ['trailer', new RegExp(`^[${PROVINCE}][${L}][${L}0-9]{4}挂$`)],
  ['coach', new RegExp(`^[${PROVINCE}][${L}][${L}0-9]{4}学$`)],
  ['police', new RegExp(`^[${PROVINCE}][${L}][${L}0-9]{4}警$`)],
  ['hk-macao', new RegExp(`^粤Z[${L}0-9]{4}[港澳]$`)],
  ['embassy', /^[0-9]{6}使$/],
  ['consulate', new RegExp(`^[${PROVINCE}][0-9]{5}领$`)],
  ['ordinary', new RegExp(`^[${PROVINCE}][${L}](?=[${L}0-9]*[0-9])[${L}0-9]{5}$`)],
  ['ne-small', new RegExp(`^[${PROVINCE}][${L}][A-HJK][${L}0-9][0-9]{4}$`)],
  ['ne-large', new RegExp(`^[${PROVINCE}][${L}][0-9]{5}[A-HJK]$`)],
];

/**
 * Trims, turns full width into half width, upper-cases, drops spaces and the separators · • . - (domain.md §6 "Normalise first").
 * An empty plate is null.
 */
export function normalisePlate(text: string | null | undefined): string | null {
  const plain = (text ?? '')
    .normalize('NFKC')
    .replace(/[\s·•・.\-_]/g, '')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase());
  return plain === '' ? null : plain;
}

/** The longest plate of GA 36-2018 has eight characters; sixteen leave room for foreign ones. Nothing that cannot be seen. */
const WRITABLE = /^[\p{L}\p{N}]{1,16}$/u;

/** Whether a normalised text can stand on a plate at all. */
export const isWritable = (plate: string): boolean => WRITABLE.test(plate);

/**
 * A plate as a person gave it, normalised; null when none was given. One outside the grammar is taken as it stands.
 * @throws CodedError weighing.plate-invalid {field} when it holds what no plate can hold
 */
export function plateGiven(field: string, text: string | null | undefined): string | null {
  const plate = normalisePlate(text);
  if (plate !== null && !isWritable(plate)) throw new CodedError('weighing.plate-invalid', { field });
  return plate;
}

/** Whether a normalised text stands on a trailer, also where it is outside the grammar: no other plate ends with that character. */
export const isTrailerPlate = (plate: string): boolean => plate.endsWith('挂');

/** Which kind of plate a normalised text is; `special` when no form fits. */
export function plateKind(plate: string): PlateKind {
  return FORMS.find(([, form]) => form.test(plate))?.[0] ?? 'special';
}
