/** The cameras' live pictures beside the weight: moving, marked when they stop, back by themselves. */
import { expect, test } from '@playwright/test';
import { RtspServer } from '../sim/rtsp-server/rtsp-server.ts';
import { CAMERA_ACCOUNT } from '../sim/camera-entry.ts';
import { Site } from '../sim/site.ts';
import { COAL_TRUCK, driveOff, record, typeTruck } from './support/clerk.ts';
import { liveFrame, ROLES, untilLive, untilMoves } from './support/live-picture.ts';
import { Program } from './support/program.ts';

/** Both cameras' video; its plug is pulled by stopping it. */
const video = new RtspServer({ paths: ['/front', '/rear'], auth: CAMERA_ACCOUNT });
let site: Site;
let program: Program;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  await video.start();
  site = await Site.open({
    stabilityMs: 1000,
    streams: { front: { main: video.address('/front') }, rear: { main: video.address('/rear') } },
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

test('both move beside the weight, and say that they are live', async () => {
  const { page } = program;
  await program.untilReady();
  for (const role of ROLES) {
    await untilLive(page, role);
    await untilMoves(page, role);
    await expect(liveFrame(page, role)).toContainText('实时');
    await expect(liveFrame(page, role).locator('.live-size')).toHaveText('1280×720');
  }
});

test('the plug is pulled: dimmed and said within two seconds; put back, they move again without a click', async () => {
  const { page } = program;
  const pulled = Date.now();
  await video.stop();
  for (const role of ROLES) {
    const frame = liveFrame(page, role);
    await expect(frame).toHaveAttribute('data-live', 'old', { timeout: 2000 });
    await expect(frame).toContainText(/停住 \d+ s，不是实时/);
    await expect(frame).not.toContainText(/^实时/);
    await expect(frame.locator('video')).toHaveCSS('filter', /grayscale/);
  }
  expect(Date.now() - pulled).toBeLessThan(2000);
  await expect(liveFrame(page, 'front')).toContainText(/E\d+ 前摄像机/);
  await video.start();
  for (const role of ROLES) {
    await untilLive(page, role);
    await untilMoves(page, role);
  }
});

test('a stream that stands still with its line open: dimmed and said within two seconds', async () => {
  const { page } = program;
  const saidAt = page.evaluate(whenAllAreOld, [...ROLES]);
  const frozen = Date.now();
  video.frozen = true;
  expect((await saidAt) - frozen).toBeLessThan(2000);
  await expect(liveFrame(page, 'rear')).toContainText('后摄像机没有新画面');
  video.frozen = false;
  for (const role of ROLES) {
    await untilLive(page, role);
    await untilMoves(page, role);
  }
});

test('nobody looks: the line is closed; looked at again, it moves again', async () => {
  const { app, page } = program;
  const show = (shown: boolean): Promise<void> =>
    app.evaluate(({ BrowserWindow }, wanted) => {
      const [window] = BrowserWindow.getAllWindows();
      if (wanted) window?.show();
      else window?.hide();
    }, shown);
  await show(false);
  for (const role of ROLES) await expect(liveFrame(page, role)).toHaveAttribute('data-live', 'none');
  await show(true);
  for (const role of ROLES) await untilMoves(page, role);

  await program.press('F8');
  await expect(page.locator('.records')).toBeVisible();
  await expect(page.locator('video')).toHaveCount(0);
  await program.press('Escape');
  for (const role of ROLES) {
    await untilLive(page, role);
    await untilMoves(page, role);
  }
});

test('the station is killed: what stands there is old at once, and moves again by itself', async () => {
  const { page } = program;
  process.kill((await program.stationPid()) ?? 0, 'SIGKILL');
  await expect(liveFrame(page, 'front')).toHaveAttribute('data-live', 'old', { timeout: 2000 });
  for (const role of ROLES) {
    await untilLive(page, role);
    await untilMoves(page, role);
  }
  await program.untilReady();
});

test('a truck: its own pictures take the place, and say that they were taken; live again when it has gone', async () => {
  const { page } = program;
  site.driveOn(COAL_TRUCK, COAL_TRUCK.tareKg, 500);
  await typeTruck(program, COAL_TRUCK);
  for (const role of ROLES) await untilLive(page, role);
  await record(program, 'record', 'released');
  await expect(page.locator('.picture-box img')).toHaveCount(2);
  await expect(page.locator('.pictures video')).toHaveCount(0);
  await expect(page.locator('.picture-caption').first()).toContainText(/抓拍 \d\d:\d\d:\d\d/);
  await driveOff(program, site);
  for (const role of ROLES) {
    await untilLive(page, role);
    await untilMoves(page, role);
  }
  expect(program.complaints).toEqual([]);
});

/** Runs in the page, which looks with each frame: the runner's own looks come up to a second after the fact. */
function whenAllAreOld(roles: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const isOld = (role: string): boolean =>
      [...document.querySelectorAll<HTMLElement>('.live')].some(
        (frame) =>
          frame.offsetParent !== null &&
          frame.dataset['live'] === 'old' &&
          frame.querySelector(`video[data-role=${role}]`) !== null,
      );
    const look = (): void => {
      if (roles.every(isOld)) resolve(Date.now());
      else requestAnimationFrame(look);
    };
    look();
  });
}
