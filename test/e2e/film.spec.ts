/** What the cameras recorded of a truck, played in its record by keyboard, and copied with its hash. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { RtspServer } from '../sim/rtsp-server/rtsp-server.ts';
import { Site } from '../sim/site.ts';
import { COAL_TRUCK, driveOff, record, typeTruck } from './support/clerk.ts';
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

test('how it looks, and nobody touched a mouse', async () => {
  await program.press(' ');
  await shoot(program, 'film');
  await program.press('F7');
  await expect(films()).toHaveCount(0);
  await program.press('Escape', 'Escape');
  expect(await program.mouseEvents()).toBe(0);
  expect(program.complaints).toEqual([]);
});
