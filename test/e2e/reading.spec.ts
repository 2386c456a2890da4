/** Plates and displays read in the pictures: the plate stands there by itself, an unsure one is a key away, another number stops the truck. */
import { expect, test } from '@playwright/test';
import { pressAtOnce, pressedAtOnce } from './support/at-once.ts';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK, driveOff, typeTruck } from './support/clerk.ts';
import { FULL_HD, SMALL } from './support/program.ts';
import { shoot } from './support/views.ts';

/** Of both plates both readers are sure in the simulated pictures, whose typeface is not the official one. */
const TRUCK = { plateFront: '晋K36358', plateRear: '晋K8888挂' };
const here = atSite({ reads: true, captureWhenSteady: true });
const documents = () => here.site.platform.documents().map(({ document }) => document);
const truck = () => here.program.page.locator('.truck');

test('the truck is read, front and rear: its plate stands there by itself, displays equal the indicator; one Enter records', async () => {
  const { program, site } = here;
  const { page } = program;
  await program.untilReady();
  site.driveOn(TRUCK, 16_200, 500);
  // Nobody is asked before the pictures were read.
  await program.untilPhase('confirm');
  await expect(truck().locator('.truck-plate')).toContainText('晋K36358');
  await expect(truck().locator('.read-plate').first()).toContainText(/识别 \d+ %/);
  await expect(truck().locator('.read-plate img')).toHaveCount(2);
  await expect(page.locator('.plate-editor')).toHaveCount(0);
  await expect(page.locator('.comparison')).toContainText('屏 16 200');
  await expect(page.locator('.picture-display')).toContainText(['16 200', '16 200']);
  await expect(page.locator('.picture-display .picture-crop')).toHaveCount(2);
  await shoot(program, 'reading');
  // Looked at and left again: it still stands there.
  await program.press('F2');
  await expect(page.locator('.plate-editor .plate-field').first()).toContainText(/晋\s*K\s*3\s*6\s*3\s*5\s*8/);
  await program.press('Escape');
  await expect(truck().locator('.truck-plate')).toContainText('晋K36358');
  await expect(truck().locator('.facts')).toContainText('晋K·8888挂');
  await program.act('record');
  await program.untilPhase('released');
  await expect.poll(() => documents().length).toBe(1);
  expect(documents()[0]).toMatchObject({
    plateFront: { text: '晋K36358', source: 'recognised', color: 'yellow' },
    plateRear: { text: '晋K8888挂', source: 'recognised', recognisedText: '晋K8888挂' },
    images: [{ displayReadingKg: 16_200 }, { displayReadingKg: 16_200 }],
  });
  await driveOff(program, site);
});

test('a display that shows another number stops the truck in words; F5 once it is right', async () => {
  const { program, site } = here;
  const { page } = program;
  site.displayShows = '16580';
  await pressAtOnce(page, '.weigh .reasons', '1');
  site.driveOn(TRUCK, 16_500, 500);
  await program.untilPhase('incomplete');
  // A digit that comes down as the question appears was meant for what stood there before.
  await pressedAtOnce(page);
  await expect(page.locator('.reason[aria-checked=true]')).toHaveCount(0);
  await program.untilAction('retake');
  await program.untilState('屏与仪表不同');
  await expect(page.locator('.message .error-text')).toContainText(/E222 前摄像机和后摄像机拍到的显示屏数字与仪表不同/);
  await expect(page.locator('.comparison')).toContainText('≠屏 16 580');
  await expect(page.locator('.reasons')).toContainText('屏与仪表不同仍要继续');
  await expect(page.locator('.picture-display.look')).toHaveCount(2);
  await expect(truck().locator('.truck-plate')).toContainText('晋K36358');
  await shoot(program, 'display-differs');
  await program.answer('1');
  await program.untilAction('accept-incomplete');
  site.displayShows = null;
  await program.press('F5');
  await program.untilPhase('confirm');
  await expect(page.locator('.comparison')).toContainText('=屏 16 500');
  await program.act('record');
  await program.untilPhase('released');
  // The reason was chosen for pictures that were taken again.
  await expect.poll(() => documents().length).toBe(2);
  expect(documents()[1]).toMatchObject({ evidence: { state: 'complete' } });
  await driveOff(program, site);
});

test('it stays different: a reason by one key goes on, and the record says so for ever', async () => {
  const { program, site } = here;
  site.displayShows = '16580';
  site.driveOn(TRUCK, 16_640, 500);
  await program.untilPhase('incomplete');
  await program.answer('2');
  await program.untilAction('accept-incomplete');
  await program.press('F5');
  // Asked anew of the new pictures.
  await program.untilAction('retake');
  await expect(program.page.locator('.reason[aria-checked=true]')).toHaveCount(0);
  await program.untilPhase('incomplete');
  await program.answer('1');
  await program.act('accept-incomplete');
  await program.untilPhase('released');
  await expect.poll(() => documents().length).toBe(3);
  expect(documents()[2]).toMatchObject({ evidence: { state: 'incomplete', reason: '显示屏坏了' } });
  site.displayShows = null;
  await driveOff(program, site);
});

