import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CodedError } from '../../../preload/contract/errors.ts';
import { StationDatabase } from '../../../main/station/store/database.ts';
import { Meta } from '../../../main/station/store/meta.ts';
import { nativeBinding } from '../../../main/station/store/native-binding.ts';
import { prepareFolder } from '../../../main/station/store/prepare-folder.ts';
import { newId, tempFolder, tempStation, TestClock, thrown, type TempStation } from './temp-station.ts';

let station: TempStation;
beforeEach(() => (station = tempStation()));
afterEach(() => station.end());

const pragma = (name: string): unknown => Object.values(station.db.prepare(`PRAGMA ${name}`).get() as object)[0];
const open = (dataDir: string, simulated = false) =>
  StationDatabase.open({ dataDir, simulated, clock: new TestClock(), newId });

test('every commit is flushed, also after the folder is opened again', () => {
  expect(pragma('journal_mode')).toBe('wal');
  expect(pragma('synchronous')).toBe(2);
  station.reopen();
  expect(pragma('synchronous')).toBe(2);
  expect(pragma('foreign_keys')).toBe(1);
  expect(pragma('recursive_triggers')).toBe(1);
});

test('the station id is made once with the folder', () => {
  const { stationId } = station.db;
  expect(stationId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  expect(station.reopen().stationId).toBe(stationId);
});

test('a folder for simulated devices is never opened for real ones, nor the other way round', () => {
  const { dataDir } = station;
  station.db.close();
  expect(thrown(() => open(dataDir, true))).toMatchObject({ code: 'station.folder-simulated' });
  station.reopen();
});

test('two stations on one folder: the second is refused, and the folder is free again after the first', async () => {
  const { dataDir } = station;
  expect(thrown(() => open(dataDir))).toMatchObject({ code: 'station.folder-in-use', params: { dataDir } });
  await expect(prepareFolder({ dataDir, simulated: false })).rejects.toMatchObject({ code: 'station.folder-in-use' });
  station.db.close();
  open(dataDir).close();
  station.reopen();
});

test('a transaction is all or nothing', () => {
  const meta = new Meta(station.db);
  expect(() =>
    station.db.immediate(() => {
      meta.set('a', '1');
      throw new Error('half-way');
    }),
  ).toThrow('half-way');
  expect(meta.get('a')).toBeUndefined();
  expect(station.db.inTransaction).toBe(false);
  station.db.immediate(() => meta.set('a', '2'));
  expect(meta.get('a')).toBe('2');
});

test('a transaction is neither nested nor asynchronous', () => {
  expect(() => station.db.immediate(() => station.db.immediate(() => 1))).toThrow('open already');
  expect(() => station.db.immediate(() => Promise.resolve(1))).toThrow('promise');
  expect(station.db.inTransaction).toBe(false);
});

test('a broken constraint stays what it is: a defect, not a fault of the disk', () => {
  const insert = station.db.prepare("INSERT INTO meta (key, value) VALUES ('stationId', 'x')");
  expect(thrown(() => insert.run())).not.toBeInstanceOf(CodedError);
});

test('the folder is made when it is missing', () => {
  const dataDir = join(station.dataDir, 'a', 'b');
  open(dataDir).close();
  expect(existsSync(join(dataDir, 'station.sqlite'))).toBe(true);
});

test('a file in the place of the folder, and a folder in the place of the database', () => {
  const dataDir = join(station.dataDir, 'file');
  writeFileSync(dataDir, '');
  expect(thrown(() => open(dataDir))).toMatchObject({ code: 'station.folder-unreadable' });
  const other = join(station.dataDir, 'other');
  mkdirSync(join(other, 'station.sqlite'), { recursive: true });
  expect(thrown(() => open(other))).toMatchObject({ code: 'station.folder-unreadable' });
});

test.skipIf(process.getuid?.() === 0)('a folder that may not be written', () => {
  const folder = tempFolder();
  chmodSync(folder.path, 0o500);
  expect(thrown(() => open(folder.path))).toMatchObject({ code: 'station.folder-unreadable' });
  folder.remove();
});

test('a damaged database stops the start', async () => {
  const { dataDir } = station;
  station.db.immediate(() => {
    for (let at = 0; at < 2000; at++) new Meta(station.db).set(`key-${at}`, 'x'.repeat(100));
  });
  station.db.close();
  const file = join(dataDir, 'station.sqlite');
  const good = readFileSync(file);
  const bad = Buffer.from(good);
  bad.fill(0x5a, bad.length - 40_000, bad.length - 20_000);
  writeFileSync(file, bad);
  await expect(prepareFolder({ dataDir, simulated: false })).rejects.toMatchObject({ code: 'station.folder-damaged' });
  writeFileSync(file, Buffer.alloc(8192, 0x5a));
  expect(thrown(() => open(dataDir))).toMatchObject({ code: 'station.folder-damaged' });
  writeFileSync(file, good);
  station.reopen();
});

test('the binding: the package’s own from Node-API 10 on, never below', () => {
  const file = join(station.dataDir, 'station.sqlite');
  expect(nativeBinding(undefined, 10)).toBeUndefined();
  expect(nativeBinding(undefined, 9, file)).toBe(file);
  expect(nativeBinding(file, 10)).toBe(file);
  expect(thrown(() => nativeBinding(undefined, 9, '/nowhere.node'))).toMatchObject({ code: 'station.binding-missing' });
});
