/** What the cameras recorded: of a truck, played in its record; of a day, found by its time; copied with its hash. All by keyboard. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { RtspServer } from '../sim/rtsp-server/rtsp-server.ts';
import { Site } from '../sim/site.ts';
import { COAL_TRUCK, driveOff, record, typeTruck } from './support/clerk.ts';
import { pastVideos, type PastVideo } from './support/past-videos.ts';
import { Program } from './support/program.ts';
import { shoot } from './support/views.ts';

const AUTH = { username: 'admin', password: 'Camera.2026' };
const video = new RtspServer({ paths: ['/front', '/rear'], auth: AUTH });
let site: Site;
let program: Program;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  await video.start();
  site = await Site.open({
    stabilityMs: 1000,
    streams: { front: { main: video.address('/front') }, rear: { main: video.address('/rear') } },
    configuration: { recording: { preRollSeconds: 5, minFreeGb: 0.01 } },
  });
  await site.configure(({ cameras, ...others }) => ({
    ...others,
    cameras: [
      ...cameras,
      ...cameras.map((camera, nth) => ({
        ...camera,
        ...(nth === 0 ? { id: 'cam-in', role: 'gate-in' } : { id: 'cam-out', role: 'gate-out' }),
      })),
    ],
  }));
  pastVideos(site, [...busyDay(YESTERDAY), ...fullDay(YESTERDAY - DAY_MS)]);
  program = await Program.open(site);
});
test.afterEach(async ({}, info) => {
  await program.explain(info);
});
test.afterAll(async () => {
  await program.close();
  await site.close();
  await video.stop();
});

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;
const BEIJING_MS = 8 * 3_600_000;
/** When yesterday began in Beijing. */
const YESTERDAY = Math.floor((Date.now() + BEIJING_MS) / DAY_MS - 1) * DAY_MS - BEIJING_MS;

/** A truck every quarter of an hour from six o'clock, one at a gate between them, everything else all the time; and what may go wrong. */
function busyDay(dayMs: number): PastVideo[] {
  const videos: PastVideo[] = [];
  const add = (
    cameraId: string,
    cause: PastVideo['cause'],
    minute: number,
    seconds: number,
    state: PastVideo['state'],
  ) =>
    videos.push({
      cameraId,
      cause,
      fromMs: dayMs + minute * MINUTE_MS,
      toMs: dayMs + minute * MINUTE_MS + seconds * 1000,
      state,
    });
  for (let nth = 0; nth < 60; nth += 1) {
    const minute = 360 + nth * 15 + (nth % 4);
    const state = nth < 10 ? 'purged' : nth === 30 ? 'salvaged' : nth === 40 ? 'lost' : 'whole';
    add('cam-front', 'pass', minute, 80 + (nth % 5) * 20, state);
    add('cam-rear', 'pass', minute, 80 + (nth % 5) * 20, nth === 40 ? 'whole' : state);
    add('cam-in', 'gate-pass', minute - 9, 30, 'whole');
    if (nth > 2) add('cam-out', 'gate-pass', minute - 4, 30, nth % 20 === 0 ? 'salvaged' : 'whole');
  }
  for (let minute = 0; minute < 1440; minute += 10)
    if (minute < 700 || minute > 760) add('cam-front', 'always', minute, 600, 'whole');
  return videos;
}

/** More than one answer of the station holds. */
const FULL = 1300;
const fullDay = (dayMs: number): PastVideo[] =>
  Array.from({ length: FULL }, (_, nth) => ({
    cameraId: nth % 2 === 0 ? 'cam-front' : 'cam-rear',
    cause: 'always' as const,
    fromMs: dayMs + nth * MINUTE_MS,
    toMs: dayMs + (nth + 1) * MINUTE_MS,
    state: 'whole' as const,
  }));

const films = () => program.page.locator('.film');
const panel = () => program.page.locator('.record-films');
const secondsOf = (nth: number): Promise<number> =>
  films()
    .nth(nth)
    .locator('video')
    .evaluate((element) => (element as HTMLVideoElement).currentTime);

