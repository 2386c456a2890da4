/** PP-OCR's detection map as text lines (differentiable binarisation: Liao 2020; thresholds of PaddleOCR). */
import { quadHeight, quadWidth, type Quad, widen } from './quad.ts';
import { findRegions, scaleQuad } from './regions.ts';

export interface TextLine {
  readonly quad: Quad;
  /** The same with upright sides, where it is turned. */
  readonly upright: Quad | null;
  /** Mean of the map inside: how sure the detector is. */
  readonly score: number;
}

const THRESHOLD = 0.3;
const LEAST_SCORE = 0.45;
/** The map marks shrunken lines; area × this ÷ circumference is how far they grow back. */
const UNCLIP = 1.7;

/**
 * @param map probabilities, rows from the top
 * @param scaleX, scaleY of the picture against the map
 */
export function textLines(
  map: Float32Array,
  width: number,
  height: number,
  scaleX: number,
  scaleY: number,
): TextLine[] {
  const mask = new Uint8Array(map.length);
  for (let i = 0; i < map.length; i++) mask[i] = map[i]! > THRESHOLD ? 1 : 0;
  return findRegions(mask, width, height, map, 12).flatMap(({ quad, upright, weight }) => {
    if (weight < LEAST_SCORE) return [];
    const inPicture = (shape: Quad) => scaleQuad(grown(shape), scaleX, scaleY);
    return [{ quad: inPicture(quad), upright: upright === null ? null : inPicture(upright), score: weight }];
  });
}

function grown(quad: Quad): Quad {
  const w = quadWidth(quad);
  const h = quadHeight(quad);
  const grow = (w * h * UNCLIP) / (2 * (w + h));
  return widen(quad, { left: grow / w, right: grow / w, top: grow / h, bottom: grow / h });
}
