/** What breaks behind the window is said in words, costs nothing, and passes by itself. */
import { expect, test } from '@playwright/test';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK, type OneTruck, comeBackLoaded, driveOff, fillSheet, record, typeTruck } from './support/clerk.ts';
import { Program } from './support/program.ts';

const { driveAxles: _ofSixAxles, ...AS_COAL_TRUCK } = COAL_TRUCK;
const OTHER_TRUCK: OneTruck = {
  ...AS_COAL_TRUCK,
  plateFront: '晋M60031',
  plateRear: null,
  tareKg: 11_000,
  axleCount: 4,
  vehicleType: 1,
};
/** The rule (product.md W1), and what a loaded machine may need to draw. */
const STALE_MS = 1000;
const DRAW_MS = 400;

test.describe('while it runs', () => {
  const here = atSite({ wire: 'serial', captureWhenSteady: true });
  const documents = () => here.site.platform.documents().map(({ document }) => document);

  test('the indicator falls silent: the number is gone within a second, and back by itself', async () => {
    const { program, site } = here;
    const { page } = program;
    await program.untilReady();
    site.driveOn(COAL_TRUCK, 30_000, 0);
    const weight = page.locator('.weight-number');
    await expect(weight).toHaveAttribute('data-weight', '30000');
    await expect(page.locator('.plate-editor')).toBeVisible();
    const gone = page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const shown = (): string => document.querySelector<HTMLElement>('.weight-number')?.innerText ?? '';
          const look = (): void => {
            if (/\d/.test(shown())) requestAnimationFrame(look);
            else resolve(Date.now());
          };
          look();
        }),
    );
    site.indicator.silence();
    const silentAt = Date.now();
    expect((await gone) - silentAt).toBeLessThan(STALE_MS + DRAW_MS);
    await expect(weight).toHaveText('– – –');
    await expect(weight).toHaveAttribute('data-weight', '');
    await expect(page.locator('.comparison')).not.toContainText(/\d/);
    await program.untilState('仪表无信号');
    await expect(page.locator('.message')).toContainText('E101 磅秤仪表没有数据。');
    await expect(page.locator('.message')).toContainText('程序会自动重连');
    await expect(page.locator('.weigh .strip-item.stop')).toContainText('仪表');
    await program.press('Escape');
    await expect(page.locator('[data-action]')).toBeDisabled();

    site.indicator.speak();
    await expect(weight).toHaveAttribute('data-weight', '30000');
    await driveOff(program, site);
  });

  test('the station is killed with a truck on the deck: said so, back by itself, and the truck is recorded once', async () => {
    const { program, site } = here;
    const { page } = program;
    site.driveOn(COAL_TRUCK, COAL_TRUCK.tareKg, 500);
    await typeTruck(program, COAL_TRUCK);
    await program.untilPhase('confirm');
    await program.untilAction('record');

    const pid = await program.stationPid();
    expect(pid).not.toBeNull();
    process.kill(pid ?? 0, 'SIGKILL');
    await program.untilState('称重服务正在恢复');
    await expect(page.locator('.weight-number')).toHaveAttribute('data-weight', '');
    await expect(page.locator('[data-action]')).toBeDisabled();

    // Capture and plate were on disk: the new station made the document at once, as the clerk had said it.
    await program.untilPhase('released');
    expect(await program.stationPid()).not.toBe(pid);
    await expect(page.locator('.weight-number')).toHaveAttribute('data-weight', '16200');
    await expect(page.locator('.picture-box img')).toHaveCount(2);
    await expect.poll(() => documents().length).toBe(1);
    const [tare] = documents();
    expect(tare).toMatchObject({ kind: 'tare', weightKg: 16_200, plateFront: { text: '晋C12345', source: 'manual' } });

    await expect(page.locator('.truck-plate')).toContainText('12345');
    await driveOff(program, site);
    await expect(page.locator('.open-trucks td').first()).toContainText('晋C·12345');
    expect(documents().filter(({ kind }) => kind === 'tare')).toHaveLength(1);
  });

  test('killed before anybody named the truck: recorded without a plate, and Enter asks for it', async () => {
    const { program, site } = here;
    const { page } = program;
    const before = documents().length;
    site.driveOn(OTHER_TRUCK, OTHER_TRUCK.tareKg, 500);
    await program.untilPhase('confirm');
    await program.press('Escape');
    process.kill((await program.stationPid()) ?? 0, 'SIGKILL');
    await program.untilPhase('released');
    await program.untilState('请输入车牌');
    await expect(page.locator('.message')).toContainText('还没有车牌');
    await expect(page.locator('.weigh')).not.toContainText('无牌');
    await program.act('enter-plate');
    await typeTruck(program, OTHER_TRUCK);
    await program.untilState('可放行');
    await expect.poll(() => documents().slice(before)).toHaveLength(4);
    expect(documents().slice(before)).toMatchObject([
      { kind: 'tare', plateFront: { text: null, source: 'none' }, operatorId: 'nobody' },
      { correction: { field: 'plateFront', from: null, to: OTHER_TRUCK.plateFront } },
      { correction: { field: 'axleCount', from: null, to: OTHER_TRUCK.axleCount } },
      { correction: { field: 'vehicleType', from: 'unknown', to: 'rigid' } },
    ]);
    await driveOff(program, site);
  });

  test('no platform and no paper: both said, weighing goes on, and nothing is lost', async () => {
    const { program, site } = here;
    const { page } = program;
    await site.platform.refuseConnections();
    site.printer.faults.paperOut = true;
    await comeBackLoaded(program, site, COAL_TRUCK);
    await fillSheet(program, COAL_TRUCK);
    await record(program, 'record-and-print', 'released');
    await expect(page.locator('.message')).toContainText('E505 打印机没纸了。 装载单已存盘，装纸后自动打印。 请装纸。');
    await expect(page.locator('.weigh .strip-item.look', { hasText: '打印' })).toContainText('待打 1');
    await expect(page.locator('.weigh .strip-item.look', { hasText: '平台' })).toContainText('离线（继续称重）', {
      timeout: 60_000,
    });
    await expect(page.locator('.weigh .strip-item').first()).toContainText(/待上传 [1-9]/);
    expect(site.printer.tickets).toEqual([]);

    site.printer.faults.paperOut = false;
    await expect(page.locator('.message')).toContainText('已打印。车辆可以出厂。', { timeout: 60_000 });
    expect(site.printer.tickets).toHaveLength(1);
    await driveOff(program, site);
    await site.platform.heal();
    await expect(page.locator('.weigh .strip-item').first()).toHaveText('待上传 0', { timeout: 120_000 });
    await expect(page.locator('.weigh .strip-item', { hasText: '平台' })).toContainText('正常');
    expect(await site.platform.verifyAll()).toMatchObject({ faults: [], gaps: [], missingBlobs: [] });
    expect(await program.mouseEvents()).toBe(0);
    expect(program.complaints).toEqual([]);
  });
});

