import { emptyPlane, type Plane } from './plane.ts';

/** How a line of digits lies in a plane that is almost upright. Pixels of that plane, at its middle column. */
export interface Pose {
  readonly top: number;
  readonly bottom: number;
  /** Rise to the right, pixels a pixel: what is left of the panel's tilt. */
  readonly skew: number;
  /** How far the top leans to the right, pixels a pixel: italic digits, and the camera beside. */
  readonly slant: number;
}

/** Rows above and below the digits that are looked at too: what is lit there is no digit. */
export const MARGIN = 0.22;

/** A line of digits, upright, so many pixels a digit high. */
export interface Band {
  readonly plane: Plane;
  readonly digitHeight: number;
  /** Row of the digits' top. */
  readonly first: number;
  /** Sum of squares of all of it. */
  readonly energy: number;
  /** The same of all columns left of each one, and at the end of all. */
  readonly upTo: Float64Array;
}

/** Sum of squares of some columns. */
export function energyWithin({ plane, upTo }: Band, left: number, right: number): number {
  const from = Math.min(plane.width, Math.max(0, Math.floor(left)));
  const to = Math.min(plane.width, Math.max(from, Math.ceil(right)));
  return (upTo[to] ?? 0) - (upTo[from] ?? 0);
}

/** Resamples with bilinear interpolation; the sides keep the scale of the height. */
export function band(plane: Plane, pose: Pose, digitHeight: number): Band {
  const { width, height, values } = plane;
  const tall = pose.bottom - pose.top;
  const scale = tall / digitHeight;
  const first = Math.ceil(digitHeight * MARGIN);
  const out = emptyPlane(Math.max(1, Math.min(4096, Math.round(width / scale))), digitHeight + 2 * first);
  const upTo = new Float64Array(out.width + 1);
  for (let y = 0; y < out.height; y += 1) {
    const down = (y + 0.5 - first) / digitHeight;
    const lean = pose.slant * (0.5 - down) * tall;
    const level = pose.top + down * tall - 0.5;
    const row = y * out.width;
    for (let x = 0; x < out.width; x += 1) {
      const px = (x + 0.5) * scale + lean - 0.5;
      const py = level + pose.skew * (px - width / 2);
      const x0 = Math.floor(px);
      const y0 = Math.floor(py);
      if (x0 < 0 || y0 < 0 || x0 >= width - 1 || y0 >= height - 1) continue;
      const fx = px - x0;
      const fy = py - y0;
      const at = y0 * width + x0;
      const upper = (values[at] ?? 0) * (1 - fx) + (values[at + 1] ?? 0) * fx;
      const lower = (values[at + width] ?? 0) * (1 - fx) + (values[at + width + 1] ?? 0) * fx;
      const value = upper + (lower - upper) * fy;
      out.values[row + x] = value;
      upTo[x + 1] = (upTo[x + 1] ?? 0) + value * value;
    }
  }
  for (let x = 0; x < out.width; x += 1) upTo[x + 1] = (upTo[x + 1] ?? 0) + (upTo[x] ?? 0);
  return { plane: out, digitHeight, first, energy: upTo[out.width] ?? 0, upTo };
}
