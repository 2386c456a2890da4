/**
 * Driver `system` through the desktop, as on Windows: Chromium prints the hidden page into a real CUPS, and what reaches the
 * printer is held against the preview on the screen, sign by sign.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { PrintService } from '../sim/printer/print-service.ts';
import { pdfWords } from '../support/pdf-words.ts';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK, comeBackLoaded, driveOff, fillSheet, record, tareIn } from './support/clerk.ts';
import { shoot } from './support/views.ts';

const QUEUE = 'office';
/** The three-part form of half a length. */
const WIDTH_MM = 241;
const NEAR_MM = 0.7;
const printer = { driver: 'system', queue: QUEUE, through: 'desktop', paper: 'form', formLines: 33 };

let service: PrintService;
const here = atSite({ captureWhenSteady: true, configuration: { printer } }, async () => {
  service = await PrintService.start();
  await service.addQueue(QUEUE);
  // Chromium asks libcups, which goes where this points.
  process.env['CUPS_SERVER'] = service.socketPath;
});
test.afterAll(async () => {
  delete process.env['CUPS_SERVER'];
  await service.stop();
});
const screen = () => here.program.page.locator('.printing');

interface Sign {
  readonly char: string;
  readonly left: number;
  readonly baseline: number;
}

/** The signs of the preview on the screen, page by page, at their places on paper in millimetres. */
async function shown(): Promise<Sign[][]> {
  const pages = await here.program.page.locator('.paper:visible svg').evaluateAll((drawings) =>
    drawings.map((drawing) => ({
      width: (drawing as SVGSVGElement).viewBox.baseVal.width,
      texts: [...drawing.querySelectorAll('text')].map((text) => ({
        said: text.textContent,
        places: (text.getAttribute('x') ?? '').split(' ').map(Number),
        moved: (text.getAttribute('transform') ?? '').match(/[\d.]+/g)?.map(Number) ?? [],
      })),
    })),
  );
  return pages.map(({ texts, width }) =>
    texts.flatMap(({ moved: [x = 0, baseline = 0, wide = 1], places, said }) =>
      [...said]
        .map((char, index) => ({
          char,
          left: ((x + (places[index] ?? 0) * wide) * WIDTH_MM) / width,
          baseline: (baseline * WIDTH_MM) / width,
        }))
        .filter(({ char }) => char !== ' '),
    ),
  );
}

/** What came out last has these signs where they were shown, and no others. */
async function comparePaper(pages: readonly (readonly Sign[])[]): Promise<void> {
  const file = join(service.folder, 'paper.pdf');
  await writeFile(file, service.papers.at(-1) ?? '');
  const printed = await pdfWords(file);
  expect(printed).toHaveLength(pages.length);
  for (const [index, signs] of pages.entries()) {
    const left = new Set(signs);
    for (const { left: x, middle, text } of printed[index] ?? []) {
      const first = signs.find(
        (sign) => Math.abs(sign.left - x) < NEAR_MM && sign.baseline > middle - 1 && sign.baseline < middle + 4,
      );
      expect(first, `"${text}" at ${x} ${middle}`).toBeDefined();
      const line = signs.filter(({ baseline, left: at }) => baseline === first?.baseline && at >= (first?.left ?? 0));
      const run = line.sort((a, b) => a.left - b.left).slice(0, [...text].length);
      expect(run.map(({ char }) => char).join('')).toBe(text);
      for (const sign of run) left.delete(sign);
    }
    expect([...left].map(({ char }) => char).join('')).toBe('');
  }
}

test('the printer is found by its name', async () => {
  const { program } = here;
  await program.untilReady();
  await program.press('F12', 'F6');
  await expect(screen()).toContainText(QUEUE);
  await expect(screen()).toContainText('可以打印');
  await expect(screen()).toContainText('程序只知道系统收下了没有');
  await shoot(program, 'printing-desktop');
});

