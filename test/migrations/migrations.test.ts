import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openForWriting } from '../../main/station/store/data-folder.ts';
import { prepareFolder } from '../../main/station/store/prepare-folder.ts';
import { migrate, schemaVersion, type Migration } from '../../main/station/store/migrate.ts';
import { MIGRATIONS } from '../../main/station/store/migrations/all.ts';
import type { Sqlite } from '../../main/station/store/open-sqlite.ts';
import { tempFolder, thrown } from '../unit/store/temp-station.ts';

let folder: ReturnType<typeof tempFolder>;
let db: Sqlite;
beforeEach(() => {
  folder = tempFolder();
  db = openForWriting(folder.path);
});
afterEach(() => {
  db.close();
  folder.remove();
});

const schema = (): unknown[] => db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all();
const newest = MIGRATIONS.at(-1)?.version ?? 0;

test('migrations are numbered in tens and ascend', () => {
  const versions = MIGRATIONS.map(({ version }) => version);
  expect(versions.every((version) => version % 10 === 0)).toBe(true);
  expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
});

test('a new folder gets the newest schema, and once is enough', () => {
  const steps: number[] = [];
  migrate(db, MIGRATIONS, (done) => steps.push(done));
  expect(schemaVersion(db)).toBe(newest);
  expect(steps).toEqual([...MIGRATIONS.keys(), MIGRATIONS.length]);
  const first = schema();
  migrate(db, MIGRATIONS, () => steps.push(-1));
  expect(steps).not.toContain(-1);
  expect(schema()).toEqual(first);
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
});

test('each migration runs on what the one before it left', () => {
  for (const [index, { version }] of MIGRATIONS.entries()) {
    migrate(db, MIGRATIONS.slice(0, index + 1));
    expect(schemaVersion(db)).toBe(version);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  }
});

test('0050: the passes of a folder of before come through whole, and nothing is open', () => {
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version <= 40),
  );
  const pass = ['p-1', 'scale-1', 'begun', 'ended', '{"keptEvery":1}', Buffer.from([1, 2])] as const;
  db.prepare('INSERT INTO pass (id, scaleId, startedAt, endedAt, body, trace) VALUES (?, ?, ?, ?, ?, ?)').run(...pass);
  migrate(db, MIGRATIONS);
  expect(
    Object.values(db.prepare('SELECT id, scaleId, startedAt, endedAt, body, trace FROM pass').get() as object),
  ).toEqual(pass);
  expect(
    db.prepare('SELECT (SELECT COUNT(*) FROM warning) + (SELECT COUNT(*) FROM open_warning) AS rows').get(),
  ).toEqual({
    rows: 0,
  });
  expect(() => db.prepare("INSERT INTO open_warning VALUES ('none')").run()).toThrow('FOREIGN KEY');
});

test('0060: what a folder of before holds stays, and takes no second row of the same key', () => {
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version <= 50),
  );
  const key = ['kid-1', '{}', 1] as const;
  db.prepare('INSERT INTO signing_key (kid, publicJwk, firstSequence) VALUES (?, ?, ?)').run(...key);
  migrate(db, MIGRATIONS);
  db.pragma('recursive_triggers = OFF');
  expect(() => db.prepare("REPLACE INTO signing_key VALUES ('kid-1', 'other', 1)").run()).toThrow('append-only');
  expect(Object.values(db.prepare('SELECT kid, publicJwk, firstSequence FROM signing_key').get() as object)).toEqual(
    key,
  );
});

test('0120: readings of before stay, and no outcome is made up for them', () => {
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version <= 110),
  );
  const reading = ['capture-1', 'then', '{"state":"done"}'] as const;
  db.prepare('INSERT INTO reading (captureId, at, body) VALUES (?, ?, ?)').run(...reading);
  migrate(db, MIGRATIONS);
  expect(Object.values(db.prepare('SELECT captureId, at, body FROM reading').get() as object)).toEqual(reading);
  expect(
    db.prepare('SELECT (SELECT COUNT(*) FROM plate_outcome) + (SELECT COUNT(*) FROM display_outcome) AS rows').get(),
  ).toEqual({ rows: 0 });
  expect(() =>
    db.prepare("INSERT INTO display_outcome VALUES ('none/c', 'none', 'front', 'c', 0, 'matches', 0, NULL, 0)").run(),
  ).toThrow('FOREIGN KEY');
});

