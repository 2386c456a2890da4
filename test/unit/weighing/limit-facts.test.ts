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
  otherTrailer: false,
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
  otherTrailer: false,
};

test.each([
  ['its file', FILE, null, {}, AS_FILED],
  ['its file, with its own trailer', FILE, '晋C678挂', {}, AS_FILED],
  [
    'another trailer: its spacing and its tyres are not known, that some are fewer still counts',
    FILE,
    '晋C999挂',
    {},
    { ...AS_FILED, wideTyres: null, trailerSpacingMm: null, otherTrailer: true },
  ],
  [
    'another trailer whose axles were said: the count is nobody else’s',
    FILE,
    '晋C999挂',
    { axleCount: 6 },
    { ...AS_FILED, axleSource: 'typed', wideTyres: null, trailerSpacingMm: null },
  ],
  ['nothing', null, null, {}, UNKNOWN],
  ['a file that says nothing', { plate: '晋C12345' }, '晋C999挂', {}, UNKNOWN],
  [
    'typed without a file',
    null,
    null,
    { axleCount: 4, vehicleType: 'rigid' },
    { ...UNKNOWN, axleCount: 4, vehicleType: 'rigid', axleSource: 'typed' },
  ],
  [
    'another number of axles: how many of the file’s are driven says nothing of these',
    FILE,
    null,
    { axleCount: 7 },
    { ...AS_FILED, axleCount: 7, driveAxles: null, axleSource: 'typed' },
  ],
  ['the file’s number typed', FILE, null, { axleCount: 6 }, { ...AS_FILED, axleSource: 'typed' }],
  ['driven axles typed', FILE, null, { driveAxles: 1 }, { ...AS_FILED, driveAxles: 1, axleSource: 'typed' }],
  ['the body typed', FILE, null, { vehicleType: 'rigid' }, { ...AS_FILED, vehicleType: 'rigid', axleSource: 'typed' }],
  ['a file of what was typed', { ...FILE, axleSource: 'typed' }, null, {}, { ...AS_FILED, axleSource: 'typed' }],
] as const)('%s', (_what, file, plateRear, typed, facts) => {
  expect(limitFacts(file, plateRear, typed, kg(20))).toEqual(facts);
});
