/**
 * A month's report among a million weighings, asked as the station asks: through the query and the real reading thread, every
 * figure of every day, then added up. Beside it, in turns, the plain sums alone by one SELECT over the month's rows. And what the
 * reports cost a weight: messages from a thread, as frames come from a port, on their way to the main thread meanwhile.
 */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { StatisticsQuery } from '../../main/station/records/statistics-query.ts';
import { spansByMonth, type Span } from '../../main/station/rules/reports/beijing-days.ts';
import { addUp } from '../../main/station/rules/reports/day-counts.ts';
import { figuresOf } from '../../main/station/rules/reports/figures.ts';
import { Reader } from '../../main/station/store/reader.ts';
import { type Bench, type Measured, percentile, say, spread } from './figure.ts';
import { millionRecords } from './million-records.ts';

/** Whole months of the folder, its last two years. */
const MONTHS: readonly Span[] = spansByMonth('2024-11-01', '2026-10-31');
const TURNS = 4;
const FRAME_MS = 10;

export const monthReport: Bench = {
  name: 'month-report-p95',
  unit: 'ms',
  goal: { of: 'value', is: 'at-most', bound: 300 },
  measure: () => withReader(besidePlain),
};

export const weightBesideReport: Bench = {
  name: 'weight-beside-report-p99',
  unit: 'ms',
  goal: { of: 'value', is: 'at-most', bound: 10 },
  measure: () => withReader(besideWeights),
};

async function withReader(measure: (reader: Reader) => Promise<Measured>): Promise<Measured> {
  const reader = new Reader({ dataDir: await millionRecords() });
  try {
    return await measure(reader);
  } finally {
    await reader.stop();
  }
}

/** As ReportsService does it. */
async function report(query: StatisticsQuery, span: Span): Promise<{ trucks: number; netKg: number }> {
  const total = figuresOf(addUp([...(await query.days(span, 'weighed')).values()]));
  await query.sold(span);
  if (total.steps.some(({ count }) => count === 0) || total.plates.right === 0 || total.displays.matches === 0)
    throw new Error('a figure of the month is empty');
  return { trucks: total.trucks, netKg: total.sheets.netKg };
}

const PLAIN = `SELECT date(w.weighedAtMs / 1000 + 28800, 'unixepoch') AS day, COUNT(*) AS weighings, SUM(w.kind = 'gross') AS gross,
    SUM(w.overKg > 0) AS over, SUM(w.evidenceState = 'complete') AS complete, SUM(s.netKg) AS netKg
  FROM weighing w LEFT JOIN load_sheet s ON s.grossWeighingId = w.id AND s.status = 'issued' AND s.voidedById IS NULL
  WHERE w.weighedAtMs >= @fromMs AND w.weighedAtMs < @untilMs AND w.voidedById IS NULL GROUP BY 1`;

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const began = performance.now();
  const result = await work();
  return { ms: performance.now() - began, result };
}

async function besidePlain(reader: Reader): Promise<Measured> {
  const query = new StatisticsQuery(reader);
  const [ours, plain]: [number[], number[]] = [[], []];
  for (const [nth, { fromMs, untilMs }] of MONTHS.entries()) {
    const both = [
      async () => {
        const { ms, result } = await timed(() => report(query, { fromMs, untilMs }));
        ours.push(ms);
        return result.netKg;
      },
      async () => {
        const { ms, result } = await timed(() => reader.all<{ netKg: number | null }>(PLAIN, [{ fromMs, untilMs }]));
        plain.push(ms);
        return result.reduce((sum, { netKg }) => sum + (netKg ?? 0), 0);
      },
    ];
    const found: number[] = [];
    for (const one of nth % 2 === 0 ? both : both.reverse()) found.push(await one());
    if (found[0] !== found[1] || found[0] === 0) throw new Error(`other sums: ${found.join(', ')} kg`);
  }
  say(`  ms a month: ${spread(ours)}; plain sums: ${spread(plain)}`);
  return { value: percentile(ours, 0.95), baseline: percentile(plain, 0.95) };
}

/** Says every ten milliseconds what time it is. */
const SENDER = `const { parentPort } = require('node:worker_threads');
  setInterval(() => parentPort.postMessage(performance.timeOrigin + performance.now()), ${FRAME_MS});`;

async function besideWeights(reader: Reader): Promise<Measured> {
  const query = new StatisticsQuery(reader);
  const sender = new Worker(SENDER, { eval: true });
  let into: number[] | null = null;
  sender.on('message', (sentAt: number) => into?.push(performance.timeOrigin + performance.now() - sentAt));
  await once(sender, 'message');
  const [beside, alone]: [number[], number[]] = [[], []];
  try {
    for (let turn = 0; turn < TURNS; turn += 1)
      for (const busy of turn % 2 === 0 ? [true, false] : [false, true]) {
        into = busy ? beside : alone;
        const began = performance.now();
        if (busy) for (const span of MONTHS) await report(query, span);
        else await pause(2000);
        into = null;
        if (busy) say(`  ${MONTHS.length} months in ${Math.round(performance.now() - began)} ms`);
      }
  } finally {
    await sender.terminate();
  }
  say(`  ms on the way: beside reports ${spread(beside)}; alone ${spread(alone)}`);
  return { value: percentile(beside, 0.99), baseline: percentile(alone, 0.99) };
}
