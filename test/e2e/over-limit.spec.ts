/** A truck above its limit gets words and no paper; unloaded and weighed again it is one case and gets its sheet. */
import { expect, test } from '@playwright/test';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK, comeBackLoaded, driveOff, fillSheet, record, tareIn } from './support/clerk.ts';

const here = atSite();
const THIN = '\u2009';
const documents = () =>
  here.site.platform.documents().map(({ document, path }): Record<string, unknown> => ({ path, ...document }));

test('over the limit: said in red and in words, recorded, no sheet by any key', async () => {
  const { program, site } = here;
  const { page } = program;
  await program.untilReady();
  await tareIn(program, site, COAL_TRUCK);
  await comeBackLoaded(program, site, COAL_TRUCK, 52_640);
  await program.untilAction('record');

  const verdict = page.locator('.weigh .band');
  await program.untilState('超限');
  await expect(verdict).toHaveClass(/band-stop/);
  await expect(page.locator('.weigh .band-state')).toHaveCSS('color', 'rgb(168, 7, 26)');
  await expect(page.locator('.message')).toContainText(`超限 3${THIN}640 kg：限重 49${THIN}000 kg`);
  await expect(page.locator('.headroom-over')).toContainText(`超3${THIN}640 kg`);
  await expect(page.locator('[data-action]')).toContainText('记录超限 退回卸载');
  await expect(page.locator('[data-action]')).toHaveCSS('background-color', 'rgb(168, 7, 26)');

  await record(program, 'record', 'over-limit');
  await program.untilState('超限');
  await expect(page.locator('.message')).toContainText(/E\d+ 超限 3\u2009640 kg/);
  await expect(page.locator('.message')).toContainText('不能出装载单，不能放行');
  await expect(page.locator('[data-action]')).toBeDisabled();
  // Whatever is pressed now, no paper comes of it.
  for (const key of ['Enter', 'F3', 'Escape', 'F10', 'F5', 'F7']) await program.press(key);
  await program.untilPhase('over-limit');
  await expect.poll(() => documents().filter(({ kind }) => kind === 'gross').length).toBe(1);
  expect(documents().filter(({ path }) => path === 'load-sheets')).toEqual([]);
  expect(site.printer.tickets).toEqual([]);
  await driveOff(program, site);
});

test('unloaded and weighed again: its sheet, and one case', async () => {
  const { program, site } = here;
  const { page } = program;
  await comeBackLoaded(program, site, COAL_TRUCK);
  await fillSheet(program, COAL_TRUCK);
  await program.untilState('请确认装载单');
  await expect(page.locator('.headroom')).toContainText('还可装380 kg');
  await record(program, 'record-and-print', 'released');
  await expect.poll(() => site.printer.tickets.length).toBe(1);
  expect(site.printer.tickets[0]?.text).toContain('合格 未超限');

  await expect.poll(() => documents().length).toBe(4);
  const [tare, over, gross, sheet] = documents();
  expect(over).toMatchObject({
    kind: 'gross',
    weightKg: 52_640,
    limitKg: 49_000,
    overKg: 3640,
    caseId: tare?.['caseId'],
  });
  expect(gross).toMatchObject({ kind: 'gross', weightKg: 48_620, overKg: 0, caseId: tare?.['caseId'] });
  expect(sheet).toMatchObject({ path: 'load-sheets', grossWeighingId: gross?.['id'], verdict: 'within-limit' });
  await expect.poll(() => site.platform.verifyAll()).toMatchObject({ faults: [], gaps: [], missingBlobs: [] });
  await driveOff(program, site);
  expect(program.complaints).toEqual([]);
  expect(await program.mouseEvents()).toBe(0);
});
