/** What reads the pictures is missing or dead: the truck is weighed as without it, words say why, and it comes back by itself. */
import { rm, writeFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK, driveOff, typeTruck } from './support/clerk.ts';
import { ownCopy, type OwnCopy } from './support/own-copy.ts';
import { shoot } from './support/views.ts';

/** Of both plates both readers are sure in the simulated pictures. */
const TRUCK = { ...COAL_TRUCK, plateFront: '晋K36358', plateRear: '晋K8888挂' };
const READS = { reads: true, captureWhenSteady: true };

test.describe('the file of a network is missing', () => {
  const MODEL = 'native/plate-model/model/plate.onnx';
  let copy: OwnCopy;
  const here = atSite(READS, async () => {
    copy = await ownCopy();
    await rm(copy.file(MODEL));
    return { app: copy.app };
  });
  test.afterAll(() => copy.remove());
  const documents = () => here.site.platform.documents().map(({ document }) => document);

  test('the plate is typed, and the screen says which file; displays are read all the same', async () => {
    const { program, site } = here;
    const { page } = program;
    await program.untilReady();
    site.driveOn(TRUCK, 16_200, 500);
    await program.untilPhase('confirm');
    await expect(page.locator('.plate-editor')).toBeVisible();
    await expect(page.locator('.comparison')).toContainText('屏 16 200');
    await program.press('Escape');
    await expect(page.locator('.truck .read-plate')).toHaveText('E250 缺少识别车牌的文件 plate.onnx。');
    await shoot(program, 'reader-without-network');
    await program.enter();
    await typeTruck(program, TRUCK);
    await program.act('record');
    await program.untilPhase('released');
    await expect.poll(() => documents().length).toBe(1);
    expect(documents()[0]).toMatchObject({
      plateFront: { text: TRUCK.plateFront, source: 'manual' },
      evidence: { state: 'complete' },
      images: [{ displayReadingKg: 16_200 }, { displayReadingKg: 16_200 }],
    });
    await driveOff(program, site);
  });

  test('it is put back: the next truck is read, nothing has to be started anew', async () => {
    const { program, site } = here;
    await copy.restore(MODEL);
    site.driveOn(TRUCK, 48_600, 500);
    await program.untilPhase('confirm');
    await expect(program.page.locator('.truck .read-plate').first()).toContainText(/识别 \d+ %/);
    await expect(program.page.locator('.truck .truck-plate')).toContainText(TRUCK.plateFront);
    await driveOff(program, site);
    expect(program.complaints).toEqual([]);
  });
});

test.describe('the reader takes every question and never answers', () => {
  const READER = 'out/recognition-worker.cjs';
  let copy: OwnCopy;
  const here = atSite(READS, async () => {
    copy = await ownCopy();
    await writeFile(copy.file(READER), "require('node:worker_threads').parentPort.on('message', () => {});\n");
    return { app: copy.app };
  });
  test.afterAll(() => copy.remove());
  const documents = () => here.site.platform.documents().map(({ document }) => document);

  test('nobody waits for it: the plate is asked, the record is made, and says that no display was read', async () => {
    const { program, site } = here;
    const { page } = program;
    await program.untilReady();
    site.driveOn(TRUCK, 16_200, 500);
    await program.untilPhase('confirm');
    await expect(page.locator('.plate-editor')).toBeVisible();
    await typeTruck(program, TRUCK);
    await program.act('record');
    await program.untilPhase('released');
    await expect.poll(() => documents().length).toBe(1);
    expect(documents()[0]).toMatchObject({
      plateFront: { text: TRUCK.plateFront, source: 'manual' },
      evidence: { state: 'complete' },
      images: [{ displayReadingKg: null }, { displayReadingKg: null }],
      checks: expect.arrayContaining([{ code: 'display-matches', result: 'unknown' }]),
    });
    await driveOff(program, site);
  });

  test('it is found out: the truck that stands there is told so in words', async () => {
    const { program, site } = here;
    const { page } = program;
    site.driveOn(TRUCK, 16_400, 500);
    await program.untilPhase('confirm');
    await expect(page.locator('.plate-editor')).toBeVisible();
    await program.press('Escape');
    await expect(page.locator('.truck .read-plate')).toHaveText('E253 识别车牌的部分出错，正在重新启动。', {
      timeout: 60_000,
    });
    await expect(page.locator('.comparison')).toContainText('屏 看不清');
    await shoot(program, 'reader-dead');
    await program.enter();
    await program.choose('1');
    await expect(page.locator('.message')).toContainText(/识别程序没有回答，.*屏没有核对。可按 F5 再拍/);
    await shoot(program, 'reader-dead-plate-said');
    await copy.restore(READER);
    await driveOff(program, site);
  });

  test('it is back by itself: the next truck is read', async () => {
    const { program, site } = here;
    const { page } = program;
    site.driveOn(TRUCK, 48_600, 500);
    await program.untilPhase('confirm');
    await expect(page.locator('.comparison')).toContainText('屏 48 600');
    await expect(page.locator('.truck .read-plate').first()).toContainText(/识别 \d+ %/);
    await driveOff(program, site);
    expect(await program.mouseEvents()).toBe(0);
    expect(program.complaints).toEqual([]);
  });
});