test('a truck is weighed; F8, Enter, F7: both cameras play what they recorded of it, together', async () => {
  const { page } = program;
  await program.untilReady();
  await expect(page.locator('.weigh .live-mark')).toHaveCount(2);
  site.driveOn(COAL_TRUCK, COAL_TRUCK.tareKg, 500);
  await typeTruck(program, COAL_TRUCK);
  await record(program, 'record', 'released');
  await driveOff(program, site);
  await program.press('F8');
  await expect(page.locator('.grid-cursor')).toContainText('晋C·12345');
  await program.press('Enter');
  await expect(page.locator('.record-keys')).toContainText('F7 录像');
  await program.press('F7');
  await expect(films()).toHaveCount(2);
  await expect(panel()).toHaveAttribute('data-playing', 'true');
  for (const nth of [0, 1]) {
    await expect(films().nth(nth)).toHaveAttribute('data-film', 'there');
    await expect.poll(() => secondsOf(nth)).toBeGreaterThan(0.5);
    const size = await films()
      .nth(nth)
      .locator('video')
      .evaluate((element) => (element as HTMLVideoElement).videoWidth);
    expect(size).toBe(1280);
  }
  // Each file begins at a key picture of its own; what is shown is of one moment.
  const moments = await Promise.all(
    [0, 1].map(
      async (nth) => Number(await films().nth(nth).getAttribute('data-from-ms')) / 1000 + (await secondsOf(nth)),
    ),
  );
  expect(Math.abs((moments[0] ?? 0) - (moments[1] ?? Infinity))).toBeLessThan(0.8);
  await expect(films().first()).toContainText('录像');
});

test('space stops it, an arrow moves it by five seconds, space goes on', async () => {
  await program.press(' ');
  await expect(panel()).toHaveAttribute('data-playing', 'false');
  await program.press('ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft');
  await expect.poll(() => secondsOf(0)).toBeLessThan(0.5);
  await program.press('ArrowRight');
  await expect.poll(() => secondsOf(0)).toBeGreaterThan(4.5);
  await expect.poll(() => secondsOf(0)).toBeLessThan(5.5);
  await program.press('ArrowLeft');
  await expect.poll(() => secondsOf(0)).toBeLessThan(0.5);
  await program.press(' ');
  await expect.poll(() => secondsOf(0)).toBeGreaterThan(0.8);
});

test('one key copies it, and says where and with which hash', async () => {
  await program.press('F6');
  const copied = panel().locator('li');
  await expect(copied).toHaveCount(2);
  const [file = '', hash = ''] = (await copied.first().innerText()).split(/\s+SHA-256 /);
  expect(file.startsWith(site.dataDir)).toBe(true);
  const bytes = await readFile(file.trim());
  expect(createHash('sha256').update(bytes).digest('hex').startsWith(hash.trim())).toBe(true);
});

test('how it looks in its record', async () => {
  await program.press(' ');
  await shoot(program, 'film');
  await program.press('F7');
  await expect(films()).toHaveCount(0);
  await program.press('Escape');
});

const byTime = () => program.page.locator('.films');
const shownMs = async (): Promise<number> => Number(await byTime().getAttribute('data-at'));
const keysOf = (ms: number, from: number, to: number): string[] => [
  ...new Date(ms + BEIJING_MS).toISOString().slice(11, 19).replaceAll(':', '').slice(from, to),
];
let truckMs = 0;

test('F7 in the list: it opens where the newest recording begins, and both cameras of the scale play it', async () => {
  await program.press('F7');
  await expect(byTime()).toBeVisible();
  await expect(films()).toHaveCount(2);
  for (const nth of [0, 1]) await expect(films().nth(nth)).toHaveAttribute('data-film', 'there');
  truckMs = await shownMs();
  await expect(byTime()).toHaveAttribute('data-playing', 'false');
  await program.press(' ');
  for (const nth of [0, 1]) await expect.poll(() => secondsOf(nth)).toBeGreaterThan(1);
  await program.press('+', '+');
  await expect(byTime().locator('.films-head')).toContainText('×4');
  await expect
    .poll(() =>
      films()
        .first()
        .locator('video')
        .evaluate((video: HTMLVideoElement) => video.playbackRate),
    )
    .toBe(4);
  await program.press('-', '-', ' ');
  await expect(byTime()).toHaveAttribute('data-playing', 'false');
});

