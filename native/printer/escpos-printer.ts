/** The ESC/POS printer: paper into bytes, bytes onto the line, and a look every so often whether it could print. */
import type Printer from 'escpos/printer.js';
import type { Clock } from '../../preload/contract/vocabulary.ts';
import type { Device, DeviceCondition } from '../device.ts';
import type { Paper, PaperItem, PaperSpan, TextSize } from './paper.ts';
import {
  PrinterLink,
  type LinkTimes,
  type PrinterAddress,
  type SendOutcome,
  type StatusOutcome,
} from './printer-link.ts';
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
  // Half a megabyte of character tables, which no weight has to wait for.
  const { default: Printer } = await import('escpos/printer.js');
  const written: Buffer[] = [];
  const printer = new Printer({ write: (bytes) => written.push(bytes) });
  printer.hardware('init');
  for (const item of paper.items) encodeItem(printer, item, paper.columns);
  printer.flush();
  return Buffer.concat(written);
}

function encodeItem(printer: Printer, item: PaperItem, columns: number): void {
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
      printer.align('ct').print(qrCommand(item.text, columns === 32 ? 5 : 6));
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

const SIZE: Readonly<Record<TextSize, number>> = { normal: 0x00, tall: 0x01, large: 0x11 };

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

export interface EscposPrinterSettings {
  readonly id: string;
  readonly address: PrinterAddress;
  readonly clock: Clock;
  /** How often an idle printer is asked how it is, in milliseconds: while it could print, and while it could not. */
  readonly probe?: { readonly wellMs: number; readonly awayMs: number };
  readonly times?: Partial<LinkTimes>;
}

export class EscposPrinter implements Device {
  readonly id: string;
  readonly kind = 'printer';
  readonly #link: PrinterLink;
  readonly #clock: Clock;
  readonly #probe: { readonly wellMs: number; readonly awayMs: number };
  readonly #listeners = new Set<(condition: DeviceCondition) => void>();
  #condition: DeviceCondition;
  #running: AbortController | null = null;
  #timer: NodeJS.Timeout | null = null;
  /** One conversation at a time: most printers serve one connection and leave the others waiting. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(settings: EscposPrinterSettings) {
    this.id = settings.id;
    this.#link = new PrinterLink(settings.address, settings.times);
    this.#clock = settings.clock;
    this.#probe = settings.probe ?? { wellMs: 30_000, awayMs: 5000 };
    this.#condition = { state: 'offline', since: this.#clock.wall(), detail: null };
  }

  condition(): DeviceCondition {
    return this.#condition;
  }

  onCondition(listener: (condition: DeviceCondition) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(): void {
    if (this.#running !== null) return;
    const running = new AbortController();
    this.#running = running;
    void this.#look(running.signal);
  }

  /** Waits for a paper that is being printed (bounded by the link's times); a look at the printer is broken off. */
  async stop(): Promise<void> {
    this.#running?.abort();
    this.#running = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#turn;
  }

  /**
   * Prints one paper; papers wait for each other.
   * @param mayStart called once, just before the first byte goes out; false withdraws the paper. What it throws is thrown.
   */
  async print(paper: Paper, mayStart: () => boolean = () => true): Promise<SendOutcome> {
    const outcome = await this.#inTurn(async () => this.#link.send(await encodePaper(paper), mayStart));
    switch (outcome.kind) {
      case 'printed':
        // Not when it is only short of paper: that stays on screen until the next look.
        if (this.#condition.state === 'offline') this.#tell('online', null);
        break;
      case 'failed':
        this.#tell('offline', outcome.code);
        this.#lookIn(this.#probe.awayMs);
        break;
      case 'withdrawn':
        break;
      default:
        outcome satisfies never;
    }
    return outcome;
  }

  async #look(signal: AbortSignal): Promise<void> {
    const outcome = await this.#inTurn(() => this.#link.status(signal));
    if (signal.aborted) return;
    this.#judge(outcome);
    this.#lookIn(this.#condition.state === 'offline' ? this.#probe.awayMs : this.#probe.wellMs);
  }

  #judge(outcome: StatusOutcome): void {
    switch (outcome.kind) {
      case 'failed':
        return this.#tell('offline', outcome.code);
      // It takes connections and says nothing: many cheap print servers are like that, and print well.
      case 'silent':
        return this.#tell('online', null);
      case 'answered': {
        const obstacle = hindrance(outcome.status);
        if (obstacle !== null) return this.#tell('offline', obstacle);
        return isPaperLow(outcome.status) ? this.#tell('degraded', 'paper-low') : this.#tell('online', null);
      }
      default:
        return outcome satisfies never;
    }
  }

  #lookIn(delayMs: number): void {
    const running = this.#running;
    if (running === null) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(running.signal), delayMs);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    // Who asked for the result hears of its failure; the next in line only has to wait for its end.
    this.#turn = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  #tell(state: DeviceCondition['state'], detail: string | null): void {
    if (this.#condition.state === state && this.#condition.detail === detail) return;
    this.#condition = { state, since: this.#clock.wall(), detail };
    for (const listener of this.#listeners) listener(this.#condition);
  }
}