test('whatever may not be changed or removed may not be replaced either', () => {
  migrate(db, MIGRATIONS);
  const tables = (kind: string): unknown[] =>
    db
      .prepare(`SELECT tbl_name AS name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE ? ORDER BY 1`)
      .all(`%_${kind}`)
      .map((row) => (row as { name: string }).name);
  expect(tables('no_replace')).toEqual(tables('no_update'));
  expect(tables('no_delete')).toEqual(tables('no_update'));
  expect(tables('no_update').length).toBeGreaterThan(10);
});

test('a folder from the future is refused and not touched', async () => {
  migrate(db, MIGRATIONS);
  db.pragma(`user_version = ${newest + 10}`);
  const before = schema();
  expect(thrown(() => migrate(db, MIGRATIONS))).toMatchObject({
    code: 'station.folder-from-future',
    params: { version: newest + 10, newest },
  });
  expect(schema()).toEqual(before);
  await expect(prepareFolder({ dataDir: folder.path, simulated: false })).rejects.toMatchObject({
    code: 'station.folder-from-future',
  });
});

describe('a migration that fails', () => {
  const next = (sql: string): readonly Migration[] => [
    ...MIGRATIONS,
    { version: newest + 10, name: 'good', sql: 'CREATE TABLE good (id INTEGER PRIMARY KEY) STRICT' },
    { version: newest + 20, name: 'bad', sql },
  ];

  test.each([
    ['by wrong SQL half-way', 'CREATE TABLE half (id INTEGER) STRICT; SELECT nonsense FROM nowhere;'],
    ['by rows that point at nothing', "INSERT INTO retake (captureId, takenAt, body) VALUES ('none', '', '')"],
  ])('%s leaves nothing of itself, and what came before it stays', (_, sql) => {
    expect(thrown(() => migrate(db, next(sql)))).toMatchObject({
      code: 'station.migration-failed',
      params: { version: newest + 20, name: 'bad' },
    });
    expect(schemaVersion(db)).toBe(newest + 10);
    const names = (schema() as { name: string }[]).map(({ name }) => name);
    expect(names).toContain('good');
    expect(names).not.toContain('half');
    expect(db.prepare('SELECT COUNT(*) AS rows FROM retake').get()).toEqual({ rows: 0 });
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  });
});

test('0190: what a folder of before holds knows when its trucks came and left', () => {
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version < 190),
  );
  const bytes = Buffer.from(JSON.stringify({ trace: { startedAt: '2026-11-22T14:32:05.123+08:00' } }));
  db.exec(`
    INSERT INTO document (sequence, id, kind, prevHash, hash, createdAt, createdAtMs, bytes)
      VALUES (1, 'w-1', 'weighing', '', 'h-1', '', 1795329200000, x'${bytes.toString('hex')}');
    INSERT INTO capture (id, passId, caseId, scaleId, weightKg, weighedAt, body) VALUES ('w-1', 'p-1', 'c-1', 's', 1, '', '{}');
    INSERT INTO pass (id, scaleId, startedAt, endedAt, body, trace) VALUES ('p-1', 's', '', '2026-11-22T14:33:00.500+08:00', '{}', x'');
    INSERT INTO weighing (id, sequence, kind, scaleId, caseId, weightKg, weighedAt, weighedAtMs, evidenceState, operatorId)
      VALUES ('w-1', 1, 'tare', 's', 'c-1', 1, '', 0, 'complete', '');`);
  migrate(db, MIGRATIONS);
  expect(db.prepare('SELECT arrivedAtMs, savedAtMs, recordedAtMs, leftAtMs FROM weighing').get()).toEqual({
    arrivedAtMs: Date.parse('2026-11-22T14:32:05.123+08:00'),
    savedAtMs: null,
    recordedAtMs: 1795329200000,
    leftAtMs: Date.parse('2026-11-22T14:33:00.500+08:00'),
  });
});
