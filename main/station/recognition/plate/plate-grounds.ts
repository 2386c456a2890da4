/** Regions of a picture in the colours of plates: they find plates whose writing is too weak for a text detector. */
import { quadHeight, quadWidth, type Quad } from './quad.ts';
import { findRegions, scaleQuad } from './regions.ts';
import { type RgbPicture } from './rgb-picture.ts';

export interface GroundRegion {
  readonly quad: Quad;
  /** The same with upright sides, where it is turned. */
  readonly upright: Quad | null;
  readonly colour: 'blue' | 'yellow' | 'green';
  readonly fill: number;
}

/** The width that the picture is looked at: a plate of 100 pixels in 1920 still has 33. */
const LOOK_WIDTH = 640;
const COLOURS = ['blue', 'yellow', 'green'] as const;

/** 1, 2, 3: blue, yellow, green; 0: none of them. Hue and saturation in integers. */
function colourOf(r: number, g: number, b: number): number {
  const most = Math.max(r, g, b);
  const least = Math.min(r, g, b);
  const spread = most - least;
  if (most < 45 || spread * 100 < most * 32) return 0;
  if (b === most && b - r > spread * 0.55 && g - r < spread * 0.75) return 1;
  if (b === least && r >= g * 0.95 && g - b > spread * 0.42) return 2;
  if (g === most && g - r > spread * 0.25 && b <= g * 0.95) return 3;
  return 0;
}

/** Regions with the shape of a plate, or of two lines of one. */
export function plateGrounds(picture: RgbPicture): GroundRegion[] {
  const step = Math.max(1, Math.round(picture.width / LOOK_WIDTH));
  const width = Math.floor(picture.width / step);
  const height = Math.floor(picture.height / step);
  const masks = COLOURS.map(() => new Uint8Array(width * height));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = ((y * step + (step >> 1)) * picture.width + x * step + (step >> 1)) * 3;
      const colour = colourOf(picture.data[at]!, picture.data[at + 1]!, picture.data[at + 2]!);
      if (colour > 0) masks[colour - 1]![y * width + x] = 1;
    }
  }
  return COLOURS.flatMap((colour, i) => {
    const mask = masks[i]!;
    return findRegions(mask, width, height, mask, 60).flatMap(({ quad, upright, fill }) => {
      const aspect = quadWidth(quad) / quadHeight(quad);
      if (aspect < 1.2 || aspect > 5.5 || fill < 0.45) return [];
      if (quadWidth(quad) < 18 || quadWidth(quad) > width * 0.6) return [];
      const inPicture = (shape: Quad) => scaleQuad(shape, step, step);
      return [{ quad: inPicture(quad), upright: upright === null ? null : inPicture(upright), colour, fill }];
    });
  });
}
