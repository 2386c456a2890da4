/** The curve of each pass and what it shows, from the serial bytes to what a person says that it was. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Site } from '../../sim/site.ts';
import type { SiteWarning } from '../../../preload/contract/warnings.ts';
import { RunningStation } from '../../support/running-station.ts';

const TRUCK = { plateFront: '晋C12345', plateRear: null };
const GROSS = { kind: 'gross', operatorId: '张三', plateFront: TRUCK.plateFront, axleCount: 6 } as const;
const DIVISION_KG = 20;
/** A truck at walking pace; nothing drives on or off faster than in half of that. */
const ON_MS = 2500;
const OFF_MS = 3000;

let site: Site;
let station: RunningStation;

beforeAll(async () => {
  site = await Site.open({ wire: 'serial', stabilityMs: 1200, rateHz: 20 });
  station = await RunningStation.start(site);
  await station.until('devices', async () =>
    (await station.call('devices.list', {})).every((one) => one.state === 'online'),
  );
});

afterAll(async () => {
  expect(await station.stop()).toBe(0);
  await site.close();
});

beforeEach(async () => {
  site.driveOff(0);
  // Seen at rest: the curve of the next truck has its beginning.
  await station.until('an empty deck at rest', async () => {
    const { stable, weightKg } = await station.call('scale.current', {});
    return stable && Math.abs(weightKg ?? NaN) <= 40;
  });
});

async function leave(overMs = OFF_MS): Promise<void> {
  site.driveOff(overMs);
  await station.untilPhase('idle');
}

const plausible = async (weighingId: string) =>
  (await station.call('weighing.get', { id: weighingId })).checks.find(({ code }) => code === 'trace-plausible');
const openCount = async () => (await station.call('warnings.open', {})).count;
const newest = async () => {
  const { newest: found } = await station.call('warnings.open', {});
  if (found === null || !('pass' in found)) throw new Error('nothing of a pass is open');
  return found;
};

describe('a truck that was weighed', () => {
  test('an honest one: the whole pass stands in its record, and nothing is found', async () => {
    site.driveOn(TRUCK, 48_620, ON_MS);
    await station.untilSteady();
    const { id } = await station.captureWhole(GROSS);
    expect(await plausible(id)).toEqual({ code: 'trace-plausible', result: 'pass' });
    // While it stands there the record has the curve of its document, up to the saved weight.
    const sofar = await station.call('records.curve', { id });
    expect(sofar).toMatchObject({ pass: null, zeroAfterKg: null, saved: [{ weighingId: id, weightKg: 48_620 }] });
    await leave();
    await station.until('the row', async () => (await station.call('records.curve', { id })).pass !== null);
    const { points, ...curve } = await station.call('records.curve', { id });
    expect(curve).toMatchObject({
      divisionKg: DIVISION_KG,
      saved: [{ weighingId: id, weightKg: 48_620 }],
      pass: { plate: TRUCK.plateFront, judged: true, findings: [], warningId: null, acknowledged: null },
    });
    expect(Math.abs(curve.zeroAfterKg ?? NaN)).toBeLessThanOrEqual(40);
    const { atMs, weightKg } = points;
    // At the indicator's rate, from first load to empty.
    expect(atMs.length).toBe(weightKg.length);
    expect(atMs.length).toBeGreaterThan(((ON_MS + OFF_MS) / 50) * 0.8);
    expect(atMs[0]).toBe(0);
    expect(atMs.every((at, index) => index === 0 || at >= (atMs[index - 1] ?? 0))).toBe(true);
    expect(weightKg[0]).toBeGreaterThan(40);
    expect(weightKg[0]).toBeLessThan(10_000);
    expect(weightKg.slice(-3).every((weight) => Math.abs(weight ?? NaN) <= 40)).toBe(true);
    // The saved moment is a frame of the curve with that weight.
    expect(weightKg[atMs.indexOf(curve.saved[0]?.atMs ?? -1)]).toBe(48_620);
    expect(await openCount()).toBe(0);
  });

  test('a jump is said in its document, raised when it is gone, and explained once by a person', async () => {
    site.driveOn(TRUCK, 48_620, 0);
    await station.untilSteady();
    const { id } = await station.captureWhole(GROSS);
    expect(await plausible(id)).toEqual({ code: 'trace-plausible', result: 'fail', detail: 'jump-without-ramp' });
    expect(await openCount()).toBe(0);
    await leave();
    await station.until('a matter', async () => (await openCount()) === 1);
    const matter = await newest();
    expect(matter).toMatchObject({
      kind: 'pass-curve',
      scaleId: 'scale-1',
      acknowledged: null,
      pass: { plate: TRUCK.plateFront, saved: [{ weighingId: id }], findings: [{ code: 'jump-without-ramp' }] },
    });
    const [found] = matter.pass.findings;
    expect((found?.detail['toE'] ?? 0) * DIVISION_KG).toBeGreaterThan(44_000);
    expect(found?.detail['lastsMs']).toBeLessThan(300);
    await station.until('the push of it', () => station.pushed('warnings.changed').length > 0);
    expect(station.pushed('warnings.changed').at(-1)).toMatchObject({ count: 1, newest: matter });
    expect(await station.call('records.curve', { id })).toMatchObject({
      pass: { id: matter.pass.id, warningId: matter.id, findings: matter.pass.findings },
    });

    const word = { warningId: matter.id, reason: '已看照片，情况正常', operatorId: '张三' };
    const closed = await station.call('warnings.acknowledge', word, 'explain-1');
    expect(closed).toMatchObject({ id: matter.id, acknowledged: { reason: word.reason, operatorId: '张三' } });
    // The same call again finds its answer; another one is too late.
    expect(await station.call('warnings.acknowledge', word, 'explain-1')).toEqual(closed);
    expect(await station.refusal('warnings.acknowledge', { ...word, operatorId: '李四' })).toBe(
      'warning.already-acknowledged',
    );
    expect(await station.refusal('warnings.acknowledge', { ...word, warningId: id }, 'explain-2')).toBe(
      'warning.not-found',
    );
    expect(await station.refusal('warnings.acknowledge', { ...word, reason: ' ' })).toBe('rpc.invalid-input');
    expect(await station.refusal('warnings.acknowledge', word, null)).toBe('rpc.request-id-missing');
    await station.until('nothing open', () => station.pushed('warnings.changed').at(-1)?.count === 0);
    const { acknowledged } = closed as SiteWarning;
    expect(await station.call('records.curve', { id })).toMatchObject({ pass: { acknowledged } });
    expect((await station.call('warnings.search', { which: 'open' })).items).toEqual([]);
    expect((await station.call('warnings.search', {})).items).toEqual([closed]);
  });

  test('a step while it stood', async () => {
    site.driveOn(TRUCK, 30_000, ON_MS);
    await station.untilSteady();
    const since = performance.now();
    await station.until('a truck that has stood for a while', () => performance.now() - since > 5000);
    site.indicator.setWeight(30_700);
    await station.until('the new weight', async () => {
      const { stable, weightKg } = await station.call('scale.current', {});
      return stable && weightKg === 30_700;
    });
    const { id } = await station.captureWhole(GROSS);
    await leave();
    await station.until('a matter', async () => (await openCount()) === 1);
    const matter = await newest();
    expect(matter.pass.findings.map(({ code }) => code)).toEqual(['step-after-steady']);
    expect(await plausible(id)).toMatchObject({ result: 'fail', detail: 'step-after-steady' });
    await station.call('warnings.acknowledge', { warningId: matter.id, reason: '已报治超专责人', operatorId: '张三' });
  });
});

