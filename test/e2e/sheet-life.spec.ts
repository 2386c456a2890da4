/** What keeps a truck from its sheet besides its gross mass, who may let it go, and a sheet that is put right; how it looks. */
import { expect, test } from '@playwright/test';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK, comeBackLoaded, driveOff, record } from './support/clerk.ts';
import { pastRecords } from './support/past-records.ts';
import { shoot } from './support/views.ts';

const THIN = '\u2009';
const INSIDE = { ...COAL_TRUCK, plateRear: null, upTo: 'inside' } as const;
/** It may weigh 49 t, and carry 30. */
const SMALL_LOAD = { ...INSIDE, plateFront: '晋C40001', file: { approvedLoadKg: 30_000 } } as const;
const EXPIRED = {
  ...INSIDE,
  plateFront: '晋C40002',
  file: { papers: [{ kind: 'transport-permit', number: '140300012345', validUntil: '2020-01-31' }] },
} as const;
const BARRED = { ...INSIDE, plateFront: '晋C40003', upTo: 'known', file: { barred: '栏板加高' } } as const;
const here = atSite({}, (site) => pastRecords(site, [SMALL_LOAD, EXPIRED as never, BARRED]));

const sheets = () =>
  here.site.platform
    .documents()
    .filter(({ path }) => path === 'load-sheets')
    .map(({ document }): Record<string, unknown> => document);

test('above what it may carry: said in red beside the weight, recorded, no sheet', async () => {
  const { program, site } = here;
  const { page } = program;
  await program.untilReady();
  await comeBackLoaded(program, site, SMALL_LOAD, 48_000);
  await program.untilAction('record');
  await program.untilState('超载');
  await expect(page.locator('.headroom-over')).toContainText(`超载1${THIN}800 kg`);
  await expect(page.locator('.message')).toContainText(`超载 1${THIN}800 kg：核定载质量 30${THIN}000 kg`);
  await expect(page.locator('[data-action]')).toContainText('记录超载 退回卸载');
  await shoot(program, 'sheet-over-load');
  await record(program, 'record', 'confirm');
  await program.untilState('超载');
  await expect(page.locator('.message')).toContainText('不能出装载单，不能放行');
  await expect(page.locator('[data-action]')).toBeDisabled();
  for (const key of ['Enter', 'F10', 'F5', 'F7']) await program.press(key);
  expect(sheets()).toEqual([]);
  expect(site.printer.tickets).toEqual([]);
  await driveOff(program, site);
});

test('unloaded to what it may carry: the room is that of its load, and it gets its sheet', async () => {
  const { program, site } = here;
  await comeBackLoaded(program, site, SMALL_LOAD, 46_000);
  await expect(program.page.locator('.headroom')).toContainText('还可装200 kg');
  await record(program, 'record-and-print', 'released');
  await expect.poll(sheets).toMatchObject([{ approvedLoadKg: 30_000, overLoadKg: 0, netKg: 29_800 }]);
  await driveOff(program, site);
});

test('a permit out of date: said before it is loaded, refused, and a manager’s name and reason stand on the sheet', async () => {
  const { program, site } = here;
  const { page } = program;
  await comeBackLoaded(program, site, EXPIRED);
  await expect(page.locator('.message')).toContainText('证件不符，不能装载：道路运输证 2020-01-31 到期');
  await record(program, 'record-and-print', 'confirm');
  await expect(page.locator('.message')).toContainText('E415 证件不符：道路运输证 2020-01-31 到期');
  await program.act('override-papers');
  await expect(page.locator('.override-editor')).toBeVisible();
  // Without a name and a reason there is no word of a manager.
  await program.enter();
  await expect(page.locator('.override-editor .editor-note-on')).toContainText('请填写姓名和原因');
  await program.press('Escape');
  await shoot(program, 'sheet-override', {
    prepare: async () => {
      await program.act('override-papers');
      await expect(page.locator('.override-editor')).toBeVisible();
    },
    undo: () => program.press('Escape'),
  });
  await program.act('override-papers');
  await program.write('李站长');
  await program.press('Tab');
  await program.write('新证已办，次日取回');
  await program.enter();
  await program.untilPhase('released');
  await expect
    .poll(() => sheets().at(-1))
    .toMatchObject({
      plate: EXPIRED.plateFront,
      transportPermit: '140300012345',
      override: {
        manager: '李站长',
        reason: '新证已办，次日取回',
        papers: [{ kind: 'transport-permit', fault: 'expired', validUntil: '2020-01-31' }],
      },
    });
  await driveOff(program, site);
});

test('barred in its file: said when it comes to be loaded', async () => {
  const { program, site } = here;
  const { page } = program;
  site.driveOn(BARRED, BARRED.tareKg, 500);
  await expect(page.locator('.plate-editor')).toBeVisible();
  for (const character of BARRED.plateFront.slice(1)) await page.keyboard.press(character);
  await program.enter();
  await expect(page.locator('.message')).toContainText('档案里禁止装载：栏板加高');
  await record(program, 'record', 'released');
  await driveOff(program, site);
});

test('a wrong receiver: void and reissued in one, from its record', async () => {
  const { program, site } = here;
  const { page } = program;
  const before = site.printer.tickets.length;
  const rows = page.locator('[role=row][aria-selected]');
  await program.press('F8');
  await expect(rows).toHaveCount(6);
  await program.press('/');
  await expect(page.locator('.records-search input')).toBeFocused();
  await page.keyboard.type('40001');
  await expect(rows).toHaveCount(3);
  await program.press('Enter');
  await expect(page.locator('.record-facts')).toContainText('阳泉第二电厂');
  await program.press('F4');
  await expect(page.locator('.reissue-panel')).toBeVisible();
  await program.press('Escape');
  await shoot(program, 'sheet-reissue', {
    prepare: async () => {
      await program.press('F4');
      await expect(page.locator('.reissue-panel')).toBeVisible();
    },
    undo: () => program.press('Escape'),
  });
  await program.press('F4');
  await program.press('Tab');
  await program.press('Control+a');
  await program.write('平定电厂');
  // The reason is still wanted.
  await program.press('Enter');
  await expect(page.locator('.reissue-panel input').last()).toBeFocused();
  await program.write('收货单位写错');
  await program.press('Enter');
  await expect(page.locator('.record-message')).toContainText('已作废，新装载单 140321-0001-1-');
  await expect(page.locator('.record-facts')).toContainText('平定电厂');
  await expect(page.locator('.record-facts')).toContainText('替代');
  await expect.poll(() => site.printer.tickets.length).toBe(before + 1);
  expect(site.printer.tickets.at(-1)?.text).toContain('平定电厂');
  await expect.poll(() => sheets().length).toBe(4);
  await expect.poll(() => site.platform.verifyAll()).toMatchObject({ faults: [], gaps: [] });
});

test('nobody touched a mouse, and the page had nothing to complain of', async () => {
  expect(here.program.complaints).toEqual([]);
  expect(await here.program.mouseEvents()).toBe(0);
});
