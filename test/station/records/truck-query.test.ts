import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OpenTruck, StoredTare, TareAnomaly } from '../../../preload/contract/weighing.ts';
import { kg, type EpochMs, type Uuid } from '../../../preload/contract/vocabulary.ts';
import { TruckQuery } from '../../../main/station/records/truck-query.ts';
import { WeighingStore } from '../../../main/station/records/weighing-store.ts';
import { Reader } from '../../../main/station/store/reader.ts';
import { AT, chainOf, minutesLater, noticeBody, sheetBody, weighingBody } from '../../unit/records/samples.ts';
import { newId, tempStation, type TempStation } from '../../unit/store/temp-station.ts';

const MINUTE_MS = 60_000;
const since = (minutes: number) => Date.parse(minutesLater(minutes)) as EpochMs;

let station: TempStation;
let reader: Reader;
let trucks: TruckQuery;
let chain: ReturnType<typeof chainOf>;
beforeEach(() => {
  station = tempStation();
  reader = new Reader({ dataDir: station.dataDir });
  trucks = new TruckQuery(reader);
  chain = chainOf(station.db, station.clock);
});
afterEach(async () => {
  await reader.stop();
  station.end();
});

const plate = (text: string | null) => ({ text, source: text === null ? 'none' : 'manual' }) as const;
/** A weighing of a pair, so many minutes after the samples' time; each a truck's visit of its own. */
function weigh(
  kind: 'gross' | 'tare' | 'recheck' | 'trial',
  front: string | null,
  rear: string | null,
  minutes: number,
  more: Partial<Parameters<typeof weighingBody>[0]> = {},
): Uuid {
  const pair = { plateFront: plate(front), plateRear: plate(rear) };
  const body = weighingBody({ kind, ...pair, weighedAt: minutesLater(minutes), caseId: newId(), ...more });
  return chain.add('weighing', body).id;
}
const voided = (id: Uuid): void => void chain.add('notice', noticeBody('weighing-void', { subjectId: id }));

describe('open trucks', () => {
  const open = async (from = 0) => (await trucks.openTrucks(since(from))).map(({ tareWeighingId }) => tareWeighingId);

  test('are tares that no sheet uses and no later weighing of the pair follows, newest first', async () => {
    const tares = new Map<string, Uuid>();
    for (const [at, name] of ['used', 'left', 'void', 'twice', 'trial', 'other', 'in', 'over'].entries())
      tares.set(name, weigh('tare', `晋C${name}`, '挂1', at));
    const id = (name: string) => tares.get(name) ?? newId();
    const again = weigh('tare', '晋Ctwice', '挂1', 10);
    weigh('gross', '晋Cleft', '挂1', 11);
    // Too heavy to leave: it is unloaded, and comes back as the truck it is.
    weigh('gross', '晋Cover', '挂1', 11, { overKg: kg(20) });
    weigh('trial', '晋Ctrial', '挂1', 12);
    weigh('gross', '晋Cother', '挂2', 13);
    const gross = weigh('gross', '晋Cused', '挂9', 14);
    chain.add('load-sheet', sheetBody(gross, id('used'), 'n-1-20261122-0001'));
    voided(id('void'));
    expect(await open()).toEqual([again, id('over'), id('in'), id('other'), id('trial')]);
  });

  test('the window takes in its first millisecond and nothing before', async () => {
    const [first, second] = [weigh('tare', 'A', null, 5), weigh('tare', 'B', null, 6)];
    expect(await open(5)).toEqual([second, first]);
    expect((await trucks.openTrucks((since(5) + 1) as EpochMs)).map((truck) => truck.tareWeighingId)).toEqual([second]);
  });

  test('weighed in the same millisecond, the later document is first', async () => {
    const ids = ['A', 'B', 'C'].map((front) => weigh('tare', front, null, 1));
    expect(await open()).toEqual(ids.toReversed());
  });

  test('in the contract’s form; one without plate or without case is none', async () => {
    const caseId = newId();
    const id = weigh('tare', 'A', null, 1, { caseId, weightKg: kg(16_200) });
    weigh('tare', null, null, 2);
    const { caseId: _caseId, ...uncased } = weighingBody({ kind: 'tare', plateFront: plate('B') });
    chain.add('weighing', uncased);
    const [truck, ...more] = await trucks.openTrucks(since(0));
    expect(more).toEqual([]);
    expect(OpenTruck.parse(truck)).toEqual({
      tareWeighingId: id,
      caseId,
      plateFront: 'A',
      plateRear: null,
      tareKg: 16_200,
      weighedAt: minutesLater(1),
    });
  });

  test('a voided gross opens its truck again; a corrected plate counts as corrected', async () => {
    const tare = weigh('tare', 'A', 'T', 0);
    const gross = weigh('gross', 'A', 'T', 1);
    expect(await open()).toEqual([]);
    voided(gross);
    expect(await open()).toEqual([tare]);
    const correction = { field: 'plateFront', from: 'A', to: 'AA' } as const;
    chain.add('notice', noticeBody('correction', { subjectId: tare, correction }));
    expect(await trucks.openTrucks(since(0))).toMatchObject([{ tareWeighingId: tare, plateFront: 'AA' }]);
  });
});

