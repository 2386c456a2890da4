import { type CellShape, type Face, type Glyph } from './face.ts';

/** The lamps of a face as they look in a band of a given digit height: few pixels each, with a soft edge. */
export interface LampKernels {
  readonly face: Face;
  readonly shape: CellShape;
  /** Pixels. */
  readonly digitHeight: number;
  readonly lamps: readonly Kernel[];
  /** For each glyph the sum of squares of its picture, were every lamp at 1. */
  readonly energies: readonly number[];
}

/** One lamp: so many pixels right and down of the cell's top left, with so much light. */
export interface Kernel {
  readonly dx: Int16Array;
  readonly dy: Int16Array;
  readonly value: Float32Array;
}

/** @param blur width of the soft edge in pixels: optics, focus, motion and the glow together */
export function lampKernels(face: Face, shape: CellShape, digitHeight: number, blur: number): LampKernels {
  const lamps = face.lamps(shape).map(({ x0, y0, x1, y1 }) => {
    const dx: number[] = [];
    const dy: number[] = [];
    const value: number[] = [];
    const radius = (shape.stroke * digitHeight) / 2;
    const [ax, ay, bx, by] = [x0 * digitHeight, y0 * digitHeight, x1 * digitHeight, y1 * digitHeight];
    const reach = radius + blur / 2;
    for (let y = Math.floor(ay - reach); y <= Math.ceil(by + reach); y += 1) {
      for (let x = Math.floor(ax - reach); x <= Math.ceil(bx + reach); x += 1) {
        // Pixel x covers x to x + 1.
        const away = Math.hypot(x + 0.5 - clamp(x + 0.5, ax, bx), y + 0.5 - clamp(y + 0.5, ay, by));
        const light = clamp((reach - away) / blur, 0, 1);
        if (light <= 0.02) continue;
        dx.push(x);
        dy.push(y);
        // Smooth at both ends of the edge, as a lens makes it.
        value.push(light * light * (3 - 2 * light));
      }
    }
    return { dx: Int16Array.from(dx), dy: Int16Array.from(dy), value: Float32Array.from(value) };
  });
  const energies = face.glyphs.map((glyph) => product(lamps, glyph, glyph));
  return { face, shape, digitHeight, lamps, energies };
}

/** Share of a glyph's energy that another glyph's picture cannot explain. */
export function difference(kernels: LampKernels, a: number, b: number): number {
  const [first, second] = [kernels.face.glyphs[a], kernels.face.glyphs[b]];
  if (first === undefined || second === undefined) return 1;
  const common = product(kernels.lamps, first, second);
  return Math.max(0.02, 1 - (common * common) / ((kernels.energies[a] ?? 1) * (kernels.energies[b] ?? 1)));
}

/** Columns and rows around a digit that its soft edges reach at most. */
const AROUND = 16;
const SIDE = 96;
const board = new Float32Array(SIDE * SIDE);

/** Scalar product of two glyphs' pictures: neighbours' soft edges add up. */
function product(lamps: readonly Kernel[], a: Glyph, b: Glyph): number {
  for (const number of a.lamps) {
    const lamp = lamps[number];
    for (let i = 0; i < (lamp?.value.length ?? 0); i += 1) {
      const at = place(lamp, i);
      board[at] = (board[at] ?? 0) + (lamp?.value[i] ?? 0);
    }
  }
  let sum = 0;
  for (const number of b.lamps) {
    const lamp = lamps[number];
    for (let i = 0; i < (lamp?.value.length ?? 0); i += 1) sum += (board[place(lamp, i)] ?? 0) * (lamp?.value[i] ?? 0);
  }
  // Wiped where it was written: the board is large, a glyph is not.
  for (const number of a.lamps) {
    const lamp = lamps[number];
    for (let i = 0; i < (lamp?.value.length ?? 0); i += 1) board[place(lamp, i)] = 0;
  }
  return sum;
}

function place(lamp: Kernel | undefined, i: number): number {
  return ((lamp?.dy[i] ?? 0) + AROUND) * SIDE + (lamp?.dx[i] ?? 0) + AROUND;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
