/** Builds the load sheets and their way to the paper (part of compose.ts). */
import type { LoadSheet, Weighing } from '../../preload/contract/documents.ts';
import type { PrintJob } from '../../preload/contract/load-sheet.ts';
import type { Uuid } from '../../preload/contract/vocabulary.ts';
import type { Paper } from '../../native/printer/paper.ts';
import type { Drivers } from './compose-devices.ts';
import type { Records } from './compose-records.ts';
import type { ComposeOptions } from './host-channel.ts';
import { GateStore } from './records/gate-store.ts';
import { PrintQueue } from './printing/print-queue.ts';
import { layoutSheet } from './printing/sheet-layout.ts';
import { LoadSheetService } from './sheets/load-sheet-service.ts';

export interface Sheets {
  readonly sheets: LoadSheetService;
  readonly printing: PrintQueue;
}

export function composeSheets(parts: {
  readonly options: ComposeOptions;
  readonly printer: Drivers['printer'];
  readonly records: Records;
  readonly newId: () => Uuid;
}): Sheets {
  const { newId, options, printer, records } = parts;
  const { chain, db, loadSheets, publisher, signer, vehicles, weighings } = records;
  const { clock, configuration, log } = options;
  const { simulated, station } = configuration;
  const paperOf = (job: PrintJob): Paper | null => {
    const sheet = chain.get(job.sheetId)?.document as LoadSheet | undefined;
    const gross =
      sheet === undefined ? undefined : (chain.get(sheet.grossWeighingId)?.document as Weighing | undefined);
    const row = loadSheets.get(job.sheetId);
    // A first copy of a sheet voided meanwhile is no longer worth paper; a reprint of it says 作废 in large letters.
    if (sheet === undefined || gross === undefined || configuration.printer === null) return null;
    if (row?.voidedById != null && job.copy === 1) return null;
    const facts = { keyId: signer.kid, copy: job.copy, unitName: station.unitName, simulated };
    const shown: LoadSheet = row?.voidedById == null ? sheet : { ...sheet, status: 'void' };
    return layoutSheet(
      { sheet: shown, ...facts, grossWeighedAt: gross.weighedAt, axleCount: gross.axleCount ?? null },
      configuration.printer.columns,
    );
  };
  const printing = new PrintQueue({
    db,
    printer,
    paperOf,
    clock,
    newId,
    onFault: (err, jobId) => log.error({ err, jobId }, 'a print job could not be worked on'),
  });
  const sheets = new LoadSheetService({
    configuration,
    db,
    chain,
    weighings,
    sheets: loadSheets,
    vehicles,
    gatePasses: new GateStore(db),
    publisher,
    printing,
    hasPrinter: printer !== null,
    clock,
    newId,
  });
  return { sheets, printing };
}
