/** The big red display on its post: seven-segment digits, lit, seen in perspective, blooming as LEDs do in a camera. */
import { box, perspective, polygon, type Context, type Point, type Quad } from './drawing.ts';

/** Which of the segments a…g are lit. Written here from the shapes, on purpose not shared with any reader. */
const SEGMENTS: Readonly<Record<string, string>> = {
  '0': 'abcdef',
  '1': 'bc',
  '2': 'abdeg',
  '3': 'abcdg',
  '4': 'bcfg',
  '5': 'acdfg',
  '6': 'acdefg',
  '7': 'abc',
  '8': 'abcdefg',
  '9': 'abcdfg',
  '-': 'g',
  ' ': '',
};

/** In a cell of 1 × 1: the lit bars as corner points. */
const BARS: Readonly<Record<string, readonly Point[]>> = (() => {
  const [l, r, t, m, b, w, h] = [0.16, 0.84, 0.08, 0.5, 0.92, 0.15, 0.085];
  const across = (y: number): Point[] => [
    [l + w * 0.6, y],
    [l + w, y - h / 2],
    [r - w, y - h / 2],
    [r - w * 0.6, y],
    [r - w, y + h / 2],
    [l + w, y + h / 2],
  ];
  const up = (x: number, y1: number, y2: number): Point[] => [
    [x - w / 2, y1 + h],
    [x, y1 + h * 0.4],
    [x + w / 2, y1 + h],
    [x + w / 2, y2 - h],
    [x, y2 - h * 0.4],
    [x - w / 2, y2 - h],
  ];
  const [left, right] = [l + w / 2, r - w / 2];
  return {
    a: across(t + h / 2),
    g: across(m),
    d: across(b - h / 2),
    f: up(left, t, m),
    e: up(left, m, b),
    b: up(right, t, m),
    c: up(right, m, b),
  };
})();

export interface DisplayLayout {
  readonly corners: Quad;
  readonly digits: number;
}

/** Board, post and lettering: everything that never changes. */
export function drawDisplayHousing(ctx: Context, { corners }: DisplayLayout, night: boolean): void {
  const map = perspective(corners);
  const quad = (u0: number, v0: number, u1: number, v1: number): Point[] => [
    map(u0, v0),
    map(u1, v0),
    map(u1, v1),
    map(u0, v1),
  ];
  const [x, y] = map(0.5, 1.3);
  const [, ground] = map(0.5, 7.4);
  box(ctx, [x - 9, y, 18, ground - y], '#6d7277', 2);
  box(ctx, [x - 9, y, 5, ground - y], '#8d9297', 2);
  box(ctx, [x - 34, ground - 12, 68, 16], '#55585b', 3);
  polygon(ctx, quad(-0.09, -0.42, 1.09, 1.42), '#3c4146');
  polygon(ctx, quad(-0.075, -0.36, 1.075, 1.36), night ? '#15171a' : '#1d2023');
  polygon(ctx, quad(-0.01, -0.05, 1.01, 1.05), '#120a0a');
}

/** @param text right-aligned, as indicators send it; what does not fit is cut off at the left */
export function drawDisplayText(ctx: Context, { corners, digits }: DisplayLayout, text: string): void {
  const map = perspective(corners);
  const cells = toCells(text).slice(-digits);
  const first = digits - cells.length;
  for (const bar of Object.values(BARS)) {
    for (let index = 0; index < digits; index += 1) {
      polygon(
        ctx,
        bar.map(([u, v]) => map((index + u) / digits, 0.04 + v * 0.92)),
        UNLIT,
      );
    }
  }
  for (const layer of LAYERS) {
    ctx.shadowColor = layer.glow;
    ctx.shadowBlur = layer.blur;
    for (let index = 0; index < digits; index += 1) {
      const cell = cells[index - first];
      const place = (point: Point): Point => map((index + point[0]) / digits, 0.04 + point[1] * 0.92);
      const lit = SEGMENTS[cell?.character ?? ' '] ?? '';
      for (const [name, bar] of Object.entries(BARS)) {
        if (lit.includes(name)) polygon(ctx, bar.map(place), layer.colour);
      }
      if (cell?.dot === true)
        polygon(
          ctx,
          (
            [
              [0.9, 0.84],
              [1, 0.84],
              [1, 0.92],
              [0.9, 0.92],
            ] as const
          ).map(place),
          layer.colour,
        );
    }
  }
  ctx.shadowBlur = 0;
  ctx.shadowColor = 'transparent';
}

/** Bloom, body, and the core that overexposes. */
const LAYERS: readonly { glow: string; blur: number; colour: string }[] = [
  { glow: 'rgba(255,40,20,0.9)', blur: 12, colour: 'rgba(240,30,16,0.9)' },
  { glow: 'rgba(255,90,50,0.8)', blur: 3, colour: '#ff4a2c' },
];
const UNLIT = '#240b0a';

/** A decimal point has no cell of its own: it belongs to the digit before it. */
function toCells(text: string): { character: string; dot: boolean }[] {
  const cells: { character: string; dot: boolean }[] = [];
  for (const character of text) {
    const before = cells.at(-1);
    if (character === '.' && before !== undefined) before.dot = true;
    else cells.push({ character, dot: false });
  }
  return cells;
}
