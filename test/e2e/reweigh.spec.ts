/** F6 weighs a recorded truck again where it stands, with a reason; F4 makes a trial that says nothing of leaving. */
import { expect, test } from '@playwright/test';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK, comeBackLoaded, driveOff, record, typeTruck } from './support/clerk.ts';

const here = atSite();
const weighings = () =>
  here.site.platform
    .documents()
    .map(({ document }) => document)
    .filter(({ weightKg }) => weightKg !== undefined);

test('weighed again though a camera fails meanwhile: the new record still names the one it replaces', async () => {
  const { program, site } = here;
  const { page } = program;
  await program.untilReady();
  site.driveOn(COAL_TRUCK, COAL_TRUCK.tareKg, 300);
  await typeTruck(program, COAL_TRUCK);
  await record(program, 'record', 'released');
  await site.rear.setFault('halfJpeg');
  await program.press('F6');
  await expect(page.locator('.message')).toContainText('再称一次，请选原因');
  await program.answer('1');
  await program.act('reweigh');
  // The missing picture is said, and its own reason is asked for.
  await program.untilPhase('incomplete');
  await expect(page.locator('.message')).toContainText('缺照片仍要继续，请选原因');
  await program.untilAction('retake');
  await program.answer('1');
  await program.act('accept-incomplete');
  await program.untilPhase('released');
  await expect.poll(() => weighings()).toHaveLength(2);
  const [first, second] = weighings();
  expect(second).toMatchObject({
    kind: 'tare',
    replaces: { weighingId: first?.['id'], reason: '车没停稳' },
    evidence: { state: 'incomplete', reason: '摄像机故障' },
  });
  await site.rear.setFault(null);
  await driveOff(program, site);
});

test('a trial of an overloaded truck: nothing says that it may go, and no plate is asked for afterwards', async () => {
  const { program, site } = here;
  const { page } = program;
  await comeBackLoaded(program, site, COAL_TRUCK, 60_000);
  await program.untilPhase('steady');
  await program.press('F4');
  await record(program, 'record', 'released');
  await program.untilState('试磅已记录');
  await expect(page.locator('.message')).toContainText('不能凭它放行');
  await expect(page.locator('.steps-list')).toContainText('记试磅');
  await expect(page.locator('.weigh')).not.toContainText('可放行');
  await expect.poll(() => weighings().at(-1)).toMatchObject({ kind: 'trial', weightKg: 60_000 });
  await driveOff(program, site);
  expect(program.complaints).toEqual([]);
});