test.describe('a configuration that is wrong', () => {
  const here = atSite({}, async (site) => {
    await site.configure((configuration) => ({
      ...configuration,
      scale: { ...configuration.scale, maxKg: 'one hundred' },
    }));
  });

  test('no start: the page says which entry, and Enter tries again once it is mended', async () => {
    const { program, site } = here;
    const { page } = program;
    await expect(page.locator('.station-card h1')).toContainText('称重服务没有启动');
    await expect(page.locator('.error-text')).toContainText(/E\d+ 配置有错：scale\.maxKg（应为数字，不加引号）/);
    await expect(page.locator('.error-text')).toContainText('请改正这一项，然后按 Enter 再试');
    await expect(page.locator('.error-text')).toContainText('请联系承建单位');
    await expect(page.locator('.station-card .default-key')).toBeFocused();
    await page.screenshot({ path: 'test-results/looks/given-up.png' });

    // Tried again without mending: the same words.
    const givenUp = () => program.log.filter((line) => line.includes('"given-up"')).length;
    const before = givenUp();
    await program.press('Enter');
    await expect.poll(givenUp).toBe(before + 1);
    await expect(page.locator('.error-text')).toContainText('scale.maxKg');

    await site.configure((configuration) => ({ ...configuration, scale: { ...configuration.scale, maxKg: 100_000 } }));
    await expect(page.locator('.station-card .default-key')).toBeFocused();
    await program.press('Enter');
    await program.untilPhase('idle');
    await expect(page.locator('.weight-number')).toHaveAttribute('data-weight', '0');
  });

  test('two programs on one data folder: the second one goes away, the first one stays', async () => {
    const { program, site } = here;
    await expect(Program.open(site)).rejects.toThrow();
    await program.untilPhase('idle');
  });
});
