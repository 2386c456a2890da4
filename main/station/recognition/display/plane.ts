/** One number a pixel, rows from the top. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

export function emptyPlane(width: number, height: number): Plane {
  return { width, height, values: new Float32Array(width * height) };
}

/** Each pixel the mean of two by two. */
export function halved({ width, height, values }: Plane): Plane {
  const out = emptyPlane(Math.max(1, width >> 1), Math.max(1, height >> 1));
  for (let y = 0; y < out.height; y += 1) {
    const upper = Math.min(height - 1, y * 2) * width;
    const lower = Math.min(height - 1, y * 2 + 1) * width;
    for (let x = 0; x < out.width; x += 1) {
      const left = Math.min(width - 1, x * 2);
      const right = Math.min(width - 1, x * 2 + 1);
      out.values[y * out.width + x] =
        ((values[upper + left] ?? 0) +
          (values[upper + right] ?? 0) +
          (values[lower + left] ?? 0) +
          (values[lower + right] ?? 0)) /
        4;
    }
  }
  return out;
}

/** Binomial 1 2 1 across and down: takes the pixel noise out and leaves strokes. */
export function softened({ width, height, values }: Plane): Plane {
  const across = emptyPlane(width, height);
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    for (let x = 0; x < width; x += 1) {
      const here = values[row + x] ?? 0;
      const left = x > 0 ? (values[row + x - 1] ?? 0) : here;
      const right = x < width - 1 ? (values[row + x + 1] ?? 0) : here;
      across.values[row + x] = (left + 2 * here + right) / 4;
    }
  }
  const out = emptyPlane(width, height);
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    const above = y > 0 ? row - width : row;
    const below = y < height - 1 ? row + width : row;
    for (let x = 0; x < width; x += 1) {
      out.values[row + x] =
        ((across.values[above + x] ?? 0) + 2 * (across.values[row + x] ?? 0) + (across.values[below + x] ?? 0)) / 4;
    }
  }
  return out;
}

const BINS = 1024;

/** The value below which this share of the pixels is, to a thousandth of their range. */
export function quantile(values: Float32Array, share: number): number {
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? 0;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (!(most > least)) return values.length === 0 ? 0 : least;
  const counts = new Uint32Array(BINS + 1);
  const scale = BINS / (most - least);
  for (let i = 0; i < values.length; i += 1) {
    const bin = Math.floor(((values[i] ?? 0) - least) * scale);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  let left = share * values.length;
  for (let bin = 0; bin <= BINS; bin += 1) {
    const here = counts[bin] ?? 0;
    if (left < here) return least + (bin + left / here) / scale;
    left -= here;
  }
  return most;
}
