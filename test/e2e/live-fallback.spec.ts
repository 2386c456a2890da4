/** Video that this computer cannot decode: the smaller stream, then single pictures, and the screen says which. */
import { expect, test } from '@playwright/test';
import { RtspServer } from '../sim/rtsp-server/rtsp-server.ts';
import { CAMERA_ACCOUNT } from '../sim/camera-entry.ts';
import { Site } from '../sim/site.ts';
import { COAL_TRUCK, driveOff, record, typeTruck } from './support/clerk.ts';
import { liveFrame, ROLES, untilLive, untilMoves } from './support/live-picture.ts';
import { Program } from './support/program.ts';

const hevc = new RtspServer({ codec: 'h265', paths: ['/front', '/rear'], auth: CAMERA_ACCOUNT });
const small = new RtspServer({ width: 640, height: 360, kbitPerSecond: 512, paths: ['/front'], auth: CAMERA_ACCOUNT });
let site: Site;
let program: Program;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  await Promise.all([hevc.start(), small.start()]);
  site = await Site.open({
    stabilityMs: 1000,
    streams: {
      front: { main: hevc.address('/front'), sub: small.address('/front') },
      rear: { main: hevc.address('/rear') },
    },
  });
  program = await Program.open(site);
});
test.afterEach(async ({}, info) => {
  await program.explain(info);
});
test.afterAll(async () => {
  await program.close();
  await site.close();
  await Promise.all([hevc.stop(), small.stop()]);
});

test('H.265: the sub-stream of one, single pictures of the other that has none', async () => {
  const { page } = program;
  await program.untilPhase('idle');
  for (const role of ROLES) {
    await untilLive(page, role);
    await untilMoves(page, role);
  }
  await expect(liveFrame(page, 'front')).toContainText('实时（辅码流）');
  await expect(liveFrame(page, 'front').locator('.live-size')).toHaveText('640×360');
  await expect(liveFrame(page, 'rear')).toContainText('实时（每秒 2 张）');
  await expect(liveFrame(page, 'rear').locator('.live-size')).toHaveText('1920×1080');
});

test('single pictures stop when the camera hangs, and come back', async () => {
  const { page } = program;
  await site.rear.setFault('hang');
  await expect(liveFrame(page, 'rear')).toHaveAttribute('data-live', 'old', { timeout: 2500 });
  await site.rear.setFault(null);
  await untilLive(page, 'rear');
  await untilMoves(page, 'rear');
});

test('single pictures cost no weighing its own', async () => {
  const { page } = program;
  await program.untilReady();
  site.driveOn(COAL_TRUCK, COAL_TRUCK.tareKg, 500);
  await typeTruck(program, COAL_TRUCK);
  await record(program, 'record', 'released');
  await expect(page.locator('.picture-box img')).toHaveCount(2);
  await driveOff(program, site);
  for (const role of ROLES) await untilLive(page, role);
  expect(program.complaints).toEqual([]);
});
