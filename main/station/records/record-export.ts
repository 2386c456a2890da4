/** What a filter finds, taken away as a list, or as evidence. */
import type { ExportFormat, ExportState } from '../../../preload/contract/exports.ts';
import type { ParsedInput } from '../../../preload/contract/index.ts';
import type { RecordFilter, RecordItem } from '../../../preload/contract/records.ts';
import type { Uuid } from '../../../preload/contract/vocabulary.ts';
import { ExportJob, type ExportJobParts, type FolderPlan } from '../exports/export-job.ts';
import { beijingText, type Page } from '../spreadsheet/sheet.ts';
import type { SheetSource } from '../spreadsheet/spreadsheet-writer.ts';
import { EXPORT_WORDS } from './export-words.ts';
import type { RecordQuery } from './record-query.ts';
import { recordColumns, recordRow, totalRow } from './record-sheet.ts';
import type { RecordTotals } from './record-totals.ts';

/** Rows asked for at once, and copied to the writing thread. */
const ROWS = 200;

export interface RecordExportParts extends ExportJobParts {
  /** Whose list it is. */
  readonly unitName: string;
  readonly query: Pick<RecordQuery, 'search'>;
  readonly totals: Pick<RecordTotals, 'of'>;
  /** See proof/evidence-plan.ts. */
  readonly evidence: (order: EvidenceOrder) => FolderPlan;
}
type EvidenceOrder = ParsedInput<'records.exportEvidence'>;

export interface ExportOrder {
  readonly filter: RecordFilter;
  readonly format: ExportFormat;
  readonly language: 'zh-CN' | 'en';
}

export class RecordExport {
  readonly #parts: RecordExportParts;
  readonly #job: ExportJob;

  constructor(parts: RecordExportParts) {
    this.#parts = parts;
    this.#job = new ExportJob(parts);
  }

  get state(): ExportState | null {
    return this.#job.state;
  }

  /** @throws as {@link ExportJob.begin} */
  begin(order: ExportOrder): Promise<ExportState> {
    const { filter, format } = order;
    return this.#job.begin({
      name: 'records',
      format,
      count: async () => (await this.#parts.totals.of(filter)).count,
      sheet: (signal, atMs) => this.#sheet(order, signal, atMs),
    });
  }

  /** @throws as {@link ExportJob.begin} */
  beginEvidence(order: EvidenceOrder): Promise<ExportState> {
    return this.#job.begin(this.#parts.evidence(order));
  }

  /** Waits until nothing is left of it. */
  cancel(id: Uuid): Promise<ExportState | null> {
    return this.#job.cancel(id);
  }

  stop(): Promise<void> {
    return this.#job.stop();
  }

  #sheet({ filter, language }: ExportOrder, signal: AbortSignal, atMs: number): SheetSource {
    const { query, unitName } = this.#parts;
    const words = EXPORT_WORDS[language];
    let [count, gone, netKg] = [0, 0, 0];
    return {
      name: words.sheet,
      lines: [`${unitName} ${words.sheet}`, `${words.madeAt} ${beijingText(atMs, 'time')}`],
      columns: recordColumns(words),
      async *pages(): AsyncGenerator<Page> {
        let cursor: string | null = '';
        while (cursor !== null) {
          signal.throwIfAborted();
          const found: { items: RecordItem[]; nextCursor: string | null } = await query.search({
            ...filter,
            limit: ROWS,
            ...(cursor === '' ? {} : { cursor }),
          });
          count += found.items.length;
          gone += found.items.filter(({ replaced, voided }) => voided || replaced).length;
          netKg += found.items.reduce((sum, { sheet }) => sum + (sheet?.netKg ?? 0), 0);
          yield found.items.map((item) => recordRow(item, words));
          cursor = found.nextCursor;
        }
      },
      closing: () => [totalRow({ count, gone, netKg }, words)],
    };
  }
}
