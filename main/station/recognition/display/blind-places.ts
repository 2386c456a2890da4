import { type Emission } from './emission.ts';
import { type FittedLine } from './fit-line.ts';
import { type LineText } from './line-text.ts';
import { type Plane } from './plane.ts';

/** Of the brightness that the lit lamps have: what glare would leave of it, were a dark place lit. */
const VISIBLE = 0.75;
const INVISIBLE = 0.4;

/** Of the light of lit places, whatever its colour: so bright a dark place may be lit, and its colour lost in encoding. */
const PALE_DARK = 0.35;
const PALE_LIT = 0.6;

/**
 * How sure it is that the dark places beside the number are dark (0 to 1): where the sun shines into the display, the
 * light of a lamp drowns. What a lamp adds is the same everywhere (linear light); how much that is in a picture follows
 * from how bright it is there already (sRGB, IEC 61966-2-1).
 */
export function darkIsDark(fit: FittedLine, said: LineText, lit: Emission): number {
  const [leftmost, rightmost] = [said.places[0]?.place, said.places.at(-1)?.place];
  if (leftmost === undefined || rightmost === undefined) return 0;
  // The contrast is that of the brightest lamps: there the veil is thinnest.
  const brightest = said.places.reduce((a, b) => (b.place.brightness > a.place.brightness ? b : a)).place;
  const base = meanAt(fit, brightest.x, lit.veil);
  const contrast = Math.min(250 - Math.min(base, 240), lit.contrast / 2);
  const added = linear(base + contrast) - linear(base);
  const usual = Math.max(1e-6, Math.min(...said.places.map(({ place }) => meanAt(fit, place.x, lit.bright))));
  const end = fit.line.plane.width - 0.8 * fit.kernels.shape.width * fit.line.digitHeight;
  let sure = 1;
  for (const place of fit.places) {
    if ((place.x >= leftmost.x && place.x <= rightmost.x) || place.x < 0 || place.x > end) continue;
    const pale = meanAt(fit, place.x, lit.bright) / usual;
    sure = Math.min(sure, (PALE_LIT - pale) / (PALE_LIT - PALE_DARK));
    const veil = meanAt(fit, place.x, lit.veil);
    if (veil <= base) continue;
    const seen = (levels(linear(veil) + added) - veil) / contrast;
    sure = Math.min(sure, (seen - INVISIBLE) / (VISIBLE - INVISIBLE));
  }
  return Math.min(1, Math.max(0, sure));
}

/** Mean of a plane over a place. */
function meanAt({ line, grid, kernels }: FittedLine, x: number, plane: Plane): number {
  const scale = (grid.pose.bottom - grid.pose.top) / line.digitHeight;
  const left = Math.max(0, Math.round(x * scale));
  const right = Math.min(plane.width, Math.round((x + kernels.shape.width * line.digitHeight) * scale));
  const top = Math.max(0, Math.round(grid.pose.top));
  const bottom = Math.min(plane.height, Math.round(grid.pose.bottom));
  let sum = 0;
  let count = 0;
  for (let y = top; y < bottom; y += 2) {
    for (let column = left; column < right; column += 2) {
      sum += plane.values[y * plane.width + column] ?? 0;
      count += 1;
    }
  }
  return count > 0 ? sum / count : 0;
}

function linear(level: number): number {
  const v = Math.min(255, Math.max(0, level)) / 255;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
}

function levels(light: number): number {
  const v = Math.min(1, Math.max(0, light));
  return 255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055);
}
