/** The pages that are printed on, in millimetres, and their grids. */
import type { PageForm } from '../../../../preload/contract/paper.ts';

const INCH = 25.4;
/** 1/15 inch: a narrow character of 15 to the inch; a Chinese one of 24 dots at 180 to the inch takes exactly two. */
const FORM_CELL = INCH / 15;
const FORM_LINE = INCH / 6;

/**
 * The continuous form of 241 mm, three parts (white, red, yellow) written through at once. 8 of its 9.5 inches are paper
 * between the holes. The first and the last line of each form stay free: there the printer tears.
 */
const form = (lines: 22 | 33 | 66): PageForm => ({
  widthMm: 241,
  heightMm: lines * FORM_LINE,
  leftMm: (241 - 120 * FORM_CELL) / 2,
  topMm: FORM_LINE,
  cellWidthMm: FORM_CELL,
  cellHeightMm: FORM_LINE,
  columns: 120,
  rows: lines - 2,
});

export const FORM_22 = form(22);
export const FORM_33 = form(33);
export const FORM_66 = form(66);

/** Margins of 15 and 17 mm: every office printer can. */
export const A4: PageForm = {
  widthMm: 210,
  heightMm: 297,
  leftMm: 15,
  topMm: 17,
  cellWidthMm: 2,
  cellHeightMm: 6,
  columns: 90,
  rows: 43,
};
