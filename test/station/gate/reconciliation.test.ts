/** Plates of gate pictures, their matches, what a person closes, and barriers on a real relay board: the whole station. */
import { afterEach, describe, expect, test } from 'vitest';
import type { GatePassItem } from '../../../preload/contract/gate.ts';
import { RelaySimulator } from '../../sim/relay/relay-simulator.ts';
import { Site, type SiteOptions } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** Of the two plates the first is surely read in the gate's picture, the second is not. */
const TRUCK = { plateFront: '晋B00817', plateRear: '晋C6789挂' };
const UNSURE = '晋C12345';
const DEVICES_MS = 60_000;
const OPEN = 1;
const RED = 2;
const GREEN = 3;
const GATE_OPEN = 4;

interface Opened {
  readonly site: Site;
  readonly relay: RelaySimulator;
  readonly station: RunningStation;
}

async function opened(options: SiteOptions = {}): Promise<Opened> {
  const relay = new RelaySimulator();
  await relay.start();
  undo.push(() => relay.stop());
  const site = await Site.open({
    gates: true,
    stabilityMs: 600,
    noiseKg: 0,
    ...options,
    configuration: {
      gate: { minIntervalSeconds: 1 },
      barrier: {
        relays: [{ id: 'relay-1', board: 'modbus-tcp', port: { kind: 'tcp', host: '127.0.0.1', port: relay.port } }],
        places: [
          { scaleId: 'scale-1', relay: 'relay-1', open: OPEN, red: RED, green: GREEN, pulseMs: 200 },
          { gateId: 'gate-out', relay: 'relay-1', open: GATE_OPEN, pulseMs: 200 },
        ],
      },
      ...options.configuration,
    },
  });
  undo.push(() => site.close());
  const station = await RunningStation.start(site);
  undo.push(() => station.stop());
  // Four cameras are probed, and a busy machine may miss the first probes.
  await station.until(
    'all devices',
    async () => (await station.call('devices.list', {})).every(({ state }) => state === 'online'),
    DEVICES_MS,
  );
  await station.until('the gates’ events', () => site.gates.heard, DEVICES_MS);
  return { site, relay, station };
}

/** A loaded truck on the scale, its tare weighed before, recorded; its sheet is issued where asked. */
async function weighed({ relay, site, station }: Opened, kg: number, sheet: boolean): Promise<string> {
  const truck = { plateFront: TRUCK.plateFront, plateRear: TRUCK.plateRear, operatorId: '测试员' };
  const weigh = async (kind: 'gross' | 'tare', weightKg: number) => {
    site.driveOn(TRUCK, weightKg, 0);
    await station.until(`a steady ${kind}`, async () => {
      const { stable, weightKg: now } = await station.call('scale.current', {});
      return stable && now === weightKg;
    });
    return station.call('weighing.capture', {
      ...truck,
      kind,
      axleCount: 6,
      vehicleType: 'articulated',
      driveAxles: 2,
    });
  };
  const tare = await weigh('tare', 16_200);
  // Where the signal is late it is not known at once that the truck still stands there: it waits for its arm.
  await station.until('the arm', () => relay.pulses(OPEN) === 1);
  site.driveOff(0);
  await station.until('an empty scale', async () => (await station.call('weighing.state', {})).phase === 'idle');
  const gross = await weigh('gross', kg);
  if (sheet)
    await station.call('loadSheet.issue', {
      grossWeighingId: gross.id,
      tareWeighingId: tare.id,
      goods: { name: '原煤' },
      receiver: '电厂',
      operatorId: '测试员',
    });
  return gross.id;
}

const newest = async (station: RunningStation): Promise<GatePassItem | undefined> =>
  (await station.call('gate.list', {})).items[0];

/** A vehicle is read at the way out. */
async function leaves({ site, station }: Opened, plate: string): Promise<GatePassItem> {
  const before = (await newest(station))?.id;
  site.gates.pass('out', { plateFront: plate, plateRear: plate });
  await station.until('its pass', async () => (await newest(station))?.id !== before);
  const pass = await newest(station);
  if (pass === undefined) throw new Error('no pass');
  return pass;
}

