import { describe, expect, test } from 'vitest';
import { kg, type Timestamp, type Uuid } from '../../../../../preload/contract/vocabulary.ts';
import type { OpenTruck, StoredTare, Vehicle } from '../../../../../preload/contract/weighing.ts';
import {
  choicesFor,
  EMPTY_DRAFT,
  fillFromVehicle,
  proposeKind,
  tareFor,
  vehicleToKeep,
  withPlates,
} from '../../../../../renderer/screens/weigh/draft.ts';

const id = (n: number): Uuid => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}` as Uuid;
const at = '2026-11-22T09:32:05.000+08:00' as Timestamp;
const inside: OpenTruck = {
  tareWeighingId: id(1),
  caseId: id(2),
  plateFront: '晋C12345',
  plateRear: '晋C6688挂',
  tareKg: kg(16_200),
  weighedAt: at,
};
const stored: StoredTare = {
  weighingId: id(3),
  plateFront: '晋A8F207',
  plateRear: null,
  tareKg: kg(12_480),
  weighedAt: at,
  expiresAt: at,
  expired: false,
};
const draft = withPlates(EMPTY_DRAFT, '晋C12345', '晋C6688挂');

describe('the tare of a truck', () => {
  test('is the one weighed on this trip', () => {
    expect(tareFor(draft, [inside], [])).toEqual({ source: 'open', weighingId: id(1), kg: 16_200, weighedAt: at });
  });
  test('belongs to tractor and trailer: another trailer has none', () => {
    expect(tareFor(withPlates(EMPTY_DRAFT, '晋C12345', '晋C9999挂'), [inside], [])).toBeNull();
    expect(tareFor(withPlates(EMPTY_DRAFT, '晋C12345', ''), [inside], [])).toBeNull();
  });
  test('is else the stored one, unless it has expired', () => {
    const rigid = withPlates(EMPTY_DRAFT, '晋A8F207', '');
    expect(tareFor(rigid, [inside], [stored])?.source).toBe('stored');
    expect(tareFor(rigid, [inside], [{ ...stored, expired: true }])).toBeNull();
  });
  test('nobody without a plate has one', () => {
    expect(tareFor(EMPTY_DRAFT, [{ ...inside, plateFront: '', plateRear: null }], [])).toBeNull();
  });
});

test.each([
  [48_620, 16_200, 'gross'],
  [16_240, 16_200, 'tare'],
  [19_440, 16_200, 'tare'],
  [19_460, 16_200, 'gross'],
  [25_000, null, 'tare'],
  [25_020, null, 'gross'],
  [null, 16_200, 'gross'],
  [null, null, 'tare'],
] as const)('%s kg with a tare of %s is a %s', (weight, tare, kind) => {
  const known = tare === null ? null : { source: 'open' as const, weighingId: id(1), kg: tare, weighedAt: at };
  expect(proposeKind(weight, known)).toBe(kind);
});

const file: Vehicle = {
  plate: '晋C12345',
  trailerPlate: '晋C6688挂',
  axleCount: 6,
  vehicleType: 'articulated',
  driveAxles: 2,
  registeredTotalKg: 49_000,
  goodsName: '原煤',
  receiver: '热电',
};

describe('the vehicle file', () => {
  test('fills what nobody typed and leaves what somebody did', () => {
    const filled = fillFromVehicle({ ...draft, goods: '精煤' }, file);
    expect(filled).toMatchObject({
      axleCount: 6,
      vehicleType: 'articulated',
      driveAxles: 2,
      goods: '精煤',
      receiver: '热电',
    });
  });
  test('of another plate fills nothing', () => {
    const other = withPlates(EMPTY_DRAFT, '晋A8F207', '');
    expect(fillFromVehicle(other, file)).toBe(other);
  });
  test('keeps what it knew when it is written again', () => {
    const next = vehicleToKeep({ ...fillFromVehicle(draft, file), receiver: '水泥厂' }, file);
    expect(next).toEqual({ ...file, receiver: '水泥厂' });
  });
  test('is not written when it says everything already', () => {
    expect(vehicleToKeep(fillFromVehicle(draft, file), file)).toBeNull();
    expect(vehicleToKeep(EMPTY_DRAFT, null)).toBeNull();
  });
});

test('another plate takes everything said about the first one away; a trailer corrected keeps nothing of it either', () => {
  expect(withPlates({ ...draft, goods: '原煤', axleCount: 6 }, '晋A8F207', '')).toEqual({
    ...EMPTY_DRAFT,
    plateFront: '晋A8F207',
  });
  expect(withPlates({ ...draft, goods: '原煤' }, '晋C12345', '晋C6688挂').goods).toBe('原煤');
});

test('choices: trucks inside before known ones, each once, by what is typed after the province, nine at most', () => {
  const known: Vehicle = { plate: '晋E12399' };
  expect(choicesFor('晋', [inside], [file, known]).map((choice) => choice.plateFront)).toEqual([
    '晋C12345',
    '晋E12399',
  ]);
  expect(choicesFor('晋C', [inside], [known]).map((choice) => choice.plateFront)).toEqual(['晋C12345']);
  expect(choicesFor('晋', Array(20).fill(inside), [])).toHaveLength(9);
});
