/** A vehicle as a person or another program gave it, with its plates normalised. Pure. */
import type { Vehicle } from '../../../preload/contract/weighing.ts';
import { plateGiven } from '../rules/plate-grammar.ts';

/** @throws CodedError weighing.plate-invalid */
export function vehicleGiven(vehicle: Vehicle): Vehicle {
  const { trailerPlate } = vehicle;
  return {
    ...vehicle,
    plate: plateGiven('plate', vehicle.plate) ?? vehicle.plate,
    ...(trailerPlate == null ? {} : { trailerPlate: plateGiven('trailerPlate', trailerPlate) }),
  };
}
