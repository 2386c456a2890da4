/** Four corners in a picture, clockwise from the upper left, in pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}
export type Quad = readonly [Point, Point, Point, Point];

const between = (a: Point, b: Point, t: number): Point => ({ x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t });
const distance = (a: Point, b: Point) => Math.hypot(b.x - a.x, b.y - a.y);

/** Mean length of the upper and lower edge. */
export function quadWidth([a, b, c, d]: Quad): number {
  return (distance(a, b) + distance(d, c)) / 2;
}

/** Mean length of the left and right edge. */
export function quadHeight([a, b, c, d]: Quad): number {
  return (distance(a, d) + distance(b, c)) / 2;
}

export function quadCentre(quad: Quad): Point {
  return { x: quad.reduce((sum, p) => sum + p.x, 0) / 4, y: quad.reduce((sum, p) => sum + p.y, 0) / 4 };
}

/** Moves the edges outwards (negative: inwards) along the quad's own axes, as shares of its width and height. */
export function widen(quad: Quad, by: { left: number; right: number; top: number; bottom: number }): Quad {
  const [a, b, c, d] = quad;
  const upperLeft = between(a, b, -by.left);
  const upperRight = between(a, b, 1 + by.right);
  const lowerLeft = between(d, c, -by.left);
  const lowerRight = between(d, c, 1 + by.right);
  return [
    between(upperLeft, lowerLeft, -by.top),
    between(upperRight, lowerRight, -by.top),
    between(upperRight, lowerRight, 1 + by.bottom),
    between(upperLeft, lowerLeft, 1 + by.bottom),
  ];
}

/** The upright box around. */
export function bounds(quads: readonly Quad[]): { left: number; top: number; right: number; bottom: number } {
  const points = quads.flat();
  return {
    left: Math.min(...points.map((p) => p.x)),
    top: Math.min(...points.map((p) => p.y)),
    right: Math.max(...points.map((p) => p.x)),
    bottom: Math.max(...points.map((p) => p.y)),
  };
}

/** An upright rectangle as a quad. */
export function uprightQuad(left: number, top: number, right: number, bottom: number): Quad {
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
}

/** A plate that slopes down (negative: up) to the right by this share of the picture's height, and fills it otherwise. */
export function slopingQuad({ width, height }: { width: number; height: number }, slope: number): Quad {
  const left = Math.max(0, -slope) * height;
  const right = Math.max(0, slope) * height;
  return [
    { x: 0, y: left },
    { x: width, y: right },
    { x: width, y: height - left },
    { x: 0, y: height - right },
  ];
}

/** Two quads side by side on one line of sight: share of the smaller upright box that the other covers. */
export function overlap(a: Quad, b: Quad): number {
  const p = bounds([a]);
  const q = bounds([b]);
  const width = Math.min(p.right, q.right) - Math.max(p.left, q.left);
  const height = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
  if (width <= 0 || height <= 0) return 0;
  const area = (r: typeof p) => (r.right - r.left) * (r.bottom - r.top);
  return (width * height) / Math.max(1e-9, Math.min(area(p), area(q)));
}
