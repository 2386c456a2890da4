/** The same vehicle twice within the site's interval: asked about, with a way on for a person who has a reason. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Weighing } from '../../../preload/contract/documents.ts';
import { RunningStation } from '../../support/running-station.ts';
import { Site } from '../../sim/site.ts';

const INTERVAL = 600;

let site: Site;
let station: RunningStation;

const asked = (plateFront: string, more: object) =>
  ({ kind: 'gross', operatorId: '张三', plateFront, axleCount: 6, ...more }) as const;
/** Pictures that a busy machine was too slow for are taken again. */
const capture = (plateFront: string, more: object = {}): Promise<Weighing> =>
  station.captureWhole(asked(plateFront, more));
/** As it comes: with a missing picture it is refused. */
const captureOnce = (plateFront: string, more: object): Promise<Weighing> =>
  station.call('weighing.capture', asked(plateFront, more));

/** A truck stands there anew. */
const comes = async (plateFront: string, weightKg: number): Promise<void> => {
  site.driveOff(200);
  await station.untilPhase('idle');
  site.driveOn({ plateFront, plateRear: null }, weightKg, 300);
  await station.untilSteady();
};

beforeAll(async () => {
  site = await Site.open({
    stabilityMs: 400,
    rateHz: 20,
    configuration: { rules: { minIntervalSeconds: INTERVAL } },
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

describe('the same vehicle within the interval', () => {
  test('is asked about; nothing is saved until a person gives a reason, and the record bears it', async () => {
    await comes('晋C10001', 16_000);
    const tare = await capture('晋C10001', { kind: 'tare' });
    await comes('晋C10001', 31_000);
    const refused = capture('晋 c·10001');
    await expect(refused).rejects.toMatchObject({
      code: 'weighing.too-soon',
      params: { plate: '晋C10001', weighingId: tare.id, minSeconds: INTERVAL },
    });
    expect(await refused.catch((error: { params: { secondsAgo: number } }) => error.params.secondsAgo)).toBeLessThan(
      INTERVAL,
    );
    expect((await station.call('records.search', { text: '10001' })).items).toHaveLength(1);

    const repeats = { weighingId: tare.id, reason: '装货很快' };
    expect(await capture('晋C10001', { repeats })).toMatchObject({ repeats, weightKg: 31_000, caseId: tare.caseId });
  });

  test('is not asked about as a trial, as a replacement, after a void, or when it is another vehicle', async () => {
    await comes('晋C10002', 20_000);
    const first = await capture('晋C10002', { kind: 'trial' });
    await comes('晋C10002', 20_000);
    expect(first.kind).toBe('trial');
    const gross = await capture('晋C10002');
    const replaces = { weighingId: gross.id, reason: '没停稳' };
    const again = await capture('晋C10002', { replaces });
    expect(again).toMatchObject({ replaces });
    expect('repeats' in again).toBe(false);
    await comes('晋C10003', 21_000);
    await capture('晋C10003');
    await station.call('weighing.void', { id: again.id, reason: '称错车', operatorId: '张三' });
    await comes('晋C10002', 22_000);
    // The void gave back the record that the voided one had replaced: that one was just now, too.
    await expect(capture('晋C10002')).rejects.toMatchObject({ params: { weighingId: gross.id } });
    await station.call('weighing.void', { id: gross.id, reason: '称错车', operatorId: '张三' });
    expect((await capture('晋C10002')).weightKg).toBe(22_000);
  });

  test('a reason must name a weighing of this vehicle', async () => {
    await comes('晋C10004', 20_000);
    const stranger = await capture('晋C10004');
    await comes('晋C10005', 20_000);
    await capture('晋C10005');
    await comes('晋C10005', 20_020);
    await expect(capture('晋C10005', { repeats: { weighingId: stranger.id, reason: '再称' } })).rejects.toMatchObject({
      code: 'rpc.invalid-input',
      params: { path: 'repeats.weighingId' },
    });
  });

  test('a reason is not forgotten while the pictures are seen to', async () => {
    await comes('晋C10006', 20_000);
    const first = await capture('晋C10006');
    const repeats = { weighingId: first.id, reason: '移动后再称' };
    await comes('晋C10006', 20_040);
    await site.front.setFault('refuse');
    await expect(captureOnce('晋C10006', { repeats })).rejects.toMatchObject({ code: 'evidence.incomplete' });
    expect(await captureOnce('晋C10006', { acceptIncomplete: { reason: '摄像机坏' } })).toMatchObject({ repeats });
    await site.front.setFault(null);
  });

  test('a reason said of one plate says nothing of another that is given afterwards', async () => {
    await comes('晋C10009', 20_000);
    const first = await capture('晋C10009');
    await comes('晋C10010', 20_100);
    const other = await capture('晋C10010');
    await comes('晋C10009', 20_040);
    await site.front.setFault('refuse');
    const repeats = { weighingId: first.id, reason: '移动后再称' };
    await expect(captureOnce('晋C10009', { repeats })).rejects.toMatchObject({ code: 'evidence.incomplete' });
    // The plate was misread: the other truck was weighed just now, too, and that is asked anew.
    const acceptIncomplete = { reason: '摄像机坏' };
    await expect(captureOnce('晋C10010', { acceptIncomplete })).rejects.toMatchObject({
      code: 'weighing.too-soon',
      params: { weighingId: other.id },
    });
    const record = await captureOnce('晋C10011', { acceptIncomplete });
    expect('repeats' in record).toBe(false);
    await site.front.setFault(null);
  });

  test('still on the deck it is refused as one weighing', async () => {
    await comes('晋C10007', 20_000);
    await capture('晋C10007');
    await expect(capture('晋C10007')).rejects.toMatchObject({ code: 'scale.not-returned-to-zero' });
  });
});

test('a truck that leaves before anybody answered is recorded all the same, and the record says so', async () => {
  const quick = await Site.open({
    stabilityMs: 400,
    rateHz: 20,
    captureWhenSteady: true,
    configuration: { rules: { minIntervalSeconds: INTERVAL } },
  });
  const running = await RunningStation.start(quick);
  try {
    const ids: string[] = [];
    for (const weightKg of [20_000, 20_040]) {
      quick.driveOn({ plateFront: '晋C10008', plateRear: null }, weightKg, 300);
      await running.untilPhase('confirm');
      const { passId } = await running.call('weighing.state', {});
      const said = { operatorId: '张三', plateFront: '晋C10008', kind: 'gross' as const };
      await running.call('weighing.claim', { passId: passId ?? '', said });
      quick.driveOff(200);
      await running.untilPhase('idle');
      ids.push((await running.call('records.search', { text: '10008' })).items[0]?.id ?? '');
    }
    const [first, second] = await Promise.all(ids.map((id) => running.call('weighing.get', { id })));
    expect(first).not.toHaveProperty('repeats');
    expect(second).toMatchObject({ weightKg: 20_040, repeats: { weighingId: ids[0], reason: 'truck-left' } });
  } finally {
    await running.stop();
    await quick.close();
  }
});
