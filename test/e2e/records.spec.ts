/** The records: found by a plate's tail, opened with their pictures, printed again with a mark, made void with a reason. */
import { expect, test } from '@playwright/test';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK, driveOff, tareIn, typeTruck } from './support/clerk.ts';
import { pastRecords } from './support/past-records.ts';

const OTHER = {
  ...COAL_TRUCK,
  plateFront: '晋K67890',
  plateRear: null,
  tareKg: 12_360,
  grossKg: 30_880,
  axleCount: 4,
  vehicleType: 1,
  goods: '精煤',
} as const;
const NEWCOMER = { ...OTHER, plateFront: '晋A55555' } as const;
const here = atSite({}, (site) =>
  pastRecords(site, [
    { ...COAL_TRUCK, upTo: 'gone' },
    { ...OTHER, upTo: 'gone' },
  ]),
);
const sheets = () => here.site.platform.documents().filter(({ path }) => path === 'load-sheets');

/** Two keys are down before the window had a moment between them, as on a machine with much to do. */
const keysAtOnce = (...keys: readonly string[]): Promise<void> =>
  here.program.page.evaluate(async (names) => {
    for (const key of names) {
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
      );
      // What the window does at once it has done by then; nothing that it puts off.
      await Promise.resolve();
    }
  }, keys);

test('a key means the screen that the key before it led to, however fast they come', async () => {
  const { program } = here;
  const { page } = program;
  await program.untilReady();
  await keysAtOnce('F8', 'F8');
  await expect(page.locator('.records')).toHaveCount(0);
  await program.press('F8');
  await expect(page.getByRole('grid')).toBeFocused();
  await keysAtOnce('Escape', 'F8');
  await expect(page.locator('.weigh')).toBeHidden();
  await expect(page.getByRole('grid')).toBeFocused();
  // Another list takes the keys of the one before it, but none from somebody who searches.
  await program.press('/', 'Tab', 'ArrowLeft', 'ArrowLeft');
  await expect(page.locator('.grid-passes')).toBeFocused();
  await program.press('/');
  await expect(page.locator('.grid-records')).toBeVisible();
  await expect(page.locator('.records-search input')).toBeFocused();
  await program.press('Escape', 'Escape');
  await expect(page.locator('.weigh')).toBeVisible();
});

test('F8 lists them, / searches plate tails, Enter opens one with both pictures', async () => {
  const { page } = here.program;
  const { program } = here;
  await program.untilReady();
  await program.press('F8');
  const rows = page.locator('[role=row][aria-selected]');
  await expect(rows).toHaveCount(4);
  await program.press('/');
  await expect(page.locator('.records-search input')).toBeFocused();
  await page.keyboard.type('345');
  await expect(rows).toHaveCount(2);
  for (const row of await rows.all()) await expect(row).toContainText('晋C·12345');
  await expect(page.locator('.grid-cursor')).toContainText('毛重');
  await expect(page.locator('.grid-cursor')).toContainText('140321-0001-1-');
  await program.press('Enter');
  const pictures = page.locator('.record img');
  await expect(pictures).toHaveCount(2);
  await expect
    .poll(() => pictures.evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth)))
    .toEqual([1920, 1920]);
  const facts = page.locator('.record-facts');
  await expect(facts).toContainText('48\u2009620 kg');
  await expect(facts).toContainText('32\u2009420 kg');
  await expect(facts).toContainText('阳泉第二电厂');
  await expect(facts).toContainText('已回执');
  await expect(page.locator('.curve canvas')).toBeVisible();
});

test('printed again, it is marked', async () => {
  const { program, site } = here;
  expect(site.printer.tickets).toHaveLength(2);
  await program.press('F10');
  await expect(program.page.locator('.record-message')).toContainText('已排第 2 份打印，纸上注明“补打”。');
  await expect.poll(() => site.printer.tickets.length).toBe(3);
  expect(site.printer.tickets[0]?.text).not.toContain('补打');
  expect(site.printer.tickets[2]?.text).toContain('第1次补打');
  expect(site.printer.tickets[2]?.qr).toEqual(site.printer.tickets[0]?.qr);
});

