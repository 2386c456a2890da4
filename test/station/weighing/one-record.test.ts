/** One truck, one record: calls at once, re-weighs that fail, trucks that change while nobody looks. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CallError, RunningStation } from '../../support/running-station.ts';
import { Site } from '../../sim/site.ts';

const A = { plateFront: '晋C12345', plateRear: null };
const B = { plateFront: '晋K67890', plateRear: null };

let site: Site;
let station: RunningStation;

const count = async (): Promise<number> => (await station.call('records.search', { limit: 200 })).items.length;
const capture = (truck: typeof A, more: object = {}) =>
  station.call('weighing.capture', {
    kind: 'gross',
    operatorId: '张三',
    plateFront: truck.plateFront,
    axleCount: 6,
    ...more,
  });

beforeAll(async () => {
  site = await Site.open({ stabilityMs: 400, rateHz: 20 });
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

describe('one truck, one record', () => {
  test('eight calls at once make one document', async () => {
    const before = await count();
    site.driveOn(A, 30_000, 300);
    await station.untilSteady();
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => capture(A)));
    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [(one.reason as CallError).code] : []));
    expect(refused).toEqual(new Array(7).fill('scale.not-returned-to-zero'));
    expect(await count()).toBe(before + 1);
  });

  test('a re-weigh that fails does not forget the record, and names only this truck', async () => {
    site.driveOn(B, 20_000, 300);
    await station.untilSteady();
    const stranger = await capture(B);
    site.driveOff(200);
    await station.untilPhase('idle');
    site.driveOn(A, 30_000, 300);
    await station.untilSteady();
    const first = await capture(A);
    const before = await count();
    await expect(capture(A, { replaces: { weighingId: stranger.id, reason: '重新过磅' } })).rejects.toMatchObject({
      code: 'rpc.invalid-input',
    });
    // The truck moves while its pictures are taken: nothing is saved.
    await site.front.setFault({ slowMs: 700 });
    const failing = capture(A, { replaces: { weighingId: first.id, reason: '重新过磅' } });
    await station.untilPhase('capturing');
    site.indicator.ramp(31_000, 200);
    await expect(failing).rejects.toMatchObject({ code: 'scale.unstable' });
    await site.front.setFault(null);
    await station.until('a steady deck', async () => (await station.call('scale.current', {})).stable);
    await expect(capture(A)).rejects.toMatchObject({ code: 'scale.not-returned-to-zero' });
    expect(await count()).toBe(before);

    const again = await capture(A, { replaces: { weighingId: first.id, reason: '重新过磅' } });
    expect(again).toMatchObject({ weightKg: 31_000, caseId: first.caseId, replaces: { weighingId: first.id } });
    // The replaced one no longer counts: no sheet can be made of it.
    const issue = { useStoredTare: true as const, goods: { name: '原煤' }, receiver: '电厂', operatorId: '张三' };
    await expect(station.call('loadSheet.issue', { grossWeighingId: first.id, ...issue })).rejects.toMatchObject({
      code: 'sheet.not-latest',
    });
  });

  test('a truck that came while the signal was lost is not recorded with the weight of the one before', async () => {
    await site.rear.setFault('refuse');
    site.driveOn(A, 48_000, 300);
    await station.untilSteady();
    await expect(capture(A)).rejects.toMatchObject({ code: 'evidence.incomplete' });
    await site.rear.setFault(null);
    site.indicator.silence();
    await station.until('a lost signal', async () => (await station.call('scale.current', {})).quality === 'lost');
    site.driveOn(B, 31_000, 1);
    site.indicator.speak();
    await station.untilSteady();
    const document = await capture(B);
    expect(document).toMatchObject({ weightKg: 31_000, zeroBeforeKg: null, plateFront: { text: B.plateFront } });
    const left = (await station.call('records.search', { limit: 2 })).items[1];
    expect(left).toMatchObject({ weightKg: 48_000, plateFront: A.plateFront, evidenceState: 'incomplete' });
    expect(document.caseId).not.toBe(left?.caseId);
  });
});
