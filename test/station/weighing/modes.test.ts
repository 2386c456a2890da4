/** Who captures: nobody (unattended), the station (as soon as the truck stands), and what a restart finds on the deck. */
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { Site, type SiteOptions } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';

const TRUCK = { plateFront: '晋C12345', plateRear: null };
const CLERK = { operatorId: '张三' };
const GROSS = { kind: 'gross', ...CLERK, plateFront: TRUCK.plateFront, axleCount: 6 } as const;

interface Yard {
  readonly site: Site;
  readonly station: RunningStation;
  readonly leave: () => Promise<void>;
}

const undo: (() => Promise<unknown>)[] = [];
/** Kept for the next test that wants the same, by its options. */
const kept = new Map<string, Yard>();
const closeAll = async (steps: (() => Promise<unknown>)[]): Promise<void> => {
  for (const step of steps.splice(0).reverse()) await step();
};
afterEach(async () => {
  await closeAll(undo);
  for (const { leave, site } of kept.values()) {
    for (const camera of [site.front, site.rear]) await camera.setFault(null);
    await leave();
  }
});
const undoKept: (() => Promise<unknown>)[] = [];
afterAll(() => closeAll(undoKept));

/** A station of the test's own: one that is killed comes back later each time. */
const opened = (options: SiteOptions): Promise<Yard> => open(options, undo);

/** A station that was not killed, and that other tests have used: older records may be there. */
async function shared(options: SiteOptions): Promise<Yard> {
  const key = JSON.stringify(options);
  const yard = kept.get(key) ?? (await open(options, undoKept));
  kept.set(key, yard);
  await yard.station.until('the cameras', () => areOnline(yard.station));
  return yard;
}

const areOnline = async (station: RunningStation): Promise<boolean> =>
  (await station.call('devices.list', {})).every(({ state: is }) => is === 'online');

async function open(options: SiteOptions, closing: (() => Promise<unknown>)[]): Promise<Yard> {
  const site = await Site.open({ stabilityMs: 400, rateHz: 20, ...options });
  closing.push(() => site.close());
  const station = await RunningStation.start(site);
  closing.push(async () => expect(await station.stop()).toBe(0));
  await station.until('the cameras', () => areOnline(station));
  const leave = async (): Promise<void> => {
    site.driveOff(0);
    await station.untilPhase('idle');
  };
  return { site, station, leave };
}

const state = (station: RunningStation) => station.call('weighing.state', {});
const newest = async (station: RunningStation) => (await station.call('records.search', { limit: 1 })).items[0];

describe('unattended', () => {
  test('the station weighs by itself; a picture that is missing has the reason unattended and gives no sheet', async () => {
    const { site, station, leave } = await opened({ mode: 'unattended' });
    site.driveOn(TRUCK, 15_000, 0);
    await station.until('a record', async () => (await state(station)).document !== null);
    const first = (await state(station)).document;
    expect(first).toMatchObject({ weightKg: 15_000, operatorId: 'nobody', plateFront: { text: null, source: 'none' } });
    expect(station.pushed('weighing.saved').map(({ id }) => id)).toEqual([first?.id]);
    // One record a truck, however long it stands there.
    expect(await station.refusal('weighing.capture', GROSS)).toBe('scale.not-returned-to-zero');
    await leave();

    await site.rear.setFault('refuse');
    site.driveOn(TRUCK, 40_000, 0);
    await station.until('a record', async () => (await state(station)).document !== null);
    const second = (await state(station)).document;
    expect(second?.evidence).toMatchObject({ state: 'incomplete', reason: 'unattended', missing: [{ role: 'rear' }] });
    expect(second?.evidence).not.toHaveProperty('acceptedBy');
    await leave();
    // A plate given afterwards does not make the pictures whole.
    const plate = { field: 'plateFront', value: TRUCK.plateFront, reason: '补录', ...CLERK } as const;
    for (const id of [first?.id, second?.id])
      if (id !== undefined) await station.call('weighing.correct', { id, ...plate });
    const sheet = { useStoredTare: true, goods: { name: '原煤' }, receiver: '阳泉电厂', ...CLERK } as const;
    if (second === null) throw new Error('no second record');
    expect(await station.refusal('loadSheet.issue', { grossWeighingId: second.id, ...sheet })).toBe(
      'sheet.evidence-incomplete',
    );
    expect((await station.call('records.search', {})).items.length).toBe(2);
    await station.until('the receipts', async () => (await station.call('outbox.status', {})).pending === 0);
    expect(await site.platform.verifyAll()).toMatchObject({ documents: 4, faults: [], gaps: [], missingBlobs: [] });
  });
});

