/** Takes reports away as Excel files into `exports` in the data folder, the newest fifty kept. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallOutput, ParsedInput } from '../../../preload/contract/index.ts';
import { timestamp, type Clock, type EpochMs } from '../../../preload/contract/vocabulary.ts';
import { makeFolder } from '../../make-folder.ts';
import { storeError } from '../store/store-error.ts';
import { writeSpreadsheet, type SheetSource } from '../spreadsheet/spreadsheet-writer.ts';
import { handoverSheets } from './handover-sheets.ts';
import { REPORT_WORDS } from './report-words.ts';
import type { ReportsService } from './reports-service.ts';
import { statisticsSheets } from './statistics-sheets.ts';

/** Files of reports that stay; what else lies there is another's. */
const KEPT = 50;
const OURS = /^(report-(day|month)|handover|shift)-.*\.xlsx(\.part)?$/;

export interface ReportExportParts {
  readonly dataDir: string;
  readonly unitName: string;
  readonly reports: Pick<ReportsService, 'handover' | 'handed' | 'statistics'>;
  readonly clock: Clock;
}

export class ReportExport {
  readonly #parts: ReportExportParts;
  #last = '';
  #nth = 1;

  constructor(parts: ReportExportParts) {
    this.#parts = parts;
  }

  /** `reports.export`. @throws CodedError document.not-found | export.* | store.*; Reader.all's */
  async write(input: ParsedInput<'reports.export'>): Promise<CallOutput<'reports.export'>> {
    const { clock, dataDir } = this.#parts;
    const { name, sheets } = await this.#sheetsOf(input);
    const atMs = clock.wall();
    const file = await this.#freeName(join(dataDir, 'exports'), name, atMs);
    return { file, ...(await writeSpreadsheet({ file, format: 'xlsx', sheets, atMs })) };
  }

  /** By its time, with a number where two are of one second: nothing is written over. Older ones above the bound go. */
  async #freeName(folder: string, name: string, atMs: EpochMs): Promise<string> {
    try {
      makeFolder(folder);
      const kept = (await readdir(folder)).filter((file) => OURS.test(file));
      const aged = await Promise.all(
        kept.map(async (file) => ({ file, madeMs: (await stat(join(folder, file))).mtimeMs })),
      );
      const old = aged.toSorted((a, b) => b.madeMs - a.madeMs).slice(KEPT - 1);
      await Promise.all(old.map(({ file }) => rm(join(folder, file), { force: true })));
    } catch (error) {
      throw storeError(error);
    }
    const stamp = timestamp(atMs).slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
    this.#nth = this.#last === stamp ? this.#nth + 1 : 1;
    this.#last = stamp;
    return join(folder, `${name}-${stamp}${this.#nth === 1 ? '' : `-${this.#nth}`}.xlsx`);
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
