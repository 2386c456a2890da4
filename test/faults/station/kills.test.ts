/**
 * kill -9 at 50 random moments of a scripted day, most of them between a picture's first byte and its receipt:
 * every confirmed record exists exactly once, here and at the platform, whole and in the chain.
 * Play a failure again with KILL_SEED=<the seed it printed>.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import type { LoadSheet, Weighing } from '../../../preload/contract/documents.ts';
import type { RecordItem } from '../../../preload/contract/records.ts';
import { Site } from '../../sim/site.ts';
import { Killer, type Moment } from './killer.ts';
import { ScriptedClerk } from './scripted-clerk.ts';
import { SeededRandom } from './seeded-random.ts';

const KILLS = 50;
const WANTED_BETWEEN_PICTURE_AND_RECEIPT = 30;
const SEED = Number(process.env['KILL_SEED'] ?? Date.now() % 2 ** 31);

/** How often each moment stands in a day of 25 kills, and how long after it the kill may come, in milliseconds. */
const DAY: readonly (readonly [Moment, number, number])[] = [
  ['driving', 1, 400],
  ['picture-asked', 3, 150],
  ['picture-file', 4, 8],
  ['capture', 4, 4],
  ['document', 4, 60],
  ['at-platform', 4, 60],
  ['sheet', 2, 40],
  ['printing', 3, 100],
];
/** Long enough for any moment; then the kill comes wherever the station is. */
const KILL_LIMIT_MS = 15_000;
/** Then the power is cut: a new program knows of no restarts, else the supervisor would wait longer and give up in the end. */
const STATION_KILLS_IN_A_ROW = 2;
/** About 80 s on two idle cores, both sites at once. */
const TIMEOUT_MS = 400_000;

/** Steps that lie between the first byte of a picture and the last receipt. */
const BETWEEN = /picture being written|capture row|receipt|ticket/;

const onPaper: readonly Moment[] = ['sheet', 'printing'];
const hitSteps: string[] = [];

describe.concurrent(`a day with kill -9 (seed ${SEED})`, () => {
  for (const captureWhenSteady of [false, true]) {
    test(
      captureWhenSteady ? 'the station photographs by itself' : 'the clerk captures',
      { timeout: TIMEOUT_MS },
      async () => {
        const random = new SeededRandom(SEED + Number(captureWhenSteady));
        const site = await Site.open({ stabilityMs: 400, rateHz: 20, captureWhenSteady });
        // A line of 20 ms and a printer that takes its time: there is something to be hit in.
        site.proxy.set({ latencyMs: 20 });
        site.printer.faults.slowMs = 80;
        const clerk = await ScriptedClerk.arrive(site);
        try {
          const killer = new Killer(site);
          const visits = await day(random, site, clerk, killer);
          console.log(`seed ${SEED}: ${visits} trucks, kills hit: ${tally(killer.hits)}`);
          await settle(site, clerk);
          await judge(site, clerk, visits);
          hitSteps.push(...killer.hits);
        } catch (error) {
          throw new Error(`seed ${SEED}`, { cause: error });
        } finally {
          await clerk.station.stop();
          await site.close();
        }
      },
    );
  }
});

test('most kills hit between a picture and its receipt', () => {
  expect(hitSteps.length).toBe(KILLS);
  expect(hitSteps.filter((step) => BETWEEN.test(step)).length).toBeGreaterThanOrEqual(
    WANTED_BETWEEN_PICTURE_AND_RECEIPT,
  );
});

/** Trucks come, tare in and gross out, until every kill of the day has struck. Answers how many came. */
async function day(random: SeededRandom, site: Site, clerk: ScriptedClerk, killer: Killer): Promise<number> {
  const kills = random.shuffle(
    DAY.flatMap(([moment, times, withinMs]) => Array.from({ length: times }, () => ({ moment, withinMs }))),
  );
  const ofWeighing = kills.filter(({ moment }) => !onPaper.includes(moment));
  const ofPaper = kills.filter(({ moment }) => onPaper.includes(moment));
  let inARow = 0;
  const arm = (kill: { moment: Moment; withinMs: number } | undefined): Promise<void> => {
    if (kill === undefined) return Promise.resolve();
    const powerCut = inARow >= STATION_KILLS_IN_A_ROW || random.whole(2) === 0;
    inARow = powerCut ? 0 : inARow + 1;
    return killer.kill(kill.moment, random.whole(kill.withinMs + 1), KILL_LIMIT_MS, () => {
      if (powerCut) clerk.cutPower();
      else clerk.killStation();
    });
  };
  const sameAnswers = async (): Promise<void> => {
    const [first, again] = (await clerk.askAgain()) ?? [];
    expect(again).toEqual(first);
  };
  let visits = 0;
  for (; ofWeighing.length + ofPaper.length > 0; visits++) {
    const truck = {
      plateFront: `晋C${String(20_000 + visits)}`,
      plateRear: visits % 2 === 0 ? `晋C${String(2000 + visits)}挂` : null,
    };
    let gross: Weighing | null = null;
    for (const kind of ['tare', 'gross'] as const) {
      const killed = arm(ofWeighing.pop());
      site.driveOn(truck, kind === 'tare' ? 15_000 + visits * 20 : 47_000 + visits * 20, 0);
      gross = await clerk.weigh(kind, truck);
      await killed;
      await sameAnswers();
      if (kind === 'tare') await leave(site, clerk);
    }
    const killed = arm(ofPaper.pop());
    if (gross !== null) await clerk.issue(gross);
    await killed;
    await sameAnswers();
    await leave(site, clerk);
  }
  return visits;
}

