/** Cuts a quadrilateral out of a picture and stretches it to a rectangle of any size. */
import { type Point, type Quad } from './quad.ts';
import { type RgbPicture } from './rgb-picture.ts';

/** Reading one pixel per target pixel would lose strokes when the picture shrinks: so many are averaged each way. */
function stepsFor(source: number, target: number): number {
  return Math.min(6, Math.max(1, Math.round(source / target)));
}

/**
 * The square-to-quadrilateral mapping (Heckbert 1989): u, v in 0..1 over the quad to picture coordinates.
 */
function projection([a, b, c, d]: Quad): (u: number, v: number) => Point {
  const sx = a.x - b.x + c.x - d.x;
  const sy = a.y - b.y + c.y - d.y;
  const dx1 = b.x - c.x;
  const dy1 = b.y - c.y;
  const dx2 = d.x - c.x;
  const dy2 = d.y - c.y;
  const determinant = dx1 * dy2 - dx2 * dy1;
  const g = determinant === 0 ? 0 : (sx * dy2 - dx2 * sy) / determinant;
  const h = determinant === 0 ? 0 : (dx1 * sy - sx * dy1) / determinant;
  return (u, v) => {
    const w = g * u + h * v + 1;
    return {
      x: ((b.x - a.x + g * b.x) * u + (d.x - a.x + h * d.x) * v + a.x) / w,
      y: ((b.y - a.y + g * b.y) * u + (d.y - a.y + h * d.y) * v + a.y) / w,
    };
  };
}

/** Corners may lie outside the picture: its edge is repeated there. Bilinear, averaged where it shrinks. */
export function cutOut(picture: RgbPicture, quad: Quad, width: number, height: number): RgbPicture {
  const { width: w, height: h, data: source } = picture;
  const data = new Uint8Array(width * height * 3);
  const map = projection(quad);
  const [a, b, c, d] = quad;
  const long = (p: Point, q: Point, r: Point, s: Point) =>
    Math.max(Math.hypot(q.x - p.x, q.y - p.y), Math.hypot(s.x - r.x, s.y - r.y));
  const nx = stepsFor(long(a, b, d, c), width);
  const ny = stepsFor(long(a, d, b, c), height);
  const share = 1 / (nx * ny);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let j = 0; j < ny; j++) {
        for (let i = 0; i < nx; i++) {
          const at = map((x + (i + 0.5) / nx) / width, (y + (j + 0.5) / ny) / height);
          const px = Math.min(w - 1, Math.max(0, at.x - 0.5));
          const py = Math.min(h - 1, Math.max(0, at.y - 0.5));
          const x0 = Math.floor(px);
          const y0 = Math.floor(py);
          const fx = px - x0;
          const fy = py - y0;
          const p = (y0 * w + x0) * 3;
          const right = x0 + 1 < w ? 3 : 0;
          const down = y0 + 1 < h ? w * 3 : 0;
          const w00 = (1 - fx) * (1 - fy);
          const w10 = fx * (1 - fy);
          const w01 = (1 - fx) * fy;
          const w11 = fx * fy;
          red +=
            source[p]! * w00 + source[p + right]! * w10 + source[p + down]! * w01 + source[p + right + down]! * w11;
          green +=
            source[p + 1]! * w00 +
            source[p + right + 1]! * w10 +
            source[p + down + 1]! * w01 +
            source[p + right + down + 1]! * w11;
          blue +=
            source[p + 2]! * w00 +
            source[p + right + 2]! * w10 +
            source[p + down + 2]! * w01 +
            source[p + right + down + 2]! * w11;
        }
      }
      const o = (y * width + x) * 3;
      data[o] = Math.round(red * share);
      data[o + 1] = Math.round(green * share);
      data[o + 2] = Math.round(blue * share);
    }
  }
  return { width, height, data, channels: 3 };
}
