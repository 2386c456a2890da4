/** Why the indicator gives no weight, as the clerk sees it: a number in the strip, five parts under the steps, back by itself. */
import { expect, test } from '@playwright/test';
import { atSite } from './support/at-site.ts';
import { shoot } from './support/views.ts';

const EIGHT_N_ONE = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 } as const;

test.describe('a line that breaks', () => {
  const here = atSite({ wire: 'serial', line: EIGHT_N_ONE, noiseKg: 0 });
  const message = () => here.program.page.locator('.weigh .message');
  const strip = () => here.program.page.locator('.weigh .strip');
  const shows = (weight: string) =>
    expect(here.program.page.locator('.weight-number')).toHaveAttribute('data-weight', weight, { timeout: 30_000 });

  test('the cable pulled out: the number is gone, said, and back without a key', async () => {
    const { program, site } = here;
    await program.untilReady();
    await shows('0');
    await site.unplug();
    await program.untilState('仪表无信号');
    await expect(message()).toContainText('E109 串口不在了，或者连不上。');
    await expect(strip()).toContainText('仪表 断开 E109');
    await shoot(program, 'port-gone', { axe: 'everywhere' });
    await site.replug();
    await program.untilPhase('idle');
    await shows('0');
    await expect(strip()).not.toContainText('E109');
  });

  test('seven bits and even parity at a port opened as 8N1', async () => {
    const { program, site } = here;
    site.indicator.setLine({ ...EIGHT_N_ONE, dataBits: 7, parity: 'even' });
    await program.untilState('仪表无信号');
    await expect(message()).toContainText('E116 仪表按 7E1 发送，串口却按 8N1 打开。');
    await expect(strip()).toContainText('仪表 断开 E116');
    // A window that is resized under a resting pointer hears of it: counted before.
    expect(await program.mouseEvents()).toBe(0);
    await shoot(program, 'parity', { axe: 'everywhere' });
    site.indicator.setLine(EIGHT_N_ONE);
    await program.untilPhase('idle');
    expect(program.complaints).toEqual([]);
  });
});

test.describe('an adapter by its number', () => {
  const here = atSite({ wire: 'serial' }, (site) =>
    site.configure(({ scale, ...configuration }) => ({
      ...configuration,
      scale: {
        ...scale,
        indicator: { ...scale.indicator, port: { ...EIGHT_N_ONE, kind: 'serial', usb: { serialNumber: 'A50285BI' } } },
      },
    })),
  );

  test('not plugged in: said by its number', async () => {
    const { program } = here;
    await program.untilState('仪表无信号');
    await expect(program.page.locator('.weigh .message')).toContainText('E118 编号 A50285BI 的 USB 转换器没有插上。');
    await shoot(program, 'adapter-absent', { axe: 'everywhere' });
  });
});
