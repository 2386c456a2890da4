/** A folder is proved as it is, and nothing in it is touched. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  cpSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { photoPath } from '../../../main/photo-path.ts';
import { verifyFolder } from '../../../main/station/proof/verify-folder.ts';
import { keepLastHeartbeat } from '../../../main/station/records/last-heartbeat.ts';
import { openSqlite } from '../../../main/station/store/open-sqlite.ts';
import type { Sha256, Timestamp } from '../../../preload/contract/vocabulary.ts';
import { EvidenceFolder } from '../../support/evidence-folder.ts';
import { tempFolder } from '../store/temp-station.ts';

const OPTIONS = { given: [] };
const AT = '2026-11-22T14:40:00.000+08:00' as Timestamp;

let place: ReturnType<typeof tempFolder>;
let folder: EvidenceFolder;
beforeEach(async () => {
  place = tempFolder('proof-');
  folder = await EvidenceFolder.make(join(place.path, 'data'));
  await folder.ordinaryDay();
});
afterEach(() => {
  folder.end();
  place.remove();
});

/** A copy as somebody takes it away, and what he then does with its database. */
function copied(deed?: (db: ReturnType<typeof openSqlite>) => void): string {
  const copy = join(place.path, 'copy');
  rmSync(copy, { recursive: true, force: true });
  cpSync(folder.dataDir, copy, { recursive: true });
  if (deed !== undefined) {
    const db = openSqlite(join(copy, 'station.sqlite'), { timeoutMs: 1000 });
    db.pragma('foreign_keys = OFF');
    for (const { name } of db
      .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name GLOB '*_no_*'")
      .all())
      db.exec(`DROP TRIGGER ${name}`);
    deed(db);
    db.close();
  }
  return copy;
}

/** Every file with its bytes and times. */
const everything = (dataDir: string): unknown =>
  readdirSync(dataDir, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const { mtimeMs, size, ino } = statSync(join(dataDir, name));
      const isFile = statSync(join(dataDir, name)).isFile();
      return [name, mtimeMs, size, ino, isFile ? readFileSync(join(dataDir, name)).toString('base64') : ''];
    });

test('a sound copy, its unfinished log included, is left as it was', async () => {
  const copy = copied();
  // Most of it is still in the log: nobody has closed the database.
  expect(statSync(join(copy, 'station.sqlite-wal')).size).toBeGreaterThan(100_000);
  const before = everything(copy);
  const report = await verifyFolder(copy, OPTIONS);
  expect(report).toMatchObject({
    faults: [],
    faultCount: 0,
    documents: 13,
    simulated: true,
    head: { sequence: 13 },
    keyConfirmed: false,
    pictures: { whole: 9, purged: 0, missing: 0, changed: 0 },
    receipts: { documents: 5, pictures: 6 },
    heartbeat: null,
  });
  expect(report.notes).toEqual([
    { code: 'key-not-confirmed', params: { kid: folder.signer.kid } },
    { code: 'no-heartbeat', params: {} },
  ]);
  expect(everything(copy)).toEqual(before);
});

test('a folder of an older program is proved as far as documents and pictures go, and says so', async () => {
  const older = copied((db) => void db.pragma('user_version = 190'));
  const report = await verifyFolder(older, OPTIONS);
  expect(report).toMatchObject({
    faults: [],
    documents: 13,
    pictures: { whole: 9, purged: 0, missing: 0, changed: 0 },
  });
  expect(report.notes).toContainEqual({ code: 'older-program', params: { version: 190 } });
});

test('while a station uses it, the folder is read where it lies', async () => {
  const before = everything(folder.dataDir);
  const report = await verifyFolder(folder.dataDir, { given: [folder.signer.kid] });
  expect(report).toMatchObject({
    faults: [],
    documents: 13,
    keyConfirmed: true,
    keys: [{ confirmed: true, documents: 13 }],
  });
  expect(report.notes.map(({ code }) => code)).toEqual(['live', 'no-heartbeat']);
  const quiet = (files: unknown): unknown => (files as [string][]).filter(([name]) => !name.endsWith('-shm'));
  expect(quiet(everything(folder.dataDir))).toEqual(quiet(before));
  expect(readdirSync(folder.dataDir).sort()).toEqual(
    (before as [string][])
      .map(([name]) => name)
      .filter((name) => !name.includes('/'))
      .sort(),
  );
});

