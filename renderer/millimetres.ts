/**
 * Sizes on glass. What must be read at 3 m is stored in millimetres; the window knows how many pixels one of them is,
 * because a person measured it once (components/calibration.tsx).
 * B612 Mono: digits are 0.757 em high (measured on the ink of its 0) and advance 0.65 em.
 */

export const DIGIT_HEIGHT_EM = 0.757;
export const DIGIT_ADVANCE_EM = 0.65;
/** A thin space between thousands. */
export const THIN_SPACE_EM = 0.2;

/** Height of the weight's digits. (Plate and verdict, 19 mm, are written in the style sheets.) */
export const WEIGHT_DIGIT_MM = 39;

/** A bank card is 85.60 mm wide (ISO/IEC 7810, ID-1): everybody has one, few offices have a ruler. */
export const CARD_WIDTH_MM = 85.6;

/** Font size in pixels whose digits are `mm` high. */
export const fontPxForDigits = (mm: number, pxPerMm: number): number => (mm * pxPerMm) / DIGIT_HEIGHT_EM;

/** Width in em of a number with that many digits, thin spaces between thousands, and room for a sign. */
export const numberWidthEm = (digits: number): number =>
  digits * DIGIT_ADVANCE_EM + Math.floor((digits - 1) / 3) * THIN_SPACE_EM;

/** How many digits a scale of that capacity needs, at least five, so that the panel looks the same at every site. */
export const digitsOfCapacity = (maxKg: number): number => Math.max(5, String(Math.floor(maxKg)).length);

/** The font size of the weight: 39 mm digits, or the largest that fit the panel. */
export function weightFontPx(panelPx: number, digits: number, pxPerMm: number): number {
  const wanted = Math.ceil(fontPxForDigits(WEIGHT_DIGIT_MM, pxPerMm));
  return Math.min(wanted, Math.floor(panelPx / numberWidthEm(digits)));
}

/** Height in millimetres of digits in that font size. */
export const digitMm = (fontPx: number, pxPerMm: number): number => (fontPx * DIGIT_HEIGHT_EM) / pxPerMm;

/** How far away digits of that height read well, in metres: 39 mm for 3 m, in proportion. */
export const readableMetres = (mm: number): number => Math.round((mm / WEIGHT_DIGIT_MM) * 30) / 10;

/** Pixels of a millimetre, from a drawn bar of `px` that a person made as wide as a bank card. */
export const pxPerMmFromCard = (px: number): number => px / CARD_WIDTH_MM;