describe('stored tares', () => {
  const NOW = { nowMs: since(60), validMs: 60 * MINUTE_MS };
  const stored = async (text: string | null) =>
    (await trucks.storedTares(text, NOW)).map(({ weighingId }) => weighingId);

  test('the newest of each pair, by tractor and trailer, newest first, no voided one', async () => {
    weigh('tare', 'A', 'T1', 0);
    const a1 = weigh('tare', 'A', 'T1', 1);
    const a2 = weigh('tare', 'A', 'T2', 2);
    const alone = weigh('tare', 'A', null, 3);
    const b1 = weigh('tare', 'B', 'T1', 4);
    weigh('gross', 'A', 'T1', 5);
    voided(weigh('tare', 'A', 'T2', 6));
    weigh('tare', null, 'T1', 7);
    expect(await stored(null)).toEqual([b1, alone, a2, a1]);
    expect(await stored('A')).toEqual([alone, a2, a1]);
    expect(await stored('T1')).toEqual([b1, a1]);
    expect(await stored('Z')).toEqual([]);
  });

  test('the newest is by the chain; a pair of twice the same plate is there once; a replaced one is not', async () => {
    weigh('tare', 'A', 'T', 60);
    const setBack = weigh('tare', 'A', 'T', 1);
    const same = weigh('tare', 'S', 'S', 2);
    const wrong = weigh('tare', 'R', null, 3);
    const right = weigh('tare', 'R', null, 4, { replaces: { weighingId: wrong, reason: '重称' } });
    expect(await stored('A')).toEqual([setBack]);
    expect(await stored('S')).toEqual([same]);
    expect(await stored('R')).toEqual([right]);
    voided(right);
    expect(await stored('R')).toEqual([wrong]);
    expect(await stored(null)).toEqual([wrong, same, setBack]);
  });

  test('expires a millisecond after its time, in the contract’s form', async () => {
    const id = weigh('tare', 'A', null, 0, { weightKg: kg(15_000) });
    const at = async (nowMs: number) =>
      (await trucks.storedTares('A', { nowMs: nowMs as EpochMs, validMs: 60 * MINUTE_MS })).map((tare) =>
        StoredTare.parse(tare),
      );
    const tare = {
      weighingId: id,
      plateFront: 'A',
      plateRear: null,
      tareKg: 15_000,
      weighedAt: AT,
      expiresAt: minutesLater(60),
      expired: false,
    };
    expect(await at(since(60))).toEqual([tare]);
    expect(await at(since(60) + 1)).toEqual([{ ...tare, expired: true }]);
  });

  test('who issues a sheet sees the same ones, within the transaction', async () => {
    for (const [minutes, rear] of ['T1', 'T2', 'T1', null].entries()) weigh('tare', 'A', rear, minutes);
    const writer = new WeighingStore(station.db).storedTares('A').map(({ id }) => id);
    expect(writer).toHaveLength(3);
    expect(await stored('A')).toEqual(writer);
  });

  test('at most 500, the newest', async () => {
    const ids = Array.from({ length: 501 }, (_, at) => weigh('tare', 'A', `T${at}`, 0));
    const newest = ids.toReversed().slice(0, 500);
    expect(await stored(null)).toEqual(newest);
    expect(await stored('A')).toEqual(newest);
  });
});

test('what was just committed is there, and what was read holds back no checkpoint', async () => {
  const checkpoint = () => station.db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
  for (let at = 0; at < 3; at++) {
    const id = weigh('tare', `A${at}`, null, at);
    expect((await trucks.openTrucks(since(0)))[0]?.tareWeighingId).toBe(id);
    await trucks.storedTares(null, { nowMs: since(0), validMs: 0 });
    // Busy would mean that the reader still looks at an older state than the newest.
    expect(checkpoint()).toEqual({ busy: 0, log: 0, checkpointed: 0 });
  }
});

describe('what a truck usually weighs empty', () => {
  const tareOf = (weightKg: number, at: number, rear: string | null = '挂1') =>
    weigh('tare', '晋C1', rear, at, { weightKg: kg(weightKg) });

  test('is of this tractor with this trailer, voided ones left out, at most the last thirty', async () => {
    for (let at = 0; at < 40; at++) tareOf(at < 10 ? 10_000 : 16_200, at);
    for (let at = 40; at < 46; at++) tareOf(9_000, at, null);
    voided(tareOf(30_000, 50));
    expect(await trucks.statistics('晋C1', '挂1')).toEqual({ count: 30, medianKg: 16_200, sigmaKg: 0 });
    expect(await trucks.statistics('晋C1', null)).toMatchObject({ count: 6, medianKg: 9_000 });
    expect(await trucks.statistics('晋C1', '挂2')).toBeNull();
  });

  test('a tare out of it is listed, judged by those before it', async () => {
    for (let at = 0; at < 5; at++) tareOf(16_200, at);
    const odd = tareOf(14_000, 6);
    tareOf(16_220, 7);
    const late = tareOf(18_000, 60);
    const list = (from: number) => trucks.anomalies({ historyMs: since(0), sinceMs: since(from), divisionKg: kg(20) });
    expect(await list(0)).toEqual([
      expect.objectContaining({ weighingId: late, deviationKg: 1_800, medianKg: 16_200, count: 7 }),
      expect.objectContaining({ weighingId: odd, deviationKg: -2_200, medianKg: 16_200, count: 5 }),
    ]);
    expect((await list(30)).map(({ weighingId }) => weighingId)).toEqual([late]);
    TareAnomaly.array().parse(await list(0));
  });
});
