/** Vehicles at the gates, through the whole station to the platform. */
import { afterEach, describe, expect, test } from 'vitest';
import { OnvifCameraSimulator } from '../../sim/onvif-camera/onvif-camera-simulator.ts';
import type { CameraFault } from '../../sim/onvif-camera/camera-fault.ts';
import { Site } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

interface Gates {
  readonly site: Site;
  readonly entry: OnvifCameraSimulator;
  readonly exit: OnvifCameraSimulator;
  readonly start: () => Promise<RunningStation>;
}

async function opened(fault: CameraFault | null = null): Promise<Gates> {
  const site = await Site.open();
  undo.push(() => site.close());
  const [entry, exit] = [0, 1].map(() => {
    return new OnvifCameraSimulator({ role: 'front', displayText: () => '', scene: { truckOnDeck: false } });
  });
  if (entry === undefined || exit === undefined) throw new Error('no cameras');
  const camera = (id: string, role: string, { address, username, password }: OnvifCameraSimulator) => ({
    id,
    role,
    driver: 'onvif',
    address,
    username,
    password,
  });
  for (const simulator of [entry, exit]) {
    await simulator.start();
    undo.push(() => simulator.stop());
    await simulator.setFault(fault);
  }
  await site.configure(({ cameras, ...others }) => ({
    ...others,
    cameras: [...cameras, camera('gate-east', 'gate-in', entry), camera('gate-west', 'gate-out', exit)],
    gate: { minIntervalSeconds: 2 },
  }));
  const start = async (): Promise<RunningStation> => {
    const station = await RunningStation.start(site);
    undo.push(() => station.stop());
    return station;
  };
  return { site, entry, exit, start };
}

const hearsEvents = ({ entry, exit }: Gates) => entry.events.subscriptions > 0 && exit.events.subscriptions > 0;

describe('by events', () => {
  test('in and out: told, listed, chained, and at the platform with their pictures', async () => {
    const gates = await opened();
    const { site, entry, exit } = gates;
    const station = await gates.start();
    await station.until('the cameras’ events', () => hearsEvents(gates));
    entry.events.emit({ kind: 'motionAlarm', state: true });
    // The same truck, seen by another rule of the camera.
    entry.events.emit({ kind: 'cellMotion', state: true });
    exit.events.emit({ kind: 'lineCrossed' });
    await station.until('two passes', () => station.pushed('gate.passed').length === 2);
    const { items } = await station.call('gate.list', {});
    expect(
      items
        .map(({ gateId, direction, plate, trigger, missing }) => [gateId, direction, plate, trigger, missing])
        .sort(),
    ).toEqual([
      ['gate-east', 'in', null, 'event', null],
      ['gate-west', 'out', null, 'event', null],
    ]);
    await station.until('the receipts', async () => (await station.call('outbox.status', {})).pending === 0);
    expect((await station.call('gate.list', {})).items.map(({ upload }) => upload)).toEqual(['done', 'done']);
    for (const { id, sha256 } of items) {
      expect(site.platform.document(id)?.document).toMatchObject({ id, images: [{ role: 'gate', sha256 }] });
      expect(site.platform.blobs().has(sha256 ?? '')).toBe(true);
    }
    expect(await site.platform.verifyAll()).toMatchObject({ missingBlobs: [] });
    expect(await station.call('chain.verify', {})).toMatchObject({ ok: true });
    expect(await station.call('records.document', { id: items[0]?.id ?? '' })).toMatchObject({
      gateId: items[0]?.gateId,
    });
  });

  test('a camera that gives no picture is a pass that says why', async () => {
    const gates = await opened();
    const station = await gates.start();
    await station.until('the cameras’ events', () => hearsEvents(gates));
    await gates.entry.setFault('black');
    gates.entry.events.emit({ kind: 'lineCrossed' });
    await station.until('a pass', () => station.pushed('gate.passed').length === 1);
    expect((await station.call('gate.list', {})).items).toMatchObject([{ sha256: null, missing: 'camera.black' }]);
    await station.until('its receipt', async () => (await station.call('outbox.status', {})).pending === 0);
  });

  test('killed while a pass is being saved: nothing is half, and the next start goes on', async () => {
    const gates = await opened();
    const { site, entry } = gates;
    const station = await gates.start();
    await station.until('the cameras’ events', () => hearsEvents(gates));
    const { pictures } = entry.counts;
    entry.events.emit({ kind: 'lineCrossed' });
    await station.until('its picture', () => entry.counts.pictures > pictures);
    station.killStation();
    await station.reconnect();
    await station.until('events again', () => entry.events.counts.created >= 2 && entry.events.subscriptions > 0);
    const pass = async (): Promise<number> => (await station.call('gate.list', {})).items.length;
    const before = await pass();
    await station.until('a pass', async () => {
      entry.events.emit({ kind: 'lineCrossed' });
      return (await pass()) > before;
    });
    await station.until('the receipts', async () => (await station.call('outbox.status', {})).pending === 0);
    expect(await site.platform.verifyAll()).toMatchObject({ missingBlobs: [] });
    expect(await station.call('chain.verify', {})).toMatchObject({ ok: true });
  });
});

