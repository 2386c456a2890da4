/** A camera that fails: said in words with its name and why; healed by F5, or gone on without, and never hidden again. */
import { expect, test } from '@playwright/test';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK, comeBackLoaded, driveOff, fillSheet, typeTruck, type OneTruck } from './support/clerk.ts';

const OTHER_TRUCK: OneTruck = { ...COAL_TRUCK, plateFront: '晋M60031', plateRear: '晋M6003挂' };
const here = atSite();
const documents = () => here.site.platform.documents().map(({ document }) => document);

test('half a picture: said so, and F5 heals it once the camera is back', async () => {
  const { program, site } = here;
  const { page } = program;
  await program.untilReady();
  await site.rear.setFault('halfJpeg');
  site.driveOn(COAL_TRUCK, COAL_TRUCK.tareKg, 500);
  await typeTruck(program, COAL_TRUCK);
  await program.act('record');

  await program.untilPhase('incomplete');
  await program.untilState('证据不全');
  await expect(page.locator('.weigh .band')).toHaveClass(/band-look/);
  await expect(page.locator('.message .error-text')).toContainText(/E208 后摄像机的照片只有一部分/);
  await expect(page.locator('.message .error-text')).toContainText('重量和已有照片已存盘');
  await expect(page.locator('.picture-missing')).toContainText('E208 后摄像机的照片只有一部分');
  await expect(page.locator('.picture-box img')).toHaveCount(1);
  await expect(page.locator('.pictures-foot')).toContainText('1 张已存盘');
  await program.untilAction('retake');

  // Still broken: taking it again changes nothing, and Esc does not throw the weight away.
  await program.enter();
  await program.untilAction('retake');
  await program.press('Escape');
  await program.untilPhase('incomplete');

  await site.rear.setFault(null);
  await program.press('F5');
  await program.untilPhase('confirm');
  await expect(page.locator('.picture-missing')).toHaveCount(0);
  await expect(page.locator('.picture-box img')).toHaveCount(2);
  await program.act('record');
  await program.untilPhase('released');
  await expect.poll(() => documents().length).toBe(1);
  expect(documents()[0]).toMatchObject({ weightKg: 16_200, evidence: { state: 'complete', missing: [] } });
  expect(documents()[0]?.['images']).toHaveLength(2);
  await driveOff(program, site);
});

test('a camera that hangs: a reason by one key, and record and paper say so for ever', async () => {
  const { program, site } = here;
  const { page } = program;
  await site.rear.setFault('hang');
  await comeBackLoaded(program, site, COAL_TRUCK);
  await fillSheet(program, COAL_TRUCK);
  await program.act('record-and-print');
  await program.untilPhase('incomplete');
  await expect(page.locator('.message .error-text')).toContainText('E204 后摄像机 3 秒没有回应');
  await expect(page.locator('.reasons')).toContainText('缺照片仍要继续，请选原因：');
  expect(site.printer.tickets).toEqual([]);
  await program.answer('1');
  await expect(page.locator('.reason[aria-checked=true]')).toContainText('摄像机故障');
  await program.untilAction('accept-incomplete');
  await expect(page.locator('[data-action]')).toContainText('注明“摄像机故障”并继续');
  await program.enter();
  await program.untilPhase('released');

  await expect.poll(() => site.printer.tickets.length).toBe(1);
  expect(site.printer.tickets[0]?.text).toMatch(/证据不全.*摄像机故障/);
  await expect.poll(() => documents().length).toBe(3);
  expect(documents()[1]).toMatchObject({
    kind: 'gross',
    weightKg: 48_620,
    images: [{ role: 'front' }],
    evidence: {
      state: 'incomplete',
      missing: [{ role: 'rear', code: 'camera.timeout' }],
      reason: '摄像机故障',
      acceptedBy: '测试员',
    },
  });
  await expect.poll(() => site.platform.verifyAll()).toMatchObject({ faults: [], gaps: [], missingBlobs: [] });

  await site.rear.setFault(null);
  await driveOff(program, site);
  await program.press('F8');
  await expect(page.locator('.grid-cursor')).toContainText('不全');
  await program.press('Enter');
  await expect(page.locator('.record-facts')).toContainText('“摄像机故障” 测试员');
  await expect(page.locator('.record .picture-missing')).toContainText('后摄像机 3 秒没有回应');
  await program.press('Escape', 'Escape');
  await program.untilState('空闲');
});

test('a camera that fails between two trucks: said in its place before the next one comes, and gone by itself', async () => {
  const { program, site } = here;
  const { page } = program;
  await program.untilReady();
  await site.front.setFault('hang');
  const frame = page.locator('.picture-missing');
  // A camera that is well is only looked at now and then.
  await expect(frame).toContainText(/E20\d 前摄像机.*请检查它的电源和网线/, { timeout: 60_000 });
  await expect(page.locator('.message')).toContainText('称重照常；但下一车会缺它的照片。');
  await expect(page.locator('.message')).not.toContainText(/已存盘|Enter/);
  await expect(page.locator('.weigh .strip-item.look')).toContainText('前 未连上');
  await program.untilState('空闲');
  await site.front.setFault(null);
  await expect(frame).toHaveCount(0);
});

test('killed while a picture is missing: no sheet is promised; one Enter weighs again where it stands, then the sheet', async () => {
  const { program, site } = here;
  const { page } = program;
  const before = documents().length;
  const papers = site.printer.tickets.length;
  const kill = async (phase: string): Promise<void> => {
    await program.untilPhase('incomplete');
    process.kill((await program.stationPid()) ?? 0, 'SIGKILL');
    await program.untilPhase(phase);
    await program.untilState('证据不全');
    await expect(page.locator('.message')).toContainText('没有人写明原因');
    await program.untilAction('reweigh-pictures');
    await expect(page.locator('[data-action]')).toContainText('原地复磅 补拍照片');
    await site.rear.setFault(null);
    // The station that has just started must have seen it stand.
    await expect(page.locator('.weigh .stability-on')).toBeVisible();
    await program.enter();
  };
  await program.untilReady();
  await site.rear.setFault('halfJpeg');
  site.driveOn(OTHER_TRUCK, OTHER_TRUCK.tareKg, 500);
  await typeTruck(program, OTHER_TRUCK);
  await program.act('record');
  await kill('released');
  await program.untilState('可放行');
  await driveOff(program, site);

  await site.rear.setFault('halfJpeg');
  await comeBackLoaded(program, site, OTHER_TRUCK);
  await fillSheet(program, OTHER_TRUCK);
  await program.act('record-and-print');
  await kill('confirm');
  await program.act('print-sheet');
  await program.untilState('可放行');
  await expect.poll(() => site.printer.tickets.length).toBe(papers + 1);
  await expect.poll(() => documents().length).toBe(before + 5);
  const [tare, tareAgain, gross, grossAgain, sheet] = documents().slice(before);
  for (const [first, again] of [
    [tare, tareAgain],
    [gross, grossAgain],
  ]) {
    expect(first).toMatchObject({ evidence: { state: 'incomplete', reason: 'restart' } });
    expect(again).toMatchObject({
      evidence: { state: 'complete' },
      replaces: { weighingId: first?.['id'], reason: '照片不全，补拍' },
    });
  }
  expect(sheet).toMatchObject({ grossWeighingId: grossAgain?.['id'], tareWeighingId: tareAgain?.['id'] });
  await driveOff(program, site);
  expect(program.complaints).toEqual([]);
  expect(await program.mouseEvents()).toBe(0);
});
