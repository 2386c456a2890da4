/**
 * A record of before is explained, corrected and put on a sheet by the rule set that made it; typed axles are listed with the
 * picture that shows the vehicle.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Notice, WeighingBody } from '../../../preload/contract/documents.ts';
import { kg, type Uuid } from '../../../preload/contract/vocabulary.ts';
import { LoadSheetStore } from '../../../main/station/records/load-sheet-store.ts';
import { Publisher } from '../../../main/station/records/publisher.ts';
import { RecordLimits } from '../../../main/station/records/record-limits.ts';
import { rebuildDerived } from '../../../main/station/records/derived.ts';
import { TypedAxlesQuery } from '../../../main/station/records/typed-axles-query.ts';
import { VehicleStore } from '../../../main/station/records/vehicle-store.ts';
import { WeighingStore } from '../../../main/station/records/weighing-store.ts';
import type { Configuration } from '../../../main/station/settings/configuration.ts';
import { GateStore } from '../../../main/station/records/gate-store.ts';
import { LoadSheetService } from '../../../main/station/sheets/load-sheet-service.ts';
import { Reader } from '../../../main/station/store/reader.ts';
import { AT, chainOf, image, minutesLater, noticeBody, weighingBody } from '../../unit/records/samples.ts';
import { newId, tempStation, thrown, type TempStation } from '../../unit/store/temp-station.ts';

let station: TempStation;
let reader: Reader;
let chain: ReturnType<typeof chainOf>;
let weighings: WeighingStore;
let vehicles: VehicleStore;

beforeEach(() => {
  station = tempStation();
  chain = chainOf(station.db, station.clock);
  weighings = new WeighingStore(station.db);
  vehicles = new VehicleStore(station.db);
  reader = new Reader({ dataDir: station.dataDir });
});
afterEach(async () => {
  await reader.stop();
  station.end();
});

/** Six axles, two of them driven, behind a two-axle tractor: corrected to five, 43 t by the first reading, 42 t by the second. */
const made = (limitRule: string | null, more: Partial<WeighingBody> = {}): Uuid =>
  chain.add(
    'weighing',
    weighingBody({
      limitRule,
      limitInputs: { axleSource: 'file', driveAxles: 2, tractorAxles: 2, toleranceKg: kg(0) },
      weightKg: kg(42_500),
      ...more,
    }),
  ).id;
const correct = (subjectId: Uuid, from: number | null, to: number): Notice =>
  chain.add('notice', noticeBody('correction', { subjectId, correction: { field: 'axleCount', from, to } }));
const row = (id: Uuid): object | null => {
  const found = weighings.get(id);
  return found === null ? null : { axleCount: found.axleCount, limitKg: found.limitKg, overKg: found.overKg };
};

describe('a corrected record', () => {
  test.each([
    ['order-62-2016-art-3/1', { axleCount: 5, limitKg: 43_000, overKg: 0 }],
    ['order-62-2016-art-3/2', { axleCount: 5, limitKg: 42_000, overKg: 500 }],
    ['order-9-2031/1', { axleCount: 5, limitKg: null, overKg: null }],
  ])('of %s has the limit that its own rule set gives', (limitRule, now) => {
    const id = made(limitRule);
    correct(id, 6, 5);
    expect(row(id)).toEqual(now);
    rebuildDerived(station.db);
    expect(row(id)).toEqual(now);
  });

  test('that had no limit and named no rule set is of the first reading', () => {
    const id = made(null, { axleCount: null, limitKg: null, overKg: null });
    correct(id, null, 5);
    expect(row(id)).toEqual({ axleCount: 5, limitKg: 43_000, overKg: 0 });
  });

  test('corrected back, it has again what was signed', () => {
    const id = made('order-62-2016-art-3/1');
    correct(id, 6, 5);
    correct(id, 5, 6);
    expect(row(id)).toEqual({ axleCount: 6, limitKg: 49_000, overKg: 0 });
  });

  test.each([
    ['order-62-2016-art-3/1', 43_000],
    ['order-62-2016-art-3/2', 'sheet.over-limit'],
    ['order-9-2031/1', 'sheet.axles-unknown'],
  ])('of %s gets its sheet by that, or is refused', (limitRule, answer) => {
    const { clock, db } = station;
    const tareId = made(limitRule, { kind: 'tare', weightKg: kg(16_200) });
    const grossId = made(limitRule, { weighedAt: minutesLater(1) });
    correct(grossId, 6, 5);
    clock.now += 120_000;
    const publisher = new Publisher({ db, chain: chain.chain, enqueue: () => undefined });
    const sheets = new LoadSheetService({
      configuration: {
        station: { unitCode: '140321-0001', stationNo: '1', unitName: '示例煤矿' },
        rules: {
          sheetMaxAgeMinutes: 120,
          storedTareDays: 30,
          openTruckHours: 24,
          limitToleranceKg: 0,
          requirePapers: [] as never[],
        },
      } as unknown as Configuration,
      db,
      chain: chain.chain,
      weighings,
      sheets: new LoadSheetStore(db),
      vehicles,
      publisher,
      papersOfDriver: () => [],
      gatePasses: new GateStore(db),
      certificateOf: () => null,
      printing: { enqueue: () => ({}) as never, cancel: () => undefined },
      hasPrinter: false,
      clock,
      newId,
    });
    const act = { role: 'nobody', operator: '', requestId: null, request: null, remember: () => undefined } as const;
    const input = { grossWeighingId: grossId, tareWeighingId: tareId, goods: { name: '原煤' }, receiver: '某电厂' };
    const issue = () => sheets.issue({ ...input, operatorId: '张三' }, act);
    if (typeof answer === 'string') expect(thrown(issue)).toMatchObject({ code: answer });
    else expect(issue()).toMatchObject({ limitKg: answer, overKg: 0 });
  });
});

