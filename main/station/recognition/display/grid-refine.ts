import { band, type Band, energyWithin, type Pose } from './band.ts';
import { bestMatch, lampLight } from './cells.ts';
import { digitGlyphs, type Grid, type KernelsOf, LEAST_PITCH, LIT, PLACE_COST } from './grid-search.ts';
import { type Plane } from './plane.ts';

export const FINE_HEIGHT = 28;
/** Pixels that a place may lie beside the even pitch: what is left of the perspective. */
export const SWAY = 1;

interface Dial {
  readonly step: number;
  readonly turn: (grid: Grid, by: number) => Grid;
  /** Does the band have to be taken anew. */
  readonly moves: boolean;
}

/** What is turned, in this order, each to and fro. Steps are in digit heights but for the slopes. */
const DIALS: readonly Dial[] = [
  { step: 0.05, moves: false, turn: (g, by) => ({ ...g, last: g.last + by }) },
  { step: 0.06, moves: true, turn: (g, by) => withPose(g, { top: g.pose.top + by * tall(g) }) },
  { step: 0.06, moves: true, turn: (g, by) => withPose(g, { bottom: g.pose.bottom + by * tall(g) }) },
  { step: 0.05, moves: true, turn: (g, by) => withPose(g, { slant: g.pose.slant + by }) },
  { step: 0.03, moves: false, turn: (g, by) => ({ ...g, shape: { ...g.shape, width: g.shape.width + by } }) },
  { step: 0.02, moves: false, turn: (g, by) => ({ ...g, pitch: g.pitch + by }) },
  { step: 0.02, moves: true, turn: (g, by) => withPose(g, { skew: g.pose.skew + by }) },
  { step: 0.025, moves: false, turn: (g, by) => ({ ...g, shape: { ...g.shape, stroke: g.shape.stroke + by } }) },
  { step: 0.05, moves: false, turn: (g, by) => ({ ...g, blur: g.blur + by }) },
];

const ROUNDS = 3;

/**
 * Turns every dial of a guess until the digits explain no more.
 * @param first 0 for a guess from the search, 1 for one that was refined before: its steps are half as large
 */
export function refineGrid(plane: Plane, start: Grid, kernelsOf: KernelsOf, first: 0 | 1 = 0): Grid {
  let grid = start;
  let line = band(plane, grid.pose, FINE_HEIGHT);
  grid = { ...grid, score: gridScore(line, grid, kernelsOf) };
  for (let round: number = first; round < ROUNDS; round += 1) {
    const before = grid.score;
    const fineness = 1 / 2 ** round;
    for (const dial of DIALS) {
      for (const way of [1, -1]) {
        let turned = false;
        for (let more = 0; more < 4; more += 1) {
          const next = dial.turn(grid, way * dial.step * fineness);
          if (!plausible(next)) break;
          const nextLine = dial.moves ? band(plane, next.pose, FINE_HEIGHT) : line;
          const score = gridScore(nextLine, next, kernelsOf);
          if (score <= grid.score + 1e-5) break;
          grid = { ...next, score };
          line = nextLine;
          turned = true;
        }
        if (turned) break;
      }
    }
    if (round > 0 && grid.score - before < 0.002) break;
  }
  return grid;
}

/** Share of the band's light that the digits explain. */
function gridScore(line: Band, grid: Grid, kernelsOf: KernelsOf): number {
  if (line.energy <= 0) return 0;
  const kernels = kernelsOf(grid.face, grid.shape, FINE_HEIGHT, grid.blur);
  // A minus too: it is the place that tells most of the pitch where few digits are lit.
  const upTo = digitGlyphs(grid.face) + 1;
  const cost = PLACE_COST * line.energy;
  const width = grid.shape.width * FINE_HEIGHT;
  let sum = 0;
  for (let x = grid.last * FINE_HEIGHT; x > -width * 0.3; x -= grid.pitch * FINE_HEIGHT) {
    // Where less is lit than a place costs, no digit can gain: most places are dark.
    if (energyWithin(line, x - 0.5 * width, x + 1.5 * width) <= cost) continue;
    const light = lampLight(line, kernels, Math.round(x) - SWAY, 2 * SWAY + 1);
    let most = 0;
    for (let sway = 0; sway <= 2 * SWAY; sway += 1) {
      const match = bestMatch(light, 2 * SWAY + 1, sway, kernels, upTo);
      if (match.brightness >= LIT) most = Math.max(most, match.energy - cost);
    }
    sum += most;
  }
  // Light above and below counts as unexplained, and a larger band must not gain by what it leaves out.
  return sum / line.energy;
}

function plausible({ face, shape, blur, pitch, pose }: Grid): boolean {
  return (
    shape.width >= face.widths[0] - 0.05 &&
    shape.width <= face.widths[1] + 0.06 &&
    shape.stroke >= face.strokes[0] - 0.04 &&
    shape.stroke <= face.strokes[1] + 0.06 &&
    blur >= 0.03 &&
    blur <= 0.3 &&
    pitch >= shape.width * LEAST_PITCH &&
    pitch <= shape.width * 2.4 &&
    pose.bottom - pose.top >= 8 &&
    Math.abs(pose.slant) < 0.5 &&
    Math.abs(pose.skew) < 0.2
  );
}

function withPose(grid: Grid, change: Partial<Pose>): Grid {
  return { ...grid, pose: { ...grid.pose, ...change } };
}

function tall({ pose }: Grid): number {
  return pose.bottom - pose.top;
}
