/** The station as it is shipped, at a county with an interface of its own: it weighs, and the county holds every weighing. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { COUNTY_SECRET, sha256Of } from '../../sim/county-platform/county-platform.ts';
import { Site } from '../../sim/site.ts';
import { CallError, RunningStation } from '../../support/running-station.ts';

const TRUCK = { plateFront: '晋C12345', plateRear: '晋C1234挂' };
const SAID = { operatorId: '张三', ...TRUCK } as const;
const AXLES = { axleCount: 6, vehicleType: 'articulated', driveAxles: 2 } as const;

let site: Site;
beforeEach(async () => {
  site = await Site.open({ county: true, stabilityMs: 800 });
});
afterEach(async () => {
  await site.close();
});

test('weighs while the county falters; every weighing is there with its kilograms and pictures, a restart between', async () => {
  let station = await RunningStation.start(site);
  const stop = async (): Promise<void> => expect(await station.stop()).toBe(0);
  try {
    // Nothing of a standard platform is asked for, and nothing of that is a fault.
    expect((await station.call('outbox.status', {})).link).toMatchObject({
      enrolled: true,
      lastError: null,
      abilities: { enrolment: false, heartbeat: false, chain: false, events: false },
    });
    expect(await station.call('platform.test', {})).toEqual({ kind: 'no-record' });
    site.county.fail({ kind: 'portal' }, 1);
    site.county.fail({ kind: 'reset-after-commit' }, 1);

    const weigh = async (
      weightKg: number,
      input: object,
    ): Promise<Awaited<ReturnType<typeof station.captureWhole>>> => {
      site.driveOn(TRUCK, weightKg, 500);
      await station.untilSteady();
      const record = await station.captureWhole({ kind: 'gross', ...SAID, ...input });
      site.driveOff(300);
      await station.untilPhase('idle');
      return record;
    };
    await station.until('cameras', async () =>
      (await station.call('devices.list', {})).every((one) => one.state === 'online'),
    );
    const tare = await weigh(16_220, { kind: 'tare', direction: 'in' });
    const gross = await weigh(48_640, { ...AXLES, direction: 'out' });
    const sheet = await station.call('loadSheet.issue', {
      grossWeighingId: gross.id,
      useStoredTare: true,
      goods: { name: '原煤' },
      receiver: '阳泉电厂',
      operatorId: '张三',
    });
    await station.until('something got through', async () => (await station.call('outbox.status', {})).online);
    await stop();
    station = await RunningStation.start(site);
    const trial = await weigh(20_000, { kind: 'trial' });
    await station.until('the receipts', async () => (await station.call('outbox.status', {})).pending === 0);

    const { sheets, weighings } = site.county;
    expect([...weighings.keys()].sort()).toEqual([tare.id, gross.id].sort());
    for (const record of [tare, gross]) {
      const held = weighings.get(record.id);
      expect(held).toMatchObject({
        weightKg: record.weightKg,
        plate: '晋C12345',
        unitCode: '140321-0001',
        isTest: false,
      });
      const hashOf = (role: string) => record.images.find((image) => image.role === role)?.sha256;
      expect(sha256Of(held?.pictures.get('1') ?? Buffer.alloc(0))).toBe(hashOf('front'));
      expect(sha256Of(held?.pictures.get('2') ?? Buffer.alloc(0))).toBe(hashOf('rear'));
    }
    expect([...sheets.values()]).toMatchObject([
      { number: sheet.id, sheetNumber: sheet.number, status: '1', grossKg: 48_640, tareKg: 16_220, netKg: 32_420 },
    ]);
    expect(await station.call('outbox.status', {})).toMatchObject({ pending: 0, parked: 0 });

    // A trial weighing is none of the county's: said so, and never as a receipt.
    const fates = (await station.call('records.search', { limit: 10 })).items.map(({ id, upload }) => [id, upload]);
    expect(fates).toEqual(
      expect.arrayContaining([
        [trial.id, 'not-taken'],
        [gross.id, 'done'],
        [tare.id, 'done'],
      ]),
    );
    const life = await station.call('records.life', { id: trial.id });
    expect(life.parts.map(({ receivedAt, state }) => [state, receivedAt])).toEqual(Array(3).fill(['not-taken', null]));
    expect(await station.call('chain.verify', {})).toMatchObject({ ok: true });

    const { length } = (await station.call('station.info', {})).chain;
    const tried = await station.call('platform.test', {});
    expect(tried).toMatchObject({ kind: 'sent', how: 'marked', outcome: 'received', documentKind: 'load-sheet' });
    expect((await station.call('station.info', {})).chain.length).toBe(length);
    expect(await station.call('outbox.status', {})).toMatchObject({ pending: 0, parked: 0 });
    // Nowhere in what people may be shown or sent.
    expect(station.log.join('\n')).not.toContain(COUNTY_SECRET);
  } finally {
    await stop();
  }
}, 120_000);

test('a mapping of the site that does not fit stops the start, with the place in it', async () => {
  const file = join(site.folder, 'mapping.json');
  await writeFile(file, JSON.stringify({ name: 'x', paper: 'y', salt: 1 }));
  const start = async (change: object): Promise<CallError> => {
    await site.configure((configuration) => ({
      ...configuration,
      platform: { ...configuration.platform, ...change },
    }));
    try {
      const station = await RunningStation.start(site);
      await station.stop();
    } catch (error) {
      if (error instanceof CallError) return error;
      throw error;
    }
    throw new Error('it started');
  };
  expect(await start({ mapping: file })).toMatchObject({
    code: 'config.invalid',
    params: { path: 'platform.mapping.sign', reason: 'missing' },
  });
  expect(await start({ mapping: 'no-county' })).toMatchObject({
    params: { path: 'platform.mapping', reason: 'file-unreadable' },
  });
  expect(await start({ mapping: 'example-county', secret: { secret: 'county' } })).toMatchObject({
    params: { path: 'platform.secret', reason: 'secret-missing' },
  });
  expect(await start({ mapping: 'example-county', secret: 'x', enrolmentCode: '1' })).toMatchObject({
    params: { path: 'platform.enrolmentCode', reason: 'unknown-key' },
  });
}, 60_000);