test('a key that changed is followed; one that did not say so, and a thumbprint that is another’s, are faults', async () => {
  const first = folder.signer.kid;
  const second = folder.changeKey().kid;
  folder.notice('maintenance');
  const report = await verifyFolder(folder.dataDir, { given: [first] });
  expect(report).toMatchObject({
    faults: [],
    keyConfirmed: false,
    keys: [
      { kid: first, confirmed: true, firstSequence: 1, documents: 13 },
      { kid: second, confirmed: false, firstSequence: 14, documents: 2 },
    ],
  });
  expect(report.notes).toContainEqual({ code: 'key-change', params: { sequence: 14, kid: second } });
  expect((await verifyFolder(folder.dataDir, { given: ['A'.repeat(43)] })).faults).toEqual([
    { code: 'key-other', params: { kid: 'A'.repeat(43) } },
  ]);
});

test('purged, missing and changed pictures are told apart', async () => {
  const [gone, purged, changed] = [...folder.pictures.keys()] as [Sha256, Sha256, Sha256];
  const listSha256 = createHash('sha256').update(`${purged}\n`).digest('hex') as Sha256;
  folder.notice('purge', { subjectId: null, purged: { count: 1, listSha256 } });
  const id = folder.db.prepare<{ id: string }>('SELECT id FROM document ORDER BY sequence DESC LIMIT 1').get()?.id;
  const copy = copied((db) => {
    db.exec('CREATE TABLE photo_purge (sha256 TEXT PRIMARY KEY, purgeId TEXT NOT NULL)');
    db.prepare('INSERT INTO photo_purge VALUES (?, ?)').run(purged, id);
  });
  for (const sha256 of [gone, purged]) rmSync(photoPath(copy, sha256) ?? '');
  writeFileSync(photoPath(copy, changed) ?? '', 'another picture');
  const report = await verifyFolder(copy, OPTIONS);
  expect(report.pictures).toEqual({ whole: 6, purged: 1, missing: 1, changed: 1, unreadable: 0 });
  expect(report.faults.map(({ code, params }) => [code, params['sha256']]).sort()).toEqual([
    ['picture-changed', changed],
    ['picture-missing', gone],
  ]);
});

test('a picture that the disk does not give is named, and the others are proved', async () => {
  const [bad] = [...folder.pictures.keys()] as [Sha256];
  const copy = copied();
  rmSync(photoPath(copy, bad) ?? '');
  // Opens, and fails to be read: as a bad block does.
  mkdirSync(photoPath(copy, bad) ?? '');
  const report = await verifyFolder(copy, OPTIONS);
  expect(report).toMatchObject({ pictures: { whole: 8, unreadable: 1 }, faultCount: 1 });
  expect(report.faults).toMatchObject([{ code: 'picture-unreadable', params: { sha256: bad, reason: 'EISDIR' } }]);
});

test('a purge notice that cannot be read purges nothing, and is said', async () => {
  const [purged] = [...folder.pictures.keys()] as [Sha256];
  const listSha256 = createHash('sha256').update(`${purged}\n`).digest('hex') as Sha256;
  const forms = [
    ['{', 'not-canonical'],
    ['null', 'not-canonical'],
    ['{"kind":"purge","purged":null}', 'columns'],
  ] as const;
  for (const [bytes, fault] of forms) {
    folder.notice('purge', { subjectId: null, purged: { count: 1, listSha256 } });
    const last = 'SELECT id FROM document ORDER BY sequence DESC LIMIT 1';
    const id = folder.db.prepare<{ id: string }>(last).get()?.id;
    const copy = copied((db) => {
      db.exec('CREATE TABLE photo_purge (sha256 TEXT PRIMARY KEY, purgeId TEXT NOT NULL)');
      db.prepare('INSERT INTO photo_purge VALUES (?, ?)').run(purged, id);
      db.prepare('UPDATE document SET bytes = ? WHERE id = ?').run(Buffer.from(bytes), id);
    });
    rmSync(photoPath(copy, purged) ?? '');
    const { faults } = await verifyFolder(copy, OPTIONS);
    expect(faults.map(({ code }) => code)).toEqual(expect.arrayContaining([fault, 'picture-missing']));
  }
});

