/** Takes reports away as Excel files into `exports` in the data folder. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallOutput, ParsedInput } from '../../../preload/contract/index.ts';
import { timestamp, type Clock } from '../../../preload/contract/vocabulary.ts';
import { writeSpreadsheet, type SheetSource } from '../spreadsheet/spreadsheet-writer.ts';
import { handoverSheets } from './handover-sheets.ts';
import { REPORT_WORDS } from './report-words.ts';
import type { ReportsService } from './reports-service.ts';
import { statisticsSheets } from './statistics-sheets.ts';

export interface ReportExportParts {
  readonly dataDir: string;
  readonly unitName: string;
  readonly reports: Pick<ReportsService, 'handover' | 'handed' | 'statistics'>;
  readonly clock: Clock;
}

export class ReportExport {
  readonly #parts: ReportExportParts;

  constructor(parts: ReportExportParts) {
    this.#parts = parts;
  }

  /** `reports.export`. @throws CodedError document.not-found | export.* | store.*; Reader.all's */
  async write(input: ParsedInput<'reports.export'>): Promise<CallOutput<'reports.export'>> {
    const { clock, dataDir } = this.#parts;
    const { name, sheets } = await this.#sheetsOf(input);
    const folder = join(dataDir, 'exports');
    await mkdir(folder, { recursive: true });
    const atMs = clock.wall();
    // The moment of asking is in the name: nothing that somebody took away before is written over.
    const stamp = timestamp(atMs).slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
    const file = join(folder, `${name}-${stamp}.xlsx`);
    return { file, ...(await writeSpreadsheet({ file, format: 'xlsx', sheets, atMs })) };
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