describe('at the scale', () => {
  test('it opens once the sheet is on disk, once, and the lights follow', async () => {
    const here = await opened();
    const { relay, site, station } = here;
    await station.until('a red light', () => relay.isOn(RED) && !relay.isOn(GREEN));
    const grossId = await weighed(here, 48_620, false);
    const need = async () => (await station.call('barrier.state', {}))[0]?.need;
    await station.until('what is wanted', async () => (await need()) === 'sheet');
    // The empty truck before it was let go.
    expect(relay.pulses(OPEN)).toBe(1);
    const tares = await station.call('tare.list', { plate: TRUCK.plateFront });
    await station.call('loadSheet.issue', {
      grossWeighingId: grossId,
      tareWeighingId: tares[0]?.weighingId,
      goods: { name: '原煤' },
      receiver: '电厂',
      operatorId: '测试员',
    });
    await station.until('the pulse', () => relay.pulses(OPEN) === 2);
    await station.until('its end', () => !relay.isOn(OPEN));
    await station.until('a green light', () => relay.isOn(GREEN) && !relay.isOn(RED));
    expect((await station.call('barrier.state', {}))[0]).toMatchObject({ arm: 'open', need: null, trouble: null });
    site.driveOff(0);
    await station.until('red again', () => relay.isOn(RED) && !relay.isOn(GREEN));
    expect(relay.pulses(OPEN)).toBe(2);
  });

  test('over the limit it stays closed; a person opens with a reason, and the Notice is at the platform', async () => {
    const here = await opened();
    const { relay, site, station } = here;
    const grossId = await weighed(here, 52_000, false);
    await station.until('what is wanted', async () => (await station.call('barrier.state', {}))[0]?.need === 'limit');
    const before = relay.pulses(OPEN);
    const said = { gateId: 'scale-1', reason: '退回卸货', operatorId: '测试员' };
    const answer = await station.call('gate.open', said, 'by-hand');
    expect(answer).toMatchObject({ result: 'opened', notice: { kind: 'manual-opening', subjectId: grossId } });
    expect(relay.pulses(OPEN)).toBe(before + 1);
    // Asked again after a lost answer: nothing moves twice.
    expect(await station.call('gate.open', said, 'by-hand')).toMatchObject({ result: 'unknown' });
    expect(relay.pulses(OPEN)).toBe(before + 1);
    await station.until('the receipts', async () => (await station.call('outbox.status', {})).pending === 0);
    expect(site.platform.document(answer.notice.id)?.document).toMatchObject({ text: '退回卸货' });
    expect(await station.refusal('gate.open', { ...said, gateId: 'gate-in' })).toBe('barrier.absent');
  });

  test('a relay that hangs: said in words, the record stands, and nothing is carried out later', async () => {
    const here = await opened();
    const { relay, station } = here;
    const grossId = await weighed(here, 48_620, false);
    const before = relay.pulses(OPEN);
    relay.fault = 'hang';
    const tares = await station.call('tare.list', { plate: TRUCK.plateFront });
    const sheet = await station.call('loadSheet.issue', {
      grossWeighingId: grossId,
      tareWeighingId: tares[0]?.weighingId,
      goods: { name: '原煤' },
      receiver: '电厂',
      operatorId: '测试员',
    });
    await station.until(
      'the trouble',
      async () => (await station.call('barrier.state', {}))[0]?.trouble === 'barrier.no-answer',
    );
    relay.fault = null;
    await station.until('the board again', async () =>
      (await station.call('devices.list', {})).some(({ id, state }) => id === 'relay-1' && state === 'online'),
    );
    expect(relay.pulses(OPEN)).toBe(before);
    expect(await station.call('records.document', { id: sheet.id })).toMatchObject({ status: 'issued' });
    expect(await station.call('chain.verify', {})).toMatchObject({ ok: true });
  });

  test('power cut between the commit and the opening: not opened by itself afterwards, and a person can', async () => {
    const here = await opened();
    const { relay, station } = here;
    const grossId = await weighed(here, 48_620, false);
    const before = relay.pulses(OPEN);
    relay.fault = 'hang';
    const tares = await station.call('tare.list', { plate: TRUCK.plateFront });
    await station.call('loadSheet.issue', {
      grossWeighingId: grossId,
      tareWeighingId: tares[0]?.weighingId,
      goods: { name: '原煤' },
      receiver: '电厂',
      operatorId: '测试员',
    });
    station.killStation();
    await relay.stop();
    relay.fault = null;
    await relay.start();
    await station.reconnect();
    await station.until('the board again', async () =>
      (await station.call('devices.list', {})).some(({ id, state }) => id === 'relay-1' && state === 'online'),
    );
    await station.until('the truck', async () => (await station.call('weighing.state', {})).phase === 'released');
    expect(relay.pulses(OPEN)).toBe(before);
    const answer = await station.call('gate.open', { gateId: 'scale-1', reason: '重启', operatorId: '测试员' });
    expect(answer.result).toBe('opened');
    expect(relay.pulses(OPEN)).toBe(before + 1);
  });
});

