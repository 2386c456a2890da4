/** How well plates and displays are read, through the reading thread. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Plate } from '../../../preload/contract/documents.ts';
import type { PlateSeen, Readings } from '../../../preload/contract/readings.ts';
import { RecognitionMeter } from '../../../preload/contract/recognition.ts';
import { kg, timestamp, type EpochMs, type Timestamp, type Uuid } from '../../../preload/contract/vocabulary.ts';
import { CaptureStore } from '../../../main/station/records/capture-store.ts';
import { ClaimStore } from '../../../main/station/records/claim-store.ts';
import { rebuildDerived } from '../../../main/station/records/derived.ts';
import { METER, MeterQuery } from '../../../main/station/records/meter-query.ts';
import { OutcomeStore } from '../../../main/station/records/outcome-store.ts';
import { ReadingStore } from '../../../main/station/records/reading-store.ts';
import { Reader } from '../../../main/station/store/reader.ts';
import {
  AT,
  captureRow,
  chainOf,
  displaySeen,
  noticeBody,
  plateSeen,
  readingsOf,
  weighingBody,
} from '../../unit/records/samples.ts';
import { tempStation, type TempStation } from '../../unit/store/temp-station.ts';

let station: TempStation;
let reader: Reader;
let query: MeterQuery;
let chain: ReturnType<typeof chainOf>;

beforeEach(() => {
  station = tempStation();
  chain = chainOf(station.db, station.clock);
  reader = new Reader({ dataDir: station.dataDir });
  query = new MeterQuery(reader);
});
afterEach(async () => {
  await reader.stop();
  station.end();
});

const later = (ms: number): Timestamp => timestamp((Date.parse(AT) + ms) as EpochMs);

interface Truck {
  readonly front?: string | null;
  readonly rear?: string | null;
  readonly read?: Partial<Pick<Readings, 'displays' | 'blind'>> & {
    readonly front?: PlateSeen | null;
    readonly rear?: PlateSeen | null;
  };
  readonly weighedAt?: Timestamp;
  /** After the reading was there. */
  readonly confirmedAfterMs?: number;
  readonly taken?: boolean;
  /** Its rows are lost. */
  readonly lost?: boolean;
}

/** A record as the record maker makes it: by a person who named the front plate, unless said otherwise. */
function weigh({ confirmedAfterMs = 2500, front = '晋C12345', rear = null, weighedAt = AT, ...more }: Truck): Uuid {
  const { db } = station;
  const row = captureRow({ weighedAt, weighedAtMs: Date.parse(weighedAt) as EpochMs });
  const plate = (text: string | null): Plate => ({
    text,
    source: text === null ? 'none' : more.taken === true ? 'recognised' : 'manual',
  });
  const { front: plateFront = plateSeen('晋C12345'), rear: plateRear = null, ...others } = more.read ?? {};
  const readings = readingsOf({ plateFront, plateRear, ...others });
  db.immediate(() => new CaptureStore(db).insert(row));
  new ReadingStore(db).add(row.id, AT, readings);
  const document = chain.add(
    'weighing',
    weighingBody({ weighedAt, plateFront: plate(front), plateRear: plate(rear) }),
    row.id,
  );
  if (more.lost !== true)
    db.immediate(() =>
      new OutcomeStore(db).add(document, readings, {
        passId: row.passId,
        taken: more.taken === true,
        reads: true,
        confirmedAt: later(confirmedAfterMs),
      }),
    );
  return row.id;
}

const correct = (subjectId: Uuid, field: 'plateFront' | 'plateRear', to: string | null): void => {
  chain.add('notice', noticeBody('correction', { subjectId, correction: { field, from: null, to } }));
};
const counts = ({ notRead, right, wrong }: { right: number; wrong: number; notRead: number }) => [
  right,
  wrong,
  notRead,
];

test('nothing yet', async () => {
  const meter = await query.of({});
  expect(() => RecognitionMeter.parse(meter)).not.toThrow();
  expect(meter.trucks).toEqual({ right: 0, wrong: 0, notRead: 0, rate: null, lowerBound: 0, moreToProve: 299 });
  expect(meter.plates).toMatchObject({ byCamera: [], byLight: [], byClass: [], hasty: 0, unsaid: 0, voided: 0 });
});

