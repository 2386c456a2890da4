/** What a filter finds, written as Excel or CSV into the data folder's `exports/`, the newest fifty kept. One at a time. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { RecordFilter, RecordItem } from '../../../preload/contract/records.ts';
import type { RecordExportState } from '../../../preload/contract/workbench.ts';
import type { Clock, Uuid } from '../../../preload/contract/vocabulary.ts';
import { makeFolder } from '../../make-folder.ts';
import { beijingText, type Page } from '../spreadsheet/sheet.ts';
import { writeSpreadsheet } from '../spreadsheet/spreadsheet-writer.ts';
import { storeError } from '../store/store-error.ts';
import { EXPORT_WORDS } from './export-words.ts';
import type { RecordQuery } from './record-query.ts';
import { recordColumns, recordRow, totalRow } from './record-sheet.ts';
import type { RecordTotals } from './record-totals.ts';

const KEPT = 50;
/** Rows asked for at once, and copied to the writing thread. */
const ROWS = 200;
const NAME = /^records-\d{8}-\d{6}(-\d+)?\.(xlsx|csv)(\.part)?$/;

export interface RecordExportParts {
  readonly dataDir: string;
  /** Whose list it is. */
  readonly unitName: string;
  readonly query: Pick<RecordQuery, 'search'>;
  readonly totals: Pick<RecordTotals, 'of'>;
  readonly clock: Clock;
  readonly newId: () => Uuid;
  readonly log: { error(fields: object, text: string): void };
}

export interface ExportOrder {
  readonly filter: RecordFilter;
  readonly format: 'xlsx' | 'csv';
  readonly language: 'zh-CN' | 'en';
}

export class RecordExport {
  readonly #parts: RecordExportParts;
  #state: RecordExportState | null = null;
  #off: AbortController | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(parts: RecordExportParts) {
    this.#parts = parts;
  }

  get state(): RecordExportState | null {
    return this.#state;
  }

  /** @throws CodedError export.running | store.disk-full | store.failed */
  async begin(order: ExportOrder): Promise<RecordExportState> {
    if (this.#off !== null) throw new CodedError('export.running');
    const off = new AbortController();
    this.#off = off;
    try {
      const { clock, dataDir, newId } = this.#parts;
      const folder = join(dataDir, 'exports');
      const file = await freeName(folder, order.format, clock.wall());
      const state = { id: newId(), state: 'writing', rows: 0, of: 0, file, bytes: 0, error: null } as const;
      this.#state = state;
      this.#running = this.#write(order, file, off.signal).finally(() => (this.#off = null));
      return state;
    } catch (error) {
      this.#off = null;
      throw storeError(error);
    }
  }

  /** Waits until nothing is left of it. */
  async cancel(id: Uuid): Promise<RecordExportState | null> {
    if (this.#state?.id === id) {
      this.#off?.abort(new CancelledError());
      await this.#running;
    }
    return this.#state;
  }

  async stop(): Promise<void> {
    this.#off?.abort(new CancelledError());
    await this.#running;
  }

  async #write({ filter, format, language }: ExportOrder, file: string, signal: AbortSignal): Promise<void> {
    const { clock, log, query, totals, unitName } = this.#parts;
    const words = EXPORT_WORDS[language];
    let [rows, netKg] = [0, 0];
    const pages = async function* (): AsyncGenerator<Page> {
      let cursor: string | null = '';
      while (cursor !== null) {
        signal.throwIfAborted();
        const found: { items: RecordItem[]; nextCursor: string | null } = await query.search({
          ...filter,
          limit: ROWS,
          ...(cursor === '' ? {} : { cursor }),
        });
        rows += found.items.length;
        netKg += found.items.reduce((sum, { sheet }) => sum + (sheet?.netKg ?? 0), 0);
        yield found.items.map((item) => recordRow(item, words));
        cursor = found.nextCursor;
      }
    };
    try {
      this.#tell({ of: (await totals.of(filter)).count });
      const atMs = clock.wall();
      const { bytes } = await writeSpreadsheet({
        file,
        format,
        atMs,
        signal,
        onRows: (written) => this.#tell({ rows: written }),
        sheets: [
          {
            name: words.sheet,
            lines: [`${unitName} ${words.sheet}`, `${words.madeAt} ${beijingText(atMs, 'time')}`],
            columns: recordColumns(words),
            pages,
            closing: () => [totalRow(rows, netKg, words)],
          },
        ],
      });
      this.#tell({ state: 'done', rows, of: rows, bytes });
    } catch (error) {
      if (error instanceof CancelledError) return this.#tell({ state: 'cancelled' });
      log.error({ err: error }, 'a list of records was not written');
      const { code, params } = error instanceof CodedError ? error : new CodedError('export.failed');
      this.#tell({ state: 'failed', error: { code, params } });
    }
  }

  #tell(change: Partial<RecordExportState>): void {
    if (this.#state !== null) this.#state = { ...this.#state, ...change };
  }
}

class CancelledError extends Error {
  constructor() {
    super('called off');
    this.name = 'CancelledError';
  }
}

/** By its time; with a number where two are of one second. Older ones above the bound go. */
async function freeName(folder: string, format: string, atMs: number): Promise<string> {
  makeFolder(folder);
  const names = (await readdir(folder)).filter((name) => NAME.test(name));
  const aged = await Promise.all(
    names.map(async (name) => ({ name, madeMs: (await stat(join(folder, name))).mtimeMs })),
  );
  const old = aged.toSorted((a, b) => b.madeMs - a.madeMs).slice(KEPT - 1);
  await Promise.all(old.map(({ name }) => rm(join(folder, name), { force: true })));
  const stamp = beijingText(atMs, 'time').replaceAll(/[-:]/g, '').replace(' ', '-');
  let name = `records-${stamp}.${format}`;
  for (let nth = 2; names.includes(name); nth += 1) name = `records-${stamp}-${nth}.${format}`;
  return join(folder, name);
}
