/** Whether axles that stand in a form count as vouched for. Pure. */
import { Vehicle } from '../../../preload/contract/weighing.ts';

const AXLES = ['axleCount', 'vehicleType', 'driveAxles'] as const;

/**
 * Axles as they were, of the same trailer, keep who stands for them; other ones are only typed, until a manager puts his name to
 * them. A picture that showed the old ones shows nothing of the new.
 * @param managerId absent: none did
 */
export function axlesVouched(next: Vehicle, known: Vehicle | null, managerId: string | undefined): Vehicle {
  const { axleSource: _source, axlesBy: _by, axlesFrom: _from, ...file } = next;
  if (sameAxles(next, known) && sameTrailer(next, known)) return { ...file, ...whoStands(known) };
  if (next.axleCount == null) return file;
  return {
    ...file,
    ...(managerId === undefined ? { axleSource: 'typed' } : { axleSource: 'file', axlesBy: managerId }),
  };
}

/**
 * `vehicle.put`: who stands for axles, and what shows them, is the station's to write and never a caller's; it stays where the
 * axles, their trailer and their source are as they were. What was only typed no caller makes more of: that is the manager's.
 * @param known as the file is with the trailer that is given
 */
export function axlesAsPut({ axlesBy: _by, axlesFrom: _from, ...file }: Vehicle, known: Vehicle | null): Vehicle {
  const { axleSource = 'file', ...kept } = whoStands(known);
  const wasTyped = axleSource === 'typed';
  const same = sameAxles(file, known);
  const asKnown = same && sameTrailer(file, known) && (wasTyped || (file.axleSource ?? 'file') === axleSource);
  const vouchedOtherwise = known?.axlesBy !== undefined && same && !sameTrailer(file, known);
  const typed = file.axleCount != null && (wasTyped || vouchedOtherwise);
  return Vehicle.parse({ ...file, ...(typed ? { axleSource: 'typed' } : {}), ...(asKnown ? kept : {}) });
}

const sameAxles = (one: Vehicle, other: Vehicle | null): boolean =>
  AXLES.every((field) => (one[field] ?? null) === (other?.[field] ?? null));

/** One plate front and rear is no trailer. */
const trailerOf = (vehicle: Vehicle | null): string | null =>
  vehicle?.trailerPlate === vehicle?.plate ? null : (vehicle?.trailerPlate ?? null);

const sameTrailer = (one: Vehicle, other: Vehicle | null): boolean => trailerOf(one) === trailerOf(other);

const whoStands = (known: Vehicle | null): Partial<Vehicle> => ({
  ...(known?.axleSource === undefined ? {} : { axleSource: known.axleSource }),
  ...(known?.axlesBy === undefined ? {} : { axlesBy: known.axlesBy }),
  ...(known?.axlesFrom === undefined ? {} : { axlesFrom: known.axlesFrom }),
});