test('by truck and by plate; by camera, by light, by class; blind ones also by themselves', async () => {
  const trailer = plateSeen('晋K1111挂', { rows: 2 });
  weigh({ rear: '晋K1111挂', read: { rear: trailer } });
  weigh({ rear: '晋K1112挂', read: { rear: trailer, blind: true } });
  weigh({ read: { front: null }, weighedAt: '2026-11-22T18:00:00.000+08:00' as Timestamp });
  weigh({ read: { blind: true }, weighedAt: '2026-11-23T05:59:59.999+08:00' as Timestamp });
  const { plates, trucks } = await query.of({});
  expect(counts(trucks)).toEqual([2, 1, 1]);
  expect(trucks).toMatchObject({ rate: 0.5 });
  expect(counts(plates.all)).toEqual([4, 1, 1]);
  expect(counts(plates.blind)).toEqual([2, 1, 0]);
  expect(plates.byCamera.map(({ cameraId, tally }) => [cameraId, ...counts(tally)])).toEqual([
    ['cam-front', 3, 0, 1],
    ['cam-rear', 1, 1, 0],
  ]);
  expect(plates.byLight.map(({ light, tally }) => [light, ...counts(tally)])).toEqual([
    ['day', 3, 1, 0],
    ['night', 1, 0, 1],
  ]);
  expect(plates.byClass.map(({ color, kind, rows, tally }) => [color, kind, rows, ...counts(tally)])).toEqual([
    ['yellow', 'ordinary', 1, 3, 0, 0],
    ['yellow', 'trailer', 2, 1, 1, 0],
    ['unknown', 'ordinary', null, 0, 0, 1],
  ]);
  const night = { from: '2026-11-22T18:00:00.000+08:00', to: '2026-11-23T05:59:59.999+08:00' };
  expect(counts((await query.of(night)).plates.all)).toEqual([1, 0, 1]);
});

describe('what counts as said', () => {
  test('a correction makes what was right wrong, and what was wrong right', async () => {
    correct(weigh({}), 'plateFront', '晋C12346');
    correct(weigh({ front: '晋C12346' }), 'plateFront', '晋C12345');
    expect(counts((await query.of({})).plates.all)).toEqual([1, 1, 0]);
  });

  test('taken back by a correction: nobody knows', async () => {
    correct(weigh({}), 'plateFront', null);
    const { plates } = await query.of({});
    expect([...counts(plates.all), plates.unsaid]).toEqual([0, 0, 0, 1]);
  });

  test('what was taken without a word says nothing, until somebody corrects it', async () => {
    weigh({ taken: true });
    correct(weigh({ taken: true }), 'plateFront', '晋C12346');
    const { plates } = await query.of({});
    expect([...counts(plates.all), plates.unsaid]).toEqual([0, 1, 0, 1]);
  });

  test('a void weighing says nothing', async () => {
    chain.add('notice', noticeBody('weighing-void', { subjectId: weigh({}) }));
    const { plates } = await query.of({});
    expect([...counts(plates.all), plates.voided]).toEqual([0, 0, 0, 1]);
  });

  test.each([
    [399, 0, 1],
    [400, 1, 0],
  ])('confirmed after %i ms', async (confirmedAfterMs, right, hasty) => {
    weigh({ confirmedAfterMs });
    const { plates, trucks } = await query.of({});
    expect([plates.all.right, plates.hasty, trucks.right]).toEqual([right, hasty, right]);
  });

  test('a hasty word that turned out wrong is an error; asked blind, no word is hasty', async () => {
    correct(weigh({ confirmedAfterMs: 50 }), 'plateFront', '晋C12346');
    weigh({ confirmedAfterMs: 50, read: { blind: true } });
    const { plates } = await query.of({});
    expect([...counts(plates.all), plates.hasty]).toEqual([1, 1, 0, 0]);
  });

  test('the rear of a truck without a trailer: the same plate is right, another one is somebody unknown', async () => {
    const again = plateSeen('晋C12345', { sha256: plateSeen('晋K1111挂').sha256 });
    weigh({ read: { rear: again } });
    weigh({ read: { rear: plateSeen('晋K1111挂') } });
    const { plates } = await query.of({});
    expect([...counts(plates.all), plates.unsaid]).toEqual([3, 0, 0, 1]);
  });
});

