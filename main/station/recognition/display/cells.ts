import { type Band } from './band.ts';
import { type LampKernels } from './lamp-kernels.ts';

/** What a glyph explains of a place's light, and how brightly its lamps would be lit. */
export interface Match {
  /** Number of the glyph in the face. */
  readonly glyph: number;
  /** Sum of squares that it takes away when it is subtracted. */
  readonly energy: number;
  readonly brightness: number;
}

/** Light of each lamp, were a digit's left edge at each column from `from` on: one row a lamp. */
export function lampLight(band: Band, kernels: LampKernels, from: number, count: number): Float32Array {
  const { width, height, values } = band.plane;
  const out = new Float32Array(kernels.lamps.length * count);
  if (count === 3) return threeColumns(band, kernels, from, out);
  kernels.lamps.forEach((lamp, number) => {
    const row = number * count;
    for (let i = 0; i < lamp.value.length; i += 1) {
      const y = (lamp.dy[i] ?? 0) + band.first;
      if (y < 0 || y >= height) continue;
      const weight = lamp.value[i] ?? 0;
      const shift = from + (lamp.dx[i] ?? 0);
      const start = Math.max(0, -shift);
      const end = Math.min(count, width - shift);
      const line = y * width + shift;
      for (let x = start; x < end; x += 1) out[row + x] = (out[row + x] ?? 0) + weight * (values[line + x] ?? 0);
    }
  });
  return out;
}

/** {@link lampLight} of three columns: what the fit asks for thousands of times. */
function threeColumns(band: Band, kernels: LampKernels, from: number, out: Float32Array): Float32Array {
  const { first } = band;
  const { width, height, values } = band.plane;
  for (let number = 0; number < kernels.lamps.length; number += 1) {
    const lamp = kernels.lamps[number];
    if (lamp === undefined) continue;
    const { box, dx, dy, value } = lamp;
    let a = 0;
    let b = 0;
    let c = 0;
    // Nearly always all of it lies in the band, and no pixel has to be asked where it is: a tenth of a reading.
    if (box.top + first >= 0 && box.bottom + first < height && box.left + from >= 0 && box.right + from < width - 2) {
      const corner = first * width + from;
      for (let i = 0; i < value.length; i += 1) {
        const at = corner + (dy[i] ?? 0) * width + (dx[i] ?? 0);
        const weight = value[i] ?? 0;
        a += weight * (values[at] ?? 0);
        b += weight * (values[at + 1] ?? 0);
        c += weight * (values[at + 2] ?? 0);
      }
    } else {
      for (let i = 0; i < value.length; i += 1) {
        const y = (dy[i] ?? 0) + first;
        if (y < 0 || y >= height) continue;
        const x = from + (dx[i] ?? 0);
        const at = y * width + x;
        const weight = value[i] ?? 0;
        if (x >= 0 && x < width) a += weight * (values[at] ?? 0);
        if (x >= -1 && x < width - 1) b += weight * (values[at + 1] ?? 0);
        if (x >= -2 && x < width - 2) c += weight * (values[at + 2] ?? 0);
      }
    }
    out[3 * number] = a;
    out[3 * number + 1] = b;
    out[3 * number + 2] = c;
  }
  return out;
}

/** The glyph that explains most at one column. `upTo` limits it to the first so many glyphs: the digits. */
export function bestMatch(light: Float32Array, count: number, x: number, kernels: LampKernels, upTo: number): Match {
  let best = -1;
  let most = 0;
  let brightness = 0;
  const { glyphs } = kernels.face;
  for (let number = 0; number < upTo; number += 1) {
    let sum = 0;
    const lamps = glyphs[number]?.lamps ?? [];
    for (let i = 0; i < lamps.length; i += 1) sum += light[(lamps[i] ?? 0) * count + x] ?? 0;
    const size = kernels.energies[number] ?? 1;
    const energy = (sum * sum) / size;
    if (energy > most) {
      most = energy;
      best = number;
      brightness = sum / size;
    }
  }
  return { glyph: best, energy: most, brightness };
}

/** What every glyph explains at one column. */
export function allMatches(light: Float32Array, count: number, x: number, kernels: LampKernels): Match[] {
  return kernels.face.glyphs.map((glyph, number) => {
    let sum = 0;
    for (const lamp of glyph.lamps) sum += light[lamp * count + x] ?? 0;
    const size = kernels.energies[number] ?? 1;
    return { glyph: number, energy: sum > 0 ? (sum * sum) / size : 0, brightness: sum / size };
  });
}
