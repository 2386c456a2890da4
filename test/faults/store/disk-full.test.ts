/** A disk that is really full: a clear error, nothing half-written, and everything works again when there is room. */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kg } from '../../../preload/contract/vocabulary.ts';
import { photoPath } from '../../../main/photo-path.ts';
import { CaptureStore } from '../../../main/station/records/capture-store.ts';
import { PhotoStore } from '../../../main/station/records/photo-store.ts';
import { loadOrMakeKey } from '../../../main/station/records/station-key.ts';
import { verifyChain } from '../../../main/station/records/verify.ts';
import { StationDatabase } from '../../../main/station/store/database.ts';
import { DiskReserve } from '../../../main/station/store/disk-reserve.ts';
import { prepareFolder } from '../../../main/station/store/prepare-folder.ts';
import { Reader } from '../../../main/station/store/reader.ts';
import { captureRow, chainOf, newSigner, noticeBody, weighingBody } from '../../unit/records/samples.ts';
import { newId, TestClock, thrown } from '../../unit/store/temp-station.ts';
import { SmallDisk } from './small-disk.ts';

const disk = new SmallDisk();
let missing: string | null = null;
beforeAll(() => {
  missing = disk.mount(24);
});
afterAll(() => disk.end());

const FULL = { code: 'store.disk-full' };
const clock = new TestClock();
const host = { seal: () => Promise.resolve(null), unseal: () => Promise.resolve(null) };
/** A capture with as much curve as a document may carry. */
const bigCapture = () =>
  captureRow({ trace: { ...captureRow().trace, weightsKg: Array.from({ length: 3000 }, (_, at) => kg(10_000 + at)) } });

test('disk full during captures', async ({ skip }) => {
  if (missing !== null) skip(`no small file system here: ${missing}`);
  const dataDir = join(disk.path, 'data');
  const open = () => StationDatabase.open({ dataDir, simulated: true, clock, newId });
  await prepareFolder({ dataDir, simulated: true });
  let db = open();
  let captures = new CaptureStore(db);
  const photos = new PhotoStore({ dataDir, db });
  await photos.start();
  const reserve = new DiskReserve(dataDir, 1024 * 1024);
  expect(await reserve.ensure()).toBe(true);
  const signer = newSigner();
  const { add } = chainOf(db, clock, signer);
  const confirmed: string[] = [];
  const capture = (): void => {
    const row = bigCapture();
    db.immediate(() => captures.insert(row));
    confirmed.push(row.id);
  };
  capture();
  add('weighing', weighingBody(), captures.pending()[0]?.id);
  const kept = await photos.put(randomBytes(300_000));

  disk.fill();
  // Pictures: refused, and nothing of them left.
  const picture = randomBytes(300_000);
  await expect(photos.put(picture)).rejects.toMatchObject(FULL);
  expect(readdirSync(join(dataDir, 'photos', 'incoming'))).toEqual([]);
  expect(await photos.check(kept)).toBe('whole');
  // Rows: refused as soon as the log cannot grow, and nothing of them left.
  const refused = thrown(() => {
    for (;;) capture();
  });
  expect(refused).toMatchObject(FULL);
  expect(db.inTransaction).toBe(false);
  const rows = () =>
    db
      .prepare<{ id: string }>('SELECT id FROM capture ORDER BY rowid')
      .all()
      .map(({ id }) => id);
  expect(rows()).toEqual(confirmed);
  // A key is not half-made either.
  await expect(loadOrMakeKey({ dataDir, host, db })).rejects.toMatchObject(FULL);
  expect(readdirSync(dataDir).filter((name) => name.startsWith('key'))).toEqual([]);

  // A restart on the full disk: it starts, or says why; it does not lose or damage anything.
  db.close();
  const restarted = await prepareFolder({ dataDir, simulated: true }).catch((error: unknown) => error);
  if (restarted !== undefined) expect(restarted).toMatchObject(FULL);
  const other = join(disk.path, 'other');
  await expect(prepareFolder({ dataDir: other, simulated: true })).rejects.toMatchObject(FULL);

  // The reserve lets the station finish what it began.
  reserve.release();
  expect(existsSync(join(dataDir, 'reserve.bin'))).toBe(false);
  db = open();
  captures = new CaptureStore(db);
  const { add: addAgain } = chainOf(db, clock, signer);
  expect(rows()).toEqual(confirmed);
  const last = captures.pending().at(-1);
  if (last !== undefined) addAgain('weighing', weighingBody(), last.id);
  addAgain('notice', noticeBody('outage', { text: '磁盘已满' }));
  expect(await reserve.ensure()).toBe(false);

  // Room again: everything works, nothing was damaged.
  disk.makeRoom();
  capture();
  const again = new PhotoStore({ dataDir, db });
  await again.start();
  const sha256 = await again.put(picture);
  expect(existsSync(photoPath(dataDir, sha256) ?? '')).toBe(true);
  expect(rows()).toEqual(confirmed);
  expect(await reserve.ensure()).toBe(true);
  expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  const reader = new Reader({ dataDir });
  expect((await verifyChain({ reader })).ok).toBe(true);
  await reader.stop();
  db.close();
});
