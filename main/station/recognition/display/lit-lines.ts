import { type Panel, type Point } from './panel.ts';
import { emptyPlane, type Plane, quantile, softened } from './plane.ts';
import { type RawPicture } from './raw-picture.ts';
import { topHat } from './top-hat.ts';

/** Something lit in a lamp's colour that could be a line of digits: a tight box around it. */
export interface LitLine {
  readonly box: Panel;
  /** Pixels of the picture. */
  readonly digitHeight: number;
  /** How much lit, as far as it looks like strokes. */
  readonly weight: number;
}

export interface Window {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Rows that a digit is scaled down to for finding it; lines of 7 to 26 rows are looked for. */
export const FOUND_ROWS = 14;
const LEAST_ROWS = 7;
const MOST_ROWS = 26;
/** Scaled pixels: wider than a stroke. */
const REACH = 7;
/** Scaled pixels to either side that a lit one reaches for the next: dots and segments of one line; less up and down. */
const SMEAR = 2;
/** Of the brightest. */
const BRIGHT = 0.4;
/** Levels of 255 above the usual colour, and in deviations of the noise. */
const LEAST_LEVEL = 8;
const DEVIATIONS = 4;
const MOST_LINES = 8;
/** Of a box's width and height; and so little darker than the rest it is in a lamp, a sign, a painted wall. */
const MIDDLE = 0.45;
const FILLED = 0.6;

/** Lines of lit digits in a part of the picture, `step` pixels being taken as one; the likeliest first. */
export function litLines(picture: RawPicture, window: Window, step: number): LitLine[] {
  const colour = lampColours(picture, window, step);
  if (colour.width < 4 || colour.height < 4) return [];
  const seen = softened(colour);
  const lit = topHat(seen, REACH);
  const usual = quantile(lit.values, 0.5);
  const noise = usual - quantile(lit.values, 0.16);
  const least = usual + Math.max(LEAST_LEVEL, DEVIATIONS * noise);
  const bright = usual + BRIGHT * (quantile(lit.values, 0.998) - usual);
  const found: LitLine[] = [];
  // Once all that is lit, once only the bright of it: dim digits, and digits among coloured things.
  for (const level of bright > 1.3 * least ? [bright, least] : [least]) {
    const mask = emptyPlane(lit.width, lit.height);
    for (let i = 0; i < mask.values.length; i += 1) mask.values[i] = (lit.values[i] ?? 0) > level ? 1 : 0;
    const pieces = parts(mask, smeared(mask));
    for (const part of [...pieces, ...rows(pieces, lit.width)]) {
      const line = lineOf(part, seen, lit, window, step);
      if (line !== null) found.push(line);
    }
  }
  return found.sort((a, b) => b.weight - a.weight).slice(0, MOST_LINES);
}

/** How red, amber or green each scaled pixel is. */
function lampColours(picture: RawPicture, window: Window, step: number): Plane {
  const left = Math.max(0, Math.floor(window.left));
  const top = Math.max(0, Math.floor(window.top));
  const width = Math.max(0, Math.floor((Math.min(picture.width, window.right) - left) / step));
  const height = Math.max(0, Math.floor((Math.min(picture.height, window.bottom) - top) / step));
  const out = emptyPlane(width, height);
  const { data, channels } = picture;
  const [second, third] = channels === 1 ? [0, 0] : [1, 2];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let r = 0;
      let g = 0;
      let b = 0;
      for (let dy = 0; dy < step; dy += 1) {
        let at = ((top + y * step + dy) * picture.width + left + x * step) * channels;
        for (let dx = 0; dx < step; dx += 1, at += channels) {
          r += data[at] ?? 0;
          g += data[at + second] ?? 0;
          b += data[at + third] ?? 0;
        }
      }
      const value = channels === 1 ? r : Math.max(r - Math.max(g, b), Math.min(r, g) - b, g - Math.max(r, b), 0);
      out.values[y * width + x] = value / (step * step);
    }
  }
  return out;
}

function smeared({ width, height, values }: Plane): Plane {
  const out = emptyPlane(width, height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if ((values[y * width + x] ?? 0) === 0) continue;
      for (let dy = Math.max(0, y - 1); dy <= Math.min(height - 1, y + 1); dy += 1) {
        out.values.fill(1, dy * width + Math.max(0, x - SMEAR), dy * width + Math.min(width, x + SMEAR + 1));
      }
    }
  }
  return out;
}

/** Lit pixels that hang together once smeared, as numbers into the plane. */
function parts(mask: Plane, reach: Plane): number[][] {
  const { width, height } = mask;
  const seen = new Uint8Array(width * height);
  const stack: number[] = [];
  const out: number[][] = [];
  for (let start = 0; start < seen.length; start += 1) {
    if (seen[start] === 1 || (reach.values[start] ?? 0) === 0) continue;
    const part: number[] = [];
    seen[start] = 1;
    stack.push(start);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if ((mask.values[at] ?? 0) > 0) part.push(at);
      const x = at % width;
      const visit = (next: number): void => {
        if (seen[next] === 1 || (reach.values[next] ?? 0) === 0) return;
        seen[next] = 1;
        stack.push(next);
      };
      if (x > 0) visit(at - 1);
      if (x < width - 1) visit(at + 1);
      if (at >= width) visit(at - width);
      if (at < width * (height - 1)) visit(at + width);
    }
    if (part.length >= 6) out.push(part);
  }
  return out;
}

