/**
 * 50,000 records written as Excel, from the filter to the file on disk: the program's own export, its reading thread and its writing
 * thread in one process, over the folder of a million. Memory is the process's own, threads and all, every 5 ms, above where it stood.
 */
import { rm, stat } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import pino from 'pino';
import { RecordExport } from '../../main/station/records/record-export.ts';
import { RecordQuery } from '../../main/station/records/record-query.ts';
import { RecordTotals } from '../../main/station/records/record-totals.ts';
import { Reader } from '../../main/station/store/reader.ts';
import { timestamp, type Clock, type EpochMs, type Uuid } from '../../preload/contract/vocabulary.ts';
import { type Bench, say } from './figure.ts';
import { millionRecords } from './million-records.ts';

const ROWS = 50_000;

export const excelSeconds: Bench = {
  name: 'excel-50000-time',
  unit: 's',
  goal: { of: 'value', is: 'at-most', bound: 15 },
  measure: async () => {
    const { seconds, readSeconds } = await written();
    return { value: seconds, baseline: readSeconds };
  },
};

export const excelMemory: Bench = {
  name: 'excel-50000-memory',
  unit: 'MB',
  goal: { of: 'value', is: 'at-most', bound: 300 },
  measure: async () => {
    const { memoryMb, readMemoryMb } = await written();
    return { value: memoryMb, baseline: readMemoryMb };
  },
};

interface Written {
  readonly seconds: number;
  readonly memoryMb: number;
  /** The same rows only read, page by page. */
  readonly readSeconds: number;
  readonly readMemoryMb: number;
}
/** One run, two figures of it. */
let made: Promise<Written> | null = null;
const written = (): Promise<Written> => (made ??= write());

async function write(): Promise<Written> {
  const dataDir = await millionRecords();
  const reader = new Reader({ dataDir });
  const query = new RecordQuery(reader);
  const clock: Clock = { wall: () => Date.now() as EpochMs, monotonic: () => 0 as ReturnType<Clock['monotonic']> };
  const totals = new RecordTotals(reader, query);
  const exports = new RecordExport({
    dataDir,
    unitName: '示例煤矿',
    query,
    totals,
    evidence: () => {
      throw new Error('not asked here');
    },
    clock,
    newId: () => '00000000-0000-7000-8000-000000000000' as Uuid,
    log: pino({ level: 'silent' }),
  });
  try {
    const filter = { from: await sinceSoMany(reader) };
    const read = await watched(async () => {
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: Awaited<ReturnType<RecordQuery['search']>> = await query.search({
          ...filter,
          limit: 200,
          ...(cursor === '' ? {} : { cursor }),
        });
        cursor = page.nextCursor;
      }
    });
    const ours = await watched(async () => {
      await exports.begin({ filter, format: 'xlsx', language: 'zh-CN' });
      while (exports.state?.state === 'writing') await new Promise((next) => setTimeout(next, 2));
    });
    const { state } = exports;
    if (state?.state !== 'done' || state.rows < ROWS) throw new Error(`not written: ${JSON.stringify(state)}`);
    say(`  ${state.rows} rows, ${((await stat(state.file)).size / 1e6).toFixed(1)} MB of file`);
    await rm(state.file);
    return { seconds: ours.seconds, memoryMb: ours.mb, readSeconds: read.seconds, readMemoryMb: read.mb };
  } finally {
    await reader.stop();
  }
}

async function sinceSoMany(reader: Reader) {
  const row = await reader.get<{ atMs: number }>(
    'SELECT weighedAtMs AS atMs FROM weighing ORDER BY weighedAtMs DESC, sequence DESC LIMIT 1 OFFSET ?',
    [ROWS - 1],
  );
  return timestamp((row?.atMs ?? 0) as EpochMs);
}

async function watched(work: () => Promise<void>): Promise<{ readonly seconds: number; readonly mb: number }> {
  const before = process.memoryUsage.rss();
  let most = before;
  const look = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5);
  const began = performance.now();
  try {
    await work();
  } finally {
    clearInterval(look);
  }
  return {
    seconds: (performance.now() - began) / 1000,
    mb: (Math.max(most, process.memoryUsage.rss()) - before) / 1e6,
  };
}
