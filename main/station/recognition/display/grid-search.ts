import { band, type Band, type Pose } from './band.ts';
import { bestMatch, lampLight } from './cells.ts';
import { type CellShape, type Face } from './face.ts';
import { type LampKernels } from './lamp-kernels.ts';
import { type Plane } from './plane.ts';

/** A guess at the whole line: how it lies, what its places look like, where they are. */
export interface Grid {
  readonly pose: Pose;
  readonly face: Face;
  readonly shape: CellShape;
  /** Soft edge, in digit heights. */
  readonly blur: number;
  /** From one place to the next, in digit heights. */
  readonly pitch: number;
  /** Left edge of the last place, in digit heights from the left of the band. */
  readonly last: number;
  /** Share of the light that the digits explain. */
  readonly score: number;
}

export type KernelsOf = (face: Face, shape: CellShape, digitHeight: number, blur: number) => LampKernels;

const DIGIT_HEIGHT = 18;
const SLANTS = [-0.04, 0.05, 0.14, 0.23];
const STEP_WIDTH = 0.06;
/** Soft edge that the coarse search supposes, in digit heights. */
const BLUR = 0.1;
/** A place counts as lit from this brightness on, 1 being the brightest lamps. */
export const LIT = 0.2;
/** What one more lit place must explain of all light: else noise would be read. */
export const PLACE_COST = 0.012;

/** Of a digit's width: they never touch. */
export const LEAST_PITCH = 1.25;

/** Digits come first in a face's glyphs, whatever reads as none later. */
export function digitGlyphs(face: Face): number {
  return face.glyphs.findIndex(({ text }) => !/^\d$/.test(text));
}

/**
 * Every slant in coarse steps, and at the two best of them every width, each with its best pitch; the best guess of each
 * slant and kind, best first.
 */
export function searchGrids(half: Plane, pose: Pose, faces: readonly Face[], kernelsOf: KernelsOf): Grid[] {
  const found: Grid[] = [];
  const lines = SLANTS.map((slant) => band(half, { ...pose, slant: pose.slant + slant }, DIGIT_HEIGHT));
  for (const face of faces) {
    const stroke = (face.strokes[0] + face.strokes[1]) / 2;
    const [narrow, wide] = face.widths;
    const widths: number[] = [];
    for (let width = narrow; width <= wide; width += STEP_WIDTH) widths.push(width);
    const usual = [Math.round(widths.length * 0.3), Math.round(widths.length * 0.65)];
    const tryAt = (slant: number, which: readonly number[]): Grid | null => {
      const line = lines[slant];
      if (line === undefined || line.energy <= 0) return null;
      const leaning = { ...pose, slant: pose.slant + (SLANTS[slant] ?? 0) };
      const guesses = which.map((number) => {
        const kernels = kernelsOf(face, { width: widths[number] ?? narrow, stroke }, DIGIT_HEIGHT, BLUR);
        return placeGrid(line, kernels, leaning);
      });
      return guesses.reduce(better, null);
    };
    const rough = SLANTS.map((_, slant) => tryAt(slant, usual));
    const order = SLANTS.map((_, slant) => slant).sort((a, b) => (rough[b]?.score ?? 0) - (rough[a]?.score ?? 0));
    order.forEach((slant, rank) => {
      const rest = rank < 2 ? widths.map((_, number) => number).filter((number) => !usual.includes(number)) : [];
      const best = better(rough[slant] ?? null, tryAt(slant, rest));
      if (best !== null) found.push(best);
    });
  }
  return found.sort((a, b) => b.score - a.score);
}

function better(a: Grid | null, b: Grid | null): Grid | null {
  if (a === null || b === null) return a ?? b;
  return b.score > a.score ? b : a;
}

/** The pitch and the last place at which the places together explain most. */
function placeGrid(line: Band, kernels: LampKernels, pose: Pose): Grid | null {
  const { face, shape, digitHeight } = kernels;
  const width = shape.width * digitHeight;
  const overhang = Math.ceil(width * 0.25);
  const count = line.plane.width - Math.floor(width) + 2 * overhang;
  if (count < 1) return null;
  const light = lampLight(line, kernels, -overhang, count);
  const gain = new Float32Array(count);
  const upTo = digitGlyphs(face);
  const cost = PLACE_COST * line.energy;
  for (let x = 0; x < count; x += 1) {
    const match = bestMatch(light, count, x, kernels, upTo);
    gain[x] = match.brightness >= LIT ? match.energy - cost : 0;
  }
  let most = 0;
  let best: { pitch: number; last: number } | null = null;
  for (let pitch = width * LEAST_PITCH; pitch <= width * 2.1; pitch += 0.5) {
    for (let last = count - 1; last >= Math.max(0, count - 1 - pitch); last -= 1) {
      let sum = 0;
      for (let x = last; x >= 0; x -= pitch) sum += Math.max(0, gain[Math.round(x)] ?? 0);
      if (sum > most) {
        most = sum;
        best = { pitch, last };
      }
    }
  }
  if (best === null) return null;
  return {
    pose,
    face,
    shape,
    blur: BLUR,
    pitch: best.pitch / digitHeight,
    last: (best.last - overhang) / digitHeight,
    score: most / line.energy,
  };
}
