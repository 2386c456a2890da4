/** What a hand-over asks, by its query plans; what it answers is test/station/reports. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HANDOVER, HandoverQuery } from '../../../main/station/records/handover-query.ts';
import { HandoverStore } from '../../../main/station/records/handover-store.ts';
import { PassStore } from '../../../main/station/records/pass-store.ts';
import { kg, type EpochMs, type Timestamp } from '../../../preload/contract/vocabulary.ts';
import { WarningStore } from '../../../main/station/records/warning-store.ts';
import { Reader } from '../../../main/station/store/reader.ts';
import {
  AT,
  chainOf,
  gateBody,
  minutesLater,
  noticeBody,
  passRow,
  sheetBody,
  weighingBody,
} from '../../unit/records/samples.ts';
import { newId, tempStation, thrown, type TempStation } from '../../unit/store/temp-station.ts';

let station: TempStation;
let reader: Reader;
let chain: ReturnType<typeof chainOf>;
beforeAll(() => {
  station = tempStation();
  chain = chainOf(station.db, station.clock);
  reader = new Reader({ dataDir: station.dataDir });
});
afterAll(async () => {
  await reader.stop();
  station.end();
});

test.each(Object.entries(HANDOVER))('%s: no table of records is read as a whole', (_, sql) => {
  const plan = station.db
    .prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all({ fromMs: 0, untilMs: 1, from: '', until: '' })
    .map(({ detail }) => detail);
  expect(plan.length).toBeGreaterThan(0);
  expect(
    plan.filter((detail) =>
      /^SCAN (document|weighing|load_sheet|pass|gate_pass|print_job|warning|w|d|g|p|s|x|gone)\b/.test(detail),
    ),
  ).toEqual([]);
});

test('what an empty deck read: first, last and farthest from zero, by scale, of the passes that ended within the time', async () => {
  const passes = new PassStore(station.db);
  const read = (scaleId: string, minutes: number, before: number | null, after: number | null): void =>
    station.db.immediate(() =>
      passes.insert(
        passRow({
          scaleId,
          endedAt: minutesLater(minutes),
          zeroBeforeKg: before === null ? null : kg(before),
          zeroAfterKg: after === null ? null : kg(after),
        }),
      ),
    );
  read('scale-1', -1, 400, 400);
  read('scale-1', 0, null, 20);
  read('scale-1', 1, 20, -60);
  read('scale-1', 2, 0, null);
  read('scale-2', 1, null, null);
  read('scale-1', 10, 400, 400);
  const ms = (at: Timestamp): number => Date.parse(at);
  expect(await new HandoverQuery(reader).zero({ fromMs: ms(AT), untilMs: ms(minutesLater(10)) })).toEqual([
    { scaleId: 'scale-1', passes: 3, firstKg: 20, lastKg: 0, worstKg: -60 },
    { scaleId: 'scale-2', passes: 1, firstKg: null, lastKg: null, worstKg: null },
  ]);
});

test('a matter of a gate is told with the plate of its vehicle', async () => {
  const { clock, db } = station;
  const passed = chain.add('gate-pass', { ...gateBody('晋C88888'), direction: 'out' }).id;
  db.immediate(() =>
    new WarningStore(db).raise({
      id: newId(),
      kind: 'exit-no-sheet',
      subjectId: passed,
      scaleId: null,
      at: clock.now as EpochMs,
    }),
  );
  expect((await new HandoverQuery(reader).warnings()).newest).toMatchObject([
    { kind: 'exit-no-sheet', subject: '晋C88888' },
  ]);
});

describe('what people did besides the usual', () => {
  const HOUR = 3_600_000;
  const FROM = Date.parse('2026-11-25T06:00:00.000+08:00');
  const SHIFT = { fromMs: FROM, untilMs: FROM + 8 * HOUR };
  const NUMBER = '140321-0001-1-20261125-0001';
  let handed: Awaited<ReturnType<HandoverQuery['overrides']>>;

  beforeAll(async () => {
    const { clock, db } = station;
    clock.now = FROM - HOUR;
    const tare = chain.add('weighing', weighingBody({ kind: 'tare' })).id;
    const gross = chain.add('weighing', weighingBody()).id;
    const sheet = chain.add('load-sheet', sheetBody(gross, tare, NUMBER, { netKg: kg(32_000) })).id;
    clock.now = FROM + HOUR;
    const axles = { fileAxleCount: 5, reason: '换了挂车', managerId: '王站长' };
    const weighed = chain.add('weighing', weighingBody({ otherAxles: axles })).id;
    chain.add('load-sheet', sheetBody(gross, tare, NUMBER, { netKg: kg(32_000), status: 'void', voids: sheet }));
    // Voided in the shift in which it was issued.
    const own = chain.add('load-sheet', sheetBody(weighed, tare, `${NUMBER.slice(0, -1)}2`)).id;
    chain.add('load-sheet', sheetBody(weighed, tare, `${NUMBER.slice(0, -1)}2`, { status: 'void', voids: own }));
    const correction = { field: 'axleCount', from: 5, to: 6 } as const;
    chain.add('notice', noticeBody('correction', { subjectId: weighed, correction, managerId: '李站长' }));
    const passed = chain.add('gate-pass', { ...gateBody('晋C77777'), passedAt: minutesLater(0) }).id;
    chain.add('notice', noticeBody('manual-opening', { subjectId: passed, placeId: 'gate-out', text: '杆坏了' }));
    chain.add('notice', noticeBody('manual-opening', { subjectId: null, placeId: 'scale-1', text: '救护车' }));
    const job = db.prepare(
      `INSERT INTO print_job (id, sheetId, sheetNumber, copy, state, createdAt, createdAtMs, operatorId) VALUES (?, ?, ?, ?, ?, ?, ?, '张三')`,
    );
    job.run(newId(), sheet, NUMBER, 2, 'printed', AT, FROM + HOUR);
    job.run(newId(), sheet, NUMBER, 3, 'cancelled', AT, FROM + HOUR);
    // Bytes that the disk has spoilt.
    const damaged = db.prepare(
      `INSERT INTO document (sequence, id, kind, prevHash, hash, createdAt, createdAtMs, bytes) VALUES (?, ?, ?, '', ?, ?, ?, x'7b22')`,
    );
    for (const [nth, kind] of (['weighing', 'load-sheet', 'notice'] as const).entries())
      damaged.run(9000 + nth, newId(), kind, `h-${kind}`, AT, FROM + HOUR);
    handed = await new HandoverQuery(reader).overrides(SHIFT);
  });
  const of = (kind: string) => handed.newest.filter((one) => one.kind === kind);

  test('damaged documents keep nothing from being told', () => {
    expect(Object.fromEntries(handed.counts.map(({ count, kind }) => [kind, count]))).toEqual({
      axles: 1,
      'manual-plate': 1,
      'sheet-void': 2,
      correction: 1,
      'manual-opening': 2,
      reprint: 1,
    });
  });

  test('the manager who lets more axles count, with a weighing and with a correction', () => {
    expect(of('axles')).toMatchObject([{ plate: '晋C12345', by: '王站长', reason: '换了挂车' }]);
    expect(of('correction')).toMatchObject([{ plate: '晋C12345', by: '李站长' }]);
  });

  test('a barrier opened by hand says which one, and for whom', () => {
    const opened = of('manual-opening').map(({ number, plate, reason }) => [number, plate, reason]);
    expect(opened.toSorted()).toEqual([
      ['gate-out', '晋C77777', '杆坏了'],
      ['scale-1', null, '救护车'],
    ]);
  });

  test('sheets of earlier shifts that were voided in this one, and none of its own', async () => {
    const query = new HandoverQuery(reader);
    expect(await query.voidedBefore(SHIFT)).toEqual({ sheets: 1, netKg: 32_000 });
    expect(await query.voidedBefore({ fromMs: SHIFT.untilMs, untilMs: SHIFT.untilMs + HOUR })).toEqual({
      sheets: 0,
      netKg: 0,
    });
  });
});

test('a hand-over can be neither changed nor taken away', () => {
  const { db } = station;
  const id = newId();
  const row = { id, from: AT, until: AT, handedBy: '甲', takenBy: '乙', note: '', figures: {} as never };
  db.immediate(() => new HandoverStore(db).insert(row, '甲'));
  for (const sql of [
    "UPDATE handover SET note = 'x'",
    'DELETE FROM handover',
    `REPLACE INTO handover VALUES ('${id}', 0, 0, '', '', '', '', '')`,
  ])
    expect(String(thrown(() => db.immediate(() => db.prepare(sql).run())))).toMatch(/append-only|store.failed/);
  expect(new HandoverStore(db).newest()).toMatchObject({ id });
});