/** The M of the simulated typeface looks like an N: the two readers do not agree. */
const UNSURE = { ...COAL_TRUCK, plateFront: '晋M60031', plateRear: TRUCK.plateRear };

test('an unsure plate is a person’s matter: the editor opens with its picture and the best three; what is typed is a correction', async () => {
  const { program, site } = here;
  const { page } = program;
  site.driveOn(UNSURE, 16_700, 500);
  await program.untilPhase('confirm');
  const editor = page.locator('.plate-editor');
  await expect(editor.locator('.read-plate .picture-crop img')).toBeVisible();
  await program.resize(SMALL);
  // On the small screen, too, and not only until it has been laid out anew.
  for (const nth of [0, 1, 2]) await expect(editor.locator('.open-choice-read').nth(nth)).toBeInViewport({ ratio: 1 });
  await expect(editor.locator('.open-unseen .open-choice-read')).toHaveCount(0);
  await program.resize(FULL_HD);
  await shoot(program, 'plate-unsure');
  await typeTruck(program, UNSURE);
  await program.act('record');
  await program.untilPhase('released');
  // The pictures' readings are in the record, and said beside what it bears.
  await expect(truck().locator('.read-beside')).toHaveText('照片读作 晋N·60031');
  await shoot(program, 'reading-corrected');
  await expect.poll(() => documents().length).toBe(4);
  expect(documents()[3]).toMatchObject({
    plateFront: { text: '晋M60031', source: 'corrected', recognisedText: '晋N60031', correctedBy: '测试员' },
    plateRear: { text: TRUCK.plateRear, source: 'recognised' },
  });
  await driveOff(program, site);
});

test('it comes again: the vehicle that is known stands first, what was read is said beside it, one key takes it', async () => {
  const { program, site } = here;
  const { page } = program;
  await pressAtOnce(page, '.plate-editor[data-choices*="晋M60031"]', '1');
  site.driveOn(UNSURE, 48_600, 500);
  await program.untilPhase('confirm');
  const first = page.locator('.plate-editor .open-choices li').first();
  await pressedAtOnce(page);
  await expect(page.locator('.plate-editor')).toBeVisible();
  await expect(first).toContainText(/^1晋M·60031晋K·8888挂/);
  await program.choose('1');
  await expect(truck().locator('.truck-plate')).toContainText('晋M60031');
  await expect(truck().locator('.read-plate').first()).toContainText('照片读作 晋N·60031，按车辆档案');
  await driveOff(program, site);
});

test('dark displays are said with what helps, and stop no truck; what was chosen before the plate was read stays', async () => {
  const { program, site } = here;
  const { page } = program;
  site.displayShows = '';
  site.driveOn(TRUCK, 16_200, 500);
  await program.untilPhase('arriving');
  await program.press('F7');
  await expect(page.locator('.weight-kind')).toHaveText('毛重');
  await program.untilPhase('confirm');
  await expect(truck().locator('.truck-plate')).toContainText('晋K36358');
  await expect(page.locator('.weight-kind')).toHaveText('毛重');
  await program.press('F7');
  await expect(page.locator('.message')).toContainText(
    /摄像机拍到的显示屏(没有亮|看不清)。.*F5 再拍.*记录会注明屏未核对/,
  );
  await expect(page.locator('.comparison')).toContainText('屏 看不清');
  await shoot(program, 'display-illegible');
  // Another trailer than was read: both are seen whole, on the small screen, too.
  await program.press('F2', 'Tab', 'Backspace', 'Backspace', 'Backspace', 'Backspace', 'Backspace', '2', '2', '2', '2');
  await program.enter();
  await expect(page.locator('.plate-editor .editor-note-on')).toContainText('请按轴数');
  await program.enter();
  await expect(truck().locator('.facts .read-plate')).toContainText('照片读作 晋K·8888挂');
  await program.resize(SMALL);
  for (const part of ['.fact-whole .figures', '.facts .read-plate'])
    await expect(truck().locator(part)).toBeInViewport({ ratio: 1 });
  await program.resize(FULL_HD);
  await shoot(program, 'reading-other-trailer');
  await program.act('record');
  await program.untilPhase('released');
  site.displayShows = null;
  await driveOff(program, site);
});

test('nobody touched a mouse', async () => {
  expect(await here.program.mouseEvents()).toBe(0);
  expect(here.program.complaints).toEqual([]);
});
