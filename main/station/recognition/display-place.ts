/** What a mark says of its display: its kind, and where it is in a picture of another size than the one it was marked in (station-contract.md). Pure. */
import type { Corners } from '../../../preload/contract/readings.ts';
import type { FaceKind } from './display/face.ts';
import type { Panel } from './display/panel.ts';

/** What the configuration calls a kind of display, and what its reader does. */
export const FACES = { segments: 'seven-segment', dots: 'dot-matrix' } as const satisfies Record<string, FaceKind>;

/** Widths and heights may be rounded; another shape shows another part of the world. */
const SHAPE_TOLERANCE = 0.01;

/** The corners scaled to this picture; null where it has another shape. */
export function placedIn(
  { corners, pictureSize }: { readonly corners: Corners; readonly pictureSize: readonly [number, number] },
  picture: { readonly width: number; readonly height: number },
): Panel | null {
  const [x, y] = [picture.width / pictureSize[0], picture.height / pictureSize[1]];
  if (Math.abs(x / y - 1) > SHAPE_TOLERANCE) return null;
  const [a, b, c, d] = corners.map(([left, top]) => ({ x: left * x, y: top * y }));
  return a === undefined || b === undefined || c === undefined || d === undefined ? null : [a, b, c, d];
}
