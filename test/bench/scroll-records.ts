/**
 * Scrolling through the records list of a million in real Electron: 10,000 rows, a thousand a second, as the program is shipped. What
 * counts is how many frames a second the page is given while every row comes from the station; beside it what the machine can do at
 * all: as many plain boxes with one line of text in the same place, scrolled in the same way, in turns.
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
/** The rows are scrolled in so many parts, and plain boxes between them. */
const TURNS = 4;
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
  const [ours, plain]: [number[], number[]] = [[], []];
  let empty = 0;
  for (let turn = 0; turn < TURNS; turn += 1) {
    const part = { from: (turn * ROWS) / TURNS, to: ((turn + 1) * ROWS) / TURNS };
    const asked = { ...part, rowsASecond: ROWS_A_SECOND, rowPx: ROW_PX };
    for (const which of turn % 2 === 0 ? (['records', 'plain'] as const) : (['plain', 'records'] as const)) {
      const { frames, seen, ...told } = await line.run(scrollBy, { ...asked, which });
      if (seen < part.to) throw new Error(`only ${seen} rows were scrolled`);
      if (which === 'records') empty += told.empty;
      (which === 'records' ? ours : plain).push(...frames);
    }
  }
  say(
    `  ms a frame: ${spread(ours)}; plain boxes: ${spread(plain)}; frames with a row in sight that was not there yet: ${empty} of ${ours.length}`,
  );
  return { value: 1000 / median(ours), baseline: 1000 / median(plain) };
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

/** In the page: the list, or plain boxes laid over it, moves as far as time has gone, frame by frame. */
async function scrollBy(asked: {
  readonly which: 'records' | 'plain';
  readonly from: number;
  readonly to: number;
  readonly rowsASecond: number;
  readonly rowPx: number;
}): Promise<{ frames: number[]; empty: number; seen: number }> {
  const grid = document.querySelector('.grid-records');
  if (grid === null) throw new Error('no list');
  const over = document.createElement('div');
  if (asked.which === 'plain') {
    const { left, top, width, height } = grid.getBoundingClientRect();
    Object.assign(over.style, { position: 'fixed', overflow: 'hidden scroll', background: 'white', zIndex: '9' });
    Object.assign(over.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
    for (let row = 0; row < asked.to + height / asked.rowPx; row += 1) {
      const box = document.createElement('div');
      box.style.height = `${asked.rowPx}px`;
      box.textContent = `${row} 2026-11-30 12:00:00`;
      over.append(box);
    }
    document.body.append(over);
  }
  const scroller = asked.which === 'plain' ? over : grid;
  scroller.scrollTop = asked.from * asked.rowPx;
  const frames: number[] = [];
  let empty = 0;
  const began = await new Promise<number>((next) => requestAnimationFrame(next));
  for (let last = began, row = asked.from; row < asked.to;) {
    row = Math.min(asked.to, asked.from + ((last - began) / 1000) * asked.rowsASecond);
    scroller.scrollTop = row * asked.rowPx;
    const now = await new Promise<number>((next) => requestAnimationFrame(next));
    frames.push(now - last);
    last = now;
    // The row in the middle of what is in sight; its head is row 1.
    const middle = Math.floor((grid.scrollTop + grid.clientHeight / 2) / asked.rowPx) + 2;
    const cell = grid.querySelector(`.grid-space [aria-rowindex="${middle}"] [role=gridcell]`);
    if (cell === null || cell.textContent === '') empty += 1;
  }
  const seen = Math.round(scroller.scrollTop / asked.rowPx);
  over.remove();
  return { frames, empty, seen };
}
