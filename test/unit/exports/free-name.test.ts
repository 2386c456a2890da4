/** Names of lists: nothing is written over, and whatever else happens in the folder keeps no list from being written. */
import { renameSync } from 'node:fs';
import { access, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freeName } from '../../../main/station/exports/free-name.ts';

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'names-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

/** 2026-11-30 07:30:05 in Beijing. */
const atMs = Date.parse('2026-11-29T23:30:05Z');
const named = async (name: string, kin = name, format = 'xlsx'): Promise<string> =>
  basename(await freeName(folder, { name, kin, format, atMs }));

test('two of one second, also at once, have two names', async () => {
  const names = await Promise.all(['shift', 'shift', 'shift'].map((name) => named(name)));
  expect(names.toSorted()).toEqual([
    'shift-20261130-073005-2.xlsx',
    'shift-20261130-073005-3.xlsx',
    'shift-20261130-073005.xlsx',
  ]);
});

test('neither one that is there nor one that is being written is written over', async () => {
  await writeFile(join(folder, 'records-20261130-073005.csv'), 'there');
  await writeFile(join(folder, 'records-20261130-073005-2.csv.part'), 'being written');
  expect(await named('records', 'records', 'csv')).toBe('records-20261130-073005-3.csv');
});

test('of its kin the newest fifty stay, and of others all', async () => {
  const old = async (name: string, nth: number): Promise<void> => {
    await writeFile(join(folder, name), '');
    await utimes(join(folder, name), nth, nth);
  };
  for (let nth = 1; nth <= 60; nth += 1)
    await old(`${nth % 2 === 0 ? 'shift' : 'handover'}-20261101-0000${nth + 10}.xlsx`, nth);
  await old('records-20261101-000000.xlsx', 0);
  await old('what-a-person-keeps-here.xlsx', 0);
  await named('shift', 'handover|shift');
  const left = await readdir(folder);
  expect(left.filter((name) => /^(shift|handover)-/.test(name))).toHaveLength(50);
  expect(left).toEqual(expect.arrayContaining(['records-20261101-000000.xlsx', 'what-a-person-keeps-here.xlsx']));
  await expect(access(join(folder, 'handover-20261101-000011.xlsx'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('one that is gone when it is looked at is no reason to write none', async () => {
  await symlink(join(folder, 'gone'), join(folder, 'records-20261101-000000.xlsx'));
  expect(await named('records')).toBe('records-20261130-073005.xlsx');
});

test('a list that is finished while another one looks for its name is not written over', async () => {
  // A little later each time: once it falls between the look into the folder and the name that is taken.
  for (let round = 0; round < 60; round += 1) {
    const list = { name: `shift${String(round)}`, kin: `shift${String(round)}`, format: 'xlsx', atMs };
    const first = await freeName(folder, list);
    const second = freeName(folder, list);
    for (let turn = 0; turn < round % 6; turn += 1) await new Promise((next) => setImmediate(next));
    renameSync(`${first}.part`, first);
    expect(await second).not.toBe(first);
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([
      `${basename(await second)}.part`,
    ]);
    await rm(`${await second}.part`);
  }
});
