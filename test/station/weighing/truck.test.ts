/** One truck from the serial bytes to the platform's receipt, through the station as it is shipped. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunningStation } from '../../support/running-station.ts';
import { verifyCommand } from '../../support/verify-command.ts';
import { Site } from '../../sim/site.ts';

const TRUCK = { plateFront: '晋C12345', plateRear: '晋C1234挂' };

describe('tare in, gross out', () => {
  let site: Site;
  let station: RunningStation;

  beforeAll(async () => {
    site = await Site.open({ wire: 'serial', stabilityMs: 800 });
    station = await RunningStation.start(site);
  });

  afterAll(async () => {
    expect(await station.stop()).toBe(0);
    await site.close();
  });

  test('weighs, photographs, issues, prints and uploads', async () => {
    await station.until('cameras', async () =>
      (await station.call('devices.list', {})).every((one) => one.state === 'online'),
    );
    site.driveOn(TRUCK, 16_200, 500);
    await station.untilSteady();
    const tare = await station.call('weighing.capture', {
      kind: 'tare',
      operatorId: '张三',
      ...TRUCK,
      direction: 'in',
    });
    expect(tare).toMatchObject({ kind: 'tare', weightKg: 16_200, evidence: { state: 'complete', missing: [] } });
    expect(tare.images.map((image) => [image.role, image.width, image.height])).toEqual([
      ['front', 1920, 1080],
      ['rear', 1920, 1080],
    ]);
    site.driveOff(300);
    await station.untilPhase('idle');
    expect(await station.call('trucks.open', {})).toMatchObject([{ plateFront: '晋C12345', tareKg: 16_200 }]);

    site.driveOn(TRUCK, 48_620, 500);
    await station.untilSteady();
    const gross = await station.call('weighing.capture', {
      kind: 'gross',
      operatorId: '张三',
      ...TRUCK,
      axleCount: 6,
      vehicleType: 'articulated',
      driveAxles: 2,
      direction: 'out',
    });
    expect(gross).toMatchObject({ weightKg: 48_620, limitKg: 49_000, overKg: 0, caseId: tare.caseId });
    expect(Math.abs(gross.zeroBeforeKg ?? NaN)).toBeLessThanOrEqual(40);
    expect(gross.trace.weightsKg.length).toBeGreaterThan(5);
    const sheet = await station.call('loadSheet.issue', {
      grossWeighingId: gross.id,
      useStoredTare: true,
      goods: { name: '原煤' },
      receiver: '阳泉电厂',
      operatorId: '张三',
    });
    expect(sheet).toMatchObject({
      grossKg: 48_620,
      tareKg: 16_200,
      netKg: 32_420,
      tareSource: 'same-trip',
      status: 'issued',
    });
    expect(sheet.number).toMatch(/^140321-0001-1-\d{8}-0001$/);

    await station.until('the paper', () => site.printer.tickets.length === 1);
    const [ticket] = site.printer.tickets;
    expect(ticket?.text).toContain('货物装载单');
    expect(ticket?.text).toContain('48 620');
    expect(ticket?.qr.join()).toContain(sheet.hash);

    await station.until('the receipts', async () => (await station.call('outbox.status', {})).pending === 0);
    const verdict = await site.platform.verifyAll();
    expect(verdict).toMatchObject({ documents: 3, faults: [], gaps: [], missingBlobs: [] });
    expect(site.platform.document(sheet.id)?.document).toEqual(sheet);
    expect(await station.call('chain.verify', {})).toEqual({ ok: true, length: 3 });
    site.driveOff(300);
    await station.untilPhase('idle');

    // While it runs: whole to the last row, and as long as the platform heard.
    const proof = await verifyCommand(site.dataDir);
    expect(proof, JSON.stringify(proof.report.faults)).toMatchObject({
      code: 0,
      report: {
        documents: 3,
        faults: [],
        simulated: true,
        pictures: { whole: 4 },
        receipts: { documents: 3, pictures: 4 },
      },
    });
    expect(proof.report.heartbeat).not.toBeNull();
    expect(proof.report.notes).toContainEqual({ code: 'live', params: {} });
  });
});
