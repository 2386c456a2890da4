/** A number as indicators print it into a field of text: blanks, sign, blanks, digits with or without a point, blanks. */
const BLANK = 0x20;
const PLUS = 0x2b;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;

/** More digits than any indicator shows; up to here a double keeps each of them. */
const MOST_DIGITS = 12;
const POWERS: readonly number[] = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];

/** What {@link readNumber} found; a reader keeps one and fills it again and again. */
export interface NumberField {
  /** The digits without the point: 4520 for "45.20". */
  digits: number;
  decimals: number;
  /** A minus stands before the digits; it says nothing where they are all zero. */
  minus: boolean;
}

export const numberField = (): NumberField => ({ digits: 0, decimals: 0, minus: false });

/** Reads bytes[from…to) under `mask` into `field`. @returns false where they are no number; `field` is then undefined. */
export function readNumber(bytes: Uint8Array, from: number, to: number, mask: number, field: NumberField): boolean {
  let at = from;
  let code = 0;
  while (at < to && (code = (bytes[at] ?? 0) & mask) === BLANK) at += 1;
  field.minus = code === MINUS;
  if (code === MINUS || code === PLUS) {
    at += 1;
    while (at < to && ((bytes[at] ?? 0) & mask) === BLANK) at += 1;
  }
  let digits = 0;
  let count = 0;
  let point = -1;
  for (; at < to; at += 1) {
    code = (bytes[at] ?? 0) & mask;
    const digit = code - ZERO;
    if (digit >= 0 && digit <= 9) {
      digits = digits * 10 + digit;
      count += 1;
    } else if (code === POINT && point < 0) point = count;
    else break;
  }
  if (count === 0 || count > MOST_DIGITS) return false;
  while (at < to && ((bytes[at] ?? 0) & mask) === BLANK) at += 1;
  if (at < to) return false;
  field.digits = digits;
  field.decimals = point < 0 ? 0 : count - point;
  return true;
}

/** The number for people, of a tare. A weight goes by its text: weight-part.ts. */
export function valueOf({ digits, decimals, minus }: NumberField): number {
  const value = digits / (POWERS[decimals] ?? 1);
  return minus && digits !== 0 ? -value : value;
}
