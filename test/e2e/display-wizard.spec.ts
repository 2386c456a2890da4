/** F12, F2, D: the big display is marked in a camera's picture by keyboard, found, tried, saved, and sampled by day and night. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK } from './support/clerk.ts';
import { shoot } from './support/views.ts';

// Ten pictures are drawn, taken and read one after the other, on a machine that does other things too.
test.describe.configure({ timeout: 240_000 });
const here = atSite();
const screen = () => here.program.page.locator('.cameras');
const fact = (name: string) => here.program.page.locator(`[data-fact="cameras.${name}"]`);
const deed = () => here.program.page.locator('.cameras .default-key');
const corners = () => here.program.page.locator('.cameras-still > svg .cameras-box').first().getAttribute('points');
const trial = () => here.program.page.locator('.cameras-trial');
const idle = () => expect(screen()).toHaveAttribute('data-busy', 'no', { timeout: 60_000 });
const point = async (corner: number): Promise<number[]> =>
  ((await corners()) ?? '').split(' ')[corner]?.split(',').map(Number) ?? [];

test('D opens a picture with a frame; arrow keys move a corner, Shift faster, Tab takes the next', async () => {
  const { program } = here;
  await program.untilReady();
  await program.press('F12', 'F2');
  await expect(program.page.locator('.cameras-row')).toHaveCount(2);
  await program.press('d');
  await expect(program.page.locator('.cameras-still')).toBeVisible();
  await idle();
  const [x = 0, y = 0] = await point(0);
  await program.press('ArrowLeft', 'ArrowUp');
  await expect.poll(() => point(0)).toEqual([x - 1, y - 1]);
  await program.page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => point(0)).toEqual([x + 9, y - 1]);
  const [right = 0, top = 0] = await point(1);
  await program.press('Tab', 'ArrowDown');
  await expect.poll(() => point(1)).toEqual([right, top + 1]);
});

test('type, digits, unit and decimals by keys; how high the panel is, and whether that is enough', async () => {
  const { program } = here;
  await program.press('t', '5', 'u', 'p');
  await expect(fact('display-type')).toContainText('点阵');
  await expect(fact('display-digits')).toContainText('5');
  await expect(fact('display-unit').locator('td').first()).toHaveText('t');
  await expect(fact('display-decimals')).toContainText('3');
  await program.press('t', '6', 'u');
  await expect(fact('display-unit').locator('td').first()).toHaveText('kg');
  await expect(fact('display-height')).toHaveAttribute('data-mark', 'yes');
  // The two lower corners go up until it is too low to be read.
  await program.press('Tab');
  for (let step = 0; step < 4; step += 1) await program.page.keyboard.press('Shift+ArrowUp');
  await program.press('Tab');
  for (let step = 0; step < 4; step += 1) await program.page.keyboard.press('Shift+ArrowUp');
  await expect(fact('display-height')).toHaveAttribute('data-mark', 'no');
  await shoot(program, 'display-marking');
});

test('F finds it: corners, type, digits, and that it shows what the indicator shows', async () => {
  const { program, site } = here;
  site.driveOn(COAL_TRUCK, COAL_TRUCK.grossKg, 300);
  await expect(screen().locator('.band-word')).not.toHaveText('空闲');
  // One picture in twenty is so noisy that a person would take another one, too.
  await expect(async () => {
    await program.press('F5');
    await idle();
    await program.press('f');
    await idle();
    await expect(fact('display-found')).toContainText('48620', { timeout: 1000 });
  }).toPass({ timeout: 120_000 });
  await expect(fact('display-found')).toHaveAttribute('data-mark', 'yes');
  await expect(fact('display-type')).toContainText('段码');
  await expect(fact('display-height')).toHaveAttribute('data-mark', 'yes');
  // Where the simulated display really is, within a few pixels.
  const at = (await corners())?.split(' ').map((one) => one.split(',').map(Number)) ?? [];
  for (const [index, [x = 0, y = 0]] of [
    [860, 560],
    [1024, 577],
    [1021, 621],
    [857, 613],
  ].entries())
    // prettier-ignore
    expect(Math.hypot((at[index]?.[0] ?? 0) - x, (at[index]?.[1] ?? 0) - y)).toBeLessThan(30);
  // It was found with this mark, and is said of no other.
  await program.press('t', 't');
  await expect(fact('display-found')).toHaveCount(0);
});

test('stopped by Esc nothing is kept; ten pictures are read beside the indicator and kept as a sample', async () => {
  const { program, site } = here;
  await expect(deed()).toHaveAttribute('data-action', 'try');
  await program.enter();
  await expect(trial()).toHaveAttribute('data-trial', 'running');
  await program.press('Escape');
  await expect(trial()).toHaveAttribute('data-trial', 'stopped', { timeout: 60_000 });
  await expect(readdir(join(site.dataDir, 'display-samples'))).rejects.toMatchObject({ code: 'ENOENT' });
  await idle();
  await program.enter();
  await expect(trial()).toHaveAttribute('data-trial', 'done', { timeout: 120_000 });
  await expect(trial()).toHaveAttribute('data-shots', '10');
  // Of ten pictures at most one is too noisy to be read; none shows something else.
  await expect(trial()).toContainText(/48620 ×(9|10)/);
  await expect(trial().locator('.cameras-bar-differs')).toHaveCount(0);
  // To be sure against one other digit is more than to read it: by where the corners were found, 7 to 10 in ten runs.
  expect(Number(await trial().getAttribute('data-matched'))).toBeGreaterThanOrEqual(5);
  await expect(fact('sample-day')).toContainText(/清晰度 \d+/);
  await expect(fact('sample-night')).toContainText('还缺');
  await shoot(program, 'display-tried');
});

test('taken over and saved it stands in the configuration; what is missing stays on the camera’s row', async () => {
  const { program, site } = here;
  await expect(deed()).toHaveAttribute('data-action', 'take');
  await program.enter();
  site.driveOff(300);
  await expect(screen().locator('.band-word')).toHaveText('空闲');
  await expect(deed()).toHaveAttribute('data-action', 'save');
  await program.enter();
  await expect(screen()).toContainText('已保存');
  await expect(deed()).toHaveAttribute('data-action', 'inspect', { timeout: 60_000 });
  const { cameras } = JSON.parse(await readFile(site.configFile, 'utf8')) as { cameras: { display?: object }[] };
  expect(cameras[0]?.display).toMatchObject({ digits: 6, type: 'segments', unit: 'kg', decimals: 0, pictureSize: [1920, 1080] }); // prettier-ignore
  expect(cameras[1]?.display).toBeUndefined();
  await expect(program.page.locator('.cameras-row').first()).toContainText('屏样张缺：夜间');
  await expect(program.page.locator('.cameras-row').last()).not.toContainText('屏样张缺');
  await shoot(program, 'display-sample-missing');
});

test('at night the picture says so by itself; with the second sample nothing is missing any more', async () => {
  const { program, site } = here;
  site.front.scene.night = true;
  await program.press('d');
  await expect(fact('display-light')).toContainText('夜间');
  await idle();
  await program.enter();
  await expect(trial()).toHaveAttribute('data-trial', 'done', { timeout: 120_000 });
  await program.enter();
  await expect(deed()).toHaveAttribute('data-action', 'inspect');
  await expect(program.page.locator('.cameras-row').first()).not.toContainText('屏样张缺');
  const [camera = ''] = await readdir(join(site.dataDir, 'display-samples'));
  const kept = await readdir(join(site.dataDir, 'display-samples', camera));
  expect(kept.map((name) => name.split('-')[0])).toEqual(['day', 'night']);
  expect((await readdir(join(site.dataDir, 'display-samples', camera, kept[0] ?? ''))).toSorted()).toEqual([
    ...Array.from({ length: 10 }, (_, index) => `${String(index + 1).padStart(2, '0')}.jpg`),
    'sample.json',
  ]);
});

test('a camera that is gone is said with its number, and nobody touched a mouse', async () => {
  const { program, site } = here;
  await site.front.setFault('dropped');
  await program.press('d');
  await expect(screen().locator('.said')).toContainText(/E2\d\d/);
  await site.front.setFault(null);
  await program.press('Escape');
  await expect(screen()).toHaveCount(0);
  expect(await program.mouseEvents()).toBe(0);
  expect(program.complaints).toEqual([]);
});
