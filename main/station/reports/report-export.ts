/** Takes reports away as Excel files into `exports` in the data folder, the newest fifty kept. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { CallOutput, ParsedInput } from '../../../preload/contract/index.ts';
import type { Clock, EpochMs } from '../../../preload/contract/vocabulary.ts';
import { freeName } from '../exports/free-name.ts';
import { storeError } from '../store/store-error.ts';
import { writeSpreadsheet, type SheetSource } from '../spreadsheet/spreadsheet-writer.ts';
import { handoverSheets } from './handover-sheets.ts';
import { REPORT_WORDS } from './report-words.ts';
import type { ReportsService } from './reports-service.ts';
import { statisticsSheets } from './statistics-sheets.ts';

/** All reports are kept together; what else lies there is another's. */
const KIN = 'report-(day|month)-[-\\d]+|handover|shift';

export interface ReportExportParts {
  readonly dataDir: string;
  readonly unitName: string;
  readonly reports: Pick<ReportsService, 'handover' | 'handed' | 'statistics'>;
  readonly clock: Clock;
}

export class ReportExport {
  readonly #parts: ReportExportParts;
  readonly #off = new AbortController();
  readonly #running = new Set<Promise<unknown>>();

  constructor(parts: ReportExportParts) {
    this.#parts = parts;
  }

  /** `reports.export`. @throws CodedError document.not-found | export.* (export.failed: called off) | store.*; Reader.all's */
  async write(input: ParsedInput<'reports.export'>): Promise<CallOutput<'reports.export'>> {
    const written = this.#write(input);
    this.#running.add(written);
    try {
      return await written;
    } finally {
      this.#running.delete(written);
    }
  }

  /** Nothing more is written, and of what was being written nothing is left. */
  async stop(): Promise<void> {
    this.#off.abort(new CodedError('export.failed'));
    await Promise.allSettled(this.#running);
  }

  async #write(input: ParsedInput<'reports.export'>): Promise<CallOutput<'reports.export'>> {
    const { clock, dataDir } = this.#parts;
    const { signal } = this.#off;
    const { name, sheets } = await this.#sheetsOf(input);
    signal.throwIfAborted();
    const atMs = clock.wall();
    const file = await named(join(dataDir, 'exports'), name, atMs);
    try {
      return { file, ...(await writeSpreadsheet({ file, format: 'xlsx', sheets, atMs, signal })) };
    } finally {
      // What stays lying goes with the oldest reports; it must not hide why there is none.
      await rm(`${file}.part`, { force: true }).catch(() => undefined);
    }
  }

  async #sheetsOf(
    input: ParsedInput<'reports.export'>,
  ): Promise<{ readonly name: string; readonly sheets: readonly SheetSource[] }> {
    const { reports, unitName } = this.#parts;
    const words = REPORT_WORDS[input.language];
    if (input.what === 'statistics') {
      const { by, from, to } = input.range;
      const statistics = await reports.statistics(input.range);
      return { name: `report-${by}-${from}-${to}`, sheets: statisticsSheets(statistics, unitName, words) };
    }
    if (input.id === undefined)
      return { name: 'shift', sheets: handoverSheets(await reports.handover(), null, unitName, words) };
    const { figures, ...row } = await reports.handed(input.id);
    return { name: 'handover', sheets: handoverSheets(figures, row, unitName, words) };
  }
}

async function named(folder: string, name: string, atMs: EpochMs): Promise<string> {
  try {
    return await freeName(folder, { name, kin: KIN, format: 'xlsx', atMs });
  } catch (error) {
    throw storeError(error);
  }
}
