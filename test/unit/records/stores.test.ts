import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { kg, type EpochMs, type Uuid } from '../../../preload/contract/vocabulary.ts';
import { CaptureStore } from '../../../main/station/records/capture-store.ts';
import { LoadSheetStore } from '../../../main/station/records/load-sheet-store.ts';
import { NoticeStore } from '../../../main/station/records/notice-store.ts';
import { PassStore } from '../../../main/station/records/pass-store.ts';
import { ReadingStore } from '../../../main/station/records/reading-store.ts';
import { RequestStore } from '../../../main/station/records/request-store.ts';
import { VehicleStore } from '../../../main/station/records/vehicle-store.ts';
import { WarningStore } from '../../../main/station/records/warning-store.ts';
import { WeighingStore } from '../../../main/station/records/weighing-store.ts';
import { newId, tempStation, thrown, type TempStation } from '../store/temp-station.ts';
import {
  AT,
  captureRow,
  chainOf,
  image,
  minutesLater,
  noticeBody,
  passRow,
  readingsOf,
  sheetBody,
  weighingBody,
} from './samples.ts';

let station: TempStation;
beforeEach(() => (station = tempStation()));
afterEach(() => station.end());

const plate = (text: string | null) => ({ text, source: text === null ? 'none' : 'manual' }) as const;
type Chain = ReturnType<typeof chainOf>;
/** A weighing of a pair, so many minutes after the samples' time. */
function weigh(
  chain: Chain,
  kind: 'gross' | 'tare' | 'recheck' | 'trial',
  front: string | null,
  rear: string | null,
  minutes: number,
): Uuid {
  const pair = { plateFront: plate(front), plateRear: plate(rear) };
  return chain.add('weighing', weighingBody({ kind, ...pair, weighedAt: minutesLater(minutes) })).id;
}

describe('captures', () => {
  test('come back as they were, and wait until a document bears their id', () => {
    const captures = new CaptureStore(station.db);
    const chain = chainOf(station.db, station.clock);
    const [first, second] = [captureRow(), captureRow({ direction: 'in', claim: { kind: 'tare', operatorId: '甲' } })];
    station.db.immediate(() => [first, second].map((row) => captures.insert(row)));
    expect(captures.get(second.id)).toEqual(second);
    expect(captures.get(newId())).toBeNull();
    expect(captures.pending()).toEqual([first, second]);
    chain.add('weighing', weighingBody(), first.id);
    expect(captures.pending()).toEqual([second]);
    expect(() => chain.add('weighing', weighingBody(), first.id)).toThrow('append-only');
    expect(captures.pending()).toEqual([second]);
  });

  test('a retake adds to a waiting capture only; the newest good picture of each camera counts', () => {
    const captures = new CaptureStore(station.db);
    const row = captureRow({
      images: [image('cam-front', 'front', 'a1'), image('cam-side', 'side', 'c1')],
      missing: [
        { cameraId: 'cam-rear', role: 'rear', code: 'camera.timeout' },
        { role: 'gate', code: 'camera.absent' },
      ],
    });
    captures.insert(row);
    captures.addRetake(row.id, {
      images: [image('cam-rear', 'rear', 'b2')],
      missing: [{ cameraId: 'cam-front', role: 'front', code: 'camera.black' }],
      takenAt: AT,
    });
    captures.addRetake(row.id, { images: [image('cam-front', 'front', 'a3')], missing: [], takenAt: AT });
    const { images, missing } = captures.pictures(row.id);
    expect(images.map(({ cameraId, sha256 }) => [cameraId, sha256.slice(0, 2)])).toEqual([
      ['cam-front', 'a3'],
      ['cam-side', 'c1'],
      ['cam-rear', 'b2'],
    ]);
    expect(missing).toEqual([{ role: 'gate', code: 'camera.absent' }]);
    expect(captures.retakes(row.id)).toHaveLength(2);
    chainOf(station.db, station.clock).add('weighing', weighingBody(), row.id);
    expect(() => captures.addRetake(row.id, { images: [], missing: [], takenAt: AT })).toThrow('waits');
  });

  test('the truck that may still stand on the deck is the one whose pass was not written', () => {
    const captures = new CaptureStore(station.db);
    expect(captures.lastOfOpenPass('scale-1')).toBeNull();
    const row = captureRow();
    captures.insert(row);
    expect(captures.lastOfOpenPass('scale-1')).toEqual(row);
    expect(captures.ofPass(row.passId)).toEqual([row]);
    const pass = passRow({
      id: row.passId,
      points: [
        { atMs: 0, weightKg: kg(20) },
        { atMs: 103, weightKg: null },
        { atMs: 199, weightKg: kg(48_620) },
      ],
      saved: [{ weighingId: row.id, atMs: 199, weightKg: kg(48_620) }],
    });
    new PassStore(station.db).insert(pass);
    expect(captures.lastOfOpenPass('scale-1')).toBeNull();
    expect(new PassStore(station.db).get(row.passId)).toEqual(pass);
  });
});

