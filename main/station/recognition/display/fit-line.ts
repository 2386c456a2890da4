import { type Pose } from './band.ts';
import { DOT_MATRIX } from './dot-matrix.ts';
import { type Face, type FaceKind } from './face.ts';
import { refineGrid } from './grid-refine.ts';
import { type Grid, searchGrids } from './grid-search.ts';
import { kernelsOf } from './kernel-stock.ts';
import { litRows } from './line-height.ts';
import { readPlaces, type ReadLine } from './places.ts';
import { halved, type Plane } from './plane.ts';
import { SEVEN_SEGMENT } from './seven-segment.ts';

const FACES: readonly Face[] = [SEVEN_SEGMENT, DOT_MATRIX];
/** From here on a fit is as good as fits get, and no other is tried. */
const GOOD = 0.92;
/** A guess of another kind or lean is worth its time when it comes so near the best one. */
const NEAR = 0.12;
const MOST_TRIES = 3;
/** A guess that explains so little of the light is none. */
const HOPELESS = 0.25;

export interface FittedLine extends ReadLine {
  readonly grid: Grid;
}

/** The best fit, and the best as the other kind of display where that was worth trying. */
export interface FittedKinds {
  readonly best: FittedLine;
  readonly other: FittedLine | null;
}

/**
 * Fits a line of digits to the light of an upright panel.
 * @param kind only this kind of display is tried
 */
export function fitLine(plane: Plane, kind: FaceKind | null): FittedKinds | null {
  const half = halved(plane);
  const faces = FACES.filter((face) => kind === null || face.kind === kind);
  const usual: Pose = { top: half.height * 0.2, bottom: half.height * 0.8, skew: 0, slant: 0 };
  let best: FittedLine | null = null;
  let other: FittedLine | null = null;
  for (const pose of [litRows(half), usual]) {
    if (pose === null) continue;
    const guesses = searchGrids(half, pose, faces, kernelsOf);
    const first = guesses[0];
    if (first === undefined || first.score < HOPELESS) continue;
    const tried: Grid[] = [];
    for (const guess of inTurn(guesses, first)) {
      if (tried.length >= MOST_TRIES) break;
      const enough = best !== null && best.explained >= GOOD;
      if (enough && (guess.face === best?.grid.face || guess.score < first.score - NEAR / 2)) continue;
      tried.push(guess);
      const grid = refineGrid(plane, doubled(guess), kernelsOf);
      const read = readPlaces(plane, grid);
      const fitted: FittedLine = { ...read, grid };
      if (best === null || fitted.explained > best.explained) {
        if (best !== null && best.grid.face !== grid.face) other = best;
        best = fitted;
      } else if (best.grid.face !== grid.face && fitted.explained > (other?.explained ?? 0)) other = fitted;
    }
    if (best !== null && best.explained >= GOOD) break;
  }
  return best === null ? null : { best, other };
}

/** The same lines again in light that was taken out of the picture in another way: the guesses need no search. */
export function fitAgain(plane: Plane, { best, other }: FittedKinds): FittedKinds {
  const again = (line: FittedLine): FittedLine => {
    const grid = refineGrid(plane, line.grid, kernelsOf, 1);
    return { ...readPlaces(plane, grid), grid };
  };
  const first = again(best);
  if (other === null || other.explained < best.explained - NEAR) return { best: first, other };
  const second = again(other);
  return second.explained > first.explained ? { best: second, other: first } : { best: first, other: second };
}

/** The best guess, then the best of the other kind, then what else comes near. */
function inTurn(guesses: readonly Grid[], first: Grid): Grid[] {
  const second = guesses.find((guess) => guess.face !== first.face);
  const near = guesses.filter((guess) => guess !== first && guess !== second && guess.score > first.score - NEAR);
  return second === undefined ? [first, ...near] : [first, second, ...near];
}

function doubled(grid: Grid): Grid {
  return { ...grid, pose: { ...grid.pose, top: grid.pose.top * 2, bottom: grid.pose.bottom * 2 } };
}
