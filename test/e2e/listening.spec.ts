/**
 * Another indicator at the same cable: noticed, said in words, and solved by the wizard, by keyboard alone. Then the one
 * thing that bytes cannot tell, and how all of it looks.
 */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import type { SiteConfiguration } from '../sim/site.ts';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK, driveOff, typeTruck } from './support/clerk.ts';
import { shoot } from './support/views.ts';

/** Longer than a round of all settings takes on a busy machine. */
const ROUND_MS = 90_000;
const line = (baudRate: number) => ({ baudRate, dataBits: 8, parity: 'none', stopBits: 1 }) as const;

const here = atSite({ wire: 'serial', line: line(9600), captureWhenSteady: true, noiseKg: 0 });
const screen = () => here.program.page.locator('.listening');
const said = () => screen().locator('.listening-words');
const untilPhase = (...phases: readonly string[]) =>
  expect(screen()).toHaveAttribute('data-phase', new RegExp(`^(${phases.join('|')})$`), { timeout: ROUND_MS });
const act = async (deed: string): Promise<void> => {
  await expect(screen().locator('[data-action]')).toHaveAttribute('data-action', deed, { timeout: ROUND_MS });
  await here.program.enter();
};
const configured = async (): Promise<SiteConfiguration> =>
  JSON.parse(await readFile(here.site.configFile, 'utf8')) as SiteConfiguration;

test('from Yaohua to Toledo: noticed, said in words, solved by the wizard, by keyboard alone', async () => {
  const { program, site } = here;
  const { page } = program;
  await program.untilReady();
  await expect(page.locator('.weight-number')).toHaveAttribute('data-weight', '0');
  const before = await configured();

  // Somebody changed the indicator's menu.
  site.indicator.protocol = 'toledo-continuous';
  site.indicator.checksum = 'none';
  site.indicator.setLine(line(4800));
  await program.untilState('仪表无信号');
  const message = page.locator('.weigh .message');
  await expect(message).toContainText('E115 仪表有数据，但不成样：像是速率不对，或线上有干扰。');
  await expect(page.locator('.weigh .strip')).toContainText('仪表 断开 E115');
  await expect(message).toContainText('按 F1 听一听');
  await expect(message).toContainText('本车不能称重，其他功能正常。');

  await program.press('F1');
  await expect(screen()).toBeVisible();
  await expect(said()).toContainText('只听，一个字节也不发');
  await expect(screen().locator('[aria-selected=true]')).toContainText('现用');
  await shoot(program, 'listening-ports');
  await act('start');
  await untilPhase('listening', 'found');
  await untilPhase('found');
  await expect(said()).toContainText('听到了：托利多标准连续');
  await expect(said()).toContainText('相同就按 Enter 采用');
  await expect(screen().locator('.listening-compare')).toHaveText('仪表的显示屏现在应为0 kg');
  await expect(said()).toContainText('现在设为 耀华 XK3190 连续');
  const best = screen().locator('.listening-candidate').first();
  await expect(best).toContainText('4800 8N1');
  await expect(best).toContainText('不检查校验');
  await expect(screen().locator('.listening-reasons')).toContainText('仪表不发校验');
  await expect(screen().locator('.listening-settings')).toContainText('9600 8N1 不成样');
  await expect(screen().locator('.listening-byte-row').first()).toContainText('0D 02');
  await shoot(program, 'listening-found');

  await act('take');
  await untilPhase('taken');
  await expect(said()).toContainText('已采用：托利多标准连续');
  await expect(said()).toContainText('0 kg');
  const after = await configured();
  expect(after.scale.indicator).toMatchObject({
    protocol: 'toledo-continuous',
    port: { ...line(4800) },
    options: { checksum: 'ignore' },
  });
  expect({ ...after, scale: { ...after.scale, indicator: null } }).toEqual({
    ...before,
    scale: { ...before.scale, indicator: null },
  });
  await act('done');
  await expect(screen()).toHaveCount(0);
  await program.untilState('空闲');
  expect([...site.indicator.heard]).toEqual([]);

  // And a truck is weighed by it.
  site.driveOn(COAL_TRUCK, COAL_TRUCK.tareKg, 500);
  await typeTruck(program, COAL_TRUCK);
  await program.act('record');
  await program.untilPhase('released');
  await expect
    .poll(() => site.platform.documents().map(({ document }) => document))
    .toMatchObject([{ kind: 'tare', weightKg: COAL_TRUCK.tareKg, indicator: { protocol: 'toledo-continuous' } }]);
  await driveOff(program, site);
});

test('what bytes cannot tell is asked for: the order of = digits, by a truck that moves', async () => {
  const { program, site } = here;
  await program.untilPhase('idle');
  site.indicator.protocol = 'eq-number';
  site.indicator.dialect = { order: 'fwd', width: 8 };
  site.indicator.checksum = 'right';
  site.indicator.setWeight(15_640);
  await program.untilState('仪表无信号');
  // By way of the settings this time.
  await program.press('F12');
  await program.press('F1');
  await act('start');
  await untilPhase('asking');
  await expect(said()).toContainText('请让重量变化');
  await expect(screen().locator('.listening-candidate').nth(1)).toBeVisible();
  await shoot(program, 'listening-asking');
  site.indicator.ramp(38_620, 3000);
  await untilPhase('found');
  await expect(screen().locator('.listening-candidate').first()).toContainText('高位在前');
  await expect(screen().locator('.listening-reasons')).toContainText('跳得快的数字在末尾');
  await act('take');
  await untilPhase('taken');
  await act('done');
  await expect(program.page.locator('.weight-number')).toHaveAttribute('data-weight', '38620');
  site.driveOff(0);
  await program.untilPhase('idle');
});

test('silence is no rubbish: said, and what listening cannot find is listed', async () => {
  const { program, site } = here;
  site.indicator.silence();
  await program.untilState('仪表无信号');
  await expect(program.page.locator('.weigh .message')).toContainText('E101 磅秤仪表没有数据。');
  await program.press('F12');
  await program.press('F1');
  await act('start');
  await untilPhase('nothing');
  await expect(said()).toContainText('一个字节也没有听到');
  await expect(screen()).toContainText('只能在配置文件里手工选：耀华 XK3190 应答（tF=1）');
  await shoot(program, 'listening-silence');
  // Esc: the port is given back; once more: the screen is left.
  await program.press('Escape');
  await untilPhase('stopped');
  await program.press('Escape');
  await expect(screen()).toHaveCount(0);
  site.indicator.speak();
  await program.untilPhase('idle');
});

test('nobody touched a mouse, and the page had nothing to complain of', async () => {
  expect(await here.program.mouseEvents()).toBe(0);
  expect(here.program.complaints).toEqual([]);
});
