/** One plate on two vehicles: back before its trip can be over, or with other axles than its file says; asked, kept, and looked at. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Weighing } from '../../../preload/contract/documents.ts';
import type { PlateWarning } from '../../../preload/contract/warnings.ts';
import { openForWriting } from '../../../main/station/store/data-folder.ts';
import type { Uuid } from '../../../preload/contract/vocabulary.ts';
import { RunningStation } from '../../support/running-station.ts';
import { Site } from '../../sim/site.ts';

const MINUTES = 30;

let site: Site;
let station: RunningStation;

const comes = async (plateFront: string, weightKg: number): Promise<void> => {
  site.driveOff(200);
  await station.untilPhase('idle');
  site.driveOn({ plateFront, plateRear: null }, weightKg, 300);
  await station.untilSteady();
};
const capture = (plateFront: string, more: object = {}): Promise<Weighing> =>
  station.captureWhole({ kind: 'gross', operatorId: '张三', plateFront, axleCount: 6, ...more });
/** These trucks come faster than any: their curves are matters, too. */
const openDoubts = async (of = station): Promise<PlateWarning[]> =>
  (await of.call('warnings.search', { which: 'open', limit: 200 })).items.filter((item) => item.kind === 'plate-doubt');
const openDoubt = async (): Promise<PlateWarning | null> => (await openDoubts())[0] ?? null;

beforeAll(async () => {
  site = await Site.open({
    stabilityMs: 400,
    rateHz: 20,
    configuration: { rules: { minIntervalSeconds: 0, minTripMinutes: MINUTES, askOtherAxles: true } },
  });
  station = await RunningStation.start(site);
  await station.until('devices', async () =>
    (await station.call('devices.list', {})).every((one) => one.state === 'online'),
  );
});
afterAll(async () => {
  await station.stop();
  await site.close();
});
beforeEach(async () => {
  site.driveOff(200);
  await station.untilPhase('idle');
});

/** A truck that was weighed empty and loaded and left with its sheet. */
async function leaves(plateFront: string): Promise<{ readonly gross: Weighing; readonly number: string }> {
  await comes(plateFront, 16_000);
  const tare = await capture(plateFront, { kind: 'tare' });
  await comes(plateFront, 46_000);
  const gross = await capture(plateFront);
  const { number } = await station.call('loadSheet.issue', {
    grossWeighingId: gross.id,
    tareWeighingId: tare.id,
    goods: { name: '原煤' },
    receiver: '某电厂',
    operatorId: '张三',
  });
  return { gross, number };
}

describe('a vehicle that left with its sheet', () => {
  test('cannot be back so soon: nothing is saved until a person says why, and who answers for the site sees both', async () => {
    const { gross, number } = await leaves('晋C20001');
    await comes('晋C20001', 15_900);
    await expect(capture('晋C20001', { kind: 'tare' })).rejects.toMatchObject({
      code: 'weighing.trip-too-short',
      params: { plate: '晋C20001', weighingId: gross.id, number, minMinutes: MINUTES },
    });
    expect(await openDoubt()).toBeNull();
    const repeats = { weighingId: gross.id, reason: '收货点很近' };
    const record = await capture('晋C20001', { kind: 'tare', repeats });
    expect(record).toMatchObject({ repeats });
    const matter = await openDoubt();
    expect(matter).toMatchObject({ weighing: { id: record.id, plate: '晋C20001', repeats, otherAxles: null } });
    expect(station.pushed('warnings.changed').map(({ newest }) => newest?.id)).toContain(matter?.id);
    const said = { warningId: matter?.id ?? record.id, reason: '看过照片，是同一辆车', operatorId: '李四' };
    await station.call('warnings.acknowledge', said);
    expect(await openDoubt()).toBeNull();
    const { items } = await station.call('warnings.search', {});
    expect(items.find(({ id }) => id === matter?.id)).toMatchObject({
      kind: 'plate-doubt',
      acknowledged: { reason: said.reason },
    });
  });

  test('is asked about once: what is weighed of it in the same visit is not, and another weighing is no answer', async () => {
    const { gross } = await leaves('晋C20009');
    await comes('晋C20009', 15_900);
    const old = (await station.call('records.search', { text: '20009' })).items.find(({ kind }) => kind === 'tare');
    const repeats = { weighingId: old?.id ?? '', reason: '再称' };
    await expect(capture('晋C20009', { kind: 'tare', repeats })).rejects.toMatchObject({
      code: 'weighing.trip-too-short',
    });
    const answer = { weighingId: gross.id, reason: '复核' };
    expect(await capture('晋C20009', { kind: 'tare', repeats: answer })).toMatchObject({ repeats: answer });
    const before = await openDoubts();
    await comes('晋C20009', 46_100);
    expect('repeats' in (await capture('晋C20009'))).toBe(false);
    expect(await openDoubts()).toEqual(before);
  });

  test('may be weighed again before its sheet, and after the sheet was void', async () => {
    const before = await openDoubts();
    await comes('晋C20002', 16_000);
    const tare = await capture('晋C20002', { kind: 'tare' });
    await comes('晋C20002', 46_000);
    await capture('晋C20002');
    await comes('晋C20002', 44_000);
    const gross = await capture('晋C20002');
    const sheet = await station.call('loadSheet.issue', {
      grossWeighingId: gross.id,
      tareWeighingId: tare.id,
      goods: { name: '原煤' },
      receiver: '某电厂',
      operatorId: '张三',
    });
    await station.call('loadSheet.void', { id: sheet.id, reason: '货名写错', operatorId: '张三' });
    await comes('晋C20002', 44_020);
    expect((await capture('晋C20002')).weightKg).toBe(44_020);
    expect(await openDoubts()).toEqual(before);
  });
});

