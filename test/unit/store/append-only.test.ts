/** The schema itself refuses to change or remove what is evidence, whatever the program tries. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { timestamp, type Sha256 } from '../../../preload/contract/vocabulary.ts';
import { BarrierStore } from '../../../main/station/records/barrier-store.ts';
import { CaptureStore } from '../../../main/station/records/capture-store.ts';
import { GateMatchStore } from '../../../main/station/records/gate-match-store.ts';
import { OutcomeStore } from '../../../main/station/records/outcome-store.ts';
import { recordPhoto } from '../../../main/station/records/photo-row.ts';
import { PassStore } from '../../../main/station/records/pass-store.ts';
import { PlatformWarningStore } from '../../../main/station/records/platform-warning-store.ts';
import { ReadingStore } from '../../../main/station/records/reading-store.ts';
import { WarningStore } from '../../../main/station/records/warning-store.ts';
import { VehicleStore } from '../../../main/station/records/vehicle-store.ts';
import { databaseFile } from '../../../main/station/store/data-folder.ts';
import { openSqlite } from '../../../main/station/store/open-sqlite.ts';
import {
  AT,
  captureRow,
  chainOf,
  displaySeen,
  passRow,
  plateSeen,
  readingsOf,
  weighingBody,
} from '../records/samples.ts';
import { newId, tempStation, type TempStation } from './temp-station.ts';

let station: TempStation;
beforeEach(() => {
  station = tempStation();
  const { db, clock } = station;
  const captures = new CaptureStore(db);
  const row = captureRow();
  captures.insert(row);
  captures.addRetake(row.id, { images: [], missing: [], takenAt: AT });
  const pass = passRow();
  new PassStore(db).insert(pass);
  const warnings = new WarningStore(db);
  const warning = {
    id: newId(),
    kind: 'pass-curve',
    subjectId: pass.id,
    scaleId: 'scale-1',
    at: clock.wall(),
  } as const;
  warnings.raise(warning);
  warnings.acknowledge(warning.id, { at: AT, operatorId: '张三', reason: '已看照片' });
  new VehicleStore(db).put({ plate: '晋C12345' }, timestamp(clock.wall()), 'nobody');
  captures.confirm(row.id, { how: {} });
  const { add, chain } = chainOf(db, clock);
  const document = add('weighing', weighingBody({ plateRear: { text: null, source: 'none' } }), row.id);
  const readings = readingsOf({ plateFront: plateSeen('晋C12345'), displays: [displaySeen('cam-front')] });
  new ReadingStore(db).add(row.id, AT, readings);
  const how = { passId: row.passId, taken: false, reads: true, confirmedAt: AT };
  db.immediate(() => new OutcomeStore(db).add(document, readings, how));
  db.immediate(() => {
    const gates = new GateMatchStore(db);
    gates.set(pass.id, { by: 'front', weighingId: document.id, suggestion: null }, null, clock.wall());
    gates.close(warning.id, 'person', 'left-empty');
    const barriers = new BarrierStore(db);
    const order = { id: newId(), placeId: 'scale-1', subjectId: document.id, at: AT, atMs: 0 };
    barriers.order({ ...order, orderedBy: null, reason: null });
    barriers.outcome(order.id, AT, null);
    barriers.claim(order.id, newId());
  });
  db.immediate(() => {
    const platform = new PlatformWarningStore(db);
    platform.takeEvent('1', 'warning.raised', clock.wall());
    const times = { raisedAtMs: clock.wall(), dueAtMs: null, receivedAtMs: clock.wall() };
    const said = { code: 'c', level: 'high', title: '', text: '', documentIds: '[]' } as const;
    platform.raise({ warningId: 'w', announcement: 0, ...said, ...times });
    platform.step('w', 'returned', clock.wall(), '');
    platform.own('w', '张三', clock.wall());
    db.prepare("INSERT INTO warning_mark (warningId, mark, atMs) VALUES ('w', 'raised', 0)").run();
    const sha256 = 'b'.repeat(64) as Sha256;
    const photo = { sha256, bytes: 1, width: 1, height: 1, mime: 'image/png', cameraId: 'file', takenAt: AT } as const;
    recordPhoto(db, photo);
    db.prepare("INSERT INTO attachment (sha256, role, atMs) VALUES (?, 'before', 0)").run(sha256);
  });
  db.immediate(() => chain.continueAbove({ sequence: 7, hash: 'a'.repeat(64) as Sha256 }));
});
afterEach(() => station.end());

test.each([
  ['capture', 'body'],
  ['retake', 'body'],
  ['pass', 'body'],
  ['warning', 'kind'],
  ['acknowledgement', 'reason'],
  ['document', 'bytes'],
  ['chain_base', 'hash'],
  ['confirmation', 'body'],
  ['signing_key', 'publicJwk'],
  ['vehicle_change', 'body'],
  ['reading', 'body'],
  ['plate_outcome', 'readText'],
  ['display_outcome', 'verdict'],
  ['gate_match', 'weighingId'],
  ['gate_closing', 'how'],
  ['barrier_order', 'placeId'],
  ['barrier_claim', 'passId'],
  ['barrier_outcome', 'trouble'],
  ['platform_event', 'type'],
  ['platform_warning', 'text'],
  ['platform_warning_step', 'text'],
  ['warning_owner', 'operatorId'],
  ['warning_mark', 'soundGroup'],
  ['attachment', 'role'],
])('%s', (table, column) => {
  const { db } = station;
  const rows = () => db.prepare(`SELECT * FROM ${table}`).all();
  const before = rows();
  expect(before).toHaveLength(1);
  expect(() => db.prepare(`UPDATE ${table} SET ${column} = ${column}`).run()).toThrow('append-only');
  expect(() => db.prepare(`DELETE FROM ${table}`).run()).toThrow('append-only');
  expect(() => db.prepare(`REPLACE INTO ${table} SELECT * FROM ${table}`).run()).toThrow('append-only');
  const stranger = openSqlite(databaseFile(station.dataDir), { timeoutMs: 1000 });
  try {
    expect(() => stranger.prepare(`REPLACE INTO ${table} SELECT * FROM ${table}`).run()).toThrow('append-only');
  } finally {
    stranger.close();
  }
  expect(rows()).toEqual(before);
});