test.skipIf(process.platform === 'win32')('a station may empty its log while pictures are hashed', async () => {
  const [slow, content] = [...folder.pictures][0] as [Sha256, Buffer];
  const file = photoPath(folder.dataDir, slow) ?? '';
  rmSync(file);
  // Whoever reads it waits until somebody writes it.
  execFileSync('mkfifo', [file]);
  const proof = verifyFolder(folder.dataDir, OPTIONS);
  // No writer before there is a reader: from here on the hashing is under way.
  const open = (): number => openSync(file, constants.O_WRONLY | constants.O_NONBLOCK);
  const writer = await vi.waitFor(open, { timeout: 10_000, interval: 20 });
  try {
    const checkpoint = folder.db.prepare<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)');
    await vi.waitFor(() => expect(checkpoint.get()?.busy).toBe(0), { timeout: 10_000, interval: 50 });
  } finally {
    writeSync(writer, content);
    closeSync(writer);
  }
  expect(await proof).toMatchObject({ faults: [], pictures: { whole: 9 } });
});

test('a chain that was cut off behind is found by its receipts, its outbox and the last heartbeat', async () => {
  const { head, length } = {
    length: 13,
    ...folder.db.prepare<{ head: string }>('SELECT hash AS head FROM document WHERE sequence = 13').get(),
  };
  keepLastHeartbeat(folder.db, { length, head: head as Sha256, answeredAt: AT });
  expect((await verifyFolder(folder.dataDir, OPTIONS)).heartbeat).toEqual({ length: 13, answeredAt: AT });
  const cut = (sql: string): Promise<readonly string[]> =>
    verifyFolder(
      copied((db) => db.exec(sql)),
      OPTIONS,
    ).then(({ faults }) => faults.map(({ code }) => code));
  expect(await cut('DELETE FROM document WHERE sequence = 13')).toContain('outbox-stray');
  const clean =
    'DELETE FROM document WHERE sequence > 12; DELETE FROM outbox WHERE sequence > 12; DELETE FROM notice WHERE sequence > 12;';
  const numbers = 'UPDATE sheet_number SET serial = 2;';
  expect(await cut(clean + numbers)).toEqual(['heartbeat-beyond']);
  expect(await cut("UPDATE meta SET value = replace(value, '13', '12') WHERE key = 'lastHeartbeat'")).toEqual([
    'heartbeat-differs',
  ]);
  expect(await cut("UPDATE meta SET value = '14' WHERE key = 'highestReceipted'")).toEqual(['receipts-beyond']);
});

test('what cannot be read is said', async () => {
  await expect(verifyFolder(join(place.path, 'nowhere'), OPTIONS)).rejects.toMatchObject({ code: 'store.failed' });
  const copy = copied((db) => db.pragma('user_version = 9990'));
  await expect(verifyFolder(copy, OPTIONS)).rejects.toMatchObject({ code: 'station.folder-from-future' });
  const torn = copied((db) => db.pragma('wal_checkpoint(TRUNCATE)'));
  truncateSync(join(torn, 'station.sqlite'), 8192);
  await expect(verifyFolder(torn, OPTIONS)).rejects.toMatchObject({ code: 'station.folder-damaged' });
});

test('a capture that waits for its document is noted, and its picture proved', async () => {
  await folder.save();
  const report = await verifyFolder(folder.dataDir, OPTIONS);
  expect(report).toMatchObject({ faults: [], pictures: { whole: 10 } });
  expect(report.notes).toContainEqual({ code: 'open-captures', params: { count: 1 } });
});
