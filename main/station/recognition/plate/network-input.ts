/** Pictures as the networks want them: planes of blue, green, red. All three were trained on that order. */
import { type RgbPicture } from './rgb-picture.ts';

/** Writes picture number `index` of a batch; every value becomes (value − mean) / spread of its plane (blue, green, red). */
export function writePlanes(
  target: Float32Array,
  index: number,
  { width, height, data }: RgbPicture,
  mean: readonly [number, number, number],
  spread: readonly [number, number, number],
): void {
  const plane = width * height;
  for (let c = 0; c < 3; c++) {
    const at = (index * 3 + c) * plane;
    const scale = 1 / spread[c]!;
    const shift = mean[c]!;
    for (let i = 0; i < plane; i++) target[at + i] = (data[i * 3 + 2 - c]! - shift) * scale;
  }
}

/** Our own network scales by itself. */
export const PLAIN = { mean: [0, 0, 0], spread: [1, 1, 1] } as const;
/** PP-OCR recognition: 0..255 becomes −1..1. */
export const CENTRED = { mean: [127.5, 127.5, 127.5], spread: [127.5, 127.5, 127.5] } as const;
/** PP-OCR detection: ImageNet's means and spreads, laid on the planes as PaddleOCR does. */
export const IMAGENET = {
  mean: [123.675, 116.28, 103.53],
  spread: [58.395, 57.12, 57.375],
} as const;
