/** A camera and a recorder's channel of which no picture could be had: said at the desk, opened by F9, explained by keyboard. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { RunningStation } from '../support/running-station.ts';
import { atSite } from './support/at-site.ts';
import { shoot } from './support/views.ts';

/** Nothing listens there. */
const CHANNEL = {
  id: 'nvr-1',
  gbId: '14032100001320000001',
  address: 'rtsp://127.0.0.1:9/channel1',
  username: 'admin',
  password: { secret: 'nvr' },
};
const here = atSite({ video: true, configuration: { recorders: [CHANNEL] } }, async (site) => {
  await mkdir(site.dataDir, { recursive: true });
  await writeFile(join(site.dataDir, 'secrets.json'), JSON.stringify({ nvr: 'Recorder.2026' }));
  await site.rear.setFault('html');
  const station = await RunningStation.start(site);
  try {
    await station.call('video.prove', {});
  } finally {
    await station.stop();
  }
  await site.rear.setFault(null);
});
const detail = () => here.program.page.locator('.record.pass');

test('said at the desk with its number; F9 lists both in words', async () => {
  const { program } = here;
  await program.untilReady();
  await expect(program.page.locator('.weigh .message')).toContainText('E331');
  await expect(program.page.locator('.weigh .message')).toContainText('录像机通道 nvr-1');
  await program.press('F9');
  const rows = program.page.locator('.grid [role=row][aria-selected]');
  await expect(rows).toHaveCount(2);
  // The nearest deadline first: that of the older one.
  await expect(rows.nth(0)).toContainText('后摄像机取不到画面');
  await expect(rows.nth(1)).toContainText('录像机通道 nvr-1取不到画面');
  await shoot(program, 'proof-list');
});

test('a channel: its number in GB/T 28181 and why', async () => {
  const { program } = here;
  await program.press('ArrowDown', 'Enter');
  await expect(detail()).toContainText(CHANNEL.gbId);
  await expect(detail().locator('.proof')).toContainText('E202 录像机通道 nvr-1拒绝连接');
  await shoot(program, 'proof-channel');
  await program.press('Escape');
});

test('a camera: why, and its picture as it is now; a digit and Enter say what it was', async () => {
  const { program } = here;
  // Back on the row that was looked at.
  await expect(program.page.locator('.grid-cursor')).toContainText('nvr-1');
  await program.press('ArrowUp');
  await expect(program.page.locator('.grid-cursor')).toContainText('后摄像机');
  await program.press('Enter');
  await expect(detail()).toContainText('cam-rear');
  await expect(detail().locator('.live-mark')).toContainText('实时');
  await program.press('1');
  await expect(detail().locator('.explain-do')).toBeEnabled();
  await shoot(program, 'proof');
  await program.press('Enter');
  await expect(detail().locator('.record-message')).toContainText('已修好');
  await expect(program.page.locator('.records .strip-warnings b')).toHaveText('1');
  await shoot(program, 'proof-explained');
  await program.press('Escape');
});

test('and in words of one’s own; then nothing waits any more, and nobody touched a mouse', async () => {
  const { program } = here;
  await expect(program.page.locator('.grid-cursor')).toContainText('nvr-1');
  await program.press('Enter', '5');
  await program.write('录像机搬迁，明天接好');
  await program.press('Enter');
  await expect(detail().locator('.record-message')).toContainText('录像机搬迁');
  await expect(program.page.locator('.records .strip-warnings')).toHaveCount(0);
  await program.press('Escape', 'Escape');
  expect(await program.mouseEvents()).toBe(0);
  expect(program.complaints).toEqual([]);
});
