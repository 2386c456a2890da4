/** What a pair usually weighs empty, and the list of tares that were out of it, as the window asks for them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RunningStation } from '../../support/running-station.ts';
import { Site } from '../../sim/site.ts';

const PAIR = { plateFront: '晋C20001', plateRear: '晋C2001挂' };

let site: Site;
let station: RunningStation;

beforeAll(async () => {
  site = await Site.open({ stabilityMs: 400, rateHz: 20, noiseKg: 0 });
  station = await RunningStation.start(site);
  await station.until('devices', async () =>
    (await station.call('devices.list', {})).every((one) => one.state === 'online'),
  );
});

afterAll(async () => {
  await station.stop();
  await site.close();
});

async function weighEmpty(weightKg: number) {
  site.driveOn(PAIR, weightKg, 0);
  await station.untilSteady();
  const tare = await station.captureWhole({ kind: 'tare', operatorId: '张三', ...PAIR });
  site.driveOff(0);
  await station.untilPhase('idle');
  return tare;
}

test('a tare far from the median of its pair is listed with how far; the same tractor with another trailer is another pair', async () => {
  for (const weightKg of [16_000, 16_020, 16_000, 16_040, 16_020]) await weighEmpty(weightKg);
  const usual = await station.call('tare.usual', PAIR);
  // MAD 20 kg, so σ = 29.7 kg and 3 σ = 89 kg: more than two divisions.
  expect(usual).toMatchObject({ statistics: { count: 5, medianKg: 16_020 } });
  expect(usual.askAboveKg).toBeGreaterThan(80);
  expect(usual.askAboveKg).toBeLessThan(100);
  expect(await station.call('tare.usual', { plateFront: PAIR.plateFront, plateRear: '晋C2002挂' })).toEqual({
    statistics: null,
    askAboveKg: null,
  });
  expect(await station.call('tare.anomalies', {})).toEqual([]);

  const odd = await weighEmpty(16_500);
  expect(await station.call('tare.anomalies', {})).toMatchObject([
    { weighingId: odd.id, ...PAIR, tareKg: 16_500, deviationKg: 480, medianKg: 16_020, count: 5 },
  ]);
  const [stored] = await station.call('tare.list', { plate: '晋C20001' });
  // The newest tare of the pair, for the default 30 days.
  expect(stored).toMatchObject({ weighingId: odd.id, ...PAIR, tareKg: 16_500, expired: false });
  expect(Date.parse(stored?.expiresAt ?? '') - Date.parse(stored?.weighedAt ?? '')).toBe(30 * 24 * 3_600_000);
});
