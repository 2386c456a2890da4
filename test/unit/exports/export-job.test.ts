/** What ends a list before it is written. What is in lists is tested where they are made. */
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ExportJob, type ExportPlan } from '../../../main/station/exports/export-job.ts';
import { MOST_ROWS } from '../../../main/station/spreadsheet/sheet.ts';
import type { ExportState } from '../../../preload/contract/exports.ts';
import { newId, tempStation } from '../store/temp-station.ts';

let dataDir = '';
let job: ExportJob;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'exports-'));
  const station = tempStation();
  const { clock } = station;
  station.end();
  job = new ExportJob({ dataDir, clock, newId, log: pino({ level: 'silent' }) });
});
afterEach(async () => {
  await job.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const ended = async (): Promise<ExportState> => {
  for (;;) {
    if (job.state !== null && job.state.state !== 'writing') return job.state;
    await new Promise((next) => setImmediate(next));
  }
};
let asked = 0;
const plan = (format: 'xlsx' | 'csv', rows: number): ExportPlan => ({
  name: 'records',
  format,
  count: () => Promise.resolve(rows),
  sheet: () => ({
    name: 'a',
    lines: [],
    columns: [],
    *pages() {
      asked += 1;
      yield [[]];
    },
  }),
});

test('more rows than a sheet of Excel holds are refused when they are counted, not after minutes of writing', async () => {
  asked = 0;
  await job.begin(plan('xlsx', MOST_ROWS + 1));
  expect(await ended()).toMatchObject({
    state: 'failed',
    error: { code: 'export.too-many-rows', params: { most: MOST_ROWS } },
  });
  expect(asked).toBe(0);
  expect(await readdir(join(dataDir, 'exports'))).toEqual([]);
});

test('as text they are written', async () => {
  await job.begin(plan('csv', MOST_ROWS + 1));
  expect(await ended()).toMatchObject({ state: 'done', error: null });
});

test('a count that cannot be had leaves no file', async () => {
  await job.begin({ ...plan('csv', 0), count: () => Promise.reject(new Error('the reader ended')) });
  expect(await ended()).toMatchObject({ state: 'failed', error: { code: 'export.failed' } });
  expect(await readdir(join(dataDir, 'exports'))).toEqual([]);
});

test('what cannot be taken away again is no reason to end anything: the list says why it failed', async () => {
  const complaints: object[] = [];
  const log = pino({ level: 'error' }, { write: (line) => void complaints.push(JSON.parse(line) as object) });
  const { clock, end } = tempStation();
  end();
  job = new ExportJob({ dataDir, clock, newId, log });
  const unhandled: unknown[] = [];
  const keep = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', keep);
  try {
    await job.begin({
      ...plan('csv', 0),
      // A folder is not taken away: as a file that another program holds is not, on Windows.
      async count() {
        const folder = join(dataDir, 'exports');
        const [part = ''] = await readdir(folder);
        await rm(join(folder, part));
        await mkdir(join(folder, part));
        throw new Error('the reader ended');
      },
    });
    await job.stop();
    await new Promise((next) => setImmediate(next));
  } finally {
    process.off('unhandledRejection', keep);
  }
  expect(unhandled).toEqual([]);
  expect(job.state).toMatchObject({ state: 'failed', error: { code: 'export.failed' } });
  expect(complaints).toMatchObject([{ err: { message: 'the reader ended' } }, { err: { code: 'ERR_FS_EISDIR' } }]);
});