test('without events its pictures are looked at: a truck comes, is one pass, and goes', async () => {
  const gates = await opened('eventsRefused');
  const { entry } = gates;
  const station = await gates.start();
  await station.until('some looks', () => entry.counts.pictures >= 8);
  expect(station.pushed('gate.passed')).toEqual([]);
  entry.scene.truckOnDeck = true;
  await station.until('a pass', () => station.pushed('gate.passed').length === 1);
  expect(station.pushed('gate.passed')).toMatchObject([
    { gateId: 'gate-east', trigger: 'motion', images: [{ role: 'gate' }] },
  ]);
  const seen = entry.counts.pictures;
  await station.until('more looks', () => entry.counts.pictures >= seen + 4);
  entry.scene.truckOnDeck = false;
  await station.until('it is gone', () => entry.counts.pictures >= seen + 10);
  expect(station.pushed('gate.passed')).toHaveLength(1);
  entry.scene.truckOnDeck = true;
  await station.until('the next', () => station.pushed('gate.passed').length === 2);
});

test('gate.record: a person’s word, with a picture; asked twice it is one', async () => {
  const gates = await opened();
  const station = await gates.start();
  await station.until('the cameras', async () =>
    (await station.call('devices.list', {})).every(({ state }) => state === 'online'),
  );
  const said = { gateId: 'gate-west', direction: 'out', plate: '晋C12345', reason: '摄像机被挡' } as const;
  const pass = await station.call('gate.record', said, 'one');
  expect(pass).toMatchObject({
    plate: { text: '晋C12345', source: 'manual' },
    trigger: 'person',
    images: [{ cameraId: 'gate-west' }],
  });
  expect(await station.call('gate.record', said, 'one')).toEqual(pass);
  expect(await station.refusal('gate.record', { ...said, gateId: 'cam-front' })).toBe('gate.unknown');
  expect(await station.refusal('gate.list', { cursor: 'x' })).toBe('rpc.invalid-input');
  const more = await station.call('gate.record', { ...said, plate: null }, 'two');
  const first = await station.call('gate.list', { limit: 1 });
  expect(first.items.map(({ id }) => id)).toEqual([more.id]);
  const second = await station.call('gate.list', { limit: 1, cursor: first.nextCursor ?? '' });
  expect(second).toMatchObject({ items: [{ id: pass.id, plate: '晋C12345' }], nextCursor: null });
  await station.call('gate.record', { ...said, gateId: 'gate-east', direction: 'in' }, 'three');
  expect(await station.call('gate.counts', { from: pass.passedAt })).toEqual({ in: 1, out: 2 });
  expect(await station.call('gate.counts', { from: more.passedAt })).toEqual({ in: 1, out: 1 });
  expect((await station.call('gate.list', { to: '2020-01-01T00:00:00.000+08:00' })).items).toEqual([]);
});
