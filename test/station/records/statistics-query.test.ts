/** What days came to, counted in the database, against the same counted here from what was written. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WeighingBody } from '../../../preload/contract/documents.ts';
import { kg, timestamp, type EpochMs, type Timestamp, type Uuid } from '../../../preload/contract/vocabulary.ts';
import { CaptureStore } from '../../../main/station/records/capture-store.ts';
import { rebuildDerived } from '../../../main/station/records/derived.ts';
import { PassStore } from '../../../main/station/records/pass-store.ts';
import { STATISTICS, StatisticsQuery } from '../../../main/station/records/statistics-query.ts';
import { VehicleStore } from '../../../main/station/records/vehicle-store.ts';
import { WeighingStore } from '../../../main/station/records/weighing-store.ts';
import { dayOf } from '../../../main/station/rules/reports/beijing-days.ts';
import { addUp, type DayCounts } from '../../../main/station/rules/reports/day-counts.ts';
import { durationFigures } from '../../../main/station/rules/reports/durations.ts';
import { Reader } from '../../../main/station/store/reader.ts';
import { seeded } from '../../sim/indicator/platform-weight.ts';
import { captureRow, chainOf, noticeBody, passRow, sheetBody, weighingBody } from '../../unit/records/samples.ts';
import { newId, tempStation, type TempStation } from '../../unit/store/temp-station.ts';

let station: TempStation;
let reader: Reader;
let query: StatisticsQuery;
let chain: ReturnType<typeof chainOf>;

beforeEach(() => {
  station = tempStation();
  chain = chainOf(station.db, station.clock);
  reader = new Reader({ dataDir: station.dataDir });
  query = new StatisticsQuery(reader);
});
afterEach(async () => {
  await reader.stop();
  station.end();
});

const NOON = Date.parse('2026-11-20T12:00:00.000+08:00');
const MINUTE = 60_000;
const at = (ms: number): Timestamp => timestamp(ms as EpochMs);
const MONTH = {
  fromMs: Date.parse('2026-11-01T00:00:00.000+08:00'),
  untilMs: Date.parse('2026-12-01T00:00:00.000+08:00'),
};

/** Signed and issued at the moment that it is of. */
function weigh(atMs: number, body: Partial<WeighingBody>, id?: Uuid): Uuid {
  station.clock.now = atMs;
  return chain.add('weighing', weighingBody({ weighedAt: at(atMs), ...body }), id).id;
}
let serial = 0;
function sell(
  atMs: number,
  gross: Uuid,
  tare: Uuid,
  netKg: number,
  goods = '原煤',
  receiver = '电厂',
): { id: Uuid; number: string } {
  station.clock.now = atMs;
  const number = `140321-0001-1-20261120-${String((serial += 1)).padStart(4, '0')}`;
  const { id } = chain.add(
    'load-sheet',
    sheetBody(gross, tare, number, { goods: { name: goods }, receiver, netKg: kg(netKg) }),
  );
  return { id, number };
}
const voidSheet = (sheet: { id: Uuid; number: string }, gross: Uuid, tare: Uuid): void =>
  void chain.add('load-sheet', sheetBody(gross, tare, sheet.number, { status: 'void', voids: sheet.id }));
const voidWeighing = (id: Uuid): void => void chain.add('notice', noticeBody('weighing-void', { subjectId: id }));

const month = async (): Promise<DayCounts> => addUp([...(await query.days(MONTH, 'weighed')).values()]);

