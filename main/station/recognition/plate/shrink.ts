/** A smaller picture, each of its pixels the mean of those it stands for. Never larger. */
import { type RgbPicture } from './rgb-picture.ts';

/** Where each target pixel begins in the source; one more for the end. */
function edges(source: number, target: number): Int32Array {
  return Int32Array.from({ length: target + 1 }, (_, i) => Math.round((i * source) / target));
}

export function shrink(picture: RgbPicture, width: number, height: number): RgbPicture {
  if (width > picture.width || height > picture.height) throw new RangeError('shrink never enlarges');
  const columns = edges(picture.width, width);
  const rows = edges(picture.height, height);
  const data = new Uint8Array(width * height * 3);
  const sums = new Float64Array(width * 3);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    const from = rows[y]!;
    const to = rows[y + 1]!;
    for (let sy = from; sy < to; sy++) {
      let at = sy * picture.width * 3;
      for (let x = 0; x < width; x++) {
        let red = 0;
        let green = 0;
        let blue = 0;
        const end = columns[x + 1]!;
        for (let sx = columns[x]!; sx < end; sx++) {
          red += picture.data[at]!;
          green += picture.data[at + 1]!;
          blue += picture.data[at + 2]!;
          at += 3;
        }
        sums[x * 3] = sums[x * 3]! + red;
        sums[x * 3 + 1] = sums[x * 3 + 1]! + green;
        sums[x * 3 + 2] = sums[x * 3 + 2]! + blue;
      }
    }
    for (let x = 0; x < width; x++) {
      const share = 1 / ((to - from) * (columns[x + 1]! - columns[x]!));
      for (let c = 0; c < 3; c++) data[(y * width + x) * 3 + c] = Math.round(sums[x * 3 + c]! * share);
    }
  }
  return { width, height, data, channels: 3 };
}
