/** What became of a record: every part, sheet, paper, word, the whole visit, the gates; and each question walks an index. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LIFE, LifeQuery } from '../../../main/station/records/life-query.ts';
import { Reader } from '../../../main/station/store/reader.ts';
import { RecordLife } from '../../../preload/contract/workbench.ts';
import { kg, type Uuid } from '../../../preload/contract/vocabulary.ts';
import {
  chainOf,
  displaySeen,
  gateBody,
  minutesLater,
  noticeBody,
  readingsOf,
  sheetBody,
  weighingBody,
} from '../../unit/records/samples.ts';
import { newId, tempStation, type TempStation } from '../../unit/store/temp-station.ts';

let station: TempStation;
let reader: Reader;
let over: Uuid;
let again: Uuid;
let tare: Uuid;

beforeAll(() => {
  station = tempStation();
  const { db } = station;
  const chain = chainOf(db, station.clock);
  const caseId = newId();
  tare = chain.add('weighing', weighingBody({ kind: 'tare', caseId })).id;
  over = chain.add('weighing', weighingBody({ caseId, weighedAt: minutesLater(20), overKg: kg(380) })).id;
  again = chain.add(
    'weighing',
    weighingBody({ caseId, weighedAt: minutesLater(40), replaces: { weighingId: over, reason: '卸货后复磅' } }),
  ).id;
  chain.add('weighing', weighingBody({ caseId: newId(), weighedAt: minutesLater(50) }));
  const first = chain.add('load-sheet', sheetBody(again, tare, '140321-0001-1-20261122-0001'));
  chain.add('load-sheet', sheetBody(again, tare, '140321-0001-1-20261122-0001', { status: 'void', voids: first.id }));
  chain.add('load-sheet', sheetBody(again, tare, '140321-0001-1-20261122-0002'));
  const correction = { field: 'axleCount', from: 6, to: 5 } as const;
  chain.add('notice', noticeBody('correction', { subjectId: again, correction, text: '数错了轴' }));
  chain.add('gate-pass', { ...gateBody('晋C12345'), passedAt: minutesLater(-10) });
  chain.add('gate-pass', { ...gateBody('晋C678挂'), passedAt: minutesLater(45), direction: 'out' });
  chain.add('gate-pass', { ...gateBody('冀A99999'), passedAt: minutesLater(45) });
  chain.add('gate-pass', { ...gateBody('晋C12345'), passedAt: minutesLater(-24 * 60) });
  db.prepare(
    `INSERT INTO print_job (id, sheetId, sheetNumber, copy, state, createdAt, createdAtMs, operatorId, lastError)
     VALUES (?, ?, 'n', 1, 'cancelled', ?, 0, '', 'printer.paper-out')`,
  ).run(newId(), first.id, minutesLater(41));
  const part = db.prepare(
    `INSERT INTO outbox (part, documentId, sequence, sha256, state, createdAtMs, attempts, lastError, receivedAt)
     VALUES (?, ?, 1, ?, ?, 0, ?, ?, ?)`,
  );
  part.run('document', again, null, 'done', 1, null, minutesLater(42));
  part.run('photo', again, 'aa'.padEnd(64, '0'), 'parked', 3, 'platform.refused', null);
  const reading = db.prepare('INSERT INTO reading (captureId, at, body) VALUES (?, ?, ?)');
  reading.run(again, '', JSON.stringify(readingsOf({ displays: [displaySeen('cam-rear')] })));
  reading.run(again, '', JSON.stringify(readingsOf({ displays: [displaySeen('cam-front')] })));
  const outages = db.prepare('INSERT INTO outage (id, fromMs) VALUES (?, ?)');
  outages.run(1, 1_000);
  outages.run(2, 5_000_000);
  db.prepare('INSERT INTO outage_end VALUES (1, 2000, 1000)').run();
  reader = new Reader({ dataDir: station.dataDir });
});
afterAll(async () => {
  await reader.stop();
  station.end();
});

test('everything that became of it, in the contract’s form', async () => {
  const life = RecordLife.parse(await new LifeQuery(reader).of(again));
  expect(life.parts).toMatchObject([
    {
      part: 'document',
      state: 'done',
      receivedAt: minutesLater(42),
      late: { ms: Date.parse(minutesLater(42)), outage: { fromMs: 5_000_000, untilMs: null } },
    },
    { part: 'photo', state: 'parked', attempts: 3, lastError: 'platform.refused', receivedAt: null, late: null },
  ]);
  expect(life.sheets.map(({ number, voided }) => [number.slice(-4), voided])).toEqual([
    ['0001', true],
    ['0002', false],
  ]);
  expect(life.jobs).toMatchObject([{ copy: 1, state: 'cancelled', lastError: 'printer.paper-out' }]);
  const correction = { field: 'axleCount', from: 6, to: 5 };
  expect(life.notices).toMatchObject([{ kind: 'correction', text: '数错了轴', operatorId: '测试员', correction }]);
  expect(life.visit.map(({ id, overKg, replaced }) => [id, overKg, replaced])).toEqual([
    [tare, 0, false],
    [over, 380, true],
    [again, expect.any(Number), false],
  ]);
  expect(life.gates.map(({ direction, plate }) => [direction, plate])).toEqual([
    ['in', '晋C12345'],
    ['out', '晋C678挂'],
  ]);
  // The newest reading counts: the pictures may have been taken again.
  expect(life.displays.map(({ cameraId }) => cameraId)).toEqual(['cam-front']);
});

test('of a damaged notice it is told that there is one', async () => {
  const { db } = station;
  const id = newId();
  db.prepare(
    `INSERT INTO document (sequence, id, kind, prevHash, hash, createdAt, createdAtMs, bytes) VALUES (9000, ?, 'notice', '', 'h', '', 0, x'7b22')`,
  ).run(id);
  db.prepare(
    "INSERT INTO notice (id, sequence, kind, subjectId, effectiveAt) VALUES (?, 9000, 'weighing-void', ?, ?)",
  ).run(id, over, minutesLater(60));
  const { notices } = RecordLife.parse(await new LifeQuery(reader).of(over));
  expect(notices).toEqual([{ kind: 'weighing-void', at: minutesLater(60), text: '', operatorId: '' }]);
});

test('a tare knows the sheets that use it and their paper; an unknown record is none', async () => {
  const life = RecordLife.parse(await new LifeQuery(reader).of(tare));
  expect(life.sheets).toHaveLength(2);
  expect(life.jobs).toMatchObject([{ copy: 1, state: 'cancelled', lastError: 'printer.paper-out' }]);
  expect(life).toMatchObject({ parts: [], notices: [], displays: [] });
  await expect(new LifeQuery(reader).of(newId())).rejects.toMatchObject({ code: 'weighing.not-found' });
});

test.each(Object.keys(LIFE) as (keyof typeof LIFE)[])('%s walks an index', (what) => {
  const names = [...new Set(LIFE[what].match(/@\w+/g) ?? [])].map((name) => [
    name.slice(1),
    name === '@atMs' ? 0 : 'x',
  ]);
  const plan = station.db
    .prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${LIFE[what]}`)
    .all(Object.fromEntries(names) as Record<string, string>);
  const whole = plan.map(({ detail }) => detail).filter((detail) => /^SCAN (?!CONSTANT|\()/.test(detail));
  expect(whole, plan.map(({ detail }) => detail).join('\n')).toEqual([]);
});