describe('the example of the README', () => {
  /** A tare, a gross above the limit, unloaded, weighed again and sold; its sheet was issued anew. */
  test('one truck, unloaded: one visit, two grosses, one case above the limit, and one sheet that stands', async () => {
    const caseId = newId();
    const tare = weigh(NOON, { kind: 'tare', weightKg: kg(16_200), limitKg: null, overKg: null, caseId });
    weigh(NOON + 30 * MINUTE, { weightKg: kg(52_640), overKg: kg(3640), caseId });
    const gross = weigh(NOON + 50 * MINUTE, { weightKg: kg(48_620), caseId });
    const first = sell(NOON + 51 * MINUTE, gross, tare, 32_420);
    voidSheet(first, gross, tare);
    sell(NOON + 52 * MINUTE, gross, tare, 32_420, '精煤');
    const counts = await month();
    expect(counts).toMatchObject({ trucks: 1, tare: 1, gross: 2, voided: 0, judged: 3, complete: 3 });
    expect(counts).toMatchObject({ loaded: 1, overLimit: 1, unloaded: 1, overLoad: 0, limitUnknown: 0 });
    expect(counts).toMatchObject({ sheets: 2, sheetsVoided: 1, netKg: 32_420 });
    // From the tare to the first gross, not to the last.
    expect(durationFigures(counts.steps.loading)).toEqual({ count: 1, medianS: 1800, p90S: 1800 });
    expect((await query.sold(MONTH)).toSorted((a, b) => a.sheets.netKg - b.sheets.netKg)).toEqual([
      { goods: '原煤', receiver: '电厂', sheets: { issued: 1, voided: 1, netKg: 0, averageNetKg: null } },
      { goods: '精煤', receiver: '电厂', sheets: { issued: 1, voided: 0, netKg: 32_420, averageNetKg: 32_420 } },
    ]);
  });
});

describe('what counts as what', () => {
  test('voided and replaced weighings are among no kind; a trial is no truck', async () => {
    const caseId = newId();
    voidWeighing(weigh(NOON, { caseId }));
    const poor = weigh(NOON + MINUTE, { caseId });
    weigh(NOON + 2 * MINUTE, {
      caseId,
      replaces: { weighingId: poor, reason: '没停稳' },
      evidence: { state: 'incomplete', missing: [] },
    });
    weigh(NOON + 3 * MINUTE, { kind: 'trial', caseId: newId() });
    expect(await month()).toMatchObject({
      gross: 1,
      voided: 1,
      replaced: 1,
      trial: 1,
      trucks: 1,
      loaded: 1,
      judged: 1,
      complete: 0,
    });
  });

  test('what replaced another and was voided lets that one count again', async () => {
    const poor = weigh(NOON, { caseId: newId() });
    voidWeighing(weigh(NOON + MINUTE, { replaces: { weighingId: poor, reason: '没停稳' } }));
    expect(await month()).toMatchObject({ gross: 1, voided: 1, replaced: 0 });
  });

  test('a visit over midnight counts on the day on which it began, its loaded part on the day of its first gross', async () => {
    const caseId = newId();
    const midnight = Date.parse('2026-11-21T00:00:00.000+08:00');
    weigh(midnight - 10 * MINUTE, { kind: 'tare', caseId, weightKg: kg(16_000), limitKg: null, overKg: null });
    weigh(midnight + 10 * MINUTE, { caseId, overKg: kg(500) });
    const days = await query.days(MONTH, 'weighed');
    expect(days.get('2026-11-20')).toMatchObject({ trucks: 1, tare: 1, loaded: 0 });
    expect(days.get('2026-11-21')).toMatchObject({ trucks: 0, gross: 1, loaded: 1, overLimit: 1, unloaded: 0 });
    // Cut there: the second part does not take the truck for a new one.
    expect((await query.days({ fromMs: midnight, untilMs: MONTH.untilMs }, 'weighed')).get('2026-11-21')).toMatchObject(
      {
        trucks: 0,
      },
    );
  });

  test('above what the file says it may carry: only a gross that no sheet stands for', async () => {
    new VehicleStore(station.db).put({ plate: '晋C12345', approvedLoadKg: 30_000 }, at(NOON), '测试员');
    const refused = newId();
    weigh(NOON, { kind: 'tare', caseId: refused, weightKg: kg(16_000), limitKg: null, overKg: null });
    weigh(NOON + MINUTE, { caseId: refused, weightKg: kg(48_000) });
    const sold = newId();
    const tare = weigh(NOON + 60 * MINUTE, {
      kind: 'tare',
      caseId: sold,
      weightKg: kg(16_000),
      limitKg: null,
      overKg: null,
    });
    const gross = weigh(NOON + 80 * MINUTE, { caseId: sold, weightKg: kg(48_000) });
    sell(NOON + 81 * MINUTE, gross, tare, 32_000);
    expect(await month()).toMatchObject({ loaded: 2, overLoad: 1, overLimit: 0 });
  });

  test('a limit that nobody knows is said, and is no case', async () => {
    weigh(NOON, { caseId: newId(), limitKg: null, overKg: null });
    expect(await month()).toMatchObject({ loaded: 1, limitUnknown: 1, overLimit: 0 });
  });
});

