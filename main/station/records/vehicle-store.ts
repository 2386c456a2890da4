import type { Timestamp } from '../../../preload/contract/vocabulary.ts';
import type { Vehicle } from '../../../preload/contract/weighing.ts';
import type { Writer } from '../store/statement.ts';

export declare class VehicleStore {
  constructor(db: Writer);
  get(plate: string): Vehicle | null;
  /** Replaces the file of that plate and keeps what was written, when and by whom. */
  put(vehicle: Vehicle, at: Timestamp, operatorId: string): Vehicle;
}
