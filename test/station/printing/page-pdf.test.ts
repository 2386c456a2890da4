/** The PDF as another program reads it (poppler), held against the cells that the preview draws. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import jsqr from 'jsqr';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makePdf } from '../../../main/station/pdf/make-pdf.ts';
import { pagePdf } from '../../../main/station/printing/page-pdf.ts';
import { layoutSheet } from '../../../main/station/printing/sheet-layout.ts';
import { codeTexts } from '../../../main/station/printing/sheet-papers.ts';
import { testPage } from '../../../main/station/printing/test-page.ts';
import { qrModules } from '../../../native/printer/qr-modules.ts';
import { pageCells } from '../../../preload/contract/paper-cells.ts';
import { sizeRows, type Paper } from '../../../preload/contract/paper.ts';
import { pdfWords } from '../../support/pdf-words.ts';
import { aSheet, HASH, onPaper } from '../../unit/printing/a-sheet.ts';

const run = promisify(execFile);
let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'page-pdf-'));
  file = join(folder, 'paper.pdf');
});
afterEach(() => rm(folder, { recursive: true }));

async function write(paper: Paper): Promise<void> {
  if (paper.kind !== 'page') throw new Error('no page');
  const codes = await Promise.all(codeTexts(paper).map(async (text) => [text, await qrModules(text)] as const));
  await writeFile(file, await makePdf(pagePdf(paper, '单号', new Map(codes))));
}

it.each(['a4', 'form-33', 'form-22'] as const)('the preview of %s is the PDF, cell by cell', async (name) => {
  const header = { name: '古交洗煤', address: '古交市屯兰镇', phone: '0351-1234567' };
  const long = {
    receiver: '河'.repeat(128),
    evidenceAccepted: '后摄像头无画面，'.repeat(100),
    status: 'void',
    voidReason: '错',
  };
  for (const paper of [
    layoutSheet(onPaper({ copy: 2, header }), name),
    layoutSheet(onPaper({ sheet: aSheet(long), simulated: true }), name),
    layoutSheet(onPaper(), name, 'exit-slip'),
    testPage(name, 'office', '2026-11-30 08:00:00'),
  ]) {
    if (paper.kind !== 'page') throw new Error('no page');
    await write(paper);
    const seen = await pdfWords(file);
    expect(seen).toHaveLength(paper.pages.length);
    const { cellHeightMm, cellWidthMm, leftMm, topMm } = paper.form;
    for (const [index, items] of paper.pages.entries()) {
      const cells = pageCells(items).filter(({ char }) => char !== ' ');
      const left = new Map(
        cells.map((cell) => [`${String(cell.row + sizeRows(cell.size) - 1)}:${String(cell.column)}`, cell.char]),
      );
      for (const { left: x, middle, text } of seen[index] ?? []) {
        const row = Math.floor((middle - topMm) / cellHeightMm);
        const line = cells
          .filter((cell) => cell.row + sizeRows(cell.size) - 1 === row)
          .sort((a, b) => a.column - b.column);
        // A Chinese character begins a little inside of its two columns.
        const first = line.findIndex(({ column }) => Math.abs(leftMm + column * cellWidthMm - x) < cellWidthMm * 0.4);
        const run = line.slice(first, first + [...text].length);
        expect(run.map(({ char }) => char).join('')).toBe(text);
        for (const { column } of run) left.delete(`${String(row)}:${String(column)}`);
      }
      // Nothing that the preview shows is missing on paper.
      expect([...left.values()]).toEqual([]);
    }
  }
});

it('its code is read by a camera and is 20 mm wide or more; the page measures what the paper does', async () => {
  await write(layoutSheet(onPaper(), 'a4'));
  await run('pdftoppm', ['-r', '150', '-png', '-singlefile', file, join(folder, 'page')]);
  const picture = await loadImage(await readFile(join(folder, 'page.png')));
  expect([picture.width, picture.height].map((dots) => Math.round((dots / 150) * 25.4))).toEqual([210, 297]);
  const context = createCanvas(picture.width, picture.height).getContext('2d');
  context.drawImage(picture, 0, 0);
  const pixels = context.getImageData(0, 0, picture.width, picture.height);
  const code = jsqr.default(new Uint8ClampedArray(pixels.data), picture.width, picture.height);
  expect(code?.data).toBe(`SX140181001-1-20261122-0007 ${HASH}`);
  const width = (code?.location.topRightCorner.x ?? 0) - (code?.location.topLeftCorner.x ?? 0);
  expect((width / 150) * 25.4).toBeGreaterThanOrEqual(20);
});

it('every font is embedded, and only what is used of it', async () => {
  await write(layoutSheet(onPaper({ sheet: aSheet({ receiver: '䶮县𠮷祥商贸有限公司' }) }), 'a4'));
  const fonts = (await run('pdffonts', [file])).stdout.trim().split('\n').slice(2);
  expect(fonts.length).toBeGreaterThan(2);
  for (const font of fonts) expect(font).toMatch(/\byes yes (yes|no)\b/);
  expect((await readFile(file)).length).toBeLessThan(200_000);
});