describe('passes', () => {
  test('the newest of one scale, oldest first; a curve is read only when it is asked for', () => {
    const passes = new PassStore(station.db);
    const saved = (weightKg: number) => [{ weighingId: newId(), atMs: 100, weightKg: kg(weightKg) }];
    const points = [{ atMs: 0, weightKg: kg(60) }];
    passes.insert(passRow({ vehicle: 'A', saved: saved(1000) }));
    passes.insert(passRow({ vehicle: 'B', saved: saved(2000), points }));
    passes.insert(passRow({ scaleId: 'scale-2', vehicle: 'X' }));
    passes.insert(passRow({ vehicle: null, saved: [] }));
    const earlier = passes.earlier('scale-1', 2);
    expect(earlier.map(({ savedKg, vehicle }) => [vehicle, savedKg])).toEqual([
      ['B', 2000],
      [null, null],
    ]);
    expect(earlier[0]?.points()).toEqual(points);
  });

  test('a row of before there were findings is still read', () => {
    const id = newId();
    station.db
      .prepare('INSERT INTO pass (id, scaleId, startedAt, endedAt, body, trace) VALUES (?, ?, ?, ?, ?, ?)')
      .run(
        id,
        'scale-1',
        AT,
        AT,
        JSON.stringify({ id, scaleId: 'scale-1', startedAt: AT, endedAt: AT, keptEvery: 1, weighingIds: [newId()] }),
        deflateRawSync(JSON.stringify({ atMs: [0], weightKg: [60] })),
      );
    const passes = new PassStore(station.db);
    expect(passes.get(id)).toMatchObject({
      saved: [],
      findings: [],
      judged: false,
      points: [{ atMs: 0, weightKg: 60 }],
    });
    expect(passes.earlier('scale-1', 5)).toMatchObject([{ vehicle: null, savedKg: null }]);
  });
});

describe('warnings', () => {
  test('are open until somebody says what it was; the newest is told', () => {
    const [passes, warnings] = [new PassStore(station.db), new WarningStore(station.db)];
    expect(warnings.open()).toEqual({ count: 0, newest: null });
    const raise = (minutes: number) => {
      const pass = passRow({ findings: [{ code: 'crossing-without-record', atMs: 0, detail: { topE: 800 } }] });
      const id = newId();
      const at = Date.parse(minutesLater(minutes)) as EpochMs;
      station.db.immediate(() => {
        passes.insert(pass);
        warnings.raise({ id, kind: 'pass-unrecorded', subjectId: pass.id, scaleId: 'scale-1', at });
      });
      return id;
    };
    const [first, second] = [raise(0), raise(1)];
    expect(warnings.open()).toMatchObject({
      count: 2,
      newest: { id: second, pass: { topKg: 48_620 }, acknowledged: null },
    });
    const word = { at: AT, operatorId: '张三', reason: '试车' };
    station.db.immediate(() => warnings.acknowledge(second, word));
    expect(warnings.open()).toMatchObject({ count: 1, newest: { id: first } });
    expect(warnings.get(second)?.acknowledged).toEqual(word);
    expect(() => warnings.acknowledge(second, word)).toThrow('append-only');
  });
});

