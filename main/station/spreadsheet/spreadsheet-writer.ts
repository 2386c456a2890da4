/**
 * Writes one spreadsheet, Excel or CSV, in a thread of its own that ends with it: rows go there page by page, the next one when
 * the one before was written, so that neither thread ever holds more than a few pages.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CodedError } from '../../../preload/contract/errors.ts';
import { MOST_ROWS, type Page, type SheetHead } from './sheet.ts';
import type { FromSheetThread, SheetFormat, SheetTask, ToSheetThread } from './spreadsheet-messages.ts';

const bundled = import.meta.filename.endsWith('.cjs');
const WORKER_FILE = join(import.meta.dirname, bundled ? 'spreadsheet-worker.cjs' : 'spreadsheet-worker.ts');

/** What writing takes is a few pages; rows without end would end the thread and nothing else. */
const LIMITS = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 32 };
/** Pages on their way to the thread. */
const AHEAD = 2;

export interface SheetSource extends SheetHead {
  /** Some hundred rows a page: one that takes long to copy to the thread delays a weight. */
  pages(): AsyncIterable<Page> | Iterable<Page>;
  /** Rows in bold below the table, asked for after the last page: totals of what was written. */
  closing?(): Page;
}

export interface SpreadsheetOrder {
  /** Where it is to be; what is there under that name is replaced when the new one is whole. */
  readonly file: string;
  readonly format: SheetFormat;
  /** CSV knows no sheets: there they stand below one another. */
  readonly sheets: readonly SheetSource[];
  readonly atMs: number;
  /** Called off: the promise is rejected with the signal's reason, and nothing is left. */
  readonly signal?: AbortSignal;
  /** Rows that were written so far, after each page. */
  onRows?(rows: number): void;
}

/**
 * @returns its size, when it is on disk as a whole
 * @throws CodedError export.too-many-rows | export.failed (the thread ended) | store.disk-full | store.failed; whatever a
 *   sheet's pages throw; the signal's reason. Then nothing is left of it, unless its `.part` cannot be taken away
 */
export async function writeSpreadsheet(
  order: SpreadsheetOrder,
): Promise<{ readonly bytes: number; readonly rows: number }> {
  const { file, format, sheets, atMs, signal } = order;
  signal?.throwIfAborted();
  const part = `${file}.part`;
  const heads = sheets.map(({ name, lines, columns }) => ({ name, lines, columns }));
  const task: SheetTask = { file, part, format, sheets: heads, atMs };
  const worker = new Worker(WORKER_FILE, { workerData: task, resourceLimits: LIMITS });
  const thread = new SheetThread(worker);
  const callOff = (): void => thread.fail(signal?.reason);
  signal?.addEventListener('abort', callOff);
  try {
    let rows = 0;
    for (const sheet of sheets) {
      const before = rows;
      for await (const page of sheet.pages()) {
        rows += page.length;
        if (format === 'xlsx' && rows - before > MOST_ROWS)
          throw new CodedError('export.too-many-rows', { most: MOST_ROWS });
        await thread.give({ kind: 'page', rows: page });
        order.onRows?.(rows);
      }
      await thread.give({ kind: 'closing', rows: sheet.closing?.() ?? [] });
    }
    return { bytes: await thread.done, rows };
  } catch (error) {
    // What it was writing is gone with it: it may not have come to that itself. Where that fails the cause is still `error`.
    await worker.terminate();
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  } finally {
    signal?.removeEventListener('abort', callOff);
  }
}

/** The main thread's hand on it. */
class SheetThread {
  /** The file's size. */
  readonly done: Promise<number>;
  readonly #worker: Worker;
  #settle: { resolve: (bytes: number) => void; reject: (error: unknown) => void } | null = null;
  #room = AHEAD;
  #onRoom: (() => void) | null = null;
  #failure: { readonly error: unknown } | null = null;

  constructor(worker: Worker) {
    this.#worker = worker;
    this.done = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
    // Who still gives pages learns of a failure there.
    this.done.catch(() => undefined);
    worker.on('message', (message: FromSheetThread) => this.#take(message));
    worker.on('error', (error) => this.fail(new CodedError('export.failed', {}, { cause: error })));
    worker.on('exit', () => this.fail(new CodedError('export.failed')));
  }

  /** When there is room for it. @throws what made the thread fail */
  async give(message: ToSheetThread): Promise<void> {
    while (this.#room === 0 && this.#failure === null) await new Promise<void>((resolve) => (this.#onRoom = resolve));
    if (this.#failure !== null) throw this.#failure.error;
    this.#room -= 1;
    this.#worker.postMessage(message);
  }

  /** The first one counts; after the file is done none does. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#settle?.reject(error);
    this.#onRoom?.();
  }

  #take(message: FromSheetThread): void {
    switch (message.kind) {
      case 'more':
        this.#room += 1;
        this.#onRoom?.();
        return;
      case 'done':
        this.#settle?.resolve(message.bytes);
        return;
      case 'failed':
        this.fail(new CodedError(message.code, message.params));
        return;
      default:
        message satisfies never;
    }
  }
}