test('F5: the test page comes out on the form', async () => {
  const { program } = here;
  await program.app.evaluate(({ app, BrowserWindow }) => {
    const seen: unknown[] = [];
    (globalThis as { printedBy?: unknown }).printedBy = seen;
    const [main] = BrowserWindow.getAllWindows();
    app.once('browser-window-created', (_event, window) => {
      const contents = window.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      const { contextIsolation, javascript, nodeIntegration, preload, sandbox } = contents.getLastWebPreferences();
      const isApart = window.webContents.session !== main?.webContents.session;
      seen.push({ contextIsolation, javascript, nodeIntegration, preload: preload ?? null, sandbox, isApart });
      window.webContents.once('did-finish-load', () =>
        seen.push({ url: window.webContents.getURL(), isVisible: window.isVisible() }),
      );
    });
  });
  await program.press('F5');
  await expect(screen()).toContainText('测试页已打印');
  expect(await program.app.evaluate(() => (globalThis as { printedBy?: unknown }).printedBy)).toEqual([
    {
      contextIsolation: true,
      javascript: false,
      nodeIntegration: false,
      preload: null,
      sandbox: true,
      isApart: true,
    },
    { url: 'app://station/paper.html', isVisible: false },
  ]);
  await expect.poll(() => service.papers.length).toBe(1);
  const file = join(service.folder, 'test-page.pdf');
  await writeFile(file, service.papers[0] ?? '');
  const [page = [], ...more] = await pdfWords(file);
  expect(more).toEqual([]);
  const words = page.map(({ text }) => text).join('');
  expect(words).toContain('....5...10...15');
  // Rare signs come from a font of the system, at places of their own.
  for (const sign of '䶮𠮷㙦堃') expect(words).toContain(sign);
});

test('paused by somebody, F5 says so in words, and nothing comes out; resumed, it could print', async () => {
  const { program } = here;
  await service.command('cupsdisable', QUEUE);
  await program.press('F5');
  await expect(screen().locator('.printing-side')).toContainText('打印机在系统里被暂停了');
  await expect(screen()).toContainText('不能打印');
  await service.command('cupsenable', QUEUE);
  await expect(screen()).toContainText('可以打印');
  expect(service.papers).toHaveLength(1);
  expect((await service.command('lpstat', '-W', 'not-completed', '-o')).trim()).toBe('');
  await program.press('Escape');
});

test('a sheet comes out by itself; its reprint and its exit slip are the preview, sign by sign', async () => {
  const { program, site } = here;
  await tareIn(program, site, COAL_TRUCK);
  await comeBackLoaded(program, site, COAL_TRUCK);
  await fillSheet(program, COAL_TRUCK);
  await record(program, 'record-and-print', 'released');
  await driveOff(program, site);
  await expect.poll(() => service.papers.length).toBe(2);
  await program.press('F12', 'F6');
  const paper = program.page.locator('.paper:visible');
  await expect(paper).toHaveAttribute('data-paper', 'form-33');
  await expect(paper).toHaveAttribute('data-copy', '2');
  const reprint = await shown();
  await program.press('ArrowDown');
  await expect(paper).toContainText('出');
  await expect(paper).toHaveAttribute('data-copy', '1');
  const slip = await shown();
  expect(slip).not.toEqual(reprint);
  await program.press('Escape');

  await program.press('F8');
  await expect(program.page.locator('.grid-cursor')).toContainText('毛重');
  await program.press('Enter');
  await expect(program.page.locator('.record img').first()).toBeVisible();
  await program.press('F10');
  await expect.poll(() => service.papers.length).toBe(3);
  await comparePaper(reprint);
  await program.press('F6');
  await expect(paper).toHaveAttribute('data-paper', 'form-33');
  await program.press('F5');
  await expect.poll(() => service.papers.length).toBe(4);
  await comparePaper(slip);
});

test('no page is left open, and nothing was refused on the way', async () => {
  const { program } = here;
  await expect.poll(() => program.app.windows().length).toBe(1);
  expect(program.complaints).toEqual([]);
  expect(program.log.filter((line) => line.includes('was refused'))).toEqual([]);
});