describe('a shift', () => {
  const HANDED = NOON + 10 * MINUTE;
  const shift = async (fromMs: number, untilMs: number): Promise<DayCounts> =>
    addUp([...(await query.days({ fromMs, untilMs }, 'recorded')).values()]);

  test('what was weighed before a hand-over and recorded after it is counted once, in the later one', async () => {
    const caseId = newId();
    weigh(NOON, { kind: 'tare', caseId, weightKg: kg(16_000), limitKg: null, overKg: null });
    // Photographed a second before, confirmed five after.
    station.clock.now = HANDED + 5000;
    chain.add('weighing', weighingBody({ weighedAt: at(HANDED - 1000), caseId: newId(), overKg: kg(300) }));
    const [before, after] = [await shift(NOON, HANDED), await shift(HANDED, HANDED + MINUTE)];
    expect(before).toMatchObject({ tare: 1, gross: 0, trucks: 1, loaded: 0 });
    expect(after).toMatchObject({ tare: 0, gross: 1, trucks: 1, loaded: 1, overLimit: 1 });
    expect(await month()).toMatchObject({ tare: 1, gross: 1, trucks: 2, loaded: 1 });
  });

  test('a truck whose earlier weighing was recorded later is no second truck', async () => {
    const caseId = newId();
    weigh(HANDED - MINUTE, { caseId });
    station.clock.now = HANDED + 5000;
    chain.add('weighing', weighingBody({ kind: 'tare', weighedAt: at(HANDED - 2 * MINUTE), caseId }));
    expect(await shift(NOON, HANDED)).toMatchObject({ trucks: 1 });
    expect(await shift(HANDED, HANDED + MINUTE)).toMatchObject({ trucks: 0, tare: 1 });
  });
});

describe('how long trucks take', () => {
  const capture = (atMs: number, passId: Uuid): Uuid => {
    // Its first 48 bits are its time, as a capture's id has them.
    const time = (atMs + 1500).toString(16).padStart(12, '0');
    const id = `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${newId().slice(-12)}` as Uuid;
    station.db.immediate(() => new CaptureStore(station.db).insert(captureRow({ id, passId, weighedAt: at(atMs) })));
    return id;
  };
  const trace = (atMs: number): WeighingBody['trace'] => ({
    startedAt: at(atMs - 8000),
    intervalMs: 100,
    weightsKg: [],
  });

  test('each step from the one before; a clock that was set back says nothing', async () => {
    const pass = newId();
    const id = capture(NOON, pass);
    weigh(NOON + 7000, { weighedAt: at(NOON), trace: trace(NOON), caseId: newId() }, id);
    station.db.immediate(() => {
      new PassStore(station.db).insert(passRow({ id: pass, endedAt: at(NOON + 40_000) }));
      new WeighingStore(station.db).left([id], (NOON + 40_000) as EpochMs);
    });
    // Its id tells no time: when it was saved nobody knows.
    const untold = newId().replace(/-7/, '-4') as Uuid;
    weigh(NOON + MINUTE, { trace: { ...trace(NOON), startedAt: at(NOON + 5 * MINUTE) }, caseId: newId() }, untold);
    const spent = async () => {
      const { steps } = await month();
      return ['stable', 'saved', 'recorded', 'left'].map((step) => durationFigures(steps[step as 'stable']));
    };
    const once = [8, 2, 6, 33].map((seconds) => ({ count: 1, medianS: seconds, p90S: seconds }));
    expect(await spent()).toEqual(once);
    rebuildDerived(station.db);
    expect(await spent()).toEqual(once);
  });

  test('a record made when the truck was gone knows when it left', () => {
    const pass = newId();
    const id = capture(NOON, pass);
    station.db.immediate(() => new PassStore(station.db).insert(passRow({ id: pass, endedAt: at(NOON + 9000) })));
    weigh(NOON + MINUTE, {}, id);
    expect(new WeighingStore(station.db).get(id)).toMatchObject({ leftAtMs: NOON + 9000, savedAtMs: NOON + 1500 });
  });
});

