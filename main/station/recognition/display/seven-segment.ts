import { type Face, type Glyph } from './face.ts';

/** The segments in their usual order; g is the middle one. */
const SEGMENTS = 'abcdefg';

/** Several forms of one digit: 6 and 9 with and without their tail, 7 with and without its hook. */
const GLYPHS: readonly (readonly [text: string, segments: string])[] = [
  ['0', 'abcdef'],
  ['1', 'bc'],
  ['2', 'abdeg'],
  ['3', 'abcdg'],
  ['4', 'bcfg'],
  ['5', 'acdfg'],
  ['6', 'acdefg'],
  ['6', 'cdefg'],
  ['7', 'abc'],
  ['7', 'abcf'],
  ['8', 'abcdefg'],
  ['9', 'abcdfg'],
  ['9', 'abcfg'],
  ['-', 'g'],
  // What indicators show when it is no weight: Err, OL, Lo, Hi, bAt, End.
  ['E', 'adefg'],
  ['F', 'aefg'],
  ['L', 'def'],
  ['C', 'adef'],
  ['P', 'abefg'],
  ['H', 'bcefg'],
  ['A', 'abcefg'],
  ['U', 'bcdef'],
  ['d', 'bcdeg'],
  ['o', 'cdeg'],
  ['r', 'eg'],
  ['n', 'ceg'],
  ['t', 'defg'],
];

export const SEVEN_SEGMENT: Face = {
  kind: 'seven-segment',
  widths: [0.4, 0.76],
  strokes: [0.1, 0.2],
  lamps: ({ width, stroke }) => {
    const near = stroke / 2;
    const far = width - near;
    const bottom = 1 - near;
    // Segments do not touch: they end a little before the corner.
    const gap = stroke * 0.55;
    return [
      { x0: near + gap, y0: near, x1: far - gap, y1: near },
      { x0: far, y0: near + gap, x1: far, y1: 0.5 - gap },
      { x0: far, y0: 0.5 + gap, x1: far, y1: bottom - gap },
      { x0: near + gap, y0: bottom, x1: far - gap, y1: bottom },
      { x0: near, y0: 0.5 + gap, x1: near, y1: bottom - gap },
      { x0: near, y0: near + gap, x1: near, y1: 0.5 - gap },
      { x0: near + gap, y0: 0.5, x1: far - gap, y1: 0.5 },
    ];
  },
  glyphs: GLYPHS.map(([text, segments]): Glyph => ({ text, lamps: [...segments].map((s) => SEGMENTS.indexOf(s)) })),
};
