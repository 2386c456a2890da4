/** How our network looks at a place: as it was found, and in doubt in more ways than one. */
import { cutOut } from './cut-out.ts';
import { type PlatePlace } from './plate-places.ts';
import { type Quad, widen } from './quad.ts';
import { type RgbPicture } from './rgb-picture.ts';

/** Its place in the network's picture, width and height. */
type Size = readonly [width: number, height: number];

/** A second look has this much more room around the plate. */
const ROOM = 0.05;
/** The lines of a double-row plate side by side, as native/plate-model/generate.py joins them: the upper one's middle part. */
const UPPER = { left: -0.2, right: -0.2, top: 0, bottom: -0.59 };
const LOWER = { left: 0, right: 0, top: -0.39, bottom: 0 };
const UPPER_WIDTH = 0.6 / 1.6;

/** As it was found. */
export function oneView(picture: RgbPicture, { quad }: PlatePlace, [width, height]: Size): RgbPicture[] {
  return [cutOut(picture, quad, width, height)];
}

/** As it was found, with more room, and a double-row plate also with its lines side by side. */
export function allViews(picture: RgbPicture, place: PlatePlace, size: Size): RgbPicture[] {
  const [width, height] = size;
  const roomy = widen(place.quad, { left: ROOM / 2, right: ROOM / 2, top: ROOM, bottom: ROOM });
  const views = [...oneView(picture, place, size), cutOut(picture, roomy, width, height)];
  if (place.rows === 2) views.push(sideBySide(picture, place.quad, size));
  return views;
}

function sideBySide(picture: RgbPicture, quad: Quad, [width, height]: Size): RgbPicture {
  const left = Math.round(width * UPPER_WIDTH);
  const upper = cutOut(picture, widen(quad, UPPER), left, height);
  const lower = cutOut(picture, widen(quad, LOWER), width - left, height);
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    data.set(upper.data.subarray(y * left * 3, (y + 1) * left * 3), y * width * 3);
    data.set(lower.data.subarray(y * (width - left) * 3, (y + 1) * (width - left) * 3), (y * width + left) * 3);
  }
  return { width, height, data, channels: 3 };
}
