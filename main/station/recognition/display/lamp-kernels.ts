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
  /** How alike two lamps' pictures are: neighbours' soft edges overlap. */
  readonly overlap: Float32Array;
}

/** One lamp: so many pixels right and down of the cell's top left, with so much light. */
export interface Kernel {
  readonly dx: Int16Array;
  readonly dy: Int16Array;
  readonly value: Float32Array;
  readonly box: Box;
}

/** The outermost pixels, both ends included. A lamp without a pixel has the empty box of 1 to 0. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
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
    const box = dx.length === 0 ? NOWHERE : boxOf(dx, dy);
    return { dx: Int16Array.from(dx), dy: Int16Array.from(dy), value: Float32Array.from(value), box };
  });
  const overlap = overlaps(lamps);
  const energies = face.glyphs.map((glyph) => product(overlap, lamps.length, glyph, glyph));
  return { face, shape, digitHeight, lamps, energies, overlap };
}

const NOWHERE: Box = { left: 1, right: 0, top: 1, bottom: 0 };

function boxOf(dx: readonly number[], dy: readonly number[]): Box {
  return { left: Math.min(...dx), right: Math.max(...dx), top: Math.min(...dy), bottom: Math.max(...dy) };
}

/** Share of a glyph's energy that another glyph's picture cannot explain. */
export function difference(kernels: LampKernels, a: number, b: number): number {
  const [first, second] = [kernels.face.glyphs[a], kernels.face.glyphs[b]];
  if (first === undefined || second === undefined) return 1;
  const common = product(kernels.overlap, kernels.lamps.length, first, second);
  return Math.max(0.02, 1 - (common * common) / ((kernels.energies[a] ?? 1) * (kernels.energies[b] ?? 1)));
}

function product(overlap: Float32Array, count: number, a: Glyph, b: Glyph): number {
  let sum = 0;
  for (const i of a.lamps) for (const j of b.lamps) sum += overlap[i * count + j] ?? 0;
  return sum;
}

/** Columns and rows around a digit that its soft edges reach at most. */
const AROUND = 16;
const SIDE = 96;
const board = new Float32Array(SIDE * SIDE);

/** Scalar products of the lamps' pictures. Only neighbours touch. */
function overlaps(lamps: readonly Kernel[]): Float32Array {
  const count = lamps.length;
  const out = new Float32Array(count * count);
  lamps.forEach((a, i) => {
    for (let n = 0; n < a.value.length; n += 1) board[place(a, n)] = a.value[n] ?? 0;
    for (let j = i; j < count; j += 1) {
      const b = lamps[j];
      if (b === undefined || !meet(a.box, b.box)) continue;
      let sum = 0;
      for (let n = 0; n < b.value.length; n += 1) sum += (board[place(b, n)] ?? 0) * (b.value[n] ?? 0);
      out[i * count + j] = sum;
      out[j * count + i] = sum;
    }
    for (let n = 0; n < a.value.length; n += 1) board[place(a, n)] = 0;
  });
  return out;
}

function meet(a: Box, b: Box): boolean {
  return b.left <= a.right && b.right >= a.left && b.top <= a.bottom && b.bottom >= a.top;
}

function place({ dx, dy }: Kernel, n: number): number {
  return ((dy[n] ?? 0) + AROUND) * SIDE + (dx[n] ?? 0) + AROUND;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
