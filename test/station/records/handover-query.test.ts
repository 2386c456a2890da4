/** What a hand-over asks, by its query plans; what it answers is test/station/reports. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HANDOVER, HandoverQuery } from '../../../main/station/records/handover-query.ts';
import { HandoverStore } from '../../../main/station/records/handover-store.ts';
import { PassStore } from '../../../main/station/records/pass-store.ts';
import { kg, type Timestamp } from '../../../preload/contract/vocabulary.ts';
import { Reader } from '../../../main/station/store/reader.ts';
import { AT, minutesLater, passRow } from '../../unit/records/samples.ts';
import { newId, tempStation, thrown, type TempStation } from '../../unit/store/temp-station.ts';

let station: TempStation;
let reader: Reader;
beforeAll(() => {
  station = tempStation();
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
    plan.filter((detail) => /^SCAN (document|weighing|load_sheet|pass|print_job|warning|w|d|g|p|s)\b/.test(detail)),
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
