/** What the main thread and the files' thread say to each other. */
import type { FileKind } from '../../../preload/contract/files.ts';
import type { TableRead } from '../spreadsheet/table.ts';
import type { HeadingWanted, RowsRead } from './read-rows.ts';

export type FilesJob =
  | { readonly job: 'initials'; readonly names: readonly string[] }
  | { readonly job: 'table'; readonly kind: FileKind; readonly bytes: Uint8Array<ArrayBuffer> };

export interface FilesAnswers {
  readonly initials: readonly (readonly string[])[];
  readonly table: Extract<TableRead, { kind: 'refused' }> | RowsRead | HeadingWanted;
}

export interface FilesQuestion {
  readonly id: number;
  readonly job: FilesJob;
}

export interface FilesReply {
  readonly id: number;
  readonly answer: FilesAnswers[keyof FilesAnswers];
}
