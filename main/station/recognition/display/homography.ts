import { type Panel } from './panel.ts';

/** A plane seen by a camera: (x·h0 + y·h1 + h2, x·h3 + y·h4 + h5) / (x·h6 + y·h7 + 1). */
export type Homography = readonly [number, number, number, number, number, number, number, number];

/**
 * What maps the unit square (0,0 at the panel's top left) onto the panel in the picture.
 * Source: Heckbert, Fundamentals of Texture Mapping and Image Warping (1989), 2.2.3.
 */
export function panelHomography([a, b, c, d]: Panel): Homography {
  const sx = a.x - b.x + c.x - d.x;
  const sy = a.y - b.y + c.y - d.y;
  const dx1 = b.x - c.x;
  const dx2 = d.x - c.x;
  const dy1 = b.y - c.y;
  const dy2 = d.y - c.y;
  const det = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / det;
  const h = (dx1 * sy - sx * dy1) / det;
  return [b.x - a.x + g * b.x, d.x - a.x + h * d.x, a.x, b.y - a.y + g * b.y, d.y - a.y + h * d.y, a.y, g, h];
}