/** Two months of trucks with everything that can become of them, by chance. */
test.each([1, 2, 3])('to the kilogram as one who reads the documents counts, seed %i', async (seed) => {
  const random = seeded(seed);
  const chance = (share: number): boolean => random() < share;
  const own = new Map<
    string,
    { gross: number; tare: number; voided: number; trucks: number; sheets: number; netKg: number; over: number }
  >();
  const of = (ms: number) => {
    const none = { gross: 0, tare: 0, voided: 0, trucks: 0, sheets: 0, netKg: 0, over: 0 };
    const found = own.get(dayOf(ms)) ?? none;
    own.set(dayOf(ms), found);
    return found;
  };
  for (let truck = 0; truck < 60; truck += 1) {
    const caseId = newId();
    const inMs = MONTH.fromMs + Math.floor(random() * 60 * 86_400_000);
    const tareKg = 14_000 + 20 * Math.floor(random() * 150);
    const tare = weigh(inMs, { kind: 'tare', caseId, weightKg: kg(tareKg), limitKg: null, overKg: null });
    of(inMs).tare += 1;
    of(inMs).trucks += 1;
    if (chance(0.1)) continue;
    let outMs = inMs + Math.floor(random() * 3 * 3_600_000);
    const over = chance(0.2);
    if (over) {
      of(outMs).over += 1;
      weigh(outMs, { caseId, weightKg: kg(50_000), overKg: kg(1000) });
      of(outMs).gross += 1;
      outMs += 20 * MINUTE;
    }
    if (chance(0.15)) {
      voidWeighing(weigh(outMs, { caseId }));
      of(outMs).voided += 1;
      outMs += MINUTE;
    }
    const grossKg = 48_000 + 20 * Math.floor(random() * 50);
    const gross = weigh(outMs, { caseId, weightKg: kg(grossKg) });
    of(outMs).gross += 1;
    const sheet = sell(
      outMs + MINUTE,
      gross,
      tare,
      grossKg - tareKg,
      chance(0.5) ? '原煤' : '精煤',
      chance(0.5) ? '甲' : '乙',
    );
    of(outMs + MINUTE).sheets += 1;
    if (chance(0.1)) voidSheet(sheet, gross, tare);
    else of(outMs + MINUTE).netKg += grossKg - tareKg;
  }
  const until = MONTH.fromMs + 62 * 86_400_000;
  const [days, sold] = [
    await query.days({ fromMs: MONTH.fromMs, untilMs: until }, 'weighed'),
    await query.sold({ fromMs: MONTH.fromMs, untilMs: until }),
  ];
  expect(own.size).toBeGreaterThan(30);
  for (const [day, { over, ...counts }] of own)
    expect([day, days.get(day)]).toMatchObject([day, { ...counts, overLimit: over }]);
  expect([...days.keys()].toSorted()).toEqual([...own.keys()].toSorted());
  const net = [...own.values()].reduce((sum, { netKg }) => sum + netKg, 0);
  expect(sold.reduce((sum, { sheets }) => sum + sheets.netKg, 0)).toBe(net);
  // The two months apart are the two months together.
  const cut = MONTH.untilMs;
  const parts = [
    await query.days({ fromMs: MONTH.fromMs, untilMs: cut }, 'weighed'),
    await query.days({ fromMs: cut, untilMs: until }, 'weighed'),
  ];
  expect(addUp(parts.flatMap((part) => [...part.values()]))).toEqual(addUp([...days.values()]));
});

/** Every text with where it belongs. */
const TEXTS = Object.entries(STATISTICS).flatMap(([of, texts]) =>
  Object.entries(texts).map(([which, sql]) => [of, which, sql] as const),
);
test.each(TEXTS)('%s %s: no table is read as a whole', (_of, which, sql) => {
  const range = which === 'plates' || which === 'displays' ? { fromMs: 0, toMs: 1 } : { fromMs: 0, untilMs: 1 };
  const plan = station.db
    .prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(range)
    .map(({ detail }) => detail);
  expect(plan.join('\n')).toMatch(/(weighing|load_sheet|plate_outcome|display_outcome)_(time|recorded)/);
  // What is scanned is what was selected before: counted, spans and their like.
  expect(
    plan
      .filter((detail) => /^SCAN (weighing|load_sheet|plate_outcome|display_outcome|[womstv])\b/.test(detail))
      .filter((detail) => !/^SCAN w$/.test(detail) || which !== 'steps'),
  ).toEqual([]);
});
