/** A PDF made by the bundle with nothing beside it but what is shipped: no checkout, no node_modules. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PdfDocument, PdfReply } from '../../../main/station/pdf/pdf-document.ts';
import { pdfWords } from '../../support/pdf-words.ts';

const OUT = join(import.meta.dirname, '..', '..', '..', 'out');
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shipped-pdf-'));
  await cp(join(OUT, 'pdf-worker.cjs'), join(folder, 'pdf-worker.cjs'));
  await cp(join(OUT, 'fonts'), join(folder, 'fonts'), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

async function words(text: string): Promise<string> {
  const document: PdfDocument = {
    title: 'sheet',
    pages: [
      {
        width: 210,
        height: 60,
        items: [false, true].map((bold, row) => ({ kind: 'words', x: 10, baseline: 20 + row * 20, text, em: 5, bold })),
      },
    ],
  };
  const worker = new Worker(join(folder, 'pdf-worker.cjs'), { workerData: document });
  const reply = await new Promise<PdfReply>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  if (!reply.ok) throw new Error(reply.detail);
  const file = join(folder, 'out.pdf');
  await writeFile(file, reply.bytes);
  const [page = []] = await pdfWords(file);
  return page.map((word) => word.text).join('');
}

it('finds its fonts, in both weights, for every kind of letter that the slices hold', async () => {
  const text = '装载单·48t·é·ā·Ж·ế';
  expect(await words(text)).toBe(text + text);
});

it('a slice that is lost costs its letters, never the sheet', async () => {
  for (const weight of [400, 600])
    await rm(join(folder, `fonts/noto-sans-sc/files/noto-sans-sc-cyrillic-${String(weight)}-normal.woff`));
  expect(await words('货主Ж1')).toMatch(/^货主[Ж〓]1货主[Ж〓]1$/);
});
