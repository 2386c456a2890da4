/** Builds the files of vehicles, drivers, goods and receivers (part of compose.ts). */
import type { LoadSheet } from '../../preload/contract/documents.ts';
import { MAX_TABLE_BYTES } from '../../preload/contract/files.ts';
import type { Uuid } from '../../preload/contract/vocabulary.ts';
import type { Records } from './compose-records.ts';
import { FileDesk } from './files/file-desk.ts';
import { FileExport } from './files/file-export.ts';
import { FileQuery } from './files/file-query.ts';
import { FilesThread } from './files/files-thread.ts';
import { ImportDesk } from './files/import-desk.ts';
import { NameIndexer } from './files/name-indexer.ts';
import { NameStore } from './files/name-store.ts';
import type { ComposeOptions } from './host-channel.ts';
import { systemTimers } from './upload/surroundings.ts';

export interface Files {
  readonly fileDesk: FileDesk;
  readonly fileQuery: FileQuery;
  readonly importDesk: ImportDesk;
  readonly fileExport: FileExport;
  /** Names of before are given what they are found by. */
  start(): void;
  stop(): Promise<void>;
}

export function composeFiles(parts: {
  readonly options: ComposeOptions;
  readonly records: Pick<Records, 'db' | 'reader' | 'vehicles'>;
  readonly sheets: { onDocument(listener: (sheet: LoadSheet) => void): void };
  readonly newId: () => Uuid;
}): Files {
  const { newId, options, records, sheets } = parts;
  const { db, reader, vehicles } = records;
  const { clock, dataDir } = options;
  const log = options.log.child({ part: 'files' });
  const thread = new FilesThread({ timers: systemTimers, log });
  const names = new NameStore(db);
  const indexer = new NameIndexer({ db, names, thread, log });
  const onNames = (): void => indexer.wake();
  const fileDesk = new FileDesk({ db, vehicles, names, clock, onNames });
  sheets.onDocument((sheet) => {
    if (sheet.status !== 'issued') return;
    try {
      fileDesk.sheetIssued(sheet);
    } catch (err) {
      // The sheet is on disk: who asked for it is told so, whatever becomes of its words.
      log.warn({ err }, 'the words of a sheet were not kept for the next one');
    }
  });
  const mostMb = MAX_TABLE_BYTES / 1024 / 1024;
  const fileQuery = new FileQuery(reader);
  const fileExport = new FileExport({ dataDir, query: fileQuery, clock, newId, log });
  return {
    fileDesk,
    fileQuery,
    fileExport,
    importDesk: new ImportDesk({ db, vehicles, names, thread, clock, newId, mostMb, onNames }),
    start: onNames,
    async stop() {
      await fileExport.stop();
      await thread.stop();
    },
  };
}
