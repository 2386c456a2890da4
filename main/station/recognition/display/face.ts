/**
 * What one place of a display can show: lamps, and which of them make which character. Where the lamps are follows from
 * two proportions that differ from maker to maker and are found in the picture.
 */
export type FaceKind = 'seven-segment' | 'dot-matrix';

/** All in heights of a digit: 0,0 is its top left, 1 its bottom. */
export interface CellShape {
  /** Outer width of a digit. */
  readonly width: number;
  /** Width of a stroke, diameter of a dot. */
  readonly stroke: number;
}

/** The middle line of a lamp; a dot has no length. */
export interface Lamp {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

export interface Glyph {
  /** What it reads as. A letter is read too, so that "Err" is never taken for a weight. */
  readonly text: string;
  /** Numbers of its lamps. */
  readonly lamps: readonly number[];
}

export interface Face {
  readonly kind: FaceKind;
  /** Widths that displays of this kind have, narrowest and widest, in digit heights. */
  readonly widths: readonly [number, number];
  readonly strokes: readonly [number, number];
  readonly lamps: (shape: CellShape) => readonly Lamp[];
  readonly glyphs: readonly Glyph[];
}
