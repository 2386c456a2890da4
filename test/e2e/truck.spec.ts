/** The main job, end to end: a truck from the serial line to the platform's receipt, by keyboard alone. */
import { expect, test } from '@playwright/test';
import { atSite, type Here } from './support/at-site.ts';
import { COAL_TRUCK, comeBackLoaded, driveOff, fillSheet, record, typeTruck } from './support/clerk.ts';
import type { Program } from './support/program.ts';

const TRUCK = COAL_TRUCK;
/** As it is drawn: a thin space between thousands. */
const THIN = '\u2009';

for (const captureWhenSteady of [false, true]) {
  test.describe(captureWhenSteady ? 'photographed as soon as it stands' : 'photographed on Enter', () => {
    const here = atSite({ wire: 'serial', captureWhenSteady });
    test('tare in, gross out', () => truck(here, captureWhenSteady));
  });
}

async function truck({ program, site }: Here, captureWhenSteady: boolean): Promise<void> {
  const { page } = program;
  const weight = page.locator('.weight-number');
  const fact = (name: string) => page.locator('.fact', { has: page.getByText(name, { exact: true }) }).locator('dd');
  const step = page.locator('.step-now');

  await program.untilReady();
  await expect(page.locator('.simulated')).toContainText('模拟运行');
  await program.untilState('空闲');
  await expect(weight).toHaveAttribute('data-weight', '0');
  await expect(page.locator('[data-action]')).toBeDisabled();

  // Empty, on the way in.
  site.driveOn(TRUCK, TRUCK.tareKg, 500);
  await program.untilState('请输入车牌');
  await expect(page.locator('.weigh .band-place')).toContainText('进厂');
  await typeTruck(program, TRUCK);
  await expect(page.locator('.truck-plate [role=img]')).toHaveAttribute('aria-label', TRUCK.plateFront);
  await expect(fact('挂车')).toHaveText('晋C·1234挂');
  await expect(fact('车型')).toContainText('6 轴 · 铰接列车 · 驱动轴 2');
  await expect(fact('限重')).toContainText(`49${THIN}000 kg`);
  await program.untilAction('record');
  await program.untilState('请确认皮重');
  await expect(weight).toHaveAttribute('data-weight', '16200');
  expect((await weight.locator('.weight-group').allInnerTexts()).map((group) => group.trim())).toEqual(['16', '200']);
  const [thousands, ones] = await weight
    .locator('.weight-group')
    .evaluateAll((groups) => groups.map((group) => group.getBoundingClientRect()));
  expect((ones?.left ?? 0) - (thousands?.right ?? 0)).toBeGreaterThan(10);
  await expect(page.locator('.headroom')).toContainText(`可装32${THIN}800 kg`);
  await expect(page.locator('.stability')).toContainText('稳定');
  await record(program, 'record', 'released');
  await program.untilState('可放行');
  await expect(page.locator('.message')).toContainText('皮重已存盘');
  await expect(page.locator('.pictures-foot')).toContainText('2 张已存盘');
  await expect(page.locator('.picture-caption').first()).toContainText('屏 —');
  await picturesLoaded(program);
  await driveOff(program, site);
  await expect(page.locator('.open-trucks td').first()).toContainText('晋C·12345');

  // Loaded, on the way out.
  await comeBackLoaded(program, site, TRUCK);
  await expect(page.locator('.weigh .band-place')).toContainText('出厂');
  await fillSheet(program, TRUCK);
  await program.untilAction('record-and-print');
  await program.untilState('请确认装载单');
  await expect(weight).toHaveAttribute('data-weight', '48620');
  await expect(fact('皮重')).toContainText(`16${THIN}200 kg 实测`);
  await expect(fact('货物')).toContainText('原煤');
  await expect(page.locator('.weight-figures')).toContainText(`净重32${THIN}420 kg`);
  await expect(page.locator('.headroom')).toContainText(`还可装380 kg`);
  await expect(page.locator('.comparison')).toContainText(`仪表 48${THIN}620`);
  await expect(page.locator('[data-action]')).toContainText('确认并打印');
  await expect(page.locator('.weigh .band-place')).toContainText(captureWhenSteady ? '第 4 步/5' : '第 2 步/5');
  await expect(step).toContainText(captureWhenSteady ? '装载单' : '稳定');
  // Pictures are there before the clerk confirms only where the site wants it so.
  await expect(page.locator('.picture-box img')).toHaveCount(captureWhenSteady ? 2 : 0);
  await record(program, 'record-and-print', 'released');
  await program.untilState('可放行');
  await expect(page.locator('.weigh .band-place')).toContainText('第 5 步/5');
  await expect(page.locator('.message')).toContainText('已打印。车辆可以出厂。');
  // Equal is what was read: no display was, so there is no tick.
  await expect(page.locator('.comparison')).toHaveText(`仪表 48${THIN}620=单 48${THIN}620屏 —`);
  await expect(page.locator('.comparison svg')).toHaveCount(0);
  // As on paper and in the document, though the truck is inside no more.
  await expect(fact('皮重')).toContainText('实测');
  await picturesLoaded(program);
  const number = await fact('装载单').innerText();
  expect(number).toMatch(/^140321-0001-1-\d{8}-0001$/);

  // On paper.
  await expect.poll(() => site.printer.tickets.length).toBe(1);
  const ticket = site.printer.tickets[0];
  expect(ticket?.cut).toBe(true);
  expect(site.printer.wrapped).toBe(0);
  expect(site.printer.unknown).toEqual([]);
  for (const words of [
    '货物装载单',
    '晋C12345',
    '晋C1234挂',
    '原煤',
    '阳泉第二电厂',
    '48 620 kg',
    '16 200 kg',
    '32 420 kg',
    '合格 未超限',
    '模拟数据',
  ])
    expect(ticket?.text).toContain(words);
  expect(ticket?.text).not.toContain('补打');

  // At the platform: everything, verified from its own bytes, and the same as on paper and on screen.
  await expect.poll(() => site.platform.documents().length).toBe(3);
  await expect.poll(async () => (await site.platform.verifyAll()).missingBlobs).toEqual([]);
  expect(await site.platform.verifyAll()).toMatchObject({ documents: 3, faults: [], gaps: [] });
  await expect(page.locator('.weigh .strip-item').first()).toHaveText('待上传 0');
  const [tare, gross, sheet] = site.platform.documents().map(({ document }) => document);
  expect(tare).toMatchObject({ kind: 'tare', weightKg: 16_200, simulated: true, operatorId: '测试员' });
  expect(gross).toMatchObject({
    kind: 'gross',
    weightKg: 48_620,
    limitKg: 49_000,
    overKg: 0,
    axleCount: 6,
    vehicleType: 'articulated',
    plateFront: { text: '晋C12345', source: 'manual' },
    plateRear: { text: '晋C1234挂' },
    evidence: { state: 'complete', missing: [] },
    caseId: tare?.['caseId'],
  });
  expect(sheet).toMatchObject({
    number,
    grossKg: 48_620,
    tareKg: 16_200,
    netKg: 32_420,
    tareSource: 'same-trip',
    grossWeighingId: gross?.['id'],
    tareWeighingId: tare?.['id'],
  });
  expect(ticket?.qr).toEqual([`${number} ${String(sheet?.['hash'])}`]);
  await expect(page.locator('.picture-box img')).toHaveCount(2);
  const shown = await page
    .locator('.picture-box img')
    .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).src.slice(-64)));
  expect(shown).toEqual((gross?.['images'] as { sha256: string }[]).map(({ sha256 }) => sha256));

  // In the list, and away.
  await program.press('F8');
  await expect(page.locator('[role=row][aria-selected]')).toHaveCount(2);
  await expect(page.locator('.grid-cursor')).toContainText(number);
  await program.press('Enter');
  const facts = page.locator('.record-facts');
  await expect(facts).toContainText(String(gross?.['hash']).slice(0, 16));
  await expect(facts).toContainText(String(gross?.['prevHash']).slice(0, 16));
  await expect(facts).toContainText('已回执');
  await program.press('Escape', 'Escape');
  await driveOff(program, site);
  await program.untilState('空闲');

  expect(program.complaints).toEqual([]);
  expect(await program.mouseEvents()).toBe(0);
}

async function picturesLoaded({ page }: Program): Promise<void> {
  const sizes = () =>
    page
      .locator('.picture-box img')
      .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth));
  await expect.poll(sizes).toEqual([1920, 1920]);
}
