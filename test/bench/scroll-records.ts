/**
 * Scrolling through the records list of a million in real Electron: 10,000 rows, a thousand a second, as the program is shipped. What
 * counts is how many frames a second the page is given while every row comes from the station; beside it, the same page at rest.
 */
import { electronLaunch } from '../../native/runtime/launch.mjs';
import { openScreen } from '../../native/runtime/screen.mjs';
import { Site } from '../sim/site.ts';
import { median, say, spread, type Bench, type Measured } from './figure.ts';
import { millionRecords, WEIGHINGS } from './million-records.ts';
import { GoneError, PageLine } from './page-line.ts';
import { WatchedElectron } from './watched-electron.ts';

const ROWS = 10_000;
const ROWS_A_SECOND = 1000;
const ROW_PX = 28;
const REST_MS = 3000;
/** The check for damage at the start reads all of it. */
const START_LIMIT_MS = 600_000;

export const scrollRecords: Bench = {
  name: 'scroll-10000',
  unit: 'frames/s',
  goal: { of: 'value', is: 'at-least', bound: 55 },
  measure: async () => {
    const dataDir = await millionRecords();
    const screen = await openScreen();
    const site = await Site.open({ dataDir, configuration: { platform: null } });
    const env = { ...process.env, ...(screen.display === undefined ? {} : { DISPLAY: screen.display }) };
    const electron = new WatchedElectron(
      await electronLaunch(['--config', site.configFile, '--data', site.dataDir]),
      env,
    );
    const line = new PageLine(await electron.debuggerUrl);
    try {
      await line.open();
      return await measure(line);
    } finally {
      line.close();
      await electron.stop();
      await site.close();
      screen.stop();
    }
  },
};

async function measure(line: PageLine): Promise<Measured> {
  // The first document goes when the program's own one comes.
  const open = (): Promise<void> => line.run(openList, { limitMs: START_LIMIT_MS, rows: WEIGHINGS });
  await open().catch((error: unknown) => {
    if (!(error instanceof GoneError)) throw error;
    return open();
  });
  const rest = await line.run(framesAtRest, REST_MS);
  const { frames, empty, seen } = await line.run(scrollBy, { rows: ROWS, rowsASecond: ROWS_A_SECOND, rowPx: ROW_PX });
  if (seen < ROWS) throw new Error(`only ${seen} rows were scrolled`);
  say(
    `  ms a frame: ${spread(frames)}; at rest: ${spread(rest)}; frames with a row that was not there yet: ${empty} of ${frames.length}`,
  );
  return { value: 1000 / median(frames), baseline: 1000 / median(rest) };
}

/** In the page: F8 when the program is ready, until the whole list is known. */
async function openList({ limitMs, rows }: { readonly limitMs: number; readonly rows: number }): Promise<void> {
  const until = async (what: string, there: () => boolean): Promise<void> => {
    for (const began = performance.now(); !there();) {
      if (performance.now() - began > limitMs) throw new Error(`waited too long for ${what}`);
      await new Promise((next) => requestAnimationFrame(next));
    }
  };
  await until('the program', () => document.querySelector('.weigh') !== null);
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'F8', bubbles: true, cancelable: true }));
  const grid = (): HTMLElement | null => document.querySelector('.grid-records');
  await until('the list', () => Number(grid()?.getAttribute('aria-rowcount') ?? 0) > rows);
}

/** In the page: milliseconds from frame to frame while nothing is done. */
async function framesAtRest(forMs: number): Promise<number[]> {
  const took: number[] = [];
  let last = await new Promise<number>((next) => requestAnimationFrame(next));
  for (const end = last + forMs; last < end;) {
    const now = await new Promise<number>((next) => requestAnimationFrame(next));
    took.push(now - last);
    last = now;
  }
  return took;
}

/** In the page: the list moves as far as time has gone, frame by frame. */
async function scrollBy(asked: {
  readonly rows: number;
  readonly rowsASecond: number;
  readonly rowPx: number;
}): Promise<{ frames: number[]; empty: number; seen: number }> {
  const grid = document.querySelector('.grid-records');
  if (grid === null) throw new Error('no list');
  const frames: number[] = [];
  let empty = 0;
  const began = await new Promise<number>((next) => requestAnimationFrame(next));
  for (let last = began, row = 0; row < asked.rows;) {
    row = Math.min(asked.rows, ((last - began) / 1000) * asked.rowsASecond);
    grid.scrollTop = row * asked.rowPx;
    const now = await new Promise<number>((next) => requestAnimationFrame(next));
    frames.push(now - last);
    last = now;
    const first = grid.querySelector('.grid-space [role=row]:nth-child(20) [role=gridcell]');
    if (first?.textContent === '') empty += 1;
  }
  return { frames, empty, seen: Math.round(grid.scrollTop / asked.rowPx) };
}
