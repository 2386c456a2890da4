/** The schema itself refuses to change or remove what is evidence, whatever the program tries. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { timestamp, type Sha256 } from '../../../preload/contract/vocabulary.ts';
import { CaptureStore } from '../../../main/station/records/capture-store.ts';
import { PassStore } from '../../../main/station/records/pass-store.ts';
import { VehicleStore } from '../../../main/station/records/vehicle-store.ts';
import { AT, captureRow, chainOf, weighingBody } from '../records/samples.ts';
import { newId, tempStation, type TempStation } from './temp-station.ts';

let station: TempStation;
beforeEach(() => {
  station = tempStation();
  const { db, clock } = station;
  const captures = new CaptureStore(db);
  const row = captureRow();
  captures.insert(row);
  captures.addRetake(row.id, { images: [], missing: [], takenAt: AT });
  new PassStore(db).insert({
    id: newId(),
    scaleId: 'scale-1',
    startedAt: AT,
    endedAt: AT,
    zeroBeforeKg: null,
    zeroAfterKg: null,
    points: [],
    keptEvery: 1,
    weighingIds: [],
  });
  new VehicleStore(db).put({ plate: '晋C12345' }, timestamp(clock.wall()), 'nobody');
  captures.confirm(row.id, { how: {} });
  const { add, chain } = chainOf(db, clock);
  add('weighing', weighingBody(), row.id);
  db.immediate(() => chain.continueAbove({ sequence: 7, hash: 'a'.repeat(64) as Sha256 }));
});
afterEach(() => station.end());

test.each([
  ['capture', 'body'],
  ['retake', 'body'],
  ['pass', 'body'],
  ['document', 'bytes'],
  ['chain_base', 'hash'],
  ['confirmation', 'body'],
  ['signing_key', 'publicJwk'],
  ['vehicle_change', 'body'],
])('%s', (table, column) => {
  const { db } = station;
  const rows = () => db.prepare(`SELECT * FROM ${table}`).all();
  const before = rows();
  expect(before).toHaveLength(1);
  expect(() => db.prepare(`UPDATE ${table} SET ${column} = ${column}`).run()).toThrow('append-only');
  expect(() => db.prepare(`DELETE FROM ${table}`).run()).toThrow('append-only');
  expect(() => db.prepare(`REPLACE INTO ${table} SELECT * FROM ${table}`).run()).toThrow('append-only');
  expect(rows()).toEqual(before);
});