describe('the station photographs, the clerk confirms', () => {
  test('a capture appears by itself and is confirmed, accepted, or left behind', async () => {
    const { site, station, leave } = await shared({ captureWhenSteady: true });
    const { length: before } = (await station.call('station.info', {})).chain;
    const last = await newest(station);
    site.driveOn(TRUCK, 40_000, 0);
    await station.until('a capture', async () => (await state(station)).capture !== null);
    const waiting = (await state(station)).capture;
    expect(waiting).toMatchObject({ weightKg: 40_000, missing: [] });
    expect((await newest(station))?.id).toBe(last?.id);
    const gross = await station.call('weighing.capture', GROSS);
    expect(gross).toMatchObject({ id: waiting?.id, caseId: waiting?.caseId, weightKg: 40_000, operatorId: '张三' });
    await leave();

    await site.rear.setFault('refuse');
    site.driveOn(TRUCK, 41_000, 0);
    await station.untilPhase('incomplete');
    expect(await station.refusal('weighing.capture', GROSS)).toBe('evidence.incomplete');
    const accepted = await station.call('weighing.capture', { ...GROSS, acceptIncomplete: { reason: '后摄像头故障' } });
    expect(accepted.evidence).toMatchObject({ state: 'incomplete', reason: '后摄像头故障', acceptedBy: '张三' });
    await leave();
    await site.rear.setFault(null);

    site.driveOn(TRUCK, 42_000, 0);
    await station.until('a capture', async () => (await state(station)).capture !== null);
    const left = (await state(station)).capture;
    await leave();
    const record = await newest(station);
    expect(record).toMatchObject({ id: left?.id, weightKg: 42_000, operatorId: 'nobody', plateFront: null });
    expect(await station.call('chain.verify', {})).toEqual({ ok: true, length: before + 3 });
  });

  test('a truck that left before anybody accepted what is missing: the reason says so', async () => {
    const { site, station, leave } = await shared({ captureWhenSteady: true });
    await site.front.setFault('black');
    site.driveOn(TRUCK, 42_000, 0);
    await station.untilPhase('incomplete');
    await leave();
    const record = await newest(station);
    if (record === undefined) throw new Error('no record');
    const { evidence } = await station.call('weighing.get', { id: record.id });
    expect(evidence).toEqual({
      state: 'incomplete',
      missing: [{ cameraId: 'cam-front', role: 'front', code: 'camera.black' }],
      reason: 'truck-left',
    });
  });
});

test('voided while the truck stands there, and the station restarted: it may be weighed again, as before', async () => {
  const { site, station, leave } = await opened({});
  site.driveOn(TRUCK, 40_000, 0);
  await station.untilSteady();
  const wrong = await station.captureWhole(GROSS);
  await station.call('weighing.void', { id: wrong.id, reason: '称错车', ...CLERK });
  station.killStation();
  await station.reconnect();
  await station.untilSteady();
  const again = await station.captureWhole(GROSS);
  expect(again).toMatchObject({ weightKg: 40_000, caseId: wrong.caseId });
  await leave();
  expect((await station.call('records.search', {})).items.length).toBe(2);
});

