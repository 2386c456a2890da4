/**
 * The forms of plates place by place, for readers that decide while they read: the same grammar as
 * main/station/rules/plate-grammar.ts (which judges whole texts), with the ground each form stands on.
 */
import { type PlateKind } from '../../rules/plate-grammar.ts';
import { PLACE, PLATE_CHARACTERS, characterNumbers } from './plate-alphabet.ts';
import { type PlateGround } from './plate-reading.ts';

export interface PlateForm {
  readonly kind: Exclude<PlateKind, 'special'>;
  /** The characters that may stand in each place. */
  readonly places: readonly string[];
  readonly grounds: readonly PlateGround[];
  /** Trucks carry the two-line plate at the rear. */
  readonly mayBeDouble: boolean;
}

const { province, letter, digit, serial, energy } = PLACE;
const suffixed = (suffix: string) => [province, letter, serial, serial, serial, serial, suffix];

export const PLATE_FORMS: readonly PlateForm[] = [
  {
    kind: 'ordinary',
    places: [province, letter, serial, serial, serial, serial, serial],
    // Black ones are old plates of foreign units.
    grounds: ['blue', 'yellow', 'black'],
    mayBeDouble: true,
  },
  { kind: 'trailer', places: suffixed('挂'), grounds: ['yellow'], mayBeDouble: true },
  { kind: 'coach', places: suffixed('学'), grounds: ['yellow'], mayBeDouble: true },
  { kind: 'police', places: suffixed('警'), grounds: ['white'], mayBeDouble: false },
  {
    kind: 'hk-macao',
    places: ['粤', 'Z', serial, serial, serial, serial, '港澳'],
    grounds: ['black'],
    mayBeDouble: false,
  },
  { kind: 'embassy', places: [digit, digit, digit, digit, digit, digit, '使'], grounds: ['black'], mayBeDouble: false },
  {
    kind: 'consulate',
    places: [province, digit, digit, digit, digit, digit, '领'],
    grounds: ['black'],
    mayBeDouble: false,
  },
  {
    kind: 'ne-small',
    places: [province, letter, energy, serial, digit, digit, digit, digit],
    grounds: ['green'],
    mayBeDouble: false,
  },
  {
    kind: 'ne-large',
    places: [province, letter, digit, digit, digit, digit, digit, energy],
    grounds: ['green'],
    mayBeDouble: false,
  },
];

/** The longest plate. */
export const MOST_PLACES = 8;
/** All forms, one bit each. */
export const ALL_FORMS = (1 << PLATE_FORMS.length) - 1;

/** MASKS[place][character]: the forms, as bits, that allow this character there. */
const MASKS: readonly Int32Array[] = Array.from({ length: MOST_PLACES }, (_, place) => {
  const masks = new Int32Array(PLATE_CHARACTERS.length);
  PLATE_FORMS.forEach((form, bit) => {
    for (const number of characterNumbers(form.places[place] ?? '')) masks[number] = (masks[number] ?? 0) | (1 << bit);
  });
  return masks;
});
/** The forms, as bits, that end after so many places. */
const ENDS: readonly number[] = Array.from({ length: MOST_PLACES + 1 }, (_, length) =>
  PLATE_FORMS.reduce((bits, form, bit) => (form.places.length === length ? bits | (1 << bit) : bits), 0),
);

/** Which of these forms go on with this character in this place. */
export function formsWith(forms: number, place: number, character: number): number {
  return forms & (MASKS[place]?.[character] ?? 0);
}

/** Which of these forms are whole after so many places. */
export function formsEnding(forms: number, length: number): number {
  return forms & (ENDS[length] ?? 0);
}

const READABLE_SPECIAL = /^(WJ.{4,6}|[A-HJ-NP-Z]{2}[0-9]{5})$/;

/**
 * What is read outside the grammar: armed police (WJ…) and army (two letters, five digits). Other writing in the picture, a
 * camera's clock for one, is no plate.
 */
export function isReadableSpecial(text: string): boolean {
  return READABLE_SPECIAL.test(text);
}
