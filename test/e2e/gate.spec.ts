/** The gates by keyboard: live, who passed, one pass with its film, and a vehicle that only a person noticed. */
import { expect, test } from '@playwright/test';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK } from './support/clerk.ts';
import { liveFrame, untilLive, untilMoves } from './support/live-picture.ts';
import { shoot } from './support/views.ts';

const here = atSite({
  video: true,
  gates: true,
  configuration: { recording: { preRollSeconds: 2, minFreeGb: 0.01 }, gate: { minIntervalSeconds: 2 } },
});
const rows = () => here.program.page.locator('.gate-passes [role=row][aria-selected]');
const today = () => here.program.page.locator('.gate-today');
const passesAtPlatform = () => here.site.platform.documents().filter(({ path }) => path === 'gate-passes');

test('F11: both gates move, nobody passed yet', async () => {
  const { program } = here;
  const { page } = program;
  await program.untilReady();
  await expect(page.locator('.weigh .strip-keys')).toContainText('F11 厂门');
  await program.press('F11');
  for (const role of ['gate-in', 'gate-out'] as const) {
    await untilLive(page, role);
    await untilMoves(page, role);
  }
  await expect(liveFrame(page, 'gate-in')).toContainText('进口');
  await expect(today()).toHaveText('今天进 0 辆，出 0 辆');
  await expect(page.locator('.grid-empty')).toContainText('还没有过车记录');
});

test('the camera tells of a truck: it stands in the list by itself; Enter shows its picture and its document', async () => {
  const { program, site } = here;
  const { page } = program;
  await expect.poll(() => site.gates.heard).toBe(true);
  site.gates.pass('in', COAL_TRUCK);
  await expect(rows()).toHaveCount(1);
  await expect(rows()).toContainText('未识别');
  await expect(today()).toHaveText('今天进 1 辆，出 0 辆');
  await program.enter();
  await expect(page.locator('.record-facts')).toContainText('摄像机报告');
  const picture = page.locator('.gate-pass img');
  await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(2688);
  const facts = page.locator('.record-facts');
  await expect(facts).toContainText('已回执');
  await expect.poll(() => passesAtPlatform().length).toBe(1);
  const [document] = passesAtPlatform().map((sent) => sent.document);
  await expect(facts).toContainText(`序号${String(document?.['sequence'])}`);
  await expect(facts).toContainText(String(document?.['hash']).slice(0, 16));
  await program.press('Escape');
});

test('F2: a person’s word, by keys alone, and Enter pressed twice is one; a camera that sees nothing is said', async () => {
  const { program, site } = here;
  const { page } = program;
  await site.gates.out.setFault('black');
  await program.press('F2');
  await expect(page.locator('.gate-form')).toBeVisible();
  await untilLive(page, 'gate-in');
  await program.press('ArrowRight');
  await expect(page.locator('.gate-form [aria-checked=true]')).toHaveText(['出口', '出']);
  await program.press('Tab', 'Tab', 'C', '1', '2');
  await program.enter();
  await expect(page.locator('.gate-form [role=status]')).toHaveText('车牌还没有输完。');
  await program.press('3', '4', '5');
  await program.enter();
  await expect(page.locator('.gate-form [role=status]')).toHaveText('请选补记的原因。');
  await shoot(program, 'gate-record');
  await program.press('1');
  await program.enter();
  await program.press('Enter');
  await expect(page.locator('.gate-said')).toContainText(/已补记 .* 这辆车/);
  await expect(rows()).toHaveCount(2);
  await expect(page.locator('.grid-cursor')).toContainText('晋C·12345');
  await expect(page.locator('.grid-cursor')).toContainText(/没有 E\d+/);
  await expect(today()).toHaveText('今天进 1 辆，出 1 辆');
  await expect.poll(() => passesAtPlatform().length).toBe(2);
  expect(passesAtPlatform()[1]?.document).toMatchObject({
    direction: 'out',
    plate: { text: '晋C12345', source: 'manual' },
    trigger: 'person',
    reason: '摄像机没发现',
  });
  await site.gates.out.setFault(null);
});

test('its film plays, and is copied with its hash', async () => {
  const { program } = here;
  const { page } = program;
  await program.press('End');
  await expect(page.locator('.grid-cursor')).toContainText('未识别');
  await program.enter();
  await expect(page.locator('.record-facts')).toContainText('有，按 F7 看');
  await program.press('F7');
  // Ten seconds from the event on it is still being recorded.
  const film = page.locator('.film video');
  await expect(film).toBeVisible({ timeout: 15_000 });
  await expect.poll(() => film.evaluate((video) => (video as HTMLVideoElement).currentTime)).toBeGreaterThan(0.5);
  await program.press('F6');
  await expect(page.locator('.copied-files li')).toContainText('SHA-256');
  await program.press('F7', 'Escape');
});

test('F7 leads from a pass to the recordings at its time, and back to the same pass', async () => {
  const { program } = here;
  const { page } = program;
  const chosen = (await page.locator('.grid-cursor').textContent()) ?? '';
  expect(chosen).toContain('未识别');
  await program.press('F7');
  await expect(page.locator('.films')).toBeVisible();
  // It stands still while its moment is compared.
  await program.press(' ');
  await expect(page.locator('.gate')).toBeHidden();
  // Nothing is decoded for a screen that nobody sees.
  await expect(page.locator('.gate-live')).toHaveCount(0);
  const pass = passesAtPlatform()[0]?.document['passedAt'];
  const atMs = async () => Number(await page.locator('.films').getAttribute('data-at'));
  // Here is recorded around passes only; where nothing is before it, the film begins with the pass's own.
  await expect.poll(atMs).toBeGreaterThan(Date.parse(String(pass)) - 10_000);
  expect(await atMs()).toBeLessThanOrEqual(Date.parse(String(pass)));
  // The five seconds before it: the way out has nothing of them, which keeps the other's copy from nobody.
  await program.press('F2', 'ArrowRight', 'F3', 'F6');
  const foot = page.locator('.films-foot');
  await expect(foot.locator('.copied-files li')).toHaveCount(1);
  await expect(foot).toContainText('出口在这段时间没有录像，未导出。');
  await shoot(program, 'films-one-copied');
  await program.press('Escape');
  await expect(page.locator('.grid-cursor')).toHaveText(chosen);
  await expect(page.locator('.gate-passes [role=grid]')).toBeFocused();
});

test('how it looks, and nobody touched a mouse', async () => {
  const { program } = here;
  const { page } = program;
  for (const role of ['gate-in', 'gate-out'] as const) await untilLive(page, role);
  await shoot(program, 'gate');
  await program.press('Home');
  await program.enter();
  await expect(page.locator('.gate-pass .picture-missing')).toContainText(/E\d+ 出口摄像机/);
  await expect(page.locator('.record-facts')).toContainText('已回执');
  await shoot(program, 'gate-pass');
  await program.press('Escape', 'Escape');
  await expect(page.locator('.weigh:visible')).toBeVisible();
  expect(await program.mouseEvents()).toBe(0);
  expect(program.complaints).toEqual([]);
});
