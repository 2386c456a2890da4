/** What is known of a vehicle for its limit: typed before filed, and of the file only what is of this vehicle. */
import { expect, test } from 'vitest';
import { limitFacts } from '../../../main/station/weighing/limit-facts.ts';
import type { Vehicle } from '../../../preload/contract/weighing.ts';
import { kg } from '../../../preload/contract/vocabulary.ts';

const FILE: Vehicle = {
  plate: '晋C12345',
  trailerPlate: '晋C678挂',
  axleCount: 6,
  vehicleType: 'articulated',
  driveAxles: 2,
  axleSource: 'file',
  tractorAxles: 3,
  tyrePairsFewer: 1,
  wideTyres: true,
  airSuspension: true,
  trailerSpacingMm: 1310,
  registeredTotalKg: 49_000,
};
const AS_FILED = {
  axleCount: 6,
  axleSource: 'file',
  vehicleType: 'articulated',
  driveAxles: 2,
  tractorAxles: 3,
  tyrePairsFewer: 1,
  wideTyres: true,
  airSuspension: true,
  trailerSpacingMm: 1310,
  registeredTotalKg: 49_000,
  toleranceKg: 20,
};
const UNKNOWN = {
  axleCount: null,
  axleSource: 'unknown',
  vehicleType: 'unknown',
  driveAxles: null,
  tractorAxles: null,
  tyrePairsFewer: null,
  wideTyres: null,
  airSuspension: null,
  trailerSpacingMm: null,
  registeredTotalKg: null,
  toleranceKg: 20,
};

test.each([
  ['its file', FILE, {}, AS_FILED],
  ['nothing', null, {}, UNKNOWN],
  ['a file that says nothing', { plate: '晋C12345' }, {}, UNKNOWN],
  [
    'typed without a file',
    null,
    { axleCount: 4, vehicleType: 'rigid' },
    { ...UNKNOWN, axleCount: 4, vehicleType: 'rigid', axleSource: 'typed' },
  ],
  [
    'another number of axles: how many of the file’s are driven says nothing of these',
    FILE,
    { axleCount: 7 },
    { ...AS_FILED, axleCount: 7, driveAxles: null, axleSource: 'typed' },
  ],
  ['the file’s number typed', FILE, { axleCount: 6 }, { ...AS_FILED, axleSource: 'typed' }],
  ['driven axles typed', FILE, { driveAxles: 1 }, { ...AS_FILED, driveAxles: 1, axleSource: 'typed' }],
  ['the body typed', FILE, { vehicleType: 'rigid' }, { ...AS_FILED, vehicleType: 'rigid', axleSource: 'typed' }],
  ['a file of what was typed', { ...FILE, axleSource: 'typed' }, {}, { ...AS_FILED, axleSource: 'typed' }],
] as const)('%s', (_what, file, typed, facts) => {
  expect(limitFacts(file, typed, kg(20))).toEqual(facts);
});
