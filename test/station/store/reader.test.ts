import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Meta } from '../../../main/station/store/meta.ts';
import { Reader } from '../../../main/station/store/reader.ts';
import { tempStation, type TempStation } from '../../unit/store/temp-station.ts';

let station: TempStation;
let reader: Reader;
let crashes: Error[];
beforeEach(() => {
  station = tempStation();
  crashes = [];
  reader = new Reader({ dataDir: station.dataDir, maxPending: 5, onCrash: (error) => crashes.push(error) });
  reader.start();
});
afterEach(async () => {
  await reader.stop();
  station.end();
});

const VALUE = 'SELECT value FROM meta WHERE key = @key';

test('sees what was committed, and nothing before', async () => {
  const meta = new Meta(station.db);
  meta.set('a', '1');
  expect(await reader.get<{ value: string }>(VALUE, [{ key: 'a' }])).toEqual({ value: '1' });
  let inside: Promise<unknown> = Promise.resolve();
  station.db.immediate(() => {
    meta.set('a', '2');
    inside = reader.get(VALUE, [{ key: 'a' }]);
  });
  await inside;
  expect(await reader.all(VALUE, [{ key: 'a' }])).toEqual([{ value: '2' }]);
  expect(await reader.get(VALUE, [{ key: 'none' }])).toBeUndefined();
});

test('cannot write', async () => {
  await expect(reader.all("INSERT INTO meta VALUES ('x', 'y') RETURNING key")).rejects.toMatchObject({
    code: 'store.failed',
    params: { reason: 'SQLITE_READONLY' },
  });
});

test('wrong SQL is a defect of that question only', async () => {
  await expect(reader.all('SELECT nonsense')).rejects.toThrow('no such column');
  expect(await reader.all('SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a bounded number waits; one more is refused and counted', async () => {
  const asked = Array.from({ length: 7 }, () => reader.all('SELECT 1'));
  const results = await Promise.allSettled(asked);
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(2);
  expect(results[6]).toMatchObject({ reason: { code: 'rpc.busy' } });
  expect(reader.refused).toBe(2);
});

test('a value that cannot cross to the worker leaves nothing waiting', async () => {
  for (let at = 0; at < 10; at++)
    await expect(reader.all('SELECT ?', [Symbol('x') as unknown as string])).rejects.toThrow();
  expect(await reader.all('SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a worker that dies rejects what waits, and the next question starts another', async () => {
  const file = join(station.dataDir, 'station.sqlite');
  const away = join(station.dataDir, 'away.sqlite');
  await reader.stop();
  station.db.close();
  reader = new Reader({ dataDir: station.dataDir, onCrash: (error) => crashes.push(error) });
  renameSync(file, away);
  const asked = await Promise.allSettled([reader.all('SELECT 1'), reader.all('SELECT 2')]);
  for (const result of asked)
    expect(result).toMatchObject({ reason: { code: 'store.failed', params: { reason: 'reader-ended' } } });
  expect(crashes).toHaveLength(1);
  renameSync(away, file);
  expect(await reader.all('SELECT 2 AS two')).toEqual([{ two: 2 }]);
  station.reopen();
});

test('stopping rejects what waits and what comes later', async () => {
  const waiting = reader.all('SELECT 1');
  await Promise.all([expect(waiting).rejects.toMatchObject({ params: { reason: 'stopped' } }), reader.stop()]);
  await expect(reader.all('SELECT 1')).rejects.toMatchObject({ code: 'store.failed' });
  expect(crashes).toEqual([]);
});
