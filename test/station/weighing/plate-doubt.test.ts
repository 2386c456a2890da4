/** One plate on two vehicles: back before its trip can be over, or with other axles than its file says; asked, kept, and looked at. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Weighing } from '../../../preload/contract/documents.ts';
import type { PlateWarning } from '../../../preload/contract/warnings.ts';
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
    configuration: { rules: { minIntervalSeconds: 0, minTripMinutes: MINUTES } },
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

  test('may be weighed again before its sheet, and after the sheet was void', async () => {
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
    expect(await openDoubt()).toBeNull();
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

test('a truck that left before anybody answered is recorded all the same, and is a matter', async () => {
  const quick = await Site.open({
    stabilityMs: 400,
    rateHz: 20,
    captureWhenSteady: true,
    configuration: { rules: { minTripMinutes: MINUTES } },
  });
  const running = await RunningStation.start(quick);
  try {
    await running.call('vehicle.put', { plate: '晋C20006', axleCount: 6, axleSource: 'file' });
    quick.driveOn({ plateFront: '晋C20006', plateRear: null }, 20_000, 300);
    await running.untilPhase('confirm');
    const { passId } = await running.call('weighing.state', {});
    const said = { operatorId: '张三', plateFront: '晋C20006', axleCount: 4, kind: 'gross' as const };
    await running.call('weighing.claim', { passId: passId ?? '', said });
    quick.driveOff(200);
    await running.untilPhase('idle');
    const { items } = await running.call('records.search', { text: '20006' });
    const record = await running.call('weighing.get', { id: items[0]?.id ?? '' });
    expect(record).toMatchObject({ otherAxles: { fileAxleCount: 6, reason: 'truck-left' } });
    expect(await openDoubts(running)).toMatchObject([{ weighing: { id: record.id } }]);
  } finally {
    await running.stop();
    await quick.close();
  }
});
