import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EpochMs, Sha256 } from '../../../preload/contract/vocabulary.ts';
import { photoPath } from '../../../main/photo-path.ts';
import { PhotoStore } from '../../../main/station/records/photo-store.ts';
import { AT } from '../../unit/records/samples.ts';
import { tempStation, type TempStation } from '../../unit/store/temp-station.ts';

let station: TempStation;
let photos: PhotoStore;
let damaged: Sha256[];
beforeEach(async () => {
  station = tempStation();
  damaged = [];
  photos = new PhotoStore({ dataDir: station.dataDir, db: station.db, onDamaged: (sha256) => damaged.push(sha256) });
  await photos.start();
});
afterEach(() => station.end());

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex') as Sha256;
const pathOf = (sha256: string) => photoPath(station.dataDir, sha256) ?? '';
const incoming = () => readdirSync(join(station.dataDir, 'photos', 'incoming'));

test('a picture lies under its hash and comes back as it was', async () => {
  const bytes = randomBytes(500_000);
  const sha256 = await photos.put(bytes);
  expect(sha256).toBe(hashOf(bytes));
  expect(pathOf(sha256)).toBe(join(station.dataDir, 'photos', sha256.slice(0, 2), sha256));
  expect(readFileSync(pathOf(sha256))).toEqual(bytes);
  expect(await photos.read(sha256)).toEqual(bytes);
  expect(await photos.check(sha256)).toBe('whole');
  expect(incoming()).toEqual([]);
  const row = {
    sha256,
    bytes: bytes.length,
    width: 1920,
    height: 1080,
    mime: 'image/jpeg',
    cameraId: 'cam-front',
    takenAt: AT,
  } as const;
  station.db.immediate(() => photos.record(row));
  station.db.immediate(() => photos.record({ ...row, cameraId: 'cam-rear' }));
  expect(photos.get(sha256)).toEqual(row);
});

test('the same bytes, twice and at once, are one whole file', async () => {
  const bytes = randomBytes(50_000);
  const all = await Promise.all([1, 2, 3, 4].map(() => photos.put(bytes)));
  expect(new Set(all).size).toBe(1);
  await photos.put(bytes);
  expect(await photos.read(hashOf(bytes))).toEqual(bytes);
  expect(readdirSync(dirname(pathOf(hashOf(bytes))))).toEqual([hashOf(bytes)]);
  expect(incoming()).toEqual([]);
  expect(damaged).toEqual([]);
});

test('where nothing can be written: a picture that lies there needs nothing, another one fails and leaves nothing', async () => {
  const bytes = randomBytes(1000);
  const sha256 = await photos.put(bytes);
  rmSync(join(station.dataDir, 'photos', 'incoming'), { recursive: true });
  expect(await photos.put(bytes)).toBe(sha256);
  const other = randomBytes(1000);
  await expect(photos.put(other)).rejects.toMatchObject({ code: 'store.failed', params: { reason: 'ENOENT' } });
  expect(await photos.check(hashOf(other))).toBe('missing');
});

test('the folder of its name is gone: the picture fails, and nothing is left of it', async () => {
  const bytes = randomBytes(1000);
  rmSync(dirname(pathOf(hashOf(bytes))), { recursive: true });
  await expect(photos.put(bytes)).rejects.toMatchObject({ code: 'store.failed' });
  expect(incoming()).toEqual([]);
});

test('what an interrupted write left is removed at the next start; whole pictures stay', async () => {
  const kept = await photos.put(randomBytes(1000));
  const left = join(station.dataDir, 'photos', 'incoming', `${hashOf(Buffer.from('x'))}.1.1`);
  writeFileSync(left, 'half a pict');
  await new PhotoStore({ dataDir: station.dataDir, db: station.db }).start();
  expect(existsSync(left)).toBe(false);
  expect(await photos.check(kept)).toBe('whole');
});

test.each([
  ['half', (bytes: Buffer) => bytes.subarray(0, 400)],
  ['empty', () => Buffer.alloc(0)],
  ['changed by one bit', (bytes: Buffer) => Buffer.from(bytes).fill(bytes[0] === 1 ? 2 : 1, 0, 1)],
])('a file that is %s is noticed, and replaced when the right bytes come', async (_, damage) => {
  const bytes = randomBytes(1000);
  const sha256 = hashOf(bytes);
  mkdirSync(dirname(pathOf(sha256)), { recursive: true });
  writeFileSync(pathOf(sha256), damage(bytes));
  expect(await photos.check(sha256)).toBe('damaged');
  expect(await photos.put(bytes)).toBe(sha256);
  expect(damaged).toEqual([sha256]);
  expect(await photos.check(sha256)).toBe('whole');
});

