/**
 * The script of the thread that writes one spreadsheet and ends: rows in, a whole file out. It holds the page that is being
 * written and the next one, and the file has its name only when it is on disk.
 */
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { CodedError } from '../../../preload/contract/errors.ts';
import { storeError } from '../store/store-error.ts';
import { syncFolder } from '../store/whole-file.ts';
import { zipStream, type ZippedFile } from '../support/zip.ts';
import { csvText } from './csv-text.ts';
import type { Page } from './sheet.ts';
import type { FromSheetThread, SheetTask, ToSheetThread } from './spreadsheet-messages.ts';
import { sheetPart, workbookParts } from './xlsx-parts.ts';
import { sheetXml, tabNames } from './xlsx-sheet.ts';

if (parentPort === null) throw new Error('this script runs in a worker thread');
const port = parentPort;
const tell = (message: FromSheetThread): void => port.postMessage(message);

const arrived: ToSheetThread[] = [];
let onArrival: (() => void) | null = null;
port.on('message', (message: ToSheetThread) => {
  arrived.push(message);
  onArrival?.();
});

async function next(): Promise<ToSheetThread> {
  while (arrived.length === 0) await new Promise<void>((resolve) => (onArrival = resolve));
  onArrival = null;
  const message = arrived.shift() as ToSheetThread;
  tell({ kind: 'more' });
  return message;
}

/** The pages of the sheet whose turn it is, and what closes it. */
function sheetRows(): { pages: AsyncGenerator<Page>; closing: () => Promise<Page> } {
  let closing: Page | null = null;
  const pages = async function* (): AsyncGenerator<Page> {
    for (;;) {
      const message = await next();
      if (message.kind === 'page') yield message.rows;
      else {
        closing = message.rows;
        return;
      }
    }
  };
  return { pages: pages(), closing: () => Promise.resolve(closing ?? []) };
}

function workbook({ sheets, atMs }: SheetTask): NodeJS.ReadableStream {
  const parts = workbookParts(tabNames(sheets.map(({ name }) => name)));
  const files: ZippedFile[] = [
    ...parts.map(({ name, xml }) => ({ name, pieces: () => [xml] })),
    ...sheets.map((head, at) => ({
      name: sheetPart(at + 1),
      pieces: () => {
        const { pages, closing } = sheetRows();
        return sheetXml(head, pages, closing);
      },
    })),
  ];
  return zipStream(files, new Date(atMs));
}

async function* separated({ sheets }: SheetTask): AsyncGenerator<Buffer> {
  for (const [at, head] of sheets.entries()) {
    const { pages, closing } = sheetRows();
    for await (const text of csvText(head, pages, closing, at === 0)) yield Buffer.from(text, 'utf8');
  }
}

/** @returns the file's size in bytes. @throws CodedError store.disk-full | store.failed; then nothing is left of it */
async function write(task: SheetTask): Promise<number> {
  let bytes = 0;
  try {
    const handle = await open(task.part, 'w', 0o600);
    try {
      const chunks = task.format === 'xlsx' ? workbook(task) : separated(task);
      for await (const chunk of chunks as AsyncIterable<Buffer>) {
        for (let at = 0; at < chunk.length;) at += (await handle.write(chunk, at)).bytesWritten;
        bytes += chunk.length;
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(task.part, task.file);
    await syncFolder(dirname(task.file));
    return bytes;
  } catch (error) {
    await rm(task.part, { force: true });
    throw storeError(error);
  }
}

write(workerData as SheetTask).then(
  (bytes) => {
    tell({ kind: 'done', bytes });
    port.close();
  },
  (error: unknown) => {
    if (!(error instanceof CodedError)) throw error;
    tell({ kind: 'failed', code: error.code, params: error.params });
    port.close();
  },
);
