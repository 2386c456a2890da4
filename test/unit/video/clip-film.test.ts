/** Files one behind the other as one film: gaps stay, what was recorded twice comes once, another picture ends it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FragmentedMp4 } from '../../../native/camera/mp4/fragmented-mp4.ts';
import { indexFile } from '../../../native/camera/mp4/file-index.ts';
import { clipFilm } from '../../../main/station/video/thread/clip-film.ts';
import type { FilmFile } from '../../../main/station/video/video-messages.ts';
import { madeFormat, madeUnit } from './made-unit.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'film-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A picture every 40 ms, a key picture a second. */
function file(name: string, fromMs: number, seconds: number, other = false): FilmFile {
  const format = madeFormat();
  // Another level.
  if (other) format.sps[0]?.set([0x1f], 3);
  const mp4 = new FragmentedMp4(format, { createdMs: 0 });
  const pieces = [mp4.init];
  for (let number = 0; number < seconds * 25; number += 1) {
    const piece = mp4.push(madeUnit(format, { atMs: number * 40, key: number % 25 === 0 }));
    if (piece !== null) pieces.push(piece);
  }
  pieces.push(mp4.finish() ?? new Uint8Array());
  const path = join(folder, name);
  writeFileSync(path, Buffer.concat(pieces));
  return { path: path.replace(/\.part$/, ''), fromMs };
}

/** When each fragment begins, in seconds since the film's beginning. */
async function film(files: readonly FilmFile[], fromMs: number, toMs: number): Promise<number[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of clipFilm(files, fromMs, toMs)) pieces.push(piece.slice());
  const bytes = Buffer.concat(pieces);
  if (bytes.length === 0) return [];
  const index = await indexFile(bytes.length, (at, length) => Promise.resolve(bytes.subarray(at, at + length)));
  expect(index?.wholeLength).toBe(bytes.length);
  return (index?.fragments ?? []).map(({ start90k }) => start90k / 90_000);
}

test('a part of one', async () => {
  expect(await film([file('a', 10_000, 10)], 13_500, 16_000)).toEqual([0, 1, 2]);
});

test('two with a gap between them', async () => {
  expect(await film([file('a', 10_000, 3), file('b', 20_000, 2)], 11_000, 30_000)).toEqual([0, 1, 9, 10]);
});

test('what was recorded twice comes once', async () => {
  const files = [file('a', 10_000, 5), file('b', 12_000, 2), file('c', 13_000, 5)];
  expect(await film(files, 10_000, 30_000)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test('one of another size or codec ends it', async () => {
  expect(await film([file('a', 10_000, 2), file('b', 12_000, 2, true), file('c', 14_000, 2)], 10_000, 30_000)).toEqual([
    0, 1,
  ]);
});

test('one that is being written, one that is gone and one that is none', async () => {
  writeFileSync(join(folder, 'rubbish'), 'no film');
  const files = [
    { path: join(folder, 'gone'), fromMs: 1 },
    { path: join(folder, 'rubbish'), fromMs: 2 },
    file('a.part', 10_000, 2),
  ];
  expect(await film(files, 10_000, 30_000)).toEqual([0, 1]);
});

test('a time without a picture', async () => {
  expect(await film([file('a', 10_000, 2)], 20_000, 30_000)).toEqual([]);
  expect(await film([file('a', 10_000, 2)], 1_000, 10_000)).toEqual([]);
});
