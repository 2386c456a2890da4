/** How the live pictures look, from the simulated site's own cameras: every view of every state, kept in test-results/looks. */
import { expect, test } from '@playwright/test';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK, driveOff, record, typeTruck } from './support/clerk.ts';
import { liveFrame, ROLES, untilLive, untilMoves } from './support/live-picture.ts';
import { shoot } from './support/views.ts';

const here = atSite({ video: true });

test('idle: both cameras live', async () => {
  const { program } = here;
  await program.untilReady();
  for (const role of ROLES) {
    await untilLive(program.page, role);
    await untilMoves(program.page, role);
  }
  // Nothing lies over what the camera shows.
  await expect(program.page.locator('.live .picture-box').first().locator('span, strong')).toHaveCount(0);
  await shoot(program, 'live-idle');
});

test('a truck stands there; then its own pictures', async () => {
  const { program, site } = here;
  site.driveOn(COAL_TRUCK, COAL_TRUCK.tareKg, 500);
  await typeTruck(program, COAL_TRUCK);
  for (const role of ROLES) await untilLive(program.page, role);
  await shoot(program, 'live-truck');
  await record(program, 'record', 'released');
  await expect(program.page.locator('.picture-box img')).toHaveCount(2);
  await shoot(program, 'live-taken');
  await driveOff(program, site);
});

test('cameras whose pictures fail while they are live', async () => {
  const { program, site } = here;
  await Promise.all([site.front.setFault('hang'), site.rear.setFault('hang')]);
  for (const role of ROLES) {
    const trouble = liveFrame(program.page, role).locator('.live-trouble');
    await expect(trouble).toContainText(/E20\d (前|后)摄像机/, { timeout: 60_000 });
    await untilLive(program.page, role);
  }
  await shoot(program, 'live-trouble');
  await Promise.all([site.front.setFault(null), site.rear.setFault(null)]);
});

test('the video of both stands still', async () => {
  const { program, site } = here;
  site.freezeVideo(true);
  for (const role of ROLES) await expect(liveFrame(program.page, role)).toHaveAttribute('data-live', 'old');
  await shoot(program, 'live-stopped');
  site.freezeVideo(false);
  for (const role of ROLES) await untilMoves(program.page, role);
  expect(program.complaints).toEqual([]);
});
