/** At a county with an interface of its own: the strip says what is not offered, a record what was not taken; no fault of anybody. */
import { expect, test } from '@playwright/test';
import type { Site } from '../sim/site.ts';
import { RunningStation } from '../support/running-station.ts';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK } from './support/clerk.ts';
import { pastRecords } from './support/past-records.ts';
import { shoot } from './support/views.ts';

const here = atSite({ county: true }, async (site) => {
  await pastRecords(site, [{ ...COAL_TRUCK, upTo: 'inside' }]);
  await trialWeighing(site);
});

async function trialWeighing(site: Site): Promise<void> {
  const station = await RunningStation.start(site);
  site.driveOn(COAL_TRUCK, 20_000, 0);
  await station.untilSteady();
  await station.captureWhole({ kind: 'trial', operatorId: '测试员' });
  site.driveOff(0);
  await station.untilPhase('idle');
  await station.until('the outbox', async () => (await station.call('outbox.status', {})).pending === 0);
  await station.stop();
}

test('the foot of the screen: nothing sent since the start, no clock offered', async () => {
  const { program } = here;
  await program.untilReady();
  const strip = program.page.locator('.strip');
  await expect(strip).toContainText('开机后尚无上传');
  await expect(strip).toContainText('平台不提供');
  await expect(strip).not.toContainText('未登记');
  await expect(strip).not.toContainText('离线');
  await shoot(program, 'county-strip');
});

test('a trial weighing was not taken, a tare has its receipt; each part says so', async () => {
  const { program } = here;
  const { page } = program;
  await program.press('F8');
  const rows = page.locator('[role=row][aria-selected]');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('平台不收');
  await expect(rows.last()).toContainText('已回执');
  await shoot(program, 'county-records');
  await program.press('Enter');
  await program.press('F3');
  const life = page.locator('.record-life');
  await expect(life.getByText('平台不收')).toHaveCount(3);
  await expect(life).not.toContainText('已回执');
  await shoot(program, 'county-record');
  expect(program.complaints).toEqual([]);
});
