/** Which of the plates in a picture is the truck's: the others stand on vehicles behind and beside it. */
import { bounds, quadCentre, quadWidth } from './quad.ts';
import { type PlateReading } from './plate-reading.ts';

/** A part of the picture, in shares of its width and height: where the standing truck's plate is. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Trucks above 4.5 t carry yellow or green plates; blue ones are mostly cars in the background. */
const TRUCK_GROUND = 0.5;
/** Near plates are large, and the truck on the scale is near. */
const SIZE = 1.5;
/** What stands in the middle of the picture is what the camera was pointed at. */
const OFF_CENTRE = 0.8;

/** Seen from twice as far a plate is half as wide: what is nearer than that may be the truck's as well. */
const AS_NEAR = 0.5;

/**
 * Whether nothing else in the picture may be the truck's plate. Another one counts where both readers read it; the same text
 * once more is the number that trucks bear on their tails.
 */
export function standsAlone(
  truck: Pick<PlateReading, 'box' | 'text'>,
  all: readonly Pick<PlateReading, 'agreed' | 'box' | 'text'>[],
): boolean {
  const near = AS_NEAR * quadWidth(truck.box);
  return !all.some(({ agreed, box, text }) => agreed && text !== truck.text && quadWidth(box) >= near);
}

/** Does the plate's centre lie in the region? */
export function isInside(
  reading: Pick<PlateReading, 'box'>,
  size: { width: number; height: number },
  region: Region,
): boolean {
  const { x, y } = quadCentre(reading.box);
  const [u, v] = [x / size.width, y / size.height];
  return u >= region.left && u <= region.right && v >= region.top && v <= region.bottom;
}

/** Best first: what is surely read, large, in the middle, on a truck's ground. */
export function truckFirst(readings: readonly PlateReading[], size: { width: number; height: number }): PlateReading[] {
  const score = (reading: PlateReading) => {
    const { x } = quadCentre(reading.box);
    const truck = reading.kind === 'trailer' || reading.colour === 'yellow' || reading.colour === 'yellow-green';
    return (
      Math.log(reading.confidence + 0.05) +
      SIZE * Math.log(quadWidth(reading.box) / size.width) +
      (truck ? TRUCK_GROUND : 0) -
      OFF_CENTRE * Math.abs(x / size.width - 0.5)
    );
  };
  return readings
    .map((reading) => ({ reading, value: score(reading) }))
    .sort((a, b) => b.value - a.value)
    .map(({ reading }) => reading);
}

/** One reading for each plate: of those that lie on one another the surest stays. */
export function withoutDoubles(readings: readonly PlateReading[]): PlateReading[] {
  const kept: PlateReading[] = [];
  for (const reading of [...readings].sort((a, b) => b.confidence - a.confidence)) {
    const { x, y } = quadCentre(reading.box);
    const covered = kept.some((other) => {
      const box = bounds([other.box]);
      return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    });
    if (!covered) kept.push(reading);
  }
  return kept;
}