describe('why a limit is what it is', () => {
  test.each([
    ['order-62-2016-art-3/1', { limitKg: 43_000, basis: 'order-62-2016', conditions: [] }],
    ['order-62-2016-art-3/2', { limitKg: 42_000, basis: 'annex-2016', conditions: ['tractor-two-axles'] }],
    ['order-9-2031/1', { limitKg: null, basis: null, conditions: ['rule-unknown'] }],
  ])('%s says it, as signed and as it counts now', async (ruleSet, now) => {
    const limits = new RecordLimits(reader);
    const id = made(ruleSet);
    expect(await limits.of(id)).toMatchObject({ limitKg: 49_000, asSignedKg: 49_000, ruleSet, axleCount: 6 });
    correct(id, 6, 5);
    expect(await limits.of(id)).toEqual({
      ...now,
      asSignedKg: 49_000,
      ruleSet,
      axleCount: 5,
      axleSource: 'file',
      toleranceKg: 0,
    });
  });

  test('of a weighing that is not there', async () => {
    await expect(new RecordLimits(reader).of(newId())).rejects.toMatchObject({ code: 'weighing.not-found' });
  });
});

describe('typed axles', () => {
  const typed = (plate: string, more: object = {}): void => {
    vehicles.put({ plate, axleCount: 6, axleSource: 'typed', ...more }, AT, '张三');
  };
  const weighed = (plate: string, axleCount: number, sha: string): Uuid =>
    made('order-62-2016-art-3/2', {
      axleCount,
      plateFront: { text: plate, source: 'manual' },
      images: [image('cam-front', 'front', sha)],
    });

  test('are listed with the weighing that made the file, the newest change first, and how many there are', async () => {
    const first = weighed('晋C10001', 6, 'aa');
    weighed('晋C10001', 6, 'bb');
    typed('晋C10001', { axlesFrom: { weighingId: first, sha256: image('cam-front', 'front', 'aa').sha256 } });
    vehicles.put({ plate: '晋C10003', axleCount: 6, axleSource: 'typed' }, minutesLater(1), '张三');
    vehicles.put({ plate: '晋C10004', axleCount: 6, axleSource: 'file' }, minutesLater(2), '张三');
    vehicles.put({ plate: '晋C10005', axleCount: 6 }, minutesLater(3), '张三');
    const query = new TypedAxlesQuery(reader);
    const { count, items } = await query.list(10);
    expect(count).toBe(2);
    expect(items).toMatchObject([
      { vehicle: { plate: '晋C10003' }, updatedAt: minutesLater(1), weighing: null },
      {
        vehicle: { plate: '晋C10001', axleSource: 'typed' },
        weighing: {
          id: first,
          axleCount: 6,
          frontSha256: image('cam-front', 'front', 'aa').sha256,
          operatorId: '测试员',
        },
      },
    ]);
    expect(await query.list(1)).toMatchObject({ count: 2, items: [{ vehicle: { plate: '晋C10003' } }] });
  });

  test('a void weighing, one of another plate, or of other axles shows nothing of the vehicle: the newest that does counts', async () => {
    const of = {
      axlesFrom: { weighingId: weighed('晋C10002', 6, 'aa'), sha256: image('cam-front', 'front', 'aa').sha256 },
    };
    typed('晋C10002', of);
    const query = new TypedAxlesQuery(reader);
    const shown = async (): Promise<string | undefined> => (await query.list(10)).items[0]?.weighing?.id;
    expect(await shown()).toBe(of.axlesFrom.weighingId);
    chain.add('notice', noticeBody('weighing-void', { subjectId: of.axlesFrom.weighingId }));
    expect(await shown()).toBeUndefined();
    const other = weighed('晋C10002', 6, 'bb');
    weighed('晋C10002', 5, 'cc');
    expect(await shown()).toBe(other);
    correct(other, 6, 5);
    expect(await shown()).toBeUndefined();
  });
});
