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

/** The value below which this share of the pixels is. */
export function quantile(values: Float32Array, share: number): number {
  if (values.length === 0) return 0;
  // A sample is enough: what is asked for is a level, not a rank.
  const step = Math.max(1, Math.floor(values.length / 4096));
  const sample = new Float32Array(Math.ceil(values.length / step));
  for (let i = 0; i < sample.length; i += 1) sample[i] = values[i * step] ?? 0;
  sample.sort();
  return sample[Math.min(sample.length - 1, Math.floor(share * sample.length))] ?? 0;
}
