/** Takes one list, or evidence as a folder, away into the data folder's `exports/`, the newest fifty of each name kept. One at a time. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { ExportFormat, ExportState } from '../../../preload/contract/exports.ts';
import type { Clock, EpochMs, Uuid } from '../../../preload/contract/vocabulary.ts';
import { MOST_ROWS } from '../spreadsheet/sheet.ts';
import { writeSpreadsheet, type SheetSource } from '../spreadsheet/spreadsheet-writer.ts';
import { storeError } from '../store/store-error.ts';
import { freeName } from './free-name.ts';

export interface ExportJobParts {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly newId: () => Uuid;
  readonly log: { error(fields: object, text: string): void };
}

interface Plan {
  /** What the file is called before its time: small letters. */
  readonly name: string;
  /** Rows there will be. */
  count(): Promise<number>;
}
export interface ListPlan extends Plan {
  readonly format: ExportFormat;
  /** Its pages throw once the signal says so. */
  sheet(signal: AbortSignal, atMs: number): SheetSource;
}
export interface FolderPlan extends Plan {
  readonly format: 'evidence';
  /** Makes the folder, and leaves nothing where it cannot; throws once the signal says so. */
  write(order: {
    readonly folder: string;
    readonly atMs: EpochMs;
    readonly signal: AbortSignal;
    readonly onRows: (written: number) => void;
  }): Promise<{ readonly rows: number; readonly bytes: number }>;
}
export type ExportPlan = ListPlan | FolderPlan;

export class ExportJob {
  readonly #parts: ExportJobParts;
  #state: ExportState | null = null;
  #off: AbortController | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(parts: ExportJobParts) {
    this.#parts = parts;
  }

  get state(): ExportState | null {
    return this.#state;
  }

  /** @throws CodedError export.running | store.disk-full | store.failed */
  async begin(plan: ExportPlan): Promise<ExportState> {
    if (this.#off !== null) throw new CodedError('export.running');
    const off = new AbortController();
    this.#off = off;
    try {
      const { clock, dataDir, newId } = this.#parts;
      const file = await freeName(join(dataDir, 'exports'), {
        name: plan.name,
        kin: plan.name,
        format: plan.format === 'evidence' ? null : plan.format,
        atMs: clock.wall(),
      });
      const { format } = plan;
      const state = { id: newId(), format, state: 'writing', rows: 0, of: 0, file, bytes: 0, error: null } as const;
      this.#state = state;
      this.#running = this.#write(plan, file, off.signal).finally(() => (this.#off = null));
      return state;
    } catch (error) {
      this.#off = null;
      throw storeError(error);
    }
  }

  /** Waits until nothing is left of it. */
  async cancel(id: Uuid): Promise<ExportState | null> {
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

  async #write(plan: ExportPlan, file: string, signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#parts;
    try {
      const of = await plan.count();
      this.#tell({ of });
      // Minutes of writing would show the same.
      if (plan.format === 'xlsx' && of > MOST_ROWS) throw new CodedError('export.too-many-rows', { most: MOST_ROWS });
      const how = { atMs: clock.wall(), signal, onRows: (written: number) => this.#tell({ rows: written }) };
      const { bytes, rows } =
        plan.format === 'evidence'
          ? await plan.write({ folder: file, ...how })
          : await writeSpreadsheet({ file, format: plan.format, ...how, sheets: [plan.sheet(signal, how.atMs)] });
      this.#tell({ state: 'done', rows, of: rows, bytes });
    } catch (error) {
      if (!(error instanceof CancelledError)) log.error({ err: error, name: plan.name }, 'nothing could be taken away');
      // Its name was taken before a row was asked for. Nobody awaits this: what stays lying goes with the oldest lists.
      await rm(`${file}.part`, { recursive: plan.format === 'evidence', force: true }).catch((err: unknown) =>
        log.error({ err, name: plan.name }, 'what was written of a list could not be taken away'),
      );
      if (error instanceof CancelledError) return this.#tell({ state: 'cancelled' });
      const { code, params } = error instanceof CodedError ? error : new CodedError('export.failed');
      this.#tell({ state: 'failed', error: { code, params } });
    }
  }

  #tell(change: Partial<ExportState>): void {
    if (this.#state !== null) this.#state = { ...this.#state, ...change };
  }
}

class CancelledError extends Error {
  constructor() {
    super('called off');
    this.name = 'CancelledError';
  }
}
