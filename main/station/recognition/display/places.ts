import { band, type Band } from './band.ts';
import { allMatches, lampLight, type Match } from './cells.ts';
import { FINE_HEIGHT, SWAY } from './grid-refine.ts';
import { type Grid } from './grid-search.ts';
import { kernelsOf } from './kernel-stock.ts';
import { difference, type LampKernels } from './lamp-kernels.ts';
import { type Plane } from './plane.ts';

/** One place of the display as the fitted grid sees it. */
export interface Place {
  /** Column of its left edge in the band. */
  readonly x: number;
  readonly text: string;
  /** Of its lamps, 1 being the brightest of the panel. */
  readonly brightness: number;
  /** 1: as clear as that glyph can be told from the next best; 0: as likely the other. */
  readonly margin: number;
  /** What the next best reads as. */
  readonly rival: string;
  /** Share of the light in the place's own box that the glyph explains. */
  readonly explained: number;
  readonly best: Match;
  readonly matches: readonly Match[];
}

/** A line as it was read: its places from the right to the left, and what light is left when all of them are taken out. */
export interface ReadLine {
  readonly line: Band;
  readonly kernels: LampKernels;
  /** Soft edge of the lamps, in digit heights. */
  readonly blur: number;
  readonly places: readonly Place[];
  readonly rest: Float32Array;
  /** Share of the line's light that the places explain together. */
  readonly explained: number;
}

/**
 * Reads the places one after the other, the brightest first, and takes each one's picture out of the light before the
 * next is read: else the glow of a digit would be read as a stroke beside it.
 */
export function readPlaces(plane: Plane, grid: Grid): ReadLine {
  const line = band(plane, grid.pose, FINE_HEIGHT);
  const kernels = kernelsOf(grid.face, grid.shape, FINE_HEIGHT, grid.blur);
  const width = grid.shape.width * FINE_HEIGHT;
  const pitch = grid.pitch * FINE_HEIGHT;
  // Further to the right than the fit looked: what is lit there belongs to the line too.
  const beyond = Math.max(0, Math.floor((line.plane.width - width * 0.7 - grid.last * FINE_HEIGHT) / pitch));
  const open: number[] = [];
  for (let x = grid.last * FINE_HEIGHT + beyond * pitch; x > -width * 0.3 && open.length < MOST_PLACES; x -= pitch) {
    open.push(Math.round(x));
  }
  const rest = Float32Array.from(line.plane.values);
  const left: Band = { ...line, plane: { ...line.plane, values: rest } };
  const places: Place[] = [];
  const seen = open.map((x) => readPlace(left, kernels, x));
  while (open.length > 0) {
    let strongest = 0;
    for (let i = 1; i < seen.length; i += 1) {
      if ((seen[i]?.best.energy ?? 0) > (seen[strongest]?.best.energy ?? 0)) strongest = i;
    }
    const place = seen[strongest];
    const middle = open[strongest];
    if (place === undefined || middle === undefined) break;
    places.push(place);
    seen.splice(strongest, 1);
    open.splice(strongest, 1);
    takeOut(left, kernels, place);
    open.forEach((x, i) => {
      if (Math.abs(x - middle) < 1.5 * pitch) seen[i] = readPlace(left, kernels, x);
    });
  }
  let unexplained = 0;
  for (const value of rest) unexplained += value * value;
  places.sort((a, b) => b.x - a.x);
  return {
    line,
    kernels,
    blur: grid.blur,
    places,
    rest,
    explained: line.energy > 0 ? 1 - unexplained / line.energy : 0,
  };
}

/** Nothing weighs more than 24 digits. */
const MOST_PLACES = 24;

function takeOut({ plane, first }: Band, kernels: LampKernels, { x, best }: Place): void {
  for (const number of kernels.face.glyphs[best.glyph]?.lamps ?? []) {
    const lamp = kernels.lamps[number];
    if (lamp === undefined) continue;
    for (let i = 0; i < lamp.value.length; i += 1) {
      const column = x + (lamp.dx[i] ?? 0);
      const row = first + (lamp.dy[i] ?? 0);
      if (column < 0 || column >= plane.width || row < 0 || row >= plane.height) continue;
      const at = row * plane.width + column;
      plane.values[at] = (plane.values[at] ?? 0) - best.brightness * (lamp.value[i] ?? 0);
    }
  }
}

function readPlace(line: Band, kernels: LampKernels, middle: number): Place {
  const count = 2 * SWAY + 1;
  const light = lampLight(line, kernels, middle - SWAY, count);
  let matches: Match[] = [];
  let best: Match = { glyph: -1, energy: 0, brightness: 0 };
  let x = middle;
  for (let sway = 0; sway < count; sway += 1) {
    const here = allMatches(light, count, sway, kernels);
    const top = here.reduce((a, b) => (b.energy > a.energy ? b : a));
    if (top.energy <= best.energy && matches.length > 0) continue;
    best = top;
    matches = here;
    x = middle - SWAY + sway;
  }
  const text = kernels.face.glyphs[best.glyph]?.text ?? '';
  let margin = 1;
  let rival = '';
  for (const match of matches) {
    const other = kernels.face.glyphs[match.glyph]?.text ?? '';
    if (other === text || best.energy <= 0) continue;
    const clear = (best.energy - match.energy) / best.energy / difference(kernels, best.glyph, match.glyph);
    if (clear < margin) {
      margin = clear;
      rival = other;
    }
  }
  const box = boxEnergy(line, x, kernels.shape.width * line.digitHeight);
  return {
    x,
    text,
    brightness: best.brightness,
    margin,
    rival,
    explained: box > 0 ? Math.min(1, best.energy / box) : 0,
    best,
    matches,
  };
}

function boxEnergy({ plane, first, digitHeight }: Band, left: number, width: number): number {
  let sum = 0;
  const start = Math.max(0, Math.round(left) - 1);
  const end = Math.min(plane.width, Math.round(left + width) + 1);
  for (let y = first - 1; y <= first + digitHeight; y += 1) {
    for (let x = start; x < end; x += 1) {
      const value = plane.values[y * plane.width + x] ?? 0;
      sum += value * value;
    }
  }
  return sum;
}
