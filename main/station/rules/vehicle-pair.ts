/**
 * What a vehicle is with one of its trailers. Axles and load are those of the combination, so what somebody vouched for with
 * one trailer says nothing of the next one; the tractor itself stays the same. Pure.
 */
import type { Vehicle } from '../../../preload/contract/weighing.ts';

const FACTS = [
  'axleCount',
  'axleSource',
  'axlesBy',
  'axlesFrom',
  'vehicleType',
  'driveAxles',
  'tyrePairsFewer',
  'wideTyres',
  'trailerSpacingMm',
  'registeredTotalKg',
  'approvedLoadKg',
] as const satisfies readonly (keyof Vehicle)[];

/**
 * Body and drive axles are the tractor's, and what it pulls is of the same kind: known until somebody says otherwise. So are tyres
 * that are fewer: they may be its own, and only lower the limit.
 */
const STAYS: readonly (typeof FACTS)[number][] = ['vehicleType', 'driveAxles', 'registeredTotalKg', 'tyrePairsFewer'];

export type PairFacts = Partial<Pick<Vehicle, (typeof FACTS)[number]>>;

export function pairFacts(file: Vehicle): PairFacts {
  return Object.fromEntries(FACTS.flatMap((fact) => (file[fact] === undefined ? [] : [[fact, file[fact]]])));
}

/**
 * The file as it is with that trailer.
 * @param trailerPlate null: none was seen, and the file stands as it is
 * @param known what is kept of the pair; null: it was never here, and its axles are unknown
 */
export function withTrailer(file: Vehicle, trailerPlate: string | null, known: PairFacts | null): Vehicle {
  if (trailerPlate === null || file.trailerPlate === trailerPlate) return file;
  if (known === null && file.trailerPlate == null) return file;
  const dropped = FACTS.filter((fact) => known !== null || !STAYS.includes(fact));
  const rest = Object.fromEntries(
    Object.entries(file).filter(([field]) => !dropped.some((fact) => fact === field)),
  ) as Vehicle;
  return { ...rest, ...known, trailerPlate };
}
