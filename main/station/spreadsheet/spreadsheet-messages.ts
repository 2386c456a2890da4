/** What crosses between the station's main thread and the thread that writes one spreadsheet. */
import type { ErrorCode, ErrorParams } from '../../../preload/contract/errors.ts';
import type { Page, SheetHead } from './sheet.ts';

export type SheetFormat = 'xlsx' | 'csv';

/** What the thread is started with. */
export interface SheetTask {
  /** Under which name it is to be found, and under which it is written until it is whole; in one folder. */
  readonly file: string;
  readonly part: string;
  readonly format: SheetFormat;
  readonly sheets: readonly SheetHead[];
  readonly atMs: number;
}

/** Sheet after sheet; `closing` ends one. */
export type ToSheetThread =
  { readonly kind: 'page'; readonly rows: Page } | { readonly kind: 'closing'; readonly rows: Page };

export type FromSheetThread =
  /** The page before was written: one more may come. */
  | { readonly kind: 'more' }
  | { readonly kind: 'done'; readonly bytes: number }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly params: ErrorParams };
