/** Two scales on one computer (product.md W10): each with its own indicator, cameras and truck; one chain, one outbox. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SecondScale } from '../../sim/second-scale.ts';
import { Site } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';

const CLERK = { operatorId: '张三' };
const ONE = { scaleId: 'scale-1' } as const;
const TWO = { scaleId: 'scale-2' } as const;

let site: Site;
let station: RunningStation;
const beside = new SecondScale();
const second = beside.indicator;

beforeAll(async () => {
  site = await Site.open({ stabilityMs: 400, rateHz: 20 });
  await beside.joinTo(site);
  station = await RunningStation.start(site);
  await station.until('the cameras', async () =>
    (await station.call('devices.list', {})).every(({ state }) => state === 'online'),
  );
});
afterAll(async () => {
  expect(await station.stop()).toBe(0);
  await beside.stop();
  await site.close();
});

const phase = async (scale: { scaleId: string }) => (await station.call('weighing.state', scale)).phase;

test('what they are, and that a call must name one', async () => {
  const info = await station.call('station.info', {});
  expect(info.scales.map(({ id, name, divisionKg }) => [id, name, divisionKg])).toEqual([
    ['scale-1', '东磅', 20],
    ['scale-2', '西磅', 50],
  ]);
  expect(info.cameras.map(({ id, scaleId }) => [id, scaleId])).toEqual([
    ['cam-front', 'scale-1'],
    ['cam-rear', 'scale-1'],
    ['cam2-front', 'scale-2'],
    ['cam2-rear', 'scale-2'],
  ]);
  for (const name of ['scale.current', 'weighing.state', 'weighing.photograph'] as const)
    expect(await station.refusal(name, {})).toBe('rpc.invalid-input');
  expect(await station.refusal('weighing.capture', { kind: 'tare', ...CLERK })).toBe('rpc.invalid-input');
  expect(await station.refusal('scale.current', { scaleId: 'scale-3' })).toBe('scale.unknown');
});

test('two trucks at once: each has its own weight, pictures and record, and both are in the one chain', async () => {
  site.driveOn({ plateFront: '晋C12345', plateRear: null }, 16_000, 0);
  second.setWeight(41_040);
  await station.until('both steady', async () => (await phase(ONE)) === 'steady' && (await phase(TWO)) === 'steady');
  expect(await station.call('scale.current', ONE)).toMatchObject({ ...ONE, weightKg: 16_000 });
  expect(await station.call('scale.current', TWO)).toMatchObject({ ...TWO, weightKg: 41_040 });

  const { passId } = await station.call('weighing.state', TWO);
  if (passId === null) throw new Error('no truck on the second scale');
  await station.call('weighing.claim', { passId, said: { ...CLERK, plateFront: '晋C99999' } });
  expect((await station.call('weighing.state', ONE)).claim).toBeNull();
  expect((await station.call('weighing.state', TWO)).claim).toMatchObject({ plateFront: '晋C99999' });

  const [tare, gross] = await Promise.all([
    station.captureWhole({ kind: 'tare', ...CLERK, plateFront: '晋C12345', ...ONE }),
    station.captureWhole({ kind: 'gross', ...CLERK, plateFront: '晋C99999', axleCount: 6, ...TWO }),
  ]);
  expect(tare).toMatchObject({ ...ONE, weightKg: 16_000, plateFront: { text: '晋C12345' } });
  expect(gross).toMatchObject({ ...TWO, weightKg: 41_040, plateFront: { text: '晋C99999' } });
  expect(tare.images.map(({ cameraId }) => cameraId).sort()).toEqual(['cam-front', 'cam-rear']);
  expect(gross.images.map(({ cameraId }) => cameraId).sort()).toEqual(['cam2-front', 'cam2-rear']);
  expect(await phase(ONE)).toBe('released');
  expect(await phase(TWO)).toBe('confirm');
  expect((await station.call('records.search', TWO)).items.map(({ id }) => id)).toEqual([gross.id]);
});

test('one truck leaves, one indicator falls silent: the other scale is not touched; a kill finds both again', async () => {
  site.driveOff(0);
  await station.until('the first empty', async () => (await phase(ONE)) === 'idle');
  expect(await phase(TWO)).toBe('confirm');
  second.silence();
  await station.until('no signal', async () => (await phase(TWO)) === 'no-signal');
  expect(await phase(ONE)).toBe('idle');
  expect((await station.call('scale.current', ONE)).weightKg).toBe(0);
  expect((await station.call('scale.current', TWO)).weightKg).toBeNull();
  second.speak();

  station.killStation();
  await station.reconnect();
  await station.until('both', async () => (await phase(ONE)) === 'idle' && (await phase(TWO)) === 'confirm');
  const again = { kind: 'gross', ...CLERK, ...TWO } as const;
  expect(await station.refusal('weighing.capture', again)).toBe('scale.not-returned-to-zero');
  second.setWeight(0);
  await station.until('the second empty', async () => (await phase(TWO)) === 'idle');
  await station.until('the receipts', async () => (await station.call('outbox.status', {})).pending === 0);
  expect(await site.platform.verifyAll()).toMatchObject({ documents: 2, faults: [], gaps: [], missingBlobs: [] });
});
