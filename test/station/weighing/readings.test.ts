/** What is read in a truck's pictures, from the camera to the signed document, through the station as it is shipped. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallOutput } from '../../../preload/contract/index.ts';
import type { Readings } from '../../../preload/contract/readings.ts';
import type { Uuid } from '../../../preload/contract/vocabulary.ts';
import { RunningStation } from '../../support/running-station.ts';
import { Site } from '../../sim/site.ts';

/** Of both plates both readers are sure in the simulated pictures, whose typeface is not the official one. */
const TRUCK = { plateFront: '晋K36358', plateRear: '晋K8888挂' };
const SAID = { kind: 'tare', operatorId: '张三', direction: 'in' } as const;

let site: Site;
let station: RunningStation;
beforeAll(async () => {
  site = await Site.open({ stabilityMs: 800, captureWhenSteady: true, reads: true });
  station = await RunningStation.start(site);
  await station.until('cameras', async () =>
    (await station.call('devices.list', {})).every((one) => one.state === 'online'),
  );
});
afterAll(async () => {
  expect(await station.stop()).toBe(0);
  await site.close();
});

async function read(): Promise<Readings> {
  let readings: Readings | null = null;
  await station.until('the readings', async () => {
    readings = (await station.call('weighing.state', {})).capture?.readings ?? null;
    return readings?.state === 'done';
  });
  if (readings === null) throw new Error('no readings');
  return readings;
}

async function leave(): Promise<void> {
  site.driveOff(300);
  await station.untilPhase('idle');
}

describe('a truck whose display shows the weight', () => {
  test('both displays and both plates are read before anybody is asked; what a person confirms is recognised', async () => {
    site.driveOn(TRUCK, 16_200, 300);
    const readings = await read();
    expect(readings).toMatchObject({
      plateTrouble: null,
      displayKg: 16_200,
      displays: [
        { role: 'front', readingKg: 16_200, verdict: 'matches', trouble: null },
        { role: 'rear', readingKg: 16_200, verdict: 'matches', trouble: null },
      ],
    });
    const document = await station.call('weighing.capture', { ...SAID, ...TRUCK });
    expect(document.plateFront).toMatchObject({
      text: '晋K36358',
      color: 'yellow',
      source: 'recognised',
      recognisedText: '晋K36358',
    });
    expect(document.plateRear).toMatchObject({ text: '晋K8888挂', color: 'yellow', source: 'recognised' });
    expect(document.images).toMatchObject([
      { role: 'front', displayReadingKg: 16_200 },
      { role: 'rear', displayReadingKg: 16_200 },
    ]);
    expect(document.checks).toContainEqual(expect.objectContaining({ code: 'display-matches', result: 'pass' }));
    expect(document.checks).toContainEqual({ code: 'plates-consistent', result: 'pass' });
    await leave();
  });

  test('another plate than the one that was read is a correction: both stay, with who and when', async () => {
    site.driveOn(TRUCK, 16_300, 300);
    await read();
    const document = await station.call('weighing.capture', { ...SAID, plateFront: '晋K36356' });
    expect(document.plateFront).toMatchObject({
      text: '晋K36356',
      source: 'corrected',
      recognisedText: '晋K36358',
      correctedBy: '张三',
    });
    expect(document.plateRear).toMatchObject({ text: null, source: 'none', recognisedText: '晋K8888挂' });
    expect(document.checks).toContainEqual({ code: 'plates-consistent', result: 'fail' });
    await leave();
  });

  test('nobody said anything before it left: what is sure stands in the record', async () => {
    site.driveOn(TRUCK, 16_400, 300);
    await read();
    await leave();
    const { items } = await station.call('records.search', { limit: 1 });
    const document = await station.call('weighing.get', { id: items[0]?.id ?? '' });
    expect(document).toMatchObject({
      weightKg: 16_400,
      plateFront: { text: '晋K36358', source: 'recognised' },
      plateRear: { text: '晋K8888挂', source: 'recognised' },
    });
  });
});

test('a display that shows another number stops the truck; accepted with a reason, it stands in the record for ever', async () => {
  site.displayShows = '16580';
  site.driveOn(TRUCK, 16_500, 300);
  const { displays } = await read();
  expect(displays).toMatchObject([
    { readingKg: 16_580, verdict: 'differs' },
    { readingKg: 16_580, verdict: 'differs' },
  ]);
  expect((await station.call('weighing.state', {})).phase).toBe('incomplete');
  await expect(station.call('weighing.capture', { ...SAID, ...TRUCK })).rejects.toMatchObject({
    code: 'evidence.incomplete',
    params: {
      missing: [
        { cameraId: 'cam-front', role: 'front', code: 'camera.display-differs' },
        { cameraId: 'cam-rear', role: 'rear', code: 'camera.display-differs' },
      ],
    },
  });
  const accepted = await station.call('weighing.capture', {
    ...SAID,
    ...TRUCK,
    acceptIncomplete: { reason: '显示屏坏了' },
  });
  expect(accepted.weightKg).toBe(16_500);
  expect(accepted.evidence).toMatchObject({ state: 'incomplete', reason: '显示屏坏了', acceptedBy: '张三' });
  expect(accepted.images).toMatchObject([{ displayReadingKg: 16_580 }, { displayReadingKg: 16_580 }]);
  expect(accepted.checks).toContainEqual(expect.objectContaining({ code: 'display-matches', result: 'fail' }));
  expect(accepted.checks).toContainEqual({ code: 'images-complete', result: 'pass' });
  site.displayShows = null;
  await leave();
});