test('a typed time is where it goes; a gap says where the next recording begins, and End leads there', async () => {
  await program.press('PageUp');
  expect(await shownMs()).toBeLessThan(truckMs);
  await expect(films().first()).toHaveAttribute('data-film', 'gap');
  await expect(films().first()).toContainText('按 End');
  await program.press('End');
  await expect(films().first()).toHaveAttribute('data-film', 'there');
  expect(await shownMs()).toBe(truckMs);
  await program.press('PageUp');
  // Two seconds into the recording, by digits.
  const goal = Math.floor(truckMs / 1000) * 1000 + 2000;
  await program.press(...keysOf(goal, 0, 4), '.', ...keysOf(goal, 4, 6));
  expect(await shownMs()).toBe(goal);
  await expect(films().first()).toHaveAttribute('data-film', 'there');
  const fromMs = Number(await films().first().getAttribute('data-from-ms'));
  await expect.poll(async () => Math.abs((await secondsOf(0)) - (goal - fromMs) / 1000)).toBeLessThan(0.5);
  await program.press('2', '5');
  await expect(byTime().locator('.films-head [role=alert]')).toHaveText('没有这个时刻');
  await program.press('Escape');
  await expect(byTime()).toBeVisible();
});

test('a marked time of both cameras is copied, each with the hash of what lies there', async () => {
  await program.press('F2', 'ArrowRight', 'F3', 'F6');
  const copied = byTime().locator('.copied-files li');
  await expect(copied).toHaveCount(2);
  for (const nth of [0, 1]) {
    const [file = '', hash = ''] = (await copied.nth(nth).innerText()).split(/\s+SHA-256 /);
    expect(file.startsWith(site.dataDir)).toBe(true);
    expect(hash.trim()).toHaveLength(16);
    const bytes = await readFile(file.trim());
    expect(createHash('sha256').update(bytes).digest('hex').startsWith(hash.trim())).toBe(true);
  }
  await shoot(program, 'films');
  await program.press('F5', 'F4');
  await expect(films()).toHaveCount(1);
  await expect(byTime().locator('.films-time')).toHaveAttribute('data-by', 'hour');
  await program.press('F5', 'F4', 'Delete');
});

test('nothing was refused or missed so far', () => {
  expect(program.complaints).toEqual([]);
});

test('a day of every kind: each has its word, and the rows go camera by camera', async () => {
  await program.press('Shift+PageUp', '1', '6', '0', '6');
  const legend = byTime().locator('.films-legend');
  for (const word of ['过磅', '过门', '连续', '完整', '中断，救回', '丢失', '到期清除'])
    await expect(legend).toContainText(word);
  await shoot(program, 'films-day');
  await program.press('ArrowDown', 'ArrowDown');
  await expect(byTime().locator('.films-row-chosen')).toHaveAttribute('data-row', 'cam-in');
  await expect(films().locator('.picture-role')).toHaveText(['进口', '出口']);
  await program.press('F4');
  await shoot(program, 'films-hour');
  await program.press('F4');
});

test('more files than one answer holds are all there; a day without any says when the oldest is of', async () => {
  await program.press('Shift+PageUp');
  await expect(byTime().locator('.films-head [role=status]')).toHaveText(`${FULL} 个文件`);
  await program.press('Shift+PageUp');
  await expect(byTime()).toContainText('录像从 ');
  await shoot(program, 'films-none');
});

test('Esc goes back to the list as it was, and nobody touched a mouse', async () => {
  await program.press('Escape');
  await expect(byTime()).toHaveCount(0);
  await expect(program.page.locator('.grid-cursor')).toContainText('晋C·12345');
  await program.press('Escape');
  expect(await program.mouseEvents()).toBe(0);
  // Behind the rows of other days lies no file.
  expect(program.complaints.filter((said) => !said.includes('404'))).toEqual([]);
});
