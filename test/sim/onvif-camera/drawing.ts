/** Small tools for painting with @napi-rs/canvas: polygons, rounded boxes, fonts, and a flat picture seen in perspective. */
import { existsSync } from 'node:fs';
import { GlobalFonts, type CanvasGradient, type SKRSContext2D } from '@napi-rs/canvas';

export type Context = SKRSContext2D;
export type Point = readonly [x: number, y: number];
/** Top left, top right, bottom right, bottom left. */
export type Quad = readonly [Point, Point, Point, Point];

/** The size of the main stream's picture. */
export const WIDTH = 1920;
export const HEIGHT = 1080;

const FONT_FILE = '/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc';
/** What to write into ctx.font for Chinese and Latin words. */
export const FONT = 'SimCJK';

/** @throws Error with the command that installs the font */
export function loadFonts(): void {
  if (GlobalFonts.has(FONT)) return;
  if (!existsSync(FONT_FILE)) throw new Error(`${FONT_FILE} is missing: apt-get install fonts-noto-cjk`);
  GlobalFonts.registerFromPath(FONT_FILE, FONT);
}

export function polygon(ctx: Context, points: readonly Point[], fill: string | CanvasGradient): void {
  ctx.fillStyle = fill;
  ctx.beginPath();
  points.forEach(([x, y], index) => (index === 0 ? ctx.moveTo(x, y) : ctx.lineTo(x, y)));
  ctx.closePath();
  ctx.fill();
}

export function box(
  ctx: Context,
  [x, y, width, height]: readonly [number, number, number, number],
  fill: string | CanvasGradient,
  radius = 0,
): void {
  ctx.fillStyle = fill;
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, radius);
  ctx.fill();
}

/** A vertical gradient of evenly spaced colours. */
export function downwards(ctx: Context, top: number, bottom: number, colours: readonly string[]): CanvasGradient {
  const gradient = ctx.createLinearGradient(0, top, 0, bottom);
  colours.forEach((colour, index) => gradient.addColorStop(index / (colours.length - 1), colour));
  return gradient;
}

/** Maps (u, v) of the unit square onto a quad, as a camera sees a flat board. Heckbert 1989, "square to quadrilateral". */
export function perspective([p0, p1, p2, p3]: Quad): (u: number, v: number) => Point {
  const [dx1, dy1] = [p1[0] - p2[0], p1[1] - p2[1]];
  const [dx2, dy2] = [p3[0] - p2[0], p3[1] - p2[1]];
  const [sx, sy] = [p0[0] - p1[0] + p2[0] - p3[0], p0[1] - p1[1] + p2[1] - p3[1]];
  const whole = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / whole;
  const h = (dx1 * sy - sx * dy1) / whole;
  const [a, b] = [p1[0] - p0[0] + g * p1[0], p3[0] - p0[0] + h * p3[0]];
  const [d, e] = [p1[1] - p0[1] + g * p1[1], p3[1] - p0[1] + h * p3[1]];
  return (u, v) => {
    const w = g * u + h * v + 1;
    return [(a * u + b * v + p0[0]) / w, (d * u + e * v + p0[1]) / w];
  };
}

/** A small generator with a seed (mulberry32), so that the same scene looks the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
