/** The four corners of the big display while an installer moves them, in pixels of a still picture. Pure. */
import type { DisplayMark } from '../../../preload/contract/camera-display.ts';
import type { Size } from './measure-box.ts';

/**
 * Pixels of the picture: from this height of the panel on 96 of 100 numbers are read, down to 28 pixels 81, below not half
 * of them (main/station/recognition/display, README "How large it has to be").
 */
export const PANEL_HEIGHT = 44;
/** Another shape shows another part of the world (as the station judges it). */
const SHAPE_TOLERANCE = 0.01;
const MOST_DECIMALS = 3;
export const MOST_DIGITS = 8;

export type Corner = 0 | 1 | 2 | 3;
type Corners = DisplayMark['corners'];

/** As it is marked, in a picture of this size; where it is not, or was in a picture of another shape, a frame in the middle. */
export function markFor(picture: Size, marked: DisplayMark | null): DisplayMark {
  const { height, width } = picture;
  if (marked !== null) {
    const [x, y] = [width / marked.pictureSize[0], height / marked.pictureSize[1]];
    if (Math.abs(x / y - 1) <= SHAPE_TOLERANCE)
      return { ...marked, corners: each(marked.corners, ([a, b]) => [a * x, b * y]), pictureSize: [width, height] };
  }
  const [left, right, top, bottom] = [width * 0.44, width * 0.56, height * 0.47, height * 0.53];
  const corners: Corners = [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
  const made = marked ?? { digits: 6, type: 'segments', unit: 'kg', decimals: 0 };
  return {
    corners: each(corners, (one) => one),
    digits: made.digits,
    type: made.type,
    unit: made.unit,
    decimals: made.decimals,
    pictureSize: [width, height],
  };
}

/** One corner goes there; never out of the picture, whole pixels. */
export function withCorner(mark: DisplayMark, corner: Corner, [x, y]: readonly [number, number]): DisplayMark {
  const [width, height] = mark.pictureSize;
  const at: [number, number] = [clamp(Math.round(x), width), clamp(Math.round(y), height)];
  const corners: Corners = [...mark.corners];
  corners[corner] = at;
  return { ...mark, corners };
}

/** An arrow key moves it by so many pixels. */
export function pushedCorner(mark: DisplayMark, corner: Corner, key: string, step: number): DisplayMark {
  const [x, y] = mark.corners[corner];
  const dx = key === 'ArrowLeft' ? -step : key === 'ArrowRight' ? step : 0;
  const dy = key === 'ArrowUp' ? -step : key === 'ArrowDown' ? step : 0;
  return withCorner(mark, corner, [x + dx, y + dy]);
}

export const nextCorner = (corner: Corner, by: 1 | -1): Corner => ((corner + by + 4) % 4) as Corner;

/** The one that a pointer takes. */
export function nearestCorner({ corners }: DisplayMark, [x, y]: readonly [number, number]): Corner {
  const far = corners.map(([a, b]) => Math.hypot(a - x, b - y));
  return far.indexOf(Math.min(...far)) as Corner;
}

/** Mean of the two upright sides, whole pixels. */
export function panelHeight({ corners: [a, b, c, d] }: DisplayMark): number {
  return Math.round((Math.hypot(a[0] - d[0], a[1] - d[1]) + Math.hypot(b[0] - c[0], b[1] - c[1])) / 2);
}

export const otherType = (mark: DisplayMark): DisplayMark => ({
  ...mark,
  type: mark.type === 'segments' ? 'dots' : 'segments',
});

/** Tonnes have a point as a rule, kilograms none. */
export const otherUnit = (mark: DisplayMark): DisplayMark =>
  mark.unit === 'kg' ? { ...mark, unit: 't', decimals: 2 } : { ...mark, unit: 'kg', decimals: 0 };

export const nextDecimals = (mark: DisplayMark): DisplayMark => ({
  ...mark,
  decimals: (mark.decimals + 1) % (MOST_DECIMALS + 1),
});

function each([a, b, c, d]: Corners, change: (corner: Corners[number]) => Corners[number]): Corners {
  const whole = (corner: Corners[number]): Corners[number] => {
    const [x, y] = change(corner);
    return [Math.round(x), Math.round(y)];
  };
  return [whole(a), whole(b), whole(c), whole(d)];
}

const clamp = (value: number, size: number): number => Math.min(Math.max(value, 0), size - 1);