describe('a vehicle whose file says other axles', () => {
  beforeAll(async () => {
    await station.call('vehicle.put', {
      plate: '晋C20003',
      axleCount: 6,
      trailerPlate: '晋K1111挂',
      axleSource: 'file',
    });
  });

  test('is asked about; the record bears what the file said, and why', async () => {
    await comes('晋C20003', 30_000);
    const four = { axleCount: 4 };
    await expect(capture('晋C20003', four)).rejects.toMatchObject({
      code: 'weighing.other-axles',
      params: { plate: '晋C20003', fileAxles: 6, axles: 4 },
    });
    // Said of another plate it answers nothing.
    await expect(
      capture('晋C20003', { ...four, otherAxles: { plate: '晋C20004', reason: '疑似套牌' } }),
    ).rejects.toMatchObject({ code: 'weighing.other-axles' });
    const answered = { ...four, otherAxles: { plate: '晋 c·20003', reason: '疑似套牌' } };
    const record = await capture('晋C20003', answered);
    expect(record).toMatchObject({ axleCount: 4, otherAxles: { fileAxleCount: 6, reason: '疑似套牌' } });
    expect(await openDoubt()).toMatchObject({
      weighing: { id: record.id, axleCount: 4, otherAxles: { fileAxleCount: 6, reason: '疑似套牌' }, repeats: null },
    });
  });

  test('leaves nothing in that file, though it gets its sheet', async () => {
    const answered = { axleCount: 4, otherAxles: { plate: '晋C20003', reason: '疑似套牌' } };
    await comes('晋C20003', 15_000);
    const tare = await capture('晋C20003', { ...answered, kind: 'tare' });
    await comes('晋C20003', 29_000);
    const gross = await capture('晋C20003', answered);
    const before = await station.call('vehicle.get', { plate: '晋C20003' });
    const { id } = await station.call('loadSheet.issue', {
      grossWeighingId: gross.id,
      tareWeighingId: tare.id,
      goods: { name: '石灰石' },
      receiver: '另一家',
      driver: { name: '某人' },
      operatorId: '张三',
    });
    expect(await station.call('vehicle.get', { plate: '晋C20003' })).toEqual(before);
    // Its trip is asked about by itself.
    await station.call('loadSheet.void', { id, reason: '疑似套牌', operatorId: '张三' });
  });

  test('behind another trailer it is another combination, and as its file says nothing is asked', async () => {
    const before = await openDoubts();
    await comes('晋C20003', 30_000);
    expect('otherAxles' in (await capture('晋C20003', { plateRear: '晋K2222挂', axleCount: 5 }))).toBe(false);
    await comes('晋C20003', 30_100);
    expect('otherAxles' in (await capture('晋C20003'))).toBe(false);
    expect(await openDoubts()).toEqual(before);
  });

  test('the answer outlives a missing picture; a trial asks nothing', async () => {
    await comes('晋C20003', 30_200);
    await site.front.setFault('refuse');
    const otherAxles = { plate: '晋C20003', reason: '换了挂车' };
    const once = (more: object): Promise<Weighing> =>
      station.call('weighing.capture', {
        kind: 'gross',
        operatorId: '张三',
        plateFront: '晋C20003',
        axleCount: 4,
        ...more,
      });
    await expect(once({ otherAxles })).rejects.toMatchObject({ code: 'evidence.incomplete' });
    expect(await once({ acceptIncomplete: { reason: '摄像机坏' } })).toMatchObject({
      otherAxles: { fileAxleCount: 6, reason: '换了挂车' },
    });
    await site.front.setFault(null);
    await comes('晋C20003', 30_300);
    expect('otherAxles' in (await capture('晋C20003', { kind: 'trial', axleCount: 3 }))).toBe(false);
  });
});