describe('a truck that was not weighed', () => {
  test('on and off and nothing saved: a matter with its curve, findable for ever', async () => {
    const records = (await station.call('records.search', { limit: 200 })).items.length;
    site.driveOn(TRUCK, 41_000, ON_MS);
    await station.untilSteady();
    const { passId } = await station.call('weighing.state', {});
    if (passId === null) throw new Error('no truck');
    await station.call('weighing.claim', { passId, said: { operatorId: '张三', plateFront: TRUCK.plateFront } });
    await leave();
    await station.until('a matter', async () => (await openCount()) === 1);
    expect((await station.call('records.search', { limit: 200 })).items.length).toBe(records);
    const matter = await newest();
    expect(matter).toMatchObject({
      kind: 'pass-unrecorded',
      pass: { id: passId, plate: TRUCK.plateFront, saved: [], findings: [{ code: 'crossing-without-record' }] },
    });
    expect(Math.abs(matter.pass.topKg - 41_000)).toBeLessThan(1000);
    const curve = await station.call('passes.curve', { id: passId });
    expect(curve).toMatchObject({ saved: [], pass: { id: passId, judged: true } });
    expect(curve.points.atMs.length).toBeGreaterThan(50);
    await station.call('warnings.acknowledge', { warningId: matter.id, reason: '只是掉头', operatorId: '张三' });
    const { items } = await station.call('warnings.search', { which: 'unrecorded' });
    expect(items).toMatchObject([{ id: matter.id, acknowledged: { reason: '只是掉头' } }]);
  });

  test('a car is none of it', async () => {
    site.driveOn(TRUCK, 1600, ON_MS);
    await station.untilSteady();
    await leave();
    expect(await openCount()).toBe(0);
  });

  test('a truck beyond the capacity that turns round', async () => {
    site.driveOn(TRUCK, 101_000, ON_MS);
    await station.until('a display that is blank', () => site.indicator.shownKg === null);
    site.driveOn(TRUCK, 40_000, ON_MS);
    await leave();
    await station.until('a matter', async () => (await openCount()) === 1);
    const { id, pass } = await newest();
    expect(pass.topKg).toBeGreaterThan(90_000);
    await station.call('warnings.acknowledge', { warningId: id, reason: '只是掉头', operatorId: '张三' });
  });
});

describe('pages and refusals', () => {
  test('the list in pages, newest first', async () => {
    const all = (await station.call('warnings.search', {})).items;
    expect(all.length).toBeGreaterThanOrEqual(4);
    const paged: unknown[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await station.call('warnings.search', { limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      paged.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(all);
    const times = all.map(({ raisedAt }) => raisedAt);
    expect(times).toEqual([...times].sort().reverse());
  });

  test('what is not there', async () => {
    const id = '01900000-0000-7000-8000-000000000000' as const;
    expect(await station.refusal('records.curve', { id })).toBe('weighing.not-found');
    expect(await station.refusal('passes.curve', { id })).toBe('pass.not-found');
    expect(await station.refusal('warnings.search', { cursor: '1' })).toBe('rpc.invalid-input');
  });
});
