/** The receipt printer (ESC/POS): paper into bytes, and the printer on the network that takes them. */
import type Printer from 'escpos/printer.js';
import {
  qrDots,
  type Paper,
  type PaperColumns,
  type PaperItem,
  type PaperSpan,
  type TextSize,
} from '../../preload/contract/paper.ts';
import { PrinterDevice, type Look, type PrinterDeviceSettings } from './printer-device.ts';
import type { ByteRoute } from './escp-printer.ts';
import { PrinterLink, type LinkTimes, type PrinterAddress, type StatusOutcome } from './printer-link.ts';
import { hindrance, isPaperLow } from './printer-status.ts';

/** FS & and FS . : between them two- and four-byte characters are Chinese (GB18030). Outside they print as rubbish. */
const CHINESE_ON = Buffer.from([0x1c, 0x26]);
const CHINESE_OFF = Buffer.from([0x1c, 0x2e]);
/** Between the print head and the knife are 12 to 15 mm: four lines of 3.75 mm. */
const LINES_TO_KNIFE = 4;

/**
 * Turns a paper into ESC/POS bytes.
 * Size goes by GS ! (it enlarges Chinese characters too, ESC ! on many printers does not) and bold by ESC E alone
 * (the library's `style` also sends ESC 5, which some makers give another meaning).
 * Sources: Epson ESC/POS command reference (ESC @, ESC a, ESC E, GS !, GS V, FS &, FS ., GS ( k); Chinese by GB 18030.
 */
export async function encodePaper(paper: Paper): Promise<Buffer> {
  if (paper.kind !== 'roll') throw new RangeError('a receipt printer has no pages');
  // Half a megabyte of character tables, which no weight has to wait for.
  const { default: Printer } = await import('escpos/printer.js');
  const written: Buffer[] = [];
  const printer = new Printer({ write: (bytes) => written.push(bytes) });
  printer.hardware('init');
  for (const item of paper.items) encodeItem(printer, item, paper.columns);
  printer.flush();
  return Buffer.concat(written);
}

function encodeItem(printer: Printer, item: PaperItem, columns: PaperColumns): void {
  switch (item.kind) {
    case 'line':
      printer.align(item.align === 'centre' ? 'ct' : 'lt');
      for (const span of item.spans) printSpan(printer, span);
      printer.feed(1);
      return;
    case 'rule':
      printer.align('lt');
      printSpan(printer, { text: '-'.repeat(columns), size: 'normal', bold: false });
      printer.feed(1);
      return;
    case 'qr':
      printer.align('ct').print(qrCommand(item.text, qrDots(columns)));
      return;
    case 'feed':
      printer.feed(item.lines);
      return;
    case 'cut':
      printer.cut(true, LINES_TO_KNIFE);
      return;
    default:
      return item satisfies never;
  }
}

const SIZE: Readonly<Record<TextSize, number>> = { normal: 0x00, tall: 0x01, wide: 0x10, large: 0x11 };

function printSpan(printer: Printer, { text, size, bold }: PaperSpan): void {
  // A control character in a name must never reach the printer as a command.
  const harmless = text.replace(/[\u0000-\u001f\u007f]/g, ' ');
  const chinese = /[^\u0020-\u007e]/.test(harmless);
  printer.print(Buffer.from([0x1d, 0x21, SIZE[size], 0x1b, 0x45, bold ? 1 : 0]));
  if (chinese) printer.print(CHINESE_ON);
  printer.pureText(harmless);
  if (chinese) printer.print(CHINESE_OFF);
}

/**
 * GS ( k, symbol 49 = QR: function 65 model 2, 67 module size in dots, 69 error correction M, 80 store, 81 print.
 * The length of function 80 counts bytes (the library's own QR command counts characters and is a rare form).
 * Source: Epson ESC/POS command reference, GS ( k <Function 165, 167, 169, 180, 181>.
 */
function qrCommand(text: string, moduleDots: number): Buffer {
  const data = Buffer.from(text, 'utf8');
  const length = data.length + 3;
  return Buffer.concat([
    Buffer.from([0x1d, 0x28, 0x6b, 4, 0, 49, 65, 50, 0]),
    Buffer.from([0x1d, 0x28, 0x6b, 3, 0, 49, 67, moduleDots]),
    Buffer.from([0x1d, 0x28, 0x6b, 3, 0, 49, 69, 49]),
    Buffer.from([0x1d, 0x28, 0x6b, length & 0xff, length >> 8, 49, 80, 48]),
    data,
    Buffer.from([0x1d, 0x28, 0x6b, 3, 0, 49, 81, 48]),
  ]);
}

export interface EscposPrinterSettings extends PrinterDeviceSettings {
  readonly address: PrinterAddress;
  readonly times?: Partial<LinkTimes>;
}

/** A receipt printer on the network, asked how it is before and after each paper. */
export class EscposPrinter extends PrinterDevice {
  constructor(settings: EscposPrinterSettings) {
    const link = new PrinterLink(settings.address, settings.times);
    super(settings, {
      look: async (signal) => lookOf(await link.status(signal)),
      send: async (paper, mayStart) => link.send(await encodePaper(paper), mayStart),
    });
  }
}

/** One that only takes bytes: on a serial port or a device file it is not asked. */
export const receiptPrinter = (settings: PrinterDeviceSettings & { readonly line: ByteRoute }): PrinterDevice =>
  new PrinterDevice(settings, {
    look: (signal) => settings.line.look(signal),
    send: async (paper, mayStart) => settings.line.send(await encodePaper(paper), mayStart),
  });

function lookOf(outcome: StatusOutcome): Look {
  switch (outcome.kind) {
    case 'failed':
      return { kind: 'away', code: outcome.code };
    // It takes connections and says nothing: many cheap print servers are like that, and print well.
    case 'silent':
      return { kind: 'well', paperLow: false };
    case 'answered': {
      const obstacle = hindrance(outcome.status);
      return obstacle !== null
        ? { kind: 'away', code: obstacle }
        : { kind: 'well', paperLow: isPaperLow(outcome.status) };
    }
    default:
      return outcome satisfies never;
  }
}
