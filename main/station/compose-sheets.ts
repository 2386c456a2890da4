/** Builds the load sheets (part of compose.ts); their way to the paper is built in compose-printing.ts. */
import type { Uuid } from '../../preload/contract/vocabulary.ts';
import type { Drivers } from './compose-devices.ts';
import type { Records } from './compose-records.ts';
import type { ComposeOptions } from './host-channel.ts';
import { NameStore } from './files/name-store.ts';
import { GateStore } from './records/gate-store.ts';
import type { PrintQueue } from './printing/print-queue.ts';
import { LoadSheetService, type LoadSheetParts } from './sheets/load-sheet-service.ts';

export interface Sheets {
  readonly sheets: LoadSheetService;
}

export function composeSheets(parts: {
  readonly options: ComposeOptions;
  readonly printer: Drivers['printer'];
  readonly printing: PrintQueue;
  readonly records: Records;
  readonly certificateOf: LoadSheetParts['certificateOf'];
  readonly newId: () => Uuid;
}): Sheets {
  const { certificateOf, newId, options, printer, printing, records } = parts;
  const { chain, db, loadSheets, publisher, vehicles, weighings } = records;
  const { clock, configuration } = options;
  const names = new NameStore(db);
  const sheets = new LoadSheetService({
    configuration,
    db,
    chain,
    weighings,
    sheets: loadSheets,
    vehicles,
    papersOfDriver: (name) => {
      const file = names.byName('driver', name)?.file;
      return file?.kind === 'driver' ? (file.papers ?? []) : [];
    },
    gatePasses: new GateStore(db),
    certificateOf,
    publisher,
    printing,
    hasPrinter: printer !== null,
    clock,
    newId,
  });
  return { sheets };
}
