/** Decimal text from the digits of a frame, without floats. */

/** 15 with 3 decimals is "0.015"; the minus stands in front. `digits` is a whole number ≥ 0. */
export function decimalText(digits: number, decimals: number, negative: boolean): string {
  let text = String(digits);
  if (decimals > 0) {
    if (text.length <= decimals) text = text.padStart(decimals + 1, '0');
    text = `${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
  }
  return negative ? `-${text}` : text;
}
