/** Whether axles that stand in a form count as vouched for. Pure. */
import type { Vehicle } from '../../../preload/contract/weighing.ts';

const AXLES = ['axleCount', 'vehicleType', 'driveAxles'] as const;

/**
 * Axles as they were keep who stands for them; other ones are only typed, until a manager puts his name to them. A picture
 * that showed the old ones shows nothing of the new.
 * @param managerId absent: none did
 */
export function axlesVouched(next: Vehicle, known: Vehicle | null, managerId: string | undefined): Vehicle {
  const { axleSource: _source, axlesBy: _by, axlesFrom: _from, ...file } = next;
  if (AXLES.every((field) => (next[field] ?? null) === (known?.[field] ?? null)))
    return { ...file, ...whoStands(known) };
  if (next.axleCount == null) return file;
  return {
    ...file,
    ...(managerId === undefined ? { axleSource: 'typed' } : { axleSource: 'file', axlesBy: managerId }),
  };
}

const whoStands = (known: Vehicle | null): Partial<Vehicle> => ({
  ...(known?.axleSource === undefined ? {} : { axleSource: known.axleSource }),
  ...(known?.axlesBy === undefined ? {} : { axlesBy: known.axlesBy }),
  ...(known?.axlesFrom === undefined ? {} : { axlesFrom: known.axlesFrom }),
});