describe('weighings', () => {
  test('a correction changes what counts, not what was weighed nor the document', () => {
    const weighings = new WeighingStore(station.db);
    const chain = chainOf(station.db, station.clock);
    const id = weigh(chain, 'gross', '晋C12345', '晋C678挂', 0);
    const before = weighings.document(id);
    const correct = (field: 'plateFront' | 'axleCount', from: string | number, to: string | number) =>
      chain.add('notice', noticeBody('correction', { subjectId: id, correction: { field, from, to } }));
    const notice = correct('plateFront', '晋C12345', '晋C12346');
    correct('axleCount', 6, 5);
    expect(weighings.get(id)).toMatchObject({
      plateFront: '晋C12346',
      plateFrontAsWeighed: '晋C12345',
      axleCount: 5,
      limitKg: 43_000,
    });
    expect(weighings.document(id)).toEqual(before);
    expect(new NoticeStore(station.db).bySubject(id)).toHaveLength(2);
    expect(new NoticeStore(station.db).get(notice.id)).toMatchObject({ kind: 'correction', subjectId: id });
    expect(() => weighings.applyCorrection(id, 'gatePlate', 'x')).toThrow('gatePlate');
    expect(() => weighings.applyCorrection(newId(), 'axleCount', 2)).toThrow('no weighing');
  });

  test('void once', () => {
    const weighings = new WeighingStore(station.db);
    const chain = chainOf(station.db, station.clock);
    const id = weigh(chain, 'gross', '晋C12345', null, 0);
    const notice = chain.add('notice', noticeBody('weighing-void', { subjectId: id }));
    expect(weighings.get(id)?.voidedById).toBe(notice.id);
    expect(() => chain.add('notice', noticeBody('weighing-void', { subjectId: id }))).toThrow('voided');
  });

  test('the open truck of a pair: no sheet uses its tare, no later weighing of the pair follows', () => {
    const weighings = new WeighingStore(station.db);
    const chain = chainOf(station.db, station.clock);
    const inside = weigh(chain, 'tare', 'A', 'T', 0);
    weigh(chain, 'tare', 'B', 'T', 1);
    weigh(chain, 'gross', 'B', 'T', 2);
    const since = Date.parse(AT) as EpochMs;
    expect(weighings.openTruck('A', 'T', since)?.id).toBe(inside);
    expect(weighings.openTruck('A', 'T', (since + 1) as EpochMs)).toBeNull();
    expect(weighings.openTruck('A', null, since)).toBeNull();
    expect(weighings.openTruck('B', 'T', since)).toBeNull();
    const gross = weigh(chain, 'gross', 'A', 'T9', 3);
    chain.add('load-sheet', sheetBody(gross, inside, 'n-1-20261122-0001'));
    expect(weighings.openTruck('A', 'T', since)).toBeNull();
  });

  test('the newest tare of a pair, by tractor and trailer, no voided one', () => {
    const weighings = new WeighingStore(station.db);
    const chain = chainOf(station.db, station.clock);
    weigh(chain, 'tare', 'A', 'T2', 0);
    const newest = weigh(chain, 'tare', 'A', 'T2', 1);
    const alone = weigh(chain, 'tare', 'A', null, 2);
    weigh(chain, 'gross', 'A', 'T2', 3);
    const voided = weigh(chain, 'tare', 'A', 'T2', 4);
    chain.add('notice', noticeBody('weighing-void', { subjectId: voided }));
    expect(weighings.latestTare('A', 'T2')?.id).toBe(newest);
    expect(weighings.latestTare('A', null)?.id).toBe(alone);
    expect(weighings.latestTare('B', 'T2')).toBeNull();
    expect(weighings.storedTares('A').map(({ id }) => id)).toEqual([alone, newest]);
  });

  test('the newest of a pair is by the chain, not by a clock that was set back', () => {
    const weighings = new WeighingStore(station.db);
    const chain = chainOf(station.db, station.clock);
    weigh(chain, 'gross', 'A', 'T', 60);
    const newest = weigh(chain, 'recheck', 'A', 'T', 1);
    weigh(chain, 'trial', 'A', 'T', 90);
    weigh(chain, 'gross', 'A', 'T2', 91);
    expect(weighings.newestForPair('A', 'T')?.id).toBe(newest);
  });

  test('one truck’s visit', () => {
    const caseId = newId();
    const chain = chainOf(station.db, station.clock);
    const ids = ['tare', 'gross', 'recheck'] as const;
    const made = ids.map((kind) => chain.add('weighing', weighingBody({ kind, caseId })).id);
    weigh(chain, 'gross', 'A', 'T', 0);
    expect(new WeighingStore(station.db).byCase(caseId).map(({ id }) => id)).toEqual(made);
  });
});

