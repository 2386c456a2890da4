import { type CellShape, type Face } from './face.ts';

/** The lamps of a face as they look in a band of a given digit height: few pixels each, with a soft edge. */
export interface LampKernels {
  readonly face: Face;
  readonly shape: CellShape;
  /** Pixels. */
  readonly digitHeight: number;
  readonly lamps: readonly Kernel[];
  /** For each glyph the energy of its picture, were every lamp at 1. */
  readonly energies: readonly number[];
  /** How alike two lamps' pictures are: neighbours' soft edges overlap. */
  readonly overlap: Float32Array;
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
  const overlap = overlaps(lamps);
  const energies = face.glyphs.map((glyph) => {
    let energy = 0;
    for (const a of glyph.lamps) for (const b of glyph.lamps) energy += overlap[a * lamps.length + b] ?? 0;
    return energy;
  });
  return { face, shape, digitHeight, lamps, energies, overlap };
}

function overlaps(lamps: readonly Kernel[]): Float32Array {
  const out = new Float32Array(lamps.length * lamps.length);
  const OFFSET = 512;
  const maps = lamps.map((lamp) => {
    const map = new Map<number, number>();
    for (let i = 0; i < lamp.value.length; i += 1) {
      map.set(((lamp.dy[i] ?? 0) + OFFSET) * 4096 + (lamp.dx[i] ?? 0) + OFFSET, lamp.value[i] ?? 0);
    }
    return map;
  });
  maps.forEach((a, i) => {
    maps.forEach((b, j) => {
      if (j < i) return;
      let sum = 0;
      for (const [at, value] of a) sum += value * (b.get(at) ?? 0);
      out[i * lamps.length + j] = sum;
      out[j * lamps.length + i] = sum;
    });
  });
  return out;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
