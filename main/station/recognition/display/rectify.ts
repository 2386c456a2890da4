import { type Homography } from './homography.ts';
import { emptyPlane, type Plane } from './plane.ts';
import { type RawPicture } from './raw-picture.ts';

export interface Rectified {
  readonly red: Plane;
  readonly green: Plane;
  readonly blue: Plane;
}

/** A part of the panel's plane in panel units (0 to 1 is the panel itself). */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The region as it would look from straight ahead, so many pixels large; bilinear. Pixels outside the picture are 0. */
export function rectify(
  picture: RawPicture,
  plane: Homography,
  region: Region,
  width: number,
  height: number,
): Rectified {
  const red = emptyPlane(width, height);
  const green = emptyPlane(width, height);
  const blue = emptyPlane(width, height);
  const { data, channels } = picture;
  const stride = picture.width * channels;
  const second = channels === 1 ? 0 : 1;
  const third = channels === 1 ? 0 : 2;
  const stepX = (region.right - region.left) / width;
  const stepY = (region.bottom - region.top) / height;
  for (let y = 0; y < height; y += 1) {
    const v = region.top + (y + 0.5) * stepY;
    for (let x = 0; x < width; x += 1) {
      const u = region.left + (x + 0.5) * stepX;
      const w = u * plane[6] + v * plane[7] + 1;
      if (!(w > 0.05)) continue;
      const px = (u * plane[0] + v * plane[1] + plane[2]) / w - 0.5;
      const py = (u * plane[3] + v * plane[4] + plane[5]) / w - 0.5;
      const x0 = Math.floor(px);
      const y0 = Math.floor(py);
      if (!(x0 >= 0 && y0 >= 0 && x0 < picture.width - 1 && y0 < picture.height - 1)) continue;
      const fx = px - x0;
      const fy = py - y0;
      const b = fx * (1 - fy);
      const c = (1 - fx) * fy;
      const d = fx * fy;
      const a = 1 - b - c - d;
      const p = y0 * stride + x0 * channels;
      const q = p + channels;
      const r = p + stride;
      const s = r + channels;
      const at = y * width + x;
      red.values[at] = a * (data[p] ?? 0) + b * (data[q] ?? 0) + c * (data[r] ?? 0) + d * (data[s] ?? 0);
      green.values[at] =
        a * (data[p + second] ?? 0) +
        b * (data[q + second] ?? 0) +
        c * (data[r + second] ?? 0) +
        d * (data[s + second] ?? 0);
      blue.values[at] =
        a * (data[p + third] ?? 0) +
        b * (data[q + third] ?? 0) +
        c * (data[r + third] ?? 0) +
        d * (data[s + third] ?? 0);
    }
  }
  return { red, green, blue };
}