describe('what was said of a truck before anybody confirmed it', () => {
  const SAID = { operatorId: '张三', plateFront: '晋c·12345', axleCount: 6 } as const;
  const passOf = async (station: RunningStation) => {
    const { passId } = await state(station);
    if (passId === null) throw new Error('no truck');
    return passId;
  };

  test('the truck leaves: its record bears the plate, the axles and who said so', async () => {
    const { site, station, leave } = await shared({ captureWhenSteady: true });
    site.driveOn(TRUCK, 16_000, 0);
    await station.until('a truck', async () => (await state(station)).passId !== null);
    // Said while it still rolls, and put right later: the newest word counts.
    await station.call('weighing.claim', { passId: await passOf(station), said: { ...SAID, plateFront: '晋C12346' } });
    await station.until('a capture', async () => (await state(station)).capture !== null);
    const told = await station.call('weighing.claim', { passId: await passOf(station), said: SAID });
    expect(told.claim).toEqual(SAID);
    expect(await state(station)).toMatchObject({ claim: SAID });
    await leave();
    const record = await newest(station);
    expect(record).toMatchObject({ kind: 'tare', weightKg: 16_000, plateFront: '晋C12345', operatorId: '张三' });
    expect((await station.call('trucks.open', {})).map(({ plateFront }) => plateFront)).toEqual(['晋C12345']);

    // The next truck has nothing of it, and its heavier weight above that tare is a gross.
    site.driveOn(TRUCK, 40_000, 0);
    await station.until('a capture', async () => (await state(station)).capture !== null);
    expect((await state(station)).claim).toBeNull();
    await station.call('weighing.claim', { passId: await passOf(station), said: SAID });
    await leave();
    const gross = await newest(station);
    expect(gross).toMatchObject({ kind: 'gross', plateFront: '晋C12345', axleCount: 6 });
    expect(gross?.caseId).toBe(record?.caseId);
  });

  test('the station is killed: the new one makes the record of it', async () => {
    const { site, station, leave } = await opened({ captureWhenSteady: true });
    site.driveOn(TRUCK, 16_000, 0);
    await station.until('a capture', async () => (await state(station)).capture !== null);
    await station.call('weighing.claim', { passId: await passOf(station), said: SAID });
    station.killStation();
    await station.reconnect();
    expect(await state(station)).toMatchObject({
      claim: SAID,
      document: { plateFront: { text: '晋C12345', source: 'manual' }, axleCount: 6, operatorId: '张三' },
    });
    await leave();
  });

  test('that it has no plate counts also where the call itself takes the weight', async () => {
    const { site, station, leave } = await shared({});
    site.driveOn(TRUCK, 16_000, 0);
    await station.untilSteady();
    await station.call('weighing.claim', {
      passId: await passOf(station),
      said: { operatorId: '张三', noPlate: true },
    });
    const tare = await station.captureWhole({ kind: 'tare', ...CLERK });
    expect(tare.plateFront).toMatchObject({ text: null, source: 'manual' });
    await leave();
  });

  test('that it has no plate is a word, too; nothing said is another thing', async () => {
    const { site, station, leave } = await shared({ captureWhenSteady: true });
    site.driveOn(TRUCK, 16_000, 0);
    await station.until('a capture', async () => (await state(station)).capture !== null);
    await station.call('weighing.claim', {
      passId: await passOf(station),
      said: { operatorId: '张三', noPlate: true },
    });
    await station.call('weighing.capture', { kind: 'tare', ...CLERK });
    expect((await state(station)).document?.plateFront).toMatchObject({ text: null, source: 'manual' });
    await leave();
    site.driveOn(TRUCK, 17_000, 0);
    await station.until('a capture', async () => (await state(station)).capture !== null);
    await leave();
    const record = await newest(station);
    if (record === undefined) throw new Error('no record');
    expect((await station.call('weighing.get', { id: record.id })).plateFront).toMatchObject({
      text: null,
      source: 'none',
    });
  });

  test('refused: of a truck that is gone, of one that is recorded, and what no plate can be', async () => {
    const { site, station, leave } = await shared({});
    site.driveOn(TRUCK, 16_000, 0);
    await station.untilSteady();
    const passId = await passOf(station);
    expect(await station.refusal('weighing.claim', { passId, said: { ...SAID, plateFront: '晋C\u202e12345' } })).toBe(
      'weighing.plate-invalid',
    );
    expect(await station.refusal('weighing.capture', { ...GROSS, plateRear: '<b>' })).toBe('weighing.plate-invalid');
    expect((await state(station)).claim).toBeNull();
    await station.captureWhole({ ...GROSS, kind: 'tare' });
    expect(await station.refusal('weighing.claim', { passId, said: SAID })).toBe('weighing.no-capture');
    await leave();
    expect(await station.refusal('weighing.claim', { passId, said: SAID })).toBe('weighing.no-capture');
  });
});