test('void takes a reason and a second step; nothing is deleted; Esc leads back', async () => {
  const { program, site } = here;
  const { page } = program;
  await program.press('Delete');
  await expect(page.locator('.void-panel input')).toBeFocused();
  // Without a reason nothing happens; Esc only closes the panel.
  await program.press('Enter');
  await expect(page.locator('.void-panel')).toBeVisible();
  await program.press('Escape');
  await expect(page.locator('.void-panel')).toHaveCount(0);
  await expect(page.locator('.record')).toBeVisible();
  expect(sheets()).toHaveLength(2);

  await program.press('Delete');
  await program.write('收货单位写错');
  await program.press('Enter');
  await expect(page.locator('.record-message')).toContainText('装载单已作废，单号不再使用。');
  await expect.poll(() => sheets().length).toBe(3);
  const [first, , voiding] = sheets().map(({ document }) => document);
  expect(voiding).toMatchObject({
    status: 'void',
    voidReason: '收货单位写错',
    voids: first?.['id'],
    number: first?.['number'],
  });

  // The weighing itself, now that it has no sheet.
  await program.press('Escape');
  await expect(page.locator('.records-search input')).toHaveValue('345');
  await expect(page.locator('[role=row][aria-selected]')).toHaveCount(2);
  await program.press('Enter');
  // First its trailer, which was read wrong: the reason is one of the usual ones.
  await program.press('F2');
  await expect(page.locator('.correct-value')).toBeFocused();
  await program.press('Shift+Tab', 'ArrowRight', 'Tab');
  await expect(page.locator('.correct-value')).toHaveValue('晋C1234挂');
  await program.press('Control+a');
  await program.write('晋C1235挂');
  // Without a reason nothing happens.
  await program.press('Enter');
  await expect(page.getByLabel('写明原因')).toBeFocused();
  await program.press('ArrowDown', 'ArrowDown', 'Enter');
  await expect(page.locator('.record-message')).toContainText('已更正。过磅时的内容仍然保留，更正照常上传。');
  await expect(page.locator('.record-facts')).toContainText('晋C·1235挂');
  const corrections = () => site.platform.documents().filter(({ document }) => document['correction'] !== undefined);
  await expect.poll(() => corrections().length).toBe(1);
  expect(corrections()[0]?.document).toMatchObject({
    text: '按照片核对',
    correction: { field: 'plateRear', from: '晋C1234挂', to: '晋C1235挂' },
  });

  await program.press('Delete');
  await program.write('复磅代替');
  await program.press('Enter');
  await expect(page.locator('.record-facts')).toContainText('已作废');
  await program.press('Escape');
  await expect(page.locator('.grid-cursor')).toHaveClass(/grid-void/);

  await program.press('Escape');
  await expect(page.locator('[role=row][aria-selected]')).toHaveCount(4);
  await program.press('Escape');
  await expect(page.locator('.weigh')).toBeVisible();
  await program.untilState('空闲');
  await expect
    .poll(() => site.platform.verifyAll())
    .toMatchObject({ documents: 9, faults: [], gaps: [], missingBlobs: [] });
  expect(program.complaints).toEqual([]);
  expect(await program.mouseEvents()).toBe(0);
});

test('opened again soon after a truck, the list begins with that truck', async () => {
  const { program, site } = here;
  const cursor = program.page.locator('.grid-cursor');
  await program.press('F8');
  await expect(cursor).toBeVisible();
  await program.press('Escape');
  await tareIn(program, site, NEWCOMER);
  await program.press('F8');
  await expect(cursor).toContainText('晋A·55555');
});

/** The station answers late, as on a busy machine. */
async function whileSlow(deed: () => Promise<void>): Promise<void> {
  const pid = await here.program.stationPid();
  if (pid === null) throw new Error('there is no station');
  process.kill(pid, 'SIGSTOP');
  try {
    await deed();
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}
/** The number of the record under the cursor. */
const underCursor = () => here.program.page.locator('.grid-cursor [role=gridcell]').first();

test('who moves the cursor before the list has come anew stays on the row that he chose', async () => {
  const { program, site } = here;
  const { page } = program;
  const cursor = page.locator('.grid-cursor');
  await program.press('Escape');
  await tareIn(program, site, { ...NEWCOMER, plateFront: '晋A66666' });
  let chosen = '';
  await whileSlow(async () => {
    await program.press('F8');
    // What was listed before is shown meanwhile.
    await expect(cursor).toContainText('晋A·55555');
    await program.press('ArrowDown');
    await expect(cursor).not.toContainText('晋A·55555');
    chosen = await underCursor().innerText();
  });
  await expect(page.locator('.grid-body .grid-row').first()).toContainText('晋A·66666');
  await expect(underCursor()).toHaveText(chosen);
});

test('who comes back from a record stands on it, though a truck was saved meanwhile', async () => {
  const { program, site } = here;
  const { page } = program;
  const cursor = page.locator('.grid-cursor');
  const newcomer = { ...NEWCOMER, plateFront: '晋A77777' };
  await program.press('Escape');
  site.driveOn(newcomer, newcomer.tareKg, 500);
  await typeTruck(program, newcomer);
  await program.untilAction('record');
  await program.press('F8');
  await expect(page.locator('.grid-body .grid-row').first()).toContainText('晋A·66666');
  await program.press('Escape');
  await program.act('record');
  let chosen = '';
  await whileSlow(async () => {
    await program.press('F8', 'ArrowDown', 'ArrowDown');
    await expect(cursor).toHaveAttribute('aria-rowindex', '4');
    chosen = await underCursor().innerText();
    await program.press('Enter');
    await expect(page.locator('.record')).toBeVisible();
  });
  await expect
    .poll(() => site.platform.documents().some(({ document }) => isOf(document, newcomer.plateFront)))
    .toBe(true);
  await program.press('Escape');
  await expect(page.locator('.grid-body .grid-row').first()).toContainText('晋A·77777');
  await expect(underCursor()).toHaveText(chosen);
  await expect(cursor).toHaveAttribute('aria-rowindex', '5');
  await program.press('Escape');
  await driveOff(program, site);
});
const isOf = (document: Readonly<Record<string, unknown>>, plate: string): boolean =>
  (document['plateFront'] as { readonly text: string | null } | undefined)?.text === plate;
