/** Who answers for the site vouches for axles that were only typed: by name, and only for those that he looked at. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Vehicle } from '../../../preload/contract/weighing.ts';
import { VehicleStore } from '../../../main/station/records/vehicle-store.ts';
import { AxleConfirmation } from '../../../main/station/weighing/axle-confirmation.ts';
import { AT } from '../records/samples.ts';
import { newId, tempStation, thrown, type TempStation } from '../store/temp-station.ts';

const PLATE = '晋C12345';
const TYPED: Vehicle = {
  plate: PLATE,
  axleCount: 6,
  axleSource: 'typed',
  axlesFrom: { weighingId: newId(), sha256: null },
  goodsName: '原煤',
};

let station: TempStation;
let vehicles: VehicleStore;
let confirmation: AxleConfirmation;
let remembered: unknown[];

beforeEach(() => {
  station = tempStation();
  const { clock, db } = station;
  vehicles = new VehicleStore(db);
  confirmation = new AxleConfirmation({ db, vehicles, clock });
  remembered = [];
});
afterEach(() => station.end());

const confirm = (axleCount = 6, plate = PLATE): Vehicle =>
  confirmation.confirm(
    { plate, axleCount, operatorId: '王五' },
    {
      role: 'nobody',
      operator: '',
      requestId: null,
      request: null,
      remember: (answer: unknown) => remembered.push(answer),
    },
  );
const history = (): object[] =>
  station.db.prepare<object>('SELECT at, operatorId, body FROM vehicle_change ORDER BY id').all();

it('the file counts from then on; who and when stands in its history', () => {
  vehicles.put(TYPED, AT, '张三');
  station.clock.now += 60_000;
  const kept = { ...TYPED, axleSource: 'file', axlesBy: '王五' };
  expect(confirm(6, '晋 c·12345')).toEqual(kept);
  expect(vehicles.get(PLATE)).toEqual(kept);
  expect(remembered).toEqual([kept]);
  expect(history()).toEqual([
    { at: AT, operatorId: '张三', body: JSON.stringify(TYPED) },
    { at: '2026-11-22T14:33:05.123+08:00', operatorId: '王五', body: JSON.stringify(kept) },
  ]);
});

it.each([
  ['no file', null, 'vehicle.axles-not-typed'],
  ['vouched for already', { ...TYPED, axleSource: 'file' }, 'vehicle.axles-not-typed'],
  ['a file of before, that somebody made', { plate: PLATE, axleCount: 6 }, 'vehicle.axles-not-typed'],
  ['other axles by now', { ...TYPED, axleCount: 5 }, 'vehicle.axles-changed'],
] as const)('%s: refused, and nothing is written', (_what, file, code) => {
  if (file !== null) vehicles.put(file, AT, '张三');
  const before = history();
  expect(thrown(() => confirm())).toMatchObject({ code, params: { plate: PLATE } });
  expect(history()).toEqual(before);
  expect(remembered).toEqual([]);
});