/** Of a digit's height: how far apart digits of one number may be (a 1 stands at the far side of its place). */
const APART = 1.3;
/** Beyond it a picture is all dots, and no display is looked for among them. */
const MOST_PIECES = 400;

/** Pieces of about one height that stand side by side, as one. */
function rows(pieces: readonly (readonly number[])[], width: number): number[][] {
  const boxes = pieces.slice(0, MOST_PIECES).map((part) => {
    const xs = part.map((at) => at % width);
    const first = Math.floor((part[0] ?? 0) / width);
    let [left, right, top, bottom] = [width, 0, first, first];
    part.forEach((at, i) => {
      const y = Math.floor(at / width);
      left = Math.min(left, xs[i] ?? 0);
      right = Math.max(right, (xs[i] ?? 0) + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
    });
    return { part, left, right, top, bottom };
  });
  boxes.sort((a, b) => a.left - b.left);
  const out: number[][] = [];
  const taken = new Set<object>();
  for (const start of boxes) {
    if (taken.has(start) || start.bottom - start.top < LEAST_ROWS * 0.7) continue;
    let row = [...start.part];
    let last = start;
    let joined = 1;
    for (const next of boxes) {
      if (next === start || next.left < start.left || taken.has(next)) continue;
      const tall = Math.max(last.bottom - last.top, next.bottom - next.top);
      const common = Math.min(last.bottom, next.bottom) - Math.max(last.top, next.top);
      if (common < 0.6 * tall || next.left - last.right > APART * tall) continue;
      taken.add(next);
      row = [...row, ...next.part];
      if (next.right > last.right) last = next;
      joined += 1;
    }
    if (joined > 1) out.push(row);
  }
  return out;
}

/** A tight box that lies as the part lies. Null where it is too low, too high or too solid for digits. */
function lineOf(part: readonly number[], seen: Plane, lit: Plane, window: Window, step: number): LitLine | null {
  const { width } = lit;
  let sx = 0;
  let sy = 0;
  for (const at of part) {
    sx += at % width;
    sy += Math.floor(at / width);
  }
  const mx = sx / part.length;
  const my = sy / part.length;
  let xx = 0;
  let xy = 0;
  let yy = 0;
  let weight = 0;
  for (const at of part) {
    const dx = (at % width) - mx;
    const dy = Math.floor(at / width) - my;
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
    weight += lit.values[at] ?? 0;
  }
  // The tilt of a lone digit cannot be told from its shape.
  const tilt = xx > 2.5 * yy ? Math.max(-0.25, Math.min(0.25, xy / xx)) : 0;
  let left = Infinity;
  let right = -Infinity;
  let top = Infinity;
  let bottom = -Infinity;
  for (const at of part) {
    const dx = (at % width) - mx;
    const dy = Math.floor(at / width) - my - tilt * dx;
    left = Math.min(left, dx);
    right = Math.max(right, dx + 1);
    top = Math.min(top, dy);
    bottom = Math.max(bottom, dy + 1);
  }
  const tall = bottom - top;
  const wide = right - left;
  if (tall < LEAST_ROWS || tall > MOST_ROWS || wide < 0.15 * tall || wide > 14 * tall) return null;
  const solid = part.length / (tall * wide);
  if (darkest(seen, mx + left, my + top, wide, tall) > FILLED) return null;
  const corner = (dx: number, dy: number): Point => ({
    x: Math.max(0, Math.floor(window.left)) + (mx + dx) * step,
    y: Math.max(0, Math.floor(window.top)) + (my + dy + tilt * dx) * step,
  });
  return {
    box: [corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom)],
    digitHeight: tall * step,
    weight: weight * (solid > 0.75 ? 0.3 : 1) * (wide > 0.8 * tall ? 1.5 : 1),
  };
}

/** How dark the darkest place in the middle of a box is, of its most coloured ones: between strokes it is dark. */
function darkest({ width, height, values }: Plane, left: number, top: number, wide: number, tall: number): number {
  const inside: number[] = [];
  let least = Infinity;
  for (let y = Math.max(0, Math.round(top)); y < Math.min(height, Math.round(top + tall)); y += 1) {
    for (let x = Math.max(0, Math.round(left)); x < Math.min(width, Math.round(left + wide)); x += 1) {
      const value = values[y * width + x] ?? 0;
      inside.push(value);
      const [u, v] = [(x + 0.5 - left) / wide, (y + 0.5 - top) / tall];
      if (Math.abs(u - 0.5) < MIDDLE / 2 && Math.abs(v - 0.5) < MIDDLE / 2) least = Math.min(least, value);
    }
  }
  const usual = quantile(values, 0.5);
  return (least - usual) / Math.max(1, quantile(Float32Array.from(inside), 0.9) - usual);
}

/** The box with so much around it as a panel usually has: digits fill three fifths of its height. */
export function panelAround({ box, digitHeight }: LitLine): Panel {
  const [a, b, c, d] = box;
  const rise = (b.y - a.y) / Math.max(1, b.x - a.x);
  const side = 0.9 * digitHeight;
  const above = 0.33 * digitHeight;
  return [
    { x: a.x - side, y: a.y - above - rise * side },
    { x: b.x + side, y: b.y - above + rise * side },
    { x: c.x + side, y: c.y + above + rise * side },
    { x: d.x - side, y: d.y + above - rise * side },
  ];
}
