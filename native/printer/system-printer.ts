/** An office printer that the system knows: pages become a PDF, and the system's queue prints it. */
import type { PagePaper } from '../../preload/contract/paper.ts';
import { PrinterDevice, type Look, type PrinterDeviceSettings } from './printer-device.ts';
import type { SendOutcome } from './printer-link.ts';

/** The system's queue: CUPS by IPP. Where there is none: desktop-printer.ts. */
export interface SystemQueue {
  look(): Promise<Look>;
  send(pdf: Buffer, jobName: string, mayStart: () => boolean, signal: AbortSignal): Promise<SendOutcome>;
}

export class SystemPrinter extends PrinterDevice {
  /** @param settings.makePdf the pages as the bytes of a PDF */
  constructor(
    settings: PrinterDeviceSettings & {
      readonly queue: SystemQueue;
      makePdf(paper: PagePaper): Promise<Buffer>;
    },
  ) {
    super(settings, {
      look: () => settings.queue.look(),
      send: async (paper, mayStart, signal) => {
        if (paper.kind !== 'page') throw new RangeError('an office printer prints pages');
        return settings.queue.send(await settings.makePdf(paper), 'load sheet', mayStart, signal);
      },
    });
  }
}
