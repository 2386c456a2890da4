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

const DIGIT_HEIGHT = 18;
const SLANTS = [-0.04, 0.05, 0.14, 0.23];
const STEP_WIDTH = 0.06;
/** A place counts as lit from this brightness on, 1 being the brightest lamps. */
export const LIT = 0.2;
/** What one more lit place must explain of all light: else noise would be read. */
export const PLACE_COST = 0.012;

/** Of a digit's width: they never touch. */
export const LEAST_PITCH = 1.18;

/** Digits come first in a face's glyphs, whatever reads as none later. */
export function digitGlyphs(face: Face): number {
  return face.glyphs.findIndex(({ text }) => !/^\d$/.test(text));
}

/** Every slant, width and pitch in coarse steps; the best few of each face, best first. */
export function searchGrids(
  half: Plane,
  poses: readonly Pose[],
  faces: readonly Face[],
  kernelsOf: (face: Face, shape: CellShape, digitHeight: number, blur: number) => LampKernels,
): Grid[] {
  const found: Grid[] = [];
  for (const pose of poses) {
    for (const slant of SLANTS) {
      const leaning = { ...pose, slant: pose.slant + slant };
      const line = band(half, leaning, DIGIT_HEIGHT);
      if (line.energy <= 0) continue;
      for (const face of faces) {
        const stroke = (face.strokes[0] + face.strokes[1]) / 2;
        let best: Grid | null = null;
        for (let width = face.widths[0]; width <= face.widths[1]; width += STEP_WIDTH) {
          const shape = { width, stroke };
          const blur = 0.1;
          const kernels = kernelsOf(face, shape, DIGIT_HEIGHT, blur);
          const grid = placeGrid(line, kernels, leaning, blur);
          if (grid !== null && (best === null || grid.score > best.score)) best = grid;
        }
        if (best !== null) found.push(best);
      }
    }
  }
  return found.sort((a, b) => b.score - a.score);
}

/** The pitch and the last place at which the places together explain most. */
function placeGrid(line: Band, kernels: LampKernels, pose: Pose, blur: number): Grid | null {
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
    blur,
    pitch: best.pitch / digitHeight,
    last: (best.last - overhang) / digitHeight,
    score: most / line.energy,
  };
}
