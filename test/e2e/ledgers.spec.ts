/** F12 F8: certificate, seal with a picture, a correction, a swapped camera, a letter; by keyboard alone, and how it looks. */
import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { atSite } from './support/at-site.ts';
import { shoot } from './support/views.ts';

const DAY_MS = 86_400_000;
/** The Beijing day, so many days from now. */
const day = (days: number): string => new Date(Date.now() + 8 * 3_600_000 + days * DAY_MS).toISOString().slice(0, 10);

test.describe('the ledgers', () => {
  const here = atSite();
  const status = () => here.program.page.locator('.ledger-status');
  const rows = () => here.program.page.locator('.grid-ledger [role=row][aria-selected]');
  const keep = async (): Promise<void> => {
    const { program } = here;
    // Enter is dead for a moment after its meaning changed.
    await expect(async () => {
      await program.press('Enter');
      await expect(program.page.locator('.ledger-said')).toContainText('已存下', { timeout: 500 });
    }).toPass();
  };

  test('nothing yet: each ledger says what will stand there', async () => {
    const { program } = here;
    const { page } = program;
    await program.untilReady();
    await program.press('F12', 'F8');
    await expect(status()).toContainText('未登记');
    await expect(page.locator('.ledger-page')).toContainText('还没有维护、维修记录');
    await shoot(program, 'ledgers-none');
  });

  test('a certificate that ends within thirty days is told, and explained', async () => {
    const { program } = here;
    const { page } = program;
    await program.press('3');
    await program.press('Enter');
    await program.write('JJ-2026-0088');
    await program.press('Tab');
    await program.write(day(-340));
    await program.press('Tab');
    await program.write('2026-13-40');
    await program.press('Tab');
    await program.write('阳泉市计量检定所');
    await program.press('Tab');
    await program.write('周期检定，合格');
    // Enter is dead for a moment after the form was opened.
    await expect(async () => {
      await program.press('Enter');
      await expect(page.locator('.ledger-form-foot')).toContainText('请填写：有效期至', { timeout: 500 });
    }).toPass();
    await page.locator('.ledger-field-validUntil input').fill(day(25));
    await keep();
    await expect(status()).toContainText('还有 25 天到期');
    await expect(rows()).toHaveCount(1);
    await shoot(program, 'ledgers-certificate-due');
    await shoot(program, 'ledgers-form', {
      prepare: async () => {
        await program.press('Enter');
        await expect(page.locator('.ledger-form')).toBeVisible();
      },
      undo: () => program.press('Escape'),
    });
    await program.press('F5');
    await program.write('已约检定所下周来');
    await keep();
    await expect(page.locator('.ledger-open')).toHaveCount(0);
  });

  test('a seal with a picture that the camera takes', async () => {
    const { program } = here;
    const { page } = program;
    await program.press('4');
    await program.press('Enter');
    await program.write('0001234');
    await program.press('F2');
    await expect(page.locator('.ledger-pictures img')).toHaveCount(1);
    await program.press('Tab');
    await program.write('月检，铅封完好');
    await keep();
    await expect(status()).toContainText('0001234 完好');
    await expect(rows().first()).toContainText('月检，铅封完好');
  });

  test('what was written wrong is corrected by a new entry, and stays, struck through', async () => {
    const { program } = here;
    const { page } = program;
    await program.press('5');
    await program.press('Enter');
    await program.write('早班巡查');
    await keep();
    await program.press('F3');
    await page.locator('.ledger-field-text input').fill('早班巡查，三号灯不亮');
    await page.locator('.ledger-field-reason input').fill('漏记');
    await keep();
    await expect(rows()).toHaveCount(2);
    await expect(page.locator('.grid-ledger')).toContainText('更正：漏记');
    await expect(page.locator('.grid-ledger')).toContainText('已更正');
    await shoot(program, 'ledgers-corrected');
  });

  test('a suspension prints its letter; the month of the devices stands there by itself', async () => {
    const { program, site } = here;
    const { page } = program;
    await program.press('7');
    await program.press('Enter');
    await program.write('荫营镇人民政府');
    await program.press('Tab');
    await program.press('Tab');
    await program.write('设备检修');
    await keep();
    await expect(status()).toContainText('停业中');
    await program.press('F6');
    await expect(page.locator('.ledger-said')).toContainText('letter-');
    const file = /已存 PDF：(.*\.pdf)/.exec((await page.locator('.ledger-said').textContent()) ?? '')?.[1] ?? '';
    expect(file.startsWith(site.dataDir)).toBe(true);
    expect(existsSync(file)).toBe(true);
    await program.press('8');
    await expect(page.locator('.ledger-table')).toContainText('cam-front');
    await shoot(program, 'ledgers-devices');
    await program.press('F9');
    await expect(page.locator('.ledger-said')).toContainText('ledger-availability');
  });

  test('Esc leads back; nobody touched a mouse', async () => {
    const { program } = here;
    await program.press('Escape');
    await expect(program.page.locator('.ledger')).toHaveCount(0);
    expect(await program.mouseEvents()).toBe(0);
    expect(program.complaints).toEqual([]);
  });
});