describe('captured by the station itself', () => {
  let quick: Site;
  let running: RunningStation;
  const rules = { minTripMinutes: MINUTES, askOtherAxles: true };

  beforeAll(async () => {
    quick = await Site.open({ stabilityMs: 400, rateHz: 20, captureWhenSteady: true, configuration: { rules } });
    running = await RunningStation.start(quick);
    await running.call('vehicle.put', { plate: '晋C20006', axleCount: 6, axleSource: 'file' });
  });
  afterAll(async () => {
    await running.stop();
    await quick.close();
  });

  const comesAndWaits = async (plateFront: string, weightKg: number): Promise<Uuid> => {
    quick.driveOff(200);
    await running.untilPhase('idle');
    quick.driveOn({ plateFront, plateRear: null }, weightKg, 300);
    await running.until('a capture', async () => (await running.call('weighing.state', {})).capture !== null);
    const { passId } = await running.call('weighing.state', {});
    if (passId === null) throw new Error('no truck');
    return passId;
  };
  const newestOf = async (text: string): Promise<Weighing> => {
    quick.driveOff(200);
    await running.untilPhase('idle');
    const { items } = await running.call('records.search', { text, limit: 1 });
    return running.call('weighing.get', { id: items[0]?.id ?? '' });
  };

  test('a truck that left before anybody answered is recorded all the same, and is a matter', async () => {
    const passId = await comesAndWaits('晋C20006', 20_000);
    const said = { operatorId: '张三', plateFront: '晋C20006', axleCount: 4, kind: 'gross' as const };
    await running.call('weighing.claim', { passId, said });
    const record = await newestOf('20006');
    expect(record).toMatchObject({ otherAxles: { fileAxleCount: 6, reason: 'truck-left' } });
    expect(await openDoubts(running)).toMatchObject([{ weighing: { id: record.id } }]);
  });

  test('what a person answered stands in the record, though the truck left before its pictures were accepted', async () => {
    await comesAndWaits('晋C20006', 20_100);
    await quick.front.setFault('refuse');
    await running.call('weighing.photograph', {});
    const asked = running.call('weighing.capture', {
      kind: 'gross',
      operatorId: '张三',
      plateFront: '晋C20006',
      axleCount: 4,
      otherAxles: { plate: '晋C20006', reason: '换了挂车' },
    });
    const ended = await asked.then(
      () => 'recorded',
      (error: { code: string }) => error.code,
    );
    await quick.front.setFault(null);
    const record = await newestOf('20006');
    expect([ended, record.weightKg]).toEqual([
      record.evidence.state === 'complete' ? 'recorded' : 'evidence.incomplete',
      20_100,
    ]);
    expect(record).toMatchObject({ otherAxles: { fileAxleCount: 6, reason: '换了挂车' } });
  });

  test('back too soon, and gone before anybody was asked: the record names the trip, and is a matter', async () => {
    const issued = { goods: { name: '原煤' }, receiver: '某电厂', operatorId: '张三' };
    const weighed = async (kind: 'tare' | 'gross', weightKg: number): Promise<Weighing> => {
      await comesAndWaits('晋C20007', weightKg);
      return running.captureWhole({ kind, operatorId: '张三', plateFront: '晋C20007', axleCount: 6 });
    };
    const tare = await weighed('tare', 16_000);
    const gross = await weighed('gross', 46_000);
    await running.call('loadSheet.issue', { ...issued, grossWeighingId: gross.id, tareWeighingId: tare.id });
    const passId = await comesAndWaits('晋C20007', 16_020);
    const said = { operatorId: '张三', plateFront: '晋C20007', kind: 'tare' as const };
    await running.call('weighing.claim', { passId, said });
    const record = await newestOf('20007');
    expect(record).toMatchObject({ weightKg: 16_020, repeats: { weighingId: gross.id, reason: 'truck-left' } });
    expect((await openDoubts(running))[0]).toMatchObject({ weighing: { id: record.id } });
  });
});

test('a shelf beside the record that is broken keeps no record from being made', async () => {
  const own = await Site.open({
    stabilityMs: 400,
    rateHz: 20,
    captureWhenSteady: true,
    reads: true,
    configuration: { rules: { askOtherAxles: true } },
  });
  const first = await RunningStation.start(own);
  await first.call('vehicle.put', { plate: '晋C20008', axleCount: 6, axleSource: 'file' });
  await first.stop();
  const db = openForWriting(own.dataDir);
  for (const table of ['plate_outcome', 'warning'])
    db.exec(`CREATE TRIGGER broken_${table} BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'broken'); END`);
  db.close();
  const running = await RunningStation.start(own);
  try {
    own.driveOn({ plateFront: '晋C20008', plateRear: null }, 20_000, 300);
    await running.until('the readings', async () => {
      const { capture } = await running.call('weighing.state', {});
      return capture?.readings?.state === 'done';
    });
    const otherAxles = { plate: '晋C20008', reason: '换了挂车' };
    const asked = { kind: 'gross', operatorId: '张三', plateFront: '晋C20008', axleCount: 4, otherAxles } as const;
    expect(await running.captureWhole(asked)).toMatchObject({ otherAxles: { fileAxleCount: 6 } });
    expect(running.log.filter((line) => line.includes('what stands beside a record could not be kept'))).toHaveLength(
      2,
    );
  } finally {
    await running.stop();
    await own.close();
  }
});
