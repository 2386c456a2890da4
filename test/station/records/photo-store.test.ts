import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Sha256 } from '../../../preload/contract/vocabulary.ts';
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