describe('load sheets', () => {
  test('one valid sheet a gross; voiding frees it and keeps the number taken', () => {
    const sheets = new LoadSheetStore(station.db);
    const chain = chainOf(station.db, station.clock);
    const gross = weigh(chain, 'gross', 'A', 'T', 1);
    const tare = weigh(chain, 'tare', 'A', 'T', 0);
    const first = chain.add('load-sheet', sheetBody(gross, tare, 'u-1-20261122-0001'));
    expect(sheets.byGross(gross)?.id).toBe(first.id);
    expect(sheets.using(tare).map(({ id }) => id)).toEqual([first.id]);
    expect(new WeighingStore(station.db).sheetOf(gross)).toEqual({
      id: first.id,
      number: 'u-1-20261122-0001',
      verdict: 'within-limit',
    });
    expect(() => chain.add('load-sheet', sheetBody(gross, tare, 'u-1-20261122-0002'))).toThrow('UNIQUE');
    const voiding = { status: 'void', voids: first.id, voidReason: '写错' } as const;
    const undone = chain.add('load-sheet', sheetBody(gross, tare, 'u-1-20261122-0001', voiding));
    expect(sheets.get(first.id)).toMatchObject({ status: 'issued', voidedById: undone.id });
    expect(sheets.byGross(gross)).toBeNull();
    expect(sheets.using(gross)).toEqual([]);
    sheets.markVoid(first.id, undone.id);
    expect(thrown(() => sheets.markVoid(first.id, newId()))).toMatchObject({ code: 'sheet.already-void' });
    expect(thrown(() => sheets.markVoid(undone.id, newId()))).toMatchObject({ code: 'sheet.not-found' });
    expect(() => chain.add('load-sheet', sheetBody(gross, tare, 'u-1-20261122-0001'))).toThrow('UNIQUE');
    chain.add('load-sheet', sheetBody(gross, tare, 'u-1-20261122-0002'));
    expect(sheets.byGross(gross)?.number).toBe('u-1-20261122-0002');
  });
});

test('vehicle files keep what they said before', () => {
  const vehicles = new VehicleStore(station.db);
  const history = () => station.db.prepare('SELECT plate, at, operatorId, body FROM vehicle_change ORDER BY id').all();
  expect(vehicles.get('晋C12345')).toBeNull();
  vehicles.put({ plate: '晋C12345', axleCount: 6 }, AT, '甲');
  vehicles.put({ plate: '晋C12345', axleCount: 6 }, minutesLater(1), '乙');
  vehicles.put({ plate: '晋C12345', axleCount: 5 }, minutesLater(2), '乙');
  expect(vehicles.get('晋C12345')).toEqual({ plate: '晋C12345', axleCount: 5 });
  expect(history()).toEqual([
    { plate: '晋C12345', at: AT, operatorId: '甲', body: '{"plate":"晋C12345","axleCount":6}' },
    { plate: '晋C12345', at: minutesLater(2), operatorId: '乙', body: '{"plate":"晋C12345","axleCount":5}' },
  ]);
});

test('a pair that is not kept yet is kept also where its file says nothing new', () => {
  const vehicles = new VehicleStore(station.db);
  const file = { plate: '晋C12345', trailerPlate: '晋C1挂', axleCount: 6, approvedLoadKg: 32_000 };
  vehicles.put(file, AT, '甲');
  station.db.prepare('DELETE FROM vehicle_pair').run();
  vehicles.put(file, minutesLater(1), '乙');
  vehicles.put({ plate: '晋C12345', trailerPlate: '晋C2挂', axleCount: 5 }, minutesLater(2), '乙');
  expect(vehicles.ofPair('晋C12345', '晋C1挂')).toEqual(file);
});

test('the file speaks for its own trailer, and for each other one what was said of that', () => {
  const vehicles = new VehicleStore(station.db);
  const file = { plate: '晋C12345', trailerPlate: '晋C1挂', axleCount: 6, approvedLoadKg: 32_000 };
  expect(vehicles.ofPair('晋C12345', '晋C1挂')).toBeNull();
  vehicles.put(file, AT, '甲');
  expect(vehicles.ofPair('晋C12345', '晋C2挂')).toEqual({ plate: '晋C12345', trailerPlate: '晋C2挂' });
  vehicles.put({ plate: '晋C12345', trailerPlate: '晋C2挂', axleCount: 5 }, minutesLater(2), '乙');
  expect(vehicles.ofPair('晋C12345', '晋C1挂')).toEqual(file);
  expect(vehicles.ofPair('晋C12345', '晋C2挂')).not.toHaveProperty('approvedLoadKg');
});