describe('a restart with a truck on the deck', () => {
  test('recorded already: not again; another truck meanwhile: it may be weighed', async () => {
    const { site, station, leave } = await opened({});
    site.driveOn(TRUCK, 40_000, 0);
    await station.untilSteady();
    const recorded = await station.captureWhole(GROSS);
    station.killStation();
    await station.reconnect();
    await station.until('the same truck', async () => (await state(station)).document?.id === recorded.id);
    await station.until('a steady weight', async () => (await station.call('scale.current', {})).stable);
    expect(await station.refusal('weighing.capture', GROSS)).toBe('scale.not-returned-to-zero');
    expect((await state(station)).phase).toBe('confirm');

    // While the station is away that truck leaves and another one comes: nobody saw the deck empty.
    station.killStation();
    site.driveOn({ plateFront: '晋C99999', plateRear: null }, 31_000, 0);
    await station.reconnect();
    await station.untilSteady();
    const other = await station.captureWhole({ ...GROSS, plateFront: '晋C99999' });
    expect(other).toMatchObject({ weightKg: 31_000, zeroBeforeKg: null, plateFront: { text: '晋C99999' } });
    expect(other.caseId).not.toBe(recorded.caseId);
    await leave();
    expect((await station.call('records.search', {})).items.map(({ id }) => id)).toEqual([other.id, recorded.id]);
  });

  test('gone meanwhile: the deck is idle and the next truck starts from zero', async () => {
    const { site, station, leave } = await opened({});
    site.driveOn(TRUCK, 40_000, 0);
    await station.untilSteady();
    await station.captureWhole(GROSS);
    station.killStation();
    site.driveOff(0);
    await station.reconnect();
    await station.untilPhase('idle');
    expect((await state(station)).document).toBeNull();
    site.driveOn(TRUCK, 40_000, 0);
    await station.untilSteady();
    const again = await station.captureWhole(GROSS);
    expect(Math.abs(again.zeroBeforeKg ?? NaN)).toBeLessThanOrEqual(40);
    await leave();
  });

  test('photographed but not confirmed: the restart makes the record, and it is weighed again by name', async () => {
    const { site, station, leave } = await opened({ captureWhenSteady: true });
    site.driveOn(TRUCK, 40_000, 0);
    await station.until('a capture', async () => (await state(station)).capture !== null);
    const waiting = (await state(station)).capture;
    station.killStation();
    await station.reconnect();
    const made = (await state(station)).document;
    expect(made).toMatchObject({
      id: waiting?.id,
      operatorId: 'nobody',
      weightKg: 40_000,
      evidence: { state: 'complete' },
    });
    await station.until('a steady weight', async () => (await station.call('scale.current', {})).stable);
    expect(await station.refusal('weighing.capture', GROSS)).toBe('scale.not-returned-to-zero');
    if (made === null) throw new Error('no record');
    const replaces = { weighingId: made.id, reason: '重启后复磅' };
    expect(await station.captureWhole({ ...GROSS, replaces })).toMatchObject({
      replaces,
      caseId: made.caseId,
      weightKg: 40_000,
    });
    await leave();
  });
});
