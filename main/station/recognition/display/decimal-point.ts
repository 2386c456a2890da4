import { type Place, type ReadLine } from './places.ts';

/** Digit heights around the foot of the gap in which a point is looked for. */
const BESIDE = 0.02;
const UP = 0.1;
const DOWN = 0.06;
const FURTHEST = 0.45;
/** What a digit that is a little wider than its neighbours leaves over it leaves at its head as well as at its foot. */
const HEAD_SHARE = 0.8;
/** Of its digit's brightness: from here on it is a point. */
const POINT = 0.32;
/** So far below that limit nothing is sure; above it the foot of the next digit may reach into a narrow gap. */
const UNSURE = 0.12;
const UNSURE_LIT = 0.22;
/** A spot that a point could have left, were it not for the head; in sharp pictures. */
const SPOT = 0.4;

/** In deviations of all light that no digit explains: a spot among much of it is no point yet, and then surely one. */
const DOUBTFUL = 2.5;
const DISTINCT = 4;

/** Is there a point at the foot of the gap right of a place, and how sure is that (0 to 1). */
export function pointBeside(read: ReadLine, place: Place, next: Place | undefined): { point: boolean; sure: number } {
  const { line, kernels } = read;
  const tall = line.digitHeight;
  const { stroke, width } = kernels.shape;
  const radius = Math.max(1.2, stroke * tall * 0.55);
  const spot = disc(radius);
  const from = Math.round(place.x + (width + BESIDE) * tall);
  const most = place.x + (width + FURTHEST) * tall;
  const until = next === undefined ? most : Math.min(most, next.x - BESIDE * tall);
  const foot = Math.round(line.first + tall - radius);
  const head = Math.round(line.first + radius);
  let below = 0;
  let above = 0;
  for (let x = from; x <= until; x += 1) {
    for (let shift = -Math.round(UP * tall); shift <= DOWN * tall; shift += 1) {
      below = Math.max(below, spotLight(read, x, foot + shift, spot));
      above = Math.max(above, spotLight(read, x, head - shift, spot));
    }
  }
  if (place.brightness <= 0) return { point: false, sure: 0 };
  const spotShare = below / place.brightness;
  const share = spotShare - (HEAD_SHARE * above) / place.brightness;
  const clear = Math.min(1, share >= POINT ? (share - POINT) / UNSURE_LIT : (POINT - share) / UNSURE);
  if (share >= POINT) {
    const distinct = (below / Math.max(1e-6, unexplained(read, place)) - DOUBTFUL) / (DISTINCT - DOUBTFUL);
    const sharp = 1 - SMEARED_AWAY * Math.min(1, Math.max(0, (read.blur - SHARP) / (SMEARED - SHARP)));
    return { point: true, sure: Math.min(clear, Math.max(0, distinct)) * sharp };
  }
  // A blurred dot loses more of its light than a blurred stroke; where all lamps are dots it loses as much as they do.
  const blurred = kernels.face.kind === 'dot-matrix' ? 1 : stroke / Math.hypot(stroke, read.blur);
  return { point: false, sure: Math.min(clear, Math.max(0, (SPOT * blurred - spotShare) / UNSURE)) };
}

/** Deviation of what is left around a digit and below it, the foot of the gap itself left out. */
function unexplained({ line, kernels, rest }: ReadLine, place: Place): number {
  const { width, height } = line.plane;
  const wide = kernels.shape.width * line.digitHeight;
  let sum = 0;
  let count = 0;
  for (let y = line.first; y < height; y += 1) {
    for (let x = Math.max(0, Math.round(place.x)); x < Math.min(width, place.x + wide); x += 1) {
      sum += (rest[y * width + x] ?? 0) ** 2;
      count += 1;
    }
  }
  return count > 0 ? Math.sqrt(sum / count) : 0;
}

/** Soft edges in digit heights: from there on the foot of a digit reaches into the gap, and a spot there is no sure point. */
const SHARP = 0.24;
const SMEARED = 0.3;
const SMEARED_AWAY = 0.7;

interface Step {
  readonly dx: number;
  readonly dy: number;
}

/** Mean of what the digits do not explain, over a disc. */
function spotLight({ line, rest }: ReadLine, x: number, y: number, spot: readonly Step[]): number {
  const { width, height } = line.plane;
  let sum = 0;
  for (const { dx, dy } of spot) {
    const column = x + dx;
    const row = y + dy;
    if (column < 0 || row < 0 || column >= width || row >= height) continue;
    sum += rest[row * width + column] ?? 0;
  }
  return sum / spot.length;
}

function disc(radius: number): Step[] {
  const reach = Math.ceil(radius);
  const out: Step[] = [];
  for (let dy = -reach; dy <= reach; dy += 1) {
    for (let dx = -reach; dx <= reach; dx += 1) if (Math.hypot(dx, dy) <= radius) out.push({ dx, dy });
  }
  return out;
}