async function leave(site: Site, clerk: ScriptedClerk): Promise<void> {
  site.driveOff(0);
  await clerk.until('weighing.state', {}, ({ phase }) => phase === 'idle');
}

/** What the day left behind is printed and uploaded; what nobody knows of is printed again, marked. */
async function settle(site: Site, clerk: ScriptedClerk): Promise<void> {
  site.proxy.set({});
  const jobs = await clerk.until('print.list', {}, (list) =>
    list.every(({ state }) => state !== 'queued' && state !== 'printing'),
  );
  for (const { sheetId, state } of jobs) if (state === 'uncertain') await clerk.ask('loadSheet.print', { id: sheetId });
  await clerk.until('print.list', {}, (list) => list.every(({ state }) => state !== 'queued' && state !== 'printing'));
  await clerk.until('outbox.status', {}, ({ pending, parked }) => pending === 0 && parked === 0);
}

async function judge(site: Site, clerk: ScriptedClerk, visits: number): Promise<void> {
  const { chain } = await clerk.ask('station.info', {});
  expect(await clerk.ask('chain.verify', {})).toEqual({ ok: true, length: chain.length });
  expect(await site.platform.verifyAll()).toEqual({ documents: chain.length, faults: [], gaps: [], missingBlobs: [] });

  // Every answer that was given still holds, word for word, here and there.
  for (const document of clerk.confirmed) {
    expect(await clerk.ask('records.document', { id: document.id })).toEqual(document);
    expect(site.platform.document(document.id)?.document).toEqual(document);
  }
  const items = await allRecords(clerk);
  expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
  const weighed = clerk.confirmed.filter((document): document is Weighing => 'trace' in document);
  expect(weighed.length).toBe(2 * visits);
  // One record a truck and pass; beside them only what a restart had to finish and a person then weighed again.
  expect(items.map(({ id }) => id).sort()).toEqual([...weighed.map(({ id }) => id), ...clerk.replaced].sort());
  expect(chain.length).toBe(clerk.confirmed.length + clerk.replaced.length);
  expect(weighed.filter(({ evidence }) => evidence.state !== 'complete')).toEqual([]);

  judgeFiles(
    site.dataDir,
    items.length,
    weighed.flatMap(({ images }) => images.map(({ sha256 }) => sha256)),
  );
  judgePaper(
    site,
    clerk.confirmed.filter((document): document is LoadSheet => 'netKg' in document),
  );
}

async function allRecords(clerk: ScriptedClerk): Promise<RecordItem[]> {
  const items: RecordItem[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await clerk.ask('records.search', { limit: 7, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

/** From the database and the picture files themselves: one document a capture row, every picture under its hash. */
function judgeFiles(dataDir: string, weighings: number, pictures: readonly string[]): void {
  const db = new DatabaseSync(join(dataDir, 'station.sqlite'), { readOnly: true });
  try {
    expect(
      db.prepare('SELECT count(*) AS captures, (SELECT count(*) FROM open_capture) AS open FROM capture').get(),
    ).toEqual({
      captures: weighings,
      open: 0,
    });
    const photos = db.prepare('SELECT sha256 FROM photo').all() as { sha256: string }[];
    expect(photos.map(({ sha256 }) => sha256)).toEqual(expect.arrayContaining([...pictures]));
    for (const { sha256 } of photos) {
      const bytes = readFileSync(join(dataDir, 'photos', sha256.slice(0, 2), sha256));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    }
  } finally {
    db.close();
  }
}

/** Numbers 1, 2, 3 … of each day, and never two papers of one sheet that look alike. */
function judgePaper(site: Site, sheets: readonly LoadSheet[]): void {
  const numbers = sheets.map(({ number }) => number);
  const days = new Set(numbers.map((number) => number.slice(0, -4)));
  const expected = [...days].flatMap((day) =>
    Array.from(
      { length: numbers.filter((number) => number.startsWith(day)).length },
      (_, index) => `${day}${String(index + 1).padStart(4, '0')}`,
    ),
  );
  expect([...numbers].sort()).toEqual(expected.sort());
  for (const number of numbers) {
    const papers = site.printer.tickets.filter(({ text }) => text.includes(number));
    const marks = papers.map(({ text }) => /第\d+次补打/.exec(text)?.[0] ?? 'first copy');
    expect(marks.length).toBeGreaterThan(0);
    expect(new Set(marks).size).toBe(marks.length);
  }
}

function tally(steps: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const step of steps) counts.set(step, (counts.get(step) ?? 0) + 1);
  return [...counts].map(([step, count]) => `${step} ${count}`).join(', ');
}
