/** The warnings desk by keyboard: said at the scale, opened by F9, taken on, answered with words and pictures, received, returned. */
import { expect, test } from '@playwright/test';
import { png } from '../station/warnings/pictures.ts';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK, cross } from './support/clerk.ts';
import { shoot } from './support/views.ts';

const here = atSite({ stabilityMs: 1500 });
const HOUR = 3_600_000;
const HOSTILE =
  '<img src=x onerror="document.title=1"><script>alert(1)</script>\u202e倒过来\u0000 {{title}} $t(key.back) ';

function warn(warningId: string, more: object = {}): void {
  const dueAt = new Date(Date.now() + 5 * HOUR).toISOString();
  const data = {
    warningId,
    code: 'over-limit-exit',
    level: 'high',
    title: '晋C·12345 超限出场',
    text: '请于时限内整改。',
    dueAt,
    ...more,
  };
  here.site.platform.pushEvent({ type: 'warning.raised', data });
}
const rows = () => here.program.page.locator('.grid-inbox [role=row][aria-selected]');
const detail = () => here.program.page.locator('.warning-detail');

test('said at the scale with its number and its time; F9 lists it, with nothing before it', async () => {
  const { program } = here;
  const { page } = program;
  await program.untilReady();
  await program.press('F9');
  await expect(page.locator('.grid-empty')).toContainText('没有待办的预警');
  await shoot(program, 'desk-empty');
  await program.press('Escape');
  warn('w-1');
  await expect(page.locator('.weigh .message')).toContainText('E340');
  await expect(page.locator('.weigh .message')).toContainText('晋C·12345 超限出场');
  await expect(page.locator('.weigh .strip-warnings')).toContainText('预警 1 条 · 剩 4 h 59 min');
  await shoot(program, 'desk-said');
  await program.press('F9');
  await expect(rows()).toHaveCount(1);
  await expect(rows()).toContainText('紧急');
  await expect(rows()).toContainText('待处理');
});

test('taken on, written, a camera’s shot and a file added, sent by a second key, received', async () => {
  const { program, site } = here;
  const { page } = program;
  await program.press('Enter');
  await expect(detail()).toContainText('请于时限内整改。');
  await program.press('F2');
  await expect(detail()).toContainText('处理中');
  await program.press('F3');
  await expect(page.locator('.rectify textarea')).toBeFocused();
  await program.press('F10');
  await expect(page.locator('.rectify')).toContainText('请写明整改情况');
  await program.write('已卸货至限值以内，对装载机司机作了教育。');
  await program.press('F5', '1');
  await expect(page.locator('.rectify-pictures img')).toHaveCount(1);
  const chooser = page.waitForEvent('filechooser');
  await program.press('F4', 'F6');
  await (await chooser).setFiles({ name: '整改后.png', mimeType: 'image/png', buffer: png(320, 200) });
  await expect(page.locator('.rectify-pictures img')).toHaveCount(2);
  await expect(page.locator('.rectify-pictures')).toContainText('整改后');
  await shoot(program, 'desk-rectify');
  await program.press('F10');
  await expect(page.locator('.rectify-confirm')).toContainText('发送后不能改');
  await program.press('Enter');
  await expect(page.locator('.warning-history')).toContainText('平台回执');
  await expect(page.locator('.warning-head')).toContainText('平台已收');
  await shoot(program, 'desk-received');
  const stored = site.platform.documents().find(({ path }) => path === 'rectifications')?.document;
  expect(stored).toMatchObject({ warningId: 'w-1', images: [{ role: 'before' }, { role: 'after', cameraId: 'file' }] });
  await program.press('Escape');
  await expect(page.locator('.grid-empty')).toBeVisible();
});

test('a picture that is dropped is added; a page that calls itself one is refused in words', async () => {
  const { program, site } = here;
  const { page } = program;
  site.platform.pushEvent({ type: 'warning.returned', data: { warningId: 'w-1', text: '照片看不清' } });
  await expect(rows()).toContainText('平台退回');
  await program.press('Enter');
  await expect(page.locator('.warning-history')).toContainText('照片看不清');
  await program.press('F3');
  const drop = async (name: string, bytes: Buffer): Promise<void> => {
    const data = await page.evaluateHandle(
      ({ base64, file }) => {
        const transfer = new DataTransfer();
        const binary = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
        transfer.items.add(new File([binary], file, { type: 'image/png' }));
        return transfer;
      },
      { base64: bytes.toString('base64'), file: name },
    );
    await page.dispatchEvent('.rectify', 'drop', { dataTransfer: data });
  };
  await drop('a.png', png(200, 100));
  await expect(page.locator('.rectify-pictures img')).toHaveCount(1);
  await drop('b.png', Buffer.from('<html><script>alert(1)</script></html>'));
  await expect(page.locator('.rectify')).toContainText('E346');
  await program.press('F7');
  await expect(page.locator('.rectify-pictures img')).toHaveCount(0);
  await program.press('Escape', 'Escape');
});

test('hostile words are text and nothing else', async () => {
  const { program } = here;
  const { page } = program;
  warn('w-hostile', {
    level: 'critical',
    code: HOSTILE.slice(0, 100),
    title: HOSTILE,
    text: HOSTILE.repeat(1000),
    dueAt: new Date(Date.now() - HOUR).toISOString(),
  });
  await expect(rows()).toHaveCount(2);
  await expect(rows().first()).toContainText('<img src=x');
  await expect(rows().first()).toContainText('超期');
  await expect(rows().first()).toContainText('⟨202E⟩');
  await shoot(program, 'desk-inbox');
  // The cursor stays with the row that it was on, though a more pressing one came above it.
  await expect(page.locator('.grid-inbox [aria-selected=true]')).toContainText('晋C·12345');
  await program.press('ArrowUp', 'Enter');
  await expect(page.locator('.warning-text')).toContainText('$t(key.back)');
  expect(await page.locator('.warning-detail script, .warning-text img').count()).toBe(0);
  await shoot(program, 'desk-hostile');
  await program.press('Escape', 'Escape');
  await expect(page.locator('.weigh .message')).toContainText('<img src=x');
  await shoot(program, 'desk-overdue');
});

test('a matter of the site stands in the same list, is explained where its curve is, and leads back', async () => {
  const { program, site } = here;
  const { page } = program;
  await cross(program, site, COAL_TRUCK);
  await program.press('F9');
  const matter = rows().filter({ hasText: '过磅无记录' });
  await expect(matter).toHaveCount(1);
  const at = (await rows().allTextContents()).findIndex((text) => text.includes('过磅无记录'));
  for (let nth = 0; nth < at; nth += 1) await program.press('ArrowDown');
  await expect(page.locator('.grid-inbox [aria-selected=true]')).toContainText('过磅无记录');
  await program.press('Enter');
  await expect(page.locator('.curve canvas')).toBeVisible();
  await program.press('1', 'Enter');
  await expect(page.locator('.record-message')).toContainText('永久保留');
  await program.press('Escape');
  await expect(page.locator('.warnings')).toBeVisible();
  await expect(matter).toHaveCount(0);
  await program.press('F4');
  await expect(page.locator('.figures-view')).toContainText('过磅无记录');
  await shoot(program, 'desk-figures');
  await program.press('Escape', 'Escape');
  await expect(page.locator('.weigh')).toBeVisible();
  expect(program.complaints).toEqual([]);
});
