import { type Place, type ReadLine } from './places.ts';

/** Digit heights around the foot of the gap in which a point is looked for. */
const BESIDE = 0.02;
const ABOVE = 0.1;
const BELOW = 0.06;

/** The brightest spot at the foot of the gap right of a place, 1 being as bright as the digit's own lamps. */
export function pointBeside(read: ReadLine, place: Place, next: Place | undefined): number {
  const { line, kernels, rest } = read;
  const tall = line.digitHeight;
  const radius = Math.max(1.2, kernels.shape.stroke * tall * 0.55);
  const spot = disc(radius);
  const right = place.x + kernels.shape.width * tall;
  const foot = line.first + tall - radius;
  const until = next === undefined ? right + 0.45 * tall : Math.min(right + 0.45 * tall, next.x - BESIDE * tall);
  let most = 0;
  for (let y = Math.round(foot - ABOVE * tall); y <= foot + BELOW * tall; y += 1) {
    for (let x = Math.round(right + BESIDE * tall); x <= until; x += 1) {
      let sum = 0;
      for (const { dx, dy } of spot) {
        const column = x + dx;
        const row = y + dy;
        if (column < 0 || row < 0 || column >= line.plane.width || row >= line.plane.height) continue;
        sum += rest[row * line.plane.width + column] ?? 0;
      }
      most = Math.max(most, sum / spot.length);
    }
  }
  return place.brightness > 0 ? most / place.brightness : 0;
}

function disc(radius: number): { dx: number; dy: number }[] {
  const reach = Math.ceil(radius);
  const out: { dx: number; dy: number }[] = [];
  for (let dy = -reach; dy <= reach; dy += 1) {
    for (let dx = -reach; dx <= reach; dx += 1) if (Math.hypot(dx, dy) <= radius) out.push({ dx, dy });
  }
  return out;
}