test('a missing picture is said to be missing', async () => {
  const sha256 = hashOf(Buffer.from('none'));
  expect(await photos.check(sha256)).toBe('missing');
  expect(await photos.read(sha256)).toBeNull();
  expect(photos.get(sha256)).toBeNull();
});

test.each([
  '',
  'ab',
  '../../../etc/passwd',
  'A'.repeat(64),
  `${'a'.repeat(63)}/`,
  `${'a'.repeat(64)}\n`,
  '%2e'.repeat(22),
])('only 64 hex digits become a path: %j', (name) => {
  expect(photoPath(station.dataDir, name)).toBeNull();
});

describe('pictures that no row names', () => {
  const NOW = Date.UTC(2026, 10, 22, 6, 32) as EpochMs;
  const HOUR_MS = 3_600_000;

  /** A file as an earlier life of the program left it. */
  function left(bytes: Buffer, hoursOld: number): Sha256 {
    const sha256 = hashOf(bytes);
    writeFileSync(pathOf(sha256), bytes);
    const at = new Date(NOW - hoursOld * HOUR_MS);
    utimesSync(pathOf(sha256), at, at);
    return sha256;
  }
  function named(sha256: Sha256): void {
    const facts = { bytes: 1000, width: 1920, height: 1080, mime: 'image/jpeg', cameraId: 'cam-front' } as const;
    station.db.immediate(() => photos.record({ sha256, ...facts, takenAt: AT }));
  }
  /** One round over all folders; how many files went away. */
  async function round(store = photos): Promise<number> {
    let removed = 0;
    for (let run = 0; run < 32; run++) removed += await store.sweep(NOW);
    return removed;
  }
  const here = (sha256: Sha256): boolean => existsSync(pathOf(sha256));

  test('go when they are old; what a row names, what is young and what is no picture stays', async () => {
    const [old, young, kept] = [
      left(randomBytes(1000), 25),
      left(randomBytes(1000), 23),
      left(randomBytes(1000), 9000),
    ];
    named(kept);
    const foreign = join(dirname(pathOf(old)), 'note.txt');
    writeFileSync(foreign, 'of a person');
    utimesSync(foreign, 0, 0);
    expect(await round()).toBe(1);
    expect([old, young, kept].map(here)).toEqual([false, true, true]);
    expect(existsSync(foreign)).toBe(true);
    expect(await photos.check(kept)).toBe('whole');
  });

  test('a run looks at a part of the folders, and the next one goes on', async () => {
    const all = new Map<string, Sha256>();
    while (all.size < 256) {
      const bytes = randomBytes(16);
      const folder = hashOf(bytes).slice(0, 2);
      if (!all.has(folder)) all.set(folder, left(bytes, 48));
    }
    expect(await photos.sweep(NOW)).toBe(8);
    expect(await photos.sweep(NOW)).toBe(8);
    expect([...all.values()].filter(here).length).toBe(240);
    expect(await round()).toBe(240);
  });

  test('an old file that a capture in progress found again stays, however old it looks', async () => {
    const bytes = randomBytes(1000);
    const sha256 = left(bytes, 9000);
    expect(await photos.put(bytes)).toBe(sha256);
    await round();
    expect(here(sha256)).toBe(true);
    named(sha256);
    await round();
    await round();
    expect(here(sha256)).toBe(true);
  });

  test('a capture that never became a row: its picture goes after another whole round', async () => {
    const sha256 = await photos.put(randomBytes(1000));
    utimesSync(pathOf(sha256), 0, 0);
    await round();
    expect(here(sha256)).toBe(true);
    await round();
    await round();
    expect(here(sha256)).toBe(false);
  });

  test('a clock that is ahead of the files by mistake removes nothing of the last rounds', async () => {
    const sha256 = await photos.put(randomBytes(1000));
    for (let run = 0; run < 32; run++) await photos.sweep((NOW + 9000 * HOUR_MS) as EpochMs);
    expect(here(sha256)).toBe(true);
  });

  test('put and sweep at once: whatever put has promised is there', async () => {
    const pictures = Array.from({ length: 200 }, () => randomBytes(500));
    for (const bytes of pictures) left(bytes, 48);
    const [hashes] = await Promise.all([Promise.all(pictures.map((bytes) => photos.put(bytes))), round()]);
    expect(hashes.every(here)).toBe(true);
  });

  test('a folder that is gone is no hindrance', async () => {
    const sha256 = left(randomBytes(1000), 48);
    const store = new PhotoStore({ dataDir: join(station.dataDir, 'elsewhere'), db: station.db });
    expect(await round(store)).toBe(0);
    expect(await round()).toBe(1);
    expect(here(sha256)).toBe(false);
  });
});
