/**
 * Connected regions of a mask, each as a turned rectangle. Text lines and plates are longer than high, so the direction of
 * their greatest spread is the direction of their writing.
 */
import { type Quad } from './quad.ts';

export interface Region {
  readonly quad: Quad;
  /**
   * A turned region with upright sides, null where it is hardly turned: a plate seen from the side keeps its posts upright while
   * its lines slope, and cut out as a rectangle its characters would lean.
   */
  readonly upright: Quad | null;
  readonly area: number;
  /** Pixels of the region by the area of its rectangle: 1 for a full rectangle. */
  readonly fill: number;
  /** Mean of the weights of its pixels. */
  readonly weight: number;
}

/** A turn beyond it is no plate of a standing truck but a pole, a stripe, a mudguard. */
const MOST_TURN = Math.PI / 5;
/** Below it a rectangle and a shape with upright sides differ by less than a stroke. */
const LEAST_TURN = 0.07;

interface Sums {
  n: number;
  x: number;
  y: number;
  xx: number;
  xy: number;
  yy: number;
  weight: number;
}

/**
 * @param mask one byte a pixel, 0 is outside
 * @param weights what is averaged over a region, pixel by pixel
 * @param smallest regions of fewer pixels are noise
 */
export function findRegions(
  mask: Uint8Array,
  width: number,
  height: number,
  weights: ArrayLike<number>,
  smallest: number,
): Region[] {
  const seen = new Uint8Array(width * height);
  const stack = new Int32Array(width * height);
  const out: Region[] = [];
  for (let start = 0; start < mask.length; start++) {
    if (mask[start] === 0 || seen[start] === 1) continue;
    const members: number[] = [];
    const sums: Sums = { n: 0, x: 0, y: 0, xx: 0, xy: 0, yy: 0, weight: 0 };
    let depth = 0;
    stack[depth++] = start;
    seen[start] = 1;
    while (depth > 0) {
      const at = stack[--depth]!;
      const x = at % width;
      const y = (at - x) / width;
      members.push(at);
      sums.n++;
      sums.x += x;
      sums.y += y;
      sums.xx += x * x;
      sums.xy += x * y;
      sums.yy += y * y;
      sums.weight += weights[at] ?? 0;
      for (let dy = -1; dy <= 1; dy++) {
        const ny = y + dy;
        if (ny < 0 || ny >= height) continue;
        for (let dx = -1; dx <= 1; dx++) {
          const nx = x + dx;
          if (nx < 0 || nx >= width) continue;
          const next = ny * width + nx;
          if (mask[next] === 0 || seen[next] === 1) continue;
          seen[next] = 1;
          stack[depth++] = next;
        }
      }
    }
    if (sums.n >= smallest) out.push(rectangleOf(members, width, sums));
  }
  return out;
}

function rectangleOf(members: readonly number[], width: number, sums: Sums): Region {
  const cx = sums.x / sums.n;
  const cy = sums.y / sums.n;
  const varX = sums.xx / sums.n - cx * cx;
  const varY = sums.yy / sums.n - cy * cy;
  const cov = sums.xy / sums.n - cx * cy;
  let turn = Math.atan2(2 * cov, varX - varY) / 2;
  if (Math.abs(turn) > MOST_TURN) turn = 0;
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  const along: number[] = [];
  const across: number[] = [];
  for (const at of members) {
    const x = at % width;
    const dx = x - cx;
    const dy = (at - x) / width - cy;
    along.push(dx * cos + dy * sin);
    across.push(dy * cos - dx * sin);
  }
  const [uMin, uMax] = withoutTails(along);
  const [vMin, vMax] = withoutTails(across);
  const corner = (u: number, v: number) => ({ x: cx + u * cos - v * sin + 0.5, y: cy + u * sin + v * cos + 0.5 });
  const quad: Quad = [
    corner(uMin - 0.5, vMin - 0.5),
    corner(uMax + 0.5, vMin - 0.5),
    corner(uMax + 0.5, vMax + 0.5),
    corner(uMin - 0.5, vMax + 0.5),
  ];
  const area = (uMax - uMin + 1) * (vMax - vMin + 1);
  const upright = Math.abs(turn) < LEAST_TURN ? null : uprightSides(members, width, cx, cy, cov / varX);
  return { quad, upright, area: sums.n, fill: sums.n / area, weight: sums.weight / sums.n };
}

/** Slope: how many pixels its columns sink from one to the next (regression of y on x). */
function uprightSides(members: readonly number[], width: number, cx: number, cy: number, slope: number): Quad {
  const xs: number[] = [];
  const offs: number[] = [];
  for (const at of members) {
    const x = at % width;
    xs.push(x - cx);
    offs.push((at - x) / width - cy - slope * (x - cx));
  }
  const [left, right] = withoutTails(xs);
  const [top, bottom] = withoutTails(offs);
  const corner = (x: number, off: number) => ({ x: cx + x + 0.5, y: cy + slope * x + off + 0.5 });
  return [
    corner(left - 0.5, top - 0.5),
    corner(right + 0.5, top - 0.5),
    corner(right + 0.5, bottom + 0.5),
    corner(left - 0.5, bottom + 0.5),
  ];
}

/** A lamp or a strip that touches a plate is narrower than the plate: ends with less than this share of the usual width go. */
const TAIL = 0.4;

/** From where to where the region is about as wide as usual. */
function withoutTails(values: readonly number[]): [number, number] {
  const least = Math.round(values.reduce((a, b) => Math.min(a, b), Infinity));
  const most = Math.round(values.reduce((a, b) => Math.max(a, b), -Infinity));
  const counts = new Float64Array(most - least + 1);
  for (const value of values) counts[Math.round(value) - least]!++;
  // A turned grid fills some bins twice and some not at all: three together even that out.
  const smooth = counts.map((count, i) => (count + (counts[i - 1] ?? count) + (counts[i + 1] ?? count)) / 3);
  const usual = [...smooth].sort((a, b) => a - b)[Math.floor(smooth.length * 0.75)] ?? 0;
  let from = 0;
  let to = smooth.length - 1;
  while (from < to && smooth[from]! < usual * TAIL) from++;
  while (to > from && smooth[to]! < usual * TAIL) to--;
  return [least + from, least + to];
}

/** The quad in a picture so many times larger. */
export function scaleQuad(quad: Quad, byX: number, byY: number): Quad {
  const [a, b, c, d] = quad.map(({ x, y }) => ({ x: x * byX, y: y * byY }));
  return [a!, b!, c!, d!];
}
