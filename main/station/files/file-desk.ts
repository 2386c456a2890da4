/** Files made, changed and merged by a person, and kept by use: each in one transaction with its history and its answer. */
import { CodedError } from '../../../preload/contract/errors.ts';
import type { LoadSheet } from '../../../preload/contract/documents.ts';
import type { NameFile } from '../../../preload/contract/files.ts';
import type { CallInput, CallOutput, ParsedInput } from '../../../preload/contract/index.ts';
import { timestamp, type Clock, type EpochMs } from '../../../preload/contract/vocabulary.ts';
import type { VehicleStore } from '../records/vehicle-store.ts';
import type { Act } from '../rpc-server.ts';
import type { Writer } from '../store/statement.ts';
import { axlesVouched } from './axles-vouched.ts';
import type { NameStore } from './name-store.ts';
import { vehicleGiven } from './vehicle-given.ts';

export interface FileDeskParts {
  readonly db: Writer;
  readonly vehicles: Pick<VehicleStore, 'get' | 'ofPair' | 'put'>;
  readonly names: Pick<NameStore, 'put' | 'merge' | 'used'>;
  readonly clock: Clock;
  /** Names were written. */
  readonly onNames: () => void;
}

export class FileDesk {
  readonly #parts: FileDeskParts;

  constructor(parts: FileDeskParts) {
    this.#parts = parts;
  }

  /**
   * `files.put`. A vehicle's file is known by its plate, and does not become another's.
   * @throws CodedError file.not-found | file.name-taken | weighing.plate-invalid
   */
  put({ file, id, managerId, operatorId }: ParsedInput<'files.put'>, act: Act): CallOutput<'files.put'> {
    const { clock, db, names, onNames, vehicles } = this.#parts;
    const done = db.immediate(() => {
      const at = timestamp(clock.wall());
      const output = { id: '' };
      if (file.kind === 'vehicle') {
        const given = vehicleGiven(file.vehicle);
        const known = vehicles.get(given.plate);
        // Who stands for the axles of one trailer says nothing of another.
        const vehicle = axlesVouched(given, vehicles.ofPair(given.plate, given.trailerPlate ?? null), managerId);
        if (id !== undefined && (id !== vehicle.plate || known === null)) throw new CodedError('file.not-found');
        if (id === undefined && known !== null) throw new CodedError('file.name-taken', { name: vehicle.plate });
        output.id = vehicles.put(vehicle, at, operatorId).plate;
      } else {
        const number = id === undefined ? null : Number(id);
        if (number !== null && !Number.isSafeInteger(number)) throw new CodedError('file.not-found');
        output.id = String(names.put(number, file, { at, operatorId }, id === undefined));
      }
      act.remember(output);
      return output;
    });
    if (file.kind !== 'vehicle') onNames();
    return done;
  }

  /** `files.merge`. @throws CodedError file.not-found | file.merge-itself */
  merge({ gone, keep, kind, operatorId }: CallInput<'files.merge'>, act: Act): CallOutput<'files.merge'> {
    const { clock, db, names } = this.#parts;
    return db.immediate(() => {
      const pair = { keep: Number(keep), gone: Number(gone) };
      if (!Object.values(pair).every(Number.isSafeInteger)) throw new CodedError('file.not-found');
      const output = { id: String(names.merge(kind, pair, { at: timestamp(clock.wall()), operatorId })) };
      act.remember(output);
      return output;
    });
  }

  /** What stands on a sheet is kept for the next one; after the sheet's own transaction, which owes it nothing. */
  sheetIssued({ createdAt, driver, goods, operatorId, receiver }: LoadSheet): void {
    const { db, names, onNames } = this.#parts;
    const files: NameFile[] = [
      { kind: 'goods', name: goods.name, ...(goods.category === undefined ? {} : { category: goods.category }) },
      { kind: 'receiver', name: receiver },
    ];
    if (driver?.name !== undefined && driver.name !== '')
      files.push({
        kind: 'driver',
        name: driver.name,
        ...(driver.licence === undefined ? {} : { papers: [{ kind: 'driving-licence', number: driver.licence }] }),
      });
    db.immediate(() => {
      for (const file of files) names.used(file, Date.parse(createdAt) as EpochMs, { at: createdAt, operatorId });
    });
    onNames();
  }
}