test('at the gates: read, matched, let out; and what is not weighed stays in and waits for a word', async () => {
  const here = await opened({ reads: true });
  const { relay, site, station } = here;
  const grossId = await weighed(here, 48_620, true);
  site.driveOff(0);
  // On a busy machine the weighing's own pictures are still being read, and a gate waits eight seconds for its turn.
  await station.until('an empty scale', async () => (await station.call('weighing.state', {})).phase === 'idle');
  const good = await leaves(here, TRUCK.plateFront);
  expect(good).toMatchObject({
    plate: TRUCK.plateFront,
    matchedBy: 'front',
    weighingId: grossId,
    weighing: { weightKg: 48_620, kind: 'gross', overKg: 0 },
    matters: [],
    barrier: 'opened',
  });
  expect(relay.pulses(GATE_OPEN)).toBe(1);
  const document = await station.call('records.document', { id: good.id });
  expect(document).toMatchObject({
    plate: { text: TRUCK.plateFront, source: 'recognised', color: 'yellow' },
    weighingId: grossId,
    loadSheetId: good.loadSheetId,
    barrier: { command: 'opened', openedBy: 'station' },
  });

  // Read, but not surely enough: nobody guesses.
  const bad = await leaves(here, UNSURE);
  expect(bad).toMatchObject({
    plate: null,
    unsure: UNSURE,
    weighing: null,
    barrier: 'kept-closed',
    matters: [{ kind: 'exit-unweighed', closed: null }],
  });
  expect(relay.pulses(GATE_OPEN)).toBe(1);
  await station.until('the warning', () =>
    station.pushed('warnings.changed').some(({ newest }) => newest?.kind === 'exit-unweighed'),
  );
  const open = await station.call('warnings.open', {});
  expect(open.newest).toMatchObject({ kind: 'exit-unweighed', gate: { passId: bad.id, gateId: 'gate-out' } });
  const id = open.newest?.id ?? ('' as never);
  expect(await station.refusal('warnings.acknowledge', { warningId: id, reason: 'x', operatorId: 'y' })).toBe(
    'gate.close-there',
  );
  expect((await station.call('gate.list', { open: true })).items.map((item) => item.id)).toEqual([bad.id]);

  station.killStation();
  await station.reconnect();
  expect((await station.call('gate.list', { open: true })).items).toMatchObject([
    { id: bad.id, matters: [{ kind: 'exit-unweighed' }] },
  ]);
  const said = { passId: bad.id, plate: UNSURE, reason: '看照片认出', operatorId: '测试员' };
  expect(await station.call('gate.correct', said)).toMatchObject({ correction: { field: 'gatePlate', to: UNSURE } });
  expect(await newest(station)).toMatchObject({ plate: UNSURE, matters: [{ kind: 'exit-unweighed', closed: null }] });
  const closed = await station.call('gate.close', { passId: bad.id, reasonCode: 'left-empty' });
  expect(closed).toEqual({ closed: ['exit-unweighed'] });
  expect((await station.call('gate.list', { open: true })).items).toEqual([]);
  expect(await newest(station)).toMatchObject({
    matters: [{ kind: 'exit-unweighed', closed: { how: 'person', reasonCode: 'left-empty', operatorId: '测试员' } }],
  });
  expect(await station.refusal('gate.close', { passId: bad.id, reasonCode: 'other' })).toBe('rpc.invalid-input');
  await station.until('the receipts', async () => (await station.call('outbox.status', {})).pending === 0);
  expect(await site.platform.verifyAll()).toMatchObject({ missingBlobs: [] });
  expect(await station.call('chain.verify', {})).toMatchObject({ ok: true });
});