test('requests are found for 30 days, with their answer, and only if their effect was committed', () => {
  const { clock, db } = station;
  const requests = new RequestStore(db, clock);
  const request = { requestId: 'r-1', call: 'vehicle.put', inputSha256: 'ab', answer: '{"plate":"晋C12345"}' };
  expect(() =>
    db.immediate(() => {
      requests.remember(request);
      throw new Error('no effect');
    }),
  ).toThrow('no effect');
  expect(requests.find('r-1')).toBeNull();
  db.immediate(() => requests.remember(request));
  expect(requests.find('r-1')).toEqual(request);
  expect(() => requests.remember(request)).toThrow('UNIQUE');
  clock.now += 30 * 24 * 3_600_000;
  expect(requests.purge()).toBe(0);
  clock.now += 1;
  for (let at = 0; at < 600; at++) requests.remember({ ...request, requestId: `new-${at}` });
  expect(requests.purge()).toBe(1);
  expect(requests.find('r-1')).toBeNull();
  clock.now += 31 * 24 * 3_600_000;
  expect([requests.purge(), requests.purge(), requests.purge()]).toEqual([500, 100, 0]);
});

describe('the chain refuses what must never be signed', () => {
  test.each([
    [
      'outside a transaction',
      (chain: Chain) => chain.chain.append('notice', newId(), noticeBody('seal')),
      'transaction',
    ],
    [
      'a body with an envelope',
      (chain: Chain) => chain.add('notice', { ...noticeBody('seal'), sequence: 7 }),
      'sequence',
    ],
    [
      'an undefined member',
      (chain: Chain) => chain.add('notice', { ...noticeBody('seal'), extra: undefined }),
      '$.extra',
    ],
    ['a lone surrogate', (chain: Chain) => chain.add('notice', noticeBody('seal', { text: '\ud800' })), '$.text'],
    [
      'another form',
      (chain: Chain) => chain.add('notice', { ...noticeBody('seal'), effectiveAt: 'now' as never }),
      'effectiveAt',
    ],
  ])('%s', (_, attempt, message) => {
    const chain = chainOf(station.db, station.clock);
    expect(() => attempt(chain)).toThrow(message);
    expect(chain.chain.head()).toEqual({ length: 0, head: '0'.repeat(64) });
    chain.add('notice', noticeBody('seal'));
    expect(chain.chain.head().length).toBe(1);
  });

  test('a document comes back as its bytes; simulated is said only where it is true', () => {
    const chain = chainOf(station.db, station.clock);
    const notice = chain.add('notice', noticeBody('seal'));
    expect(chain.chain.get(notice.id)).toMatchObject({ kind: 'notice', sequence: 1, document: notice });
    expect(chain.chain.get(newId())).toBeNull();
    expect(notice).not.toHaveProperty('simulated');
    expect(notice.createdAt).toBe('2026-11-22T14:32:05.123+08:00');
  });
});

describe('readings', () => {
  test('the newest of a capture, with what was pushed; rows of before that know nothing of pushes, nor of the displays together, have none', () => {
    const { db } = station;
    const store = new ReadingStore(db);
    const [now, before] = [captureRow(), captureRow()];
    for (const row of [now, before]) db.immediate(() => new CaptureStore(db).insert(row));
    const readings = readingsOf({});
    const push = { cameraId: 'cam-front', role: 'front', text: '晋C55555', kind: 'ordinary', color: 'yellow' } as const;
    store.add(now.id, AT, readings);
    store.add(now.id, AT, { ...readings, pushed: [{ ...push, confidence: null, at: AT, cameraAt: null }] });
    expect(store.newest(now.id)?.pushed.map(({ text }) => text)).toEqual(['晋C55555']);
    const { pushed: _, displayKg: __, ...old } = readings;
    store.add(before.id, AT, old as never);
    expect(store.newest(before.id)).toEqual(readings);
    expect(store.newest(newId())).toBeNull();
  });
});
