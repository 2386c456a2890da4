/** Somebody who answers for the site has looked at a vehicle whose axles were only typed, and vouches for its file. */
import { CodedError } from '../../../preload/contract/errors.ts';
import type { ParsedInput } from '../../../preload/contract/index.ts';
import { timestamp, type Clock } from '../../../preload/contract/vocabulary.ts';
import type { Vehicle } from '../../../preload/contract/weighing.ts';
import type { VehicleStore } from '../records/vehicle-store.ts';
import type { Act } from '../rpc-server.ts';
import { normalisePlate, plateGiven } from '../rules/plate-grammar.ts';
import type { Writer } from '../store/statement.ts';

export interface AxleConfirmationParts {
  readonly db: Writer;
  readonly vehicles: Pick<VehicleStore, 'get' | 'ofPair' | 'putPair'>;
  readonly clock: Clock;
}

export class AxleConfirmation {
  readonly #parts: AxleConfirmationParts;

  constructor(parts: AxleConfirmationParts) {
    this.#parts = parts;
  }

  /**
   * `vehicle.confirmAxles`: the file counts from now on. Who stands in it, and when in its history.
   * @throws CodedError vehicle.axles-not-typed | vehicle.axles-changed | weighing.plate-invalid
   */
  confirm(
    { axleCount, operatorId, plate: given, trailerPlate: trailer }: ParsedInput<'vehicle.confirmAxles'>,
    act: Act,
  ): Vehicle {
    const { clock, db, vehicles } = this.#parts;
    const plate = plateGiven('plate', given) ?? given;
    return db.immediate(() => {
      const file = trailer === undefined ? vehicles.get(plate) : vehicles.ofPair(plate, normalisePlate(trailer));
      if (file?.axleSource !== 'typed') throw new CodedError('vehicle.axles-not-typed', { plate });
      const axles = file.axleCount ?? null;
      if (axles !== axleCount) throw new CodedError('vehicle.axles-changed', { plate, axles });
      const vouched: Vehicle = { ...file, axleSource: 'file', axlesBy: operatorId };
      const kept = vehicles.putPair(vouched, timestamp(clock.wall()), operatorId);
      act.remember(kept);
      return kept;
    });
  }
}
