/** Whether axles that stand in a form count as vouched for. Pure. */
import { Vehicle } from '../../../preload/contract/weighing.ts';

const AXLES = ['axleCount', 'vehicleType', 'driveAxles'] as const;

/**
 * Axles as they were keep who stands for them; other ones are only typed, until a manager puts his name to them. A picture
 * that showed the old ones shows nothing of the new.
 * @param managerId absent: none did
 */
export function axlesVouched(next: Vehicle, known: Vehicle | null, managerId: string | undefined): Vehicle {
  const { axleSource: _source, axlesBy: _by, axlesFrom: _from, ...file } = next;
  if (sameAxles(next, known)) return { ...file, ...whoStands(known) };
  if (next.axleCount == null) return file;
  return {
    ...file,
    ...(managerId === undefined ? { axleSource: 'typed' } : { axleSource: 'file', axlesBy: managerId }),
  };
}

/**
 * `vehicle.put`: who stands for axles, and what shows them, is the station's to write and never a caller's; it stays where the
 * axles and their source are as they were.
 */
export function axlesAsPut({ axlesBy: _by, axlesFrom: _from, ...file }: Vehicle, known: Vehicle | null): Vehicle {
  const { axleSource, ...kept } = whoStands(known);
  const same = (file.axleSource ?? 'file') === (axleSource ?? 'file') && sameAxles(file, known);
  return Vehicle.parse(same ? { ...file, ...kept } : file);
}

const sameAxles = (one: Vehicle, other: Vehicle | null): boolean =>
  AXLES.every((field) => (one[field] ?? null) === (other?.[field] ?? null));

const whoStands = (known: Vehicle | null): Partial<Vehicle> => ({
  ...(known?.axleSource === undefined ? {} : { axleSource: known.axleSource }),
  ...(known?.axlesBy === undefined ? {} : { axlesBy: known.axlesBy }),
  ...(known?.axlesFrom === undefined ? {} : { axlesFrom: known.axlesFrom }),
});