test('displays against the indicator', async () => {
  const [front, rear] = [displaySeen('cam-front'), displaySeen('cam-rear')];
  weigh({ read: { displays: [front, rear] } });
  weigh({
    read: {
      displays: [
        { ...front, verdict: 'differs', readingKg: kg(48_820) },
        { ...rear, verdict: 'cannot-tell', readingKg: null },
      ],
    },
  });
  const { displays } = await query.of({});
  expect(counts(displays.all)).toEqual([2, 1, 1]);
  expect(displays.byCamera.map(({ cameraId, tally }) => [cameraId, ...counts(tally)])).toEqual([
    ['cam-front', 1, 1, 0],
    ['cam-rear', 1, 0, 1],
  ]);
  expect(displays.byLight.map(({ light }) => light)).toEqual(['day']);
});

test('rows that were lost are made again from what else is kept, and those that stand are not touched', async () => {
  const { db } = station;
  weigh({});
  const lost = weigh({ front: '晋C12346', lost: true, read: { displays: [displaySeen('cam-front')] } });
  const rows = () => db.prepare<{ weighingId: string; confirmMs: number | null }>('SELECT * FROM plate_outcome').all();
  const [before] = rows();
  rebuildDerived(db);
  rebuildDerived(db);
  expect(rows()).toEqual([before, expect.objectContaining({ weighingId: lost, confirmMs: null })]);
  const { displays, plates } = await query.of({});
  expect([...counts(plates.all), ...counts(displays.all)]).toEqual([1, 1, 0, 1, 0, 0]);
});

test('the time of a word is that of its first mention: said before it was read, it was not led', () => {
  const { db } = station;
  const row = captureRow();
  const document = chain.add('weighing', weighingBody({ plateRear: { text: '晋K1111挂', source: 'manual' } }), row.id);
  const readings = readingsOf({ plateFront: plateSeen('晋C12345'), plateRear: plateSeen('晋K1111挂') });
  new ReadingStore(db).add(row.id, later(1000), readings);
  db.immediate(() => {
    const claims = new ClaimStore(db);
    claims.add(row.passId, later(500), { operatorId: '张三', plateFront: '晋C·12345' });
    claims.add(row.passId, later(1700), { operatorId: '张三', plateFront: '晋C12345', plateRear: '晋K1111挂' });
    new OutcomeStore(db).add(document, readings, {
      passId: row.passId,
      taken: false,
      reads: true,
      confirmedAt: later(9000),
    });
  });
  expect(db.prepare('SELECT role, confirmMs FROM plate_outcome ORDER BY role').all()).toEqual([
    { role: 'front', confirmMs: null },
    { role: 'rear', confirmMs: 700 },
  ]);
});

test('a truck of which one plate was said in haste proves nothing; what a camera pushed later is no new reading', async () => {
  const { db } = station;
  const row = captureRow();
  db.immediate(() => new CaptureStore(db).insert(row));
  const document = chain.add('weighing', weighingBody({ plateRear: { text: '晋K1111挂', source: 'manual' } }), row.id);
  const readings = readingsOf({ plateFront: plateSeen('晋C12345'), plateRear: plateSeen('晋K1111挂') });
  new ReadingStore(db).add(row.id, later(1000), readings);
  // A push writes what is known once more, at its own time.
  new ReadingStore(db).add(row.id, later(3000), readings);
  db.immediate(() => {
    const claims = new ClaimStore(db);
    claims.add(row.passId, later(1200), { operatorId: '张三', plateFront: '晋C12345' });
    claims.add(row.passId, later(3100), { operatorId: '张三', plateFront: '晋C12345', plateRear: '晋K1111挂' });
    const how = { passId: row.passId, taken: false, reads: true, confirmedAt: later(9000) };
    new OutcomeStore(db).add(document, readings, how);
  });
  const { plates, trucks } = await query.of({});
  expect([...counts(plates.all), plates.hasty]).toEqual([1, 0, 0, 1]);
  expect(counts(trucks)).toEqual([0, 0, 0]);
});

test.each(['plates', 'trucks', 'displays'] as const)('%s: no table is read as a whole', (which) => {
  const plan = station.db
    .prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${METER[which]}`)
    .all({ fromMs: 0, toMs: 1 })
    .map(({ detail }) => detail);
  expect(plan.join('\n')).toContain(which === 'displays' ? 'display_outcome_time' : 'plate_outcome_time');
  expect(plan.filter((detail) => /^SCAN (m|w)$/.test(detail))).toEqual([]);
});
