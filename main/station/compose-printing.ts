/** Builds the way of a sheet to the paper: layouts, queue, preview, test page (part of compose.ts). */
import { CodedError } from '../../preload/contract/errors.ts';
import type { PrintJob } from '../../preload/contract/load-sheet.ts';
import type { PrinterFacts } from '../../preload/contract/printing.ts';
import type { Uuid } from '../../preload/contract/vocabulary.ts';
import { isByDesktop, qrCode, type Drivers } from './compose-devices.ts';
import type { Records } from './compose-records.ts';
import type { ComposeOptions } from './host-channel.ts';
import { PrintQueue } from './printing/print-queue.ts';
import { SheetPapers } from './printing/sheet-papers.ts';
import type { Act } from './rpc-server.ts';
import type { PrinterSettings } from './settings/configuration.ts';
import { paperIn } from './settings/printer-settings.ts';

export interface Printing {
  readonly printing: PrintQueue;
  readonly papers: SheetPapers;
  readonly printerFacts: PrinterFacts | null;
  /** @throws CodedError printer.* */
  printTestPage(): Promise<{ printed: true }>;
  /** @throws CodedError sheet.not-found | sheet.already-void | printer.absent */
  printExitSlip(id: Uuid, operatorId: string, act: Act): PrintJob;
}

export function composePrinting(parts: {
  readonly options: ComposeOptions;
  readonly printer: Drivers['printer'];
  readonly records: Records;
  readonly newId: () => Uuid;
}): Printing {
  const { newId, options, printer, records } = parts;
  const { chain, db, loadSheets, signer } = records;
  const { clock, configuration, log } = options;
  const { simulated, station } = configuration;
  const { exitSlip, header, signers } = configuration.printing;
  const printerFacts = configuration.printer === null ? null : factsOf(configuration.printer, options.printHost);
  const papers: SheetPapers = new SheetPapers({
    chain,
    sheets: loadSheets,
    printer: printerFacts,
    keyId: signer.kid,
    unitName: station.unitName,
    simulated,
    header,
    signers,
    clock,
    nextCopy: (sheetId, kind) => printing.nextCopy(sheetId, kind),
    newestSheet: () => printing.list()[0]?.sheetId ?? null,
    modulesOf: qrCode,
  });
  const printing: PrintQueue = new PrintQueue({
    db,
    printer,
    paperOf: (job) => papers.ofJob(job),
    slipWithSheet: exitSlip === 'with-sheet',
    clock,
    newId,
    onFault: (err, jobId) => log.error({ err, jobId }, 'a print job could not be worked on'),
  });
  return {
    printing,
    papers,
    printerFacts,
    async printTestPage() {
      if (printer === null || printerFacts === null) throw new CodedError('printer.absent');
      const outcome = await printer.print(papers.testPage(printerFacts.paper));
      if (outcome.kind === 'failed') throw new CodedError(outcome.code);
      return { printed: true };
    },
    printExitSlip(id, operatorId, act) {
      const sheet = loadSheets.get(id);
      if (sheet === null) throw new CodedError('sheet.not-found', { id });
      if (sheet.status === 'void' || sheet.voidedById !== null)
        throw new CodedError('sheet.already-void', { number: sheet.number });
      if (printer === null) throw new CodedError('printer.absent');
      return db.immediate(() => {
        const job = printing.enqueue(sheet.id, sheet.number, operatorId, 'exit-slip');
        act.remember(job);
        return job;
      });
    },
  };
}

const factsOf = (settings: PrinterSettings, host: ComposeOptions['printHost']): PrinterFacts => ({
  driver: isByDesktop(settings, host) ? 'desktop' : settings.driver,
  place: placeOf(settings),
  paper: paperIn(settings),
});

function placeOf(settings: PrinterSettings): string {
  if (settings.driver === 'system') return settings.queue;
  const { port } = settings;
  switch (port.kind) {
    case 'tcp':
      return `${port.host}:${String(port.port)}`;
    case 'serial':
      return port.path ?? port.usb?.serialNumber ?? '';
    case 'device':
      return port.path;
    default:
      return port satisfies never;
  }
}
