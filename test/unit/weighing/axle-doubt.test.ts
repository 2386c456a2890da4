/** Said beside the file: other axles, or what would let the vehicle be heavier, are a matter; the rest is none. */
import { expect, test } from 'vitest';
import { axleDoubt } from '../../../main/station/weighing/axle-doubt.ts';
import type { Vehicle } from '../../../preload/contract/weighing.ts';

const SIX: Vehicle = { plate: '晋C12345', axleCount: 6, vehicleType: 'articulated', driveAxles: 1, axleSource: 'file' };
const RIGID: Vehicle = { plate: '晋C12345', axleCount: 4, vehicleType: 'rigid', axleSource: 'file' };

test.each([
  ['nothing', SIX, {}, null],
  ['the same', SIX, { axleCount: 6, vehicleType: 'articulated', driveAxles: 1 }, null],
  ['less by body', { ...RIGID, vehicleType: 'articulated' }, { vehicleType: 'rigid' }, null],
  ['fewer axles', SIX, { axleCount: 5 }, { fileAxles: 6, above: false, limitKg: 43_000 }],
  ['more axles', RIGID, { axleCount: 5 }, { fileAxles: 4, above: true, limitKg: 43_000 }],
  ['more axles, though the limit is the same', SIX, { axleCount: 7 }, { fileAxles: 6, above: true, limitKg: 46_000 }],
  ['two driven where one is', SIX, { driveAxles: 2 }, { fileAxles: 6, above: true, limitKg: 49_000 }],
  [
    'articulated where it is rigid',
    RIGID,
    { vehicleType: 'articulated' },
    { fileAxles: 4, above: true, limitKg: 36_000 },
  ],
  ['a file without axles', { plate: '晋C12345' }, { axleCount: 6, driveAxles: 2 }, null],
  ['no file', null, { axleCount: 6 }, null],
] as const)('%s', (_what, file, said, doubt) => {
  expect(axleDoubt(file, said, '20261130')).toEqual(doubt);
});