test('the display was only late: taken again, the pictures show the weight and the truck may go', async () => {
  site.displayShows = '0';
  site.driveOn(TRUCK, 16_600, 300);
  await read();
  expect((await station.call('weighing.state', {})).phase).toBe('incomplete');
  site.displayShows = null;
  await station.call('weighing.photograph', {});
  const { displays } = await read();
  expect(displays).toMatchObject([{ verdict: 'matches' }, { verdict: 'matches' }]);
  const document = await station.call('weighing.capture', { ...SAID, ...TRUCK });
  expect(document.evidence).toMatchObject({ state: 'complete', missing: [] });
  await leave();
});

test('the truck weighs a division more by now: its display contradicts nothing, and nobody is asked', async () => {
  site.displayShows = '16720';
  site.driveOn(TRUCK, 16_700, 300);
  expect((await read()).displays).toMatchObject([{ verdict: 'cannot-tell' }, { verdict: 'cannot-tell' }]);
  expect((await station.call('weighing.state', {})).phase).toBe('confirm');
  site.displayShows = null;
  await station.call('weighing.capture', { ...SAID, ...TRUCK });
  await leave();
});

test('noughts before the number are the same number', async () => {
  site.displayShows = '016800';
  site.driveOn(TRUCK, 16_800, 300);
  expect((await read()).displays).not.toContainEqual(expect.objectContaining({ verdict: 'differs' }));
  site.displayShows = null;
  await station.call('weighing.capture', { ...SAID, ...TRUCK });
  await leave();
});

/** The newest record, once it is there. */
async function recordOf(weightKg: number): Promise<CallOutput<'weighing.get'>> {
  let id: Uuid | undefined;
  await station.until(`a record of ${weightKg} kg`, async () => {
    const [item] = (await station.call('records.search', { limit: 1 })).items;
    id = item?.weightKg === weightKg ? item.id : undefined;
    return id !== undefined;
  });
  if (id === undefined) throw new Error('no record');
  return station.call('weighing.get', { id });
}

test('a truck that leaves while it is being read: its record waits for that, and bears it', async () => {
  site.driveOn(TRUCK, 16_900, 300);
  await station.until('the capture', async () => (await station.call('weighing.state', {})).capture !== null);
  expect((await station.call('weighing.state', {})).capture?.readings?.state).toBe('reading');
  site.driveOff(0);
  const document = await recordOf(16_900);
  expect(document).toMatchObject({
    evidence: { state: 'complete' },
    plateFront: { text: TRUCK.plateFront, source: 'recognised' },
    plateRear: { text: TRUCK.plateRear, source: 'recognised' },
  });
  expect(document.plateFront.correctedBy).toBeUndefined();
  expect(document.checks).toContainEqual({ code: 'plates-consistent', result: 'unknown' });
  await station.untilPhase('idle');
});

test('confirmed while it is being read, and gone before that ended: what was said is in the record', async () => {
  site.driveOn(TRUCK, 17_000, 300);
  await station.until('the capture', async () => (await station.call('weighing.state', {})).capture !== null);
  const before = new Date();
  const confirmed = station
    .call('weighing.capture', { ...SAID, plateFront: '晋C77777' })
    .catch((error: unknown) => error);
  site.driveOff(0);
  const document = await recordOf(17_000);
  expect(document.plateFront).toMatchObject({ text: '晋C77777', source: 'corrected', correctedBy: '张三' });
  // When it was said, and not when the record was made.
  const saidMs = Date.parse(document.plateFront.correctedAt ?? '');
  expect(saidMs).toBeGreaterThanOrEqual(before.getTime() - 1);
  expect(saidMs).toBeLessThanOrEqual(Date.parse(document.createdAt));
  await confirmed;
  await station.untilPhase('idle');
});

test('all of it stands in the meter; a correction changes what was right', async () => {
  const { displays, plates, trucks } = await station.call('recognition.meter', {});
  // This client confirms faster than anybody reads, or not: either way it said that what was read is right.
  expect(plates.all.right + plates.hasty).toBe(10);
  expect(plates.all).toMatchObject({ wrong: 2, notRead: 0 });
  expect(trucks).toMatchObject({ wrong: 2, notRead: 0 });
  // Both of the two trucks that left without a word, and the trailers' that were read where none was named.
  expect(plates).toMatchObject({ unsaid: 6, voided: 0 });
  expect(displays.all).toMatchObject({ right: 14, wrong: 2, notRead: 2 });
  const { items } = await station.call('records.search', { text: '晋K36356' });
  const correction = { field: 'plateFront', value: TRUCK.plateFront, reason: '看错', operatorId: '张三' } as const;
  await station.call('weighing.correct', { id: items[0]?.id ?? '', ...correction });
  const after = await station.call('recognition.meter', {});
  expect(after.plates.all.right + after.plates.hasty).toBe(11);
  expect(after.plates.all.wrong).toBe(1);
});
