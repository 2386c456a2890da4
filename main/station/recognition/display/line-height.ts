import { type Pose } from './band.ts';
import { type Plane } from './plane.ts';

/** Of the strongest row: from here on a row has digits. A stem of one digit among five lies above it. */
const ROW_LEVEL = 0.12;

/** Top and bottom of what is lit, from the light in each row. Null where hardly a row is lit. */
export function litRows({ width, height, values }: Plane): Pose | null {
  const rows = new Float32Array(height);
  let most = 0;
  for (let y = 0; y < height; y += 1) {
    let sum = 0;
    for (let x = 0; x < width; x += 1) {
      const value = values[y * width + x] ?? 0;
      sum += value * value;
    }
    rows[y] = sum;
    most = Math.max(most, sum);
  }
  const level = most * ROW_LEVEL;
  if (!(level > 0)) return null;
  let top = 0;
  let bottom = height - 1;
  while (top < height && (rows[top] ?? 0) < level) top += 1;
  while (bottom > top && (rows[bottom] ?? 0) < level) bottom -= 1;
  // The edge itself lies between the last dark row and the first lit one.
  const upper = top > 0 ? top + 1 - crossing(rows[top - 1] ?? 0, rows[top] ?? 0, level) : 0;
  const lower = bottom < height - 1 ? bottom + crossing(rows[bottom + 1] ?? 0, rows[bottom] ?? 0, level) : height;
  return lower - upper >= 6 ? { top: upper, bottom: lower, skew: 0, slant: 0 } : null;
}

function crossing(dark: number, lit: number, level: number): number {
  return lit > dark ? Math.min(1, Math.max(0, (lit - level) / (lit - dark))) : 0;
}
