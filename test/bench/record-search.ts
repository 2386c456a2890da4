/**
 * The records list among a million weighings, asked as the window asks: through the query and the real reading thread. First its
 * first page, with each filter in turn; then parts of plates that stand there, of three to six characters. Beside both, in turns,
 * what the same question costs as people first write it: LIKE over the weighings.
 */
import { RecordQuery } from '../../main/station/records/record-query.ts';
import { Reader } from '../../main/station/store/reader.ts';
import type { RecordFilter } from '../../preload/contract/records.ts';
import { seeded } from '../sim/indicator/platform-weight.ts';
import { type Bench, type Measured, median, percentile, say, spread } from './figure.ts';
import { millionRecords } from './million-records.ts';

const FILTERS: readonly RecordFilter[] = [
  {},
  { kind: 'gross' },
  { verdict: 'over-limit' },
  { evidence: 'incomplete' },
  { goods: '原煤' },
  { upload: 'parked' },
  { upload: 'pending' },
  { scaleId: 'scale-2', kind: 'tare' },
];
const ROUNDS = 50;
const PARTS = 400;
/** LIKE takes a second or two. */
const LIKES = 12;

export const recordsFirstPage: Bench = {
  name: 'records-first-page-p99',
  unit: 'ms',
  goal: { of: 'value', is: 'at-most', bound: 5 },
  measure: () => withReader(firstPage),
};

export const plateSearch: Bench = {
  name: 'plate-search-p99',
  unit: 'ms',
  goal: { of: 'value', is: 'at-most', bound: 10 },
  measure: async () => {
    const { ours, likes } = await parts();
    return { value: percentile(ours, 0.99), baseline: percentile(likes, 0.99) };
  },
};

export const plateSearchBesideLike: Bench = {
  name: 'plate-search-beside-like',
  unit: 'ms',
  goal: { of: 'ratio', is: 'at-most', bound: 1 / 20 },
  measure: async () => {
    const { ours, likes } = await parts();
    return { value: median(ours), baseline: median(likes) };
  },
};

interface Parts {
  readonly ours: readonly number[];
  readonly likes: readonly number[];
}
/** One run, two figures of it. */
let asked: Promise<Parts> | null = null;
const parts = (): Promise<Parts> => (asked ??= withReader(plates));

async function withReader<T>(measure: (reader: Reader, query: RecordQuery) => Promise<T>): Promise<T> {
  const reader = new Reader({ dataDir: await millionRecords() });
  try {
    return await measure(reader, new RecordQuery(reader));
  } finally {
    await reader.stop();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function firstPage(reader: Reader, query: RecordQuery): Promise<Measured> {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = -2; round < ROUNDS; round += 1)
    for (const filter of FILTERS) {
      const took = await timed(async () => {
        const { items } = await query.search(filter);
        if (items.length === 0) throw new Error(`nothing was found: ${JSON.stringify(filter)}`);
      });
      // What asking the thread for fifty rows costs when nothing is searched.
      const plain = await timed(() => reader.all('SELECT * FROM weighing ORDER BY sequence DESC LIMIT 50'));
      if (round >= 0) {
        ours.push(took);
        bare.push(plain);
      }
    }
  say(`  ms a page: ${spread(ours)}; fifty rows by themselves: ${spread(bare)}`);
  return { value: percentile(ours, 0.99), baseline: percentile(bare, 0.99) };
}

async function plates(reader: Reader, query: RecordQuery): Promise<Parts> {
  const random = seeded(7);
  const all = (await reader.all<{ text: string }>('SELECT text FROM plate ORDER BY text')).map(({ text }) => text);
  const part = (): string => {
    const plate = all[Math.floor(random() * all.length)] ?? '';
    const length = 3 + Math.floor(random() * 4);
    return plate.slice(Math.floor(random() * (plate.length - length + 1))).slice(0, length);
  };
  const ours: number[] = [];
  const likes: number[] = [];
  const byLike = `SELECT * FROM weighing WHERE plateFront LIKE @like OR plateRear LIKE @like OR plateFrontAsWeighed LIKE @like
    OR plateRearAsWeighed LIKE @like ORDER BY weighedAtMs DESC, sequence DESC LIMIT 50`;
  for (let nth = -20; nth < PARTS; nth += 1) {
    const text = part();
    let found = 0;
    const took = await timed(async () => (found = (await query.search({ text })).items.length));
    if (found === 0) throw new Error(`${text} stands on a plate and was not found`);
    if (nth < 0) continue;
    ours.push(took);
    if (nth % Math.floor(PARTS / LIKES) === 0)
      likes.push(await timed(() => reader.all(byLike, [{ like: `%${text}%` }])));
  }
  say(`  ms a part: ${spread(ours)}; by LIKE: ${spread(likes)}`);
  return { ours, likes };
}
