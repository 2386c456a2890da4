/** The disk fills up while a truck is on the deck: a clear refusal, nothing half-written, and all is well when there is room. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Site } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';
import { SmallDisk } from '../store/small-disk.ts';

const TRUCK = { plateFront: '晋C12345', plateRear: '晋C1234挂' };
const disk = new SmallDisk();
let missing: string | null = null;
beforeAll(() => {
  missing = disk.mount(32);
});
afterAll(() => disk.end());

test('disk full during a capture', async ({ skip }) => {
  if (missing !== null) skip(`no small file system here: ${missing}`);
  const site = await Site.open({ stabilityMs: 400, rateHz: 20, dataDir: join(disk.path, 'data') });
  const station = await RunningStation.start(site);
  try {
    const weigh = async (kind: 'tare' | 'gross', weightKg: number) => {
      site.driveOn(TRUCK, weightKg, 0);
      await station.untilSteady();
      return station.captureWhole({ kind, operatorId: '张三', ...TRUCK, axleCount: 6 });
    };
    const leave = async (): Promise<void> => {
      site.driveOff(0);
      await station.untilPhase('idle');
    };
    await station.until('enrolment', async () => (await station.call('station.info', {})).enrolled);
    // The first record stays here: its outcome has to be written while the disk is full.
    site.proxy.set({ refuse: true });
    site.proxy.dropAll();
    const tare = await weigh('tare', 15_000);
    await leave();

    site.driveOn(TRUCK, 45_000, 0);
    await station.untilSteady();
    const before = rowsIn(site.dataDir);
    disk.fill();
    for (let tries = 0; tries < 3; tries++) {
      // Filling took this process a moment, and the indicator lives in it: its gap may come first.
      await station.until('a refusal for the full disk', async () => {
        await station.untilSteady();
        const input = { kind: 'gross', operatorId: '张三', ...TRUCK, axleCount: 6 } as const;
        return (await station.refusal('weighing.capture', input)) === 'store.disk-full';
      });
      expect(await station.call('weighing.state', {})).toMatchObject({ capture: null, document: null });
    }
    // Nothing half-written: no row, no piece of a picture, and whatever has a picture's name is whole.
    expect(rowsIn(site.dataDir)).toEqual(before);
    wholePictures(site.dataDir);
    // The weight goes on, what was saved can be read, and the line tries to send it.
    expect(await station.call('scale.current', {})).toMatchObject({ weightKg: 45_000, quality: 'live', stable: true });
    expect(await station.call('records.document', { id: tare.id })).toEqual(tare);
    site.proxy.set({});
    await station.call('outbox.retry', {}).catch(() => undefined);
    await station.until('the platform to hold the first record', () => site.platform.document(tare.id) !== undefined);
    expect(station.stationPids.length).toBe(1);

    disk.makeRoom();
    const gross = await station.captureWhole({ kind: 'gross', operatorId: '张三', ...TRUCK, axleCount: 6 });
    expect(gross).toMatchObject({ weightKg: 45_000, caseId: tare.caseId, evidence: { state: 'complete' } });
    const goods = { goods: { name: '原煤' }, receiver: '阳泉电厂', operatorId: '张三' };
    const sheet = await station.call('loadSheet.issue', { grossWeighingId: gross.id, useStoredTare: true, ...goods });
    await station.until('the paper', () => site.printer.tickets.length === 1);
    expect(sheet.status).toBe('issued');
    await leave();

    // Full again when a truck leaves that was photographed in part and never confirmed: its record is made when there is room.
    await site.rear.setFault('refuse');
    site.driveOn(TRUCK, 46_000, 0);
    await station.untilSteady();
    await station.until('a capture that waits', async () => {
      await station.refusal('weighing.capture', { kind: 'gross', operatorId: '张三', ...TRUCK, axleCount: 6 });
      return (await station.call('weighing.state', {})).capture !== null;
    });
    disk.fill();
    await leave();
    await site.rear.setFault(null);
    disk.makeRoom();
    const next = await weigh('tare', 15_020);
    await leave();
    await station.until('the record of the truck that left', async () => {
      const { items } = await station.call('records.search', {});
      return items.some(({ evidenceState, weightKg }) => weightKg === 46_000 && evidenceState === 'incomplete');
    });
    expect(rowsIn(site.dataDir)).toMatchObject({ capture: 4, open_capture: 0, weighing: 4 });

    await station.until('the receipts', async () => (await station.call('outbox.status', {})).pending === 0);
    expect(await site.platform.verifyAll()).toEqual({ documents: 5, faults: [], gaps: [], missingBlobs: [] });
    for (const { id } of [tare, gross, sheet, next]) expect(site.platform.document(id)).toBeDefined();
    expect(await station.call('chain.verify', {})).toEqual({ ok: true, length: 5 });
    wholePictures(site.dataDir);
    expect(station.stationPids.length).toBe(1);
  } finally {
    expect(await station.stop()).toBe(0);
    await site.close();
  }
});

function rowsIn(dataDir: string): unknown {
  const db = new DatabaseSync(join(dataDir, 'station.sqlite'), { readOnly: true });
  try {
    const count = (table: string): string => `(SELECT count(*) FROM ${table}) AS ${table}`;
    return db
      .prepare(`SELECT ${['capture', 'open_capture', 'photo', 'document', 'weighing', 'outbox'].map(count).join(', ')}`)
      .get();
  } finally {
    db.close();
  }
}

function wholePictures(dataDir: string): void {
  const photos = join(dataDir, 'photos');
  for (const folder of readdirSync(photos)) {
    const names = readdirSync(join(photos, folder));
    if (folder === 'incoming') expect(names).toEqual([]);
    else
      for (const name of names)
        expect(
          createHash('sha256')
            .update(readFileSync(join(photos, folder, name)))
            .digest('hex'),
        ).toBe(name);
  }
  expect(existsSync(join(photos, 'incoming'))).toBe(true);
}
