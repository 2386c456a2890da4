/** All files of one kind as a list that is taken away, in the very form that an import reads. */
import type { ExportFormat, ExportState } from '../../../preload/contract/exports.ts';
import type { FileKind, NameFile } from '../../../preload/contract/files.ts';
import type { Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Vehicle } from '../../../preload/contract/weighing.ts';
import { ExportJob, type ExportJobParts } from '../exports/export-job.ts';
import type { Page, Row } from '../spreadsheet/sheet.ts';
import type { SheetSource } from '../spreadsheet/spreadsheet-writer.ts';
import type { FileQuery } from './file-query.ts';
import { COLUMNS, type Column, type Value } from './table-columns.ts';

/** Rows asked for at once, and copied to the writing thread. */
const ROWS = 200;
/** Names of the tabs: as the headings, in Chinese whatever the screen's language. */
const TABS = { vehicle: '车辆', driver: '司机', goods: '货物', receiver: '收货单位' } as const;
const WIDTHS = { text: 20, whole: 12, day: 14 } as const;

export interface FileExportParts extends ExportJobParts {
  readonly query: Pick<FileQuery, 'count' | 'page'>;
}

export class FileExport {
  readonly #parts: FileExportParts;
  readonly #job: ExportJob;

  constructor(parts: FileExportParts) {
    this.#parts = parts;
    this.#job = new ExportJob(parts);
  }

  get state(): ExportState | null {
    return this.#job.state;
  }

  /** @throws as {@link ExportJob.begin} */
  begin({ format, kind }: { readonly kind: FileKind; readonly format: ExportFormat }): Promise<ExportState> {
    return this.#job.begin({
      name: kind,
      format,
      count: () => this.#parts.query.count(kind),
      sheet: (signal) => this.#sheet(kind, signal),
    });
  }

  /** Waits until nothing is left of it. */
  cancel(id: Uuid): Promise<ExportState | null> {
    return this.#job.cancel(id);
  }

  stop(): Promise<void> {
    return this.#job.stop();
  }

  #sheet(kind: FileKind, signal: AbortSignal): SheetSource {
    const { query } = this.#parts;
    const columns = COLUMNS[kind];
    return {
      name: TABS[kind],
      // Headings stand in the first row, where an import looks for them.
      lines: [],
      columns: columns.map(({ cell, zh: [header = ''] }) => ({ header, kind: cell, width: WIDTHS[cell] })),
      async *pages(): AsyncGenerator<Page> {
        let after: string | null = '';
        while (after !== null) {
          signal.throwIfAborted();
          const found: Awaited<ReturnType<typeof query.page>> = await query.page(kind, after, ROWS);
          yield found.files.map((file) => rowOf(columns, file));
          after = found.next;
        }
      },
    };
  }
}

/** A file as the cells of its row. Pure. */
export function rowOf(columns: readonly Column[], file: Vehicle | NameFile): Row {
  const fields = file as Readonly<Record<string, unknown>>;
  const papers = 'papers' in file ? (file.papers ?? []) : [];
  return columns.map(({ field, write }) => {
    const value =
      typeof field === 'string' ? fields[field] : papers.find(({ kind }) => kind === field.paper)?.[field.of];
    return value === undefined || value === null || value === '' ? null : write(value as Value);
  });
}
