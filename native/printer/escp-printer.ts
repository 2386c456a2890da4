/**
 * The needle printer (ESC/P with the Chinese commands of ESC/P-K): a page into bytes, and the printer that takes them.
 *
 * Sources: Epson ESC/P Reference Manual (December 1997), the 24-pin commands: ESC @ initialise, ESC x letter quality,
 * ESC g 15 characters an inch, ESC 2 line spacing 1/6 inch, ESC C n page length in lines, ESC $ absolute place in 1/60 inch,
 * ESC J n feed n/180 inch, ESC W double width, ESC E and ESC F bold, ESC * 39 bit image of 24 pins at 180 dots an inch, FF.
 * Chinese (Epson LQ-1600K manual; the same in those of Jolimark, Dascom and Star): FS & and FS . Chinese on and off,
 * FS S n1 n2 space left and right of a Chinese character in dots of 1/180 inch.
 */
import type { PageItem, PagePaper, Paper } from '../../preload/contract/paper.ts';
import { encoder } from './gb18030.ts';
import { PrinterDevice, type PrinterDeviceSettings } from './printer-device.ts';
import type { PrinterRoute } from './printer-device.ts';
import { qrModules } from './qr-modules.ts';

const ESC = 0x1b;
const FS = 0x1c;
const MM_PER_INCH = 25.4;
/** A line of 1/6 inch, in 1/180 inch. */
const LINE = 30;
/** A column of 1/15 inch, in the 1/60 inch of ESC $. */
const COLUMN = 4;
/** Needles one above the other: what one pass of a picture is high. */
const PINS = 24;
const MOST_FEED = 255;

/** Something at a height, in 1/180 inch from the top of the form; printed in the order of heights. */
interface Strike {
  readonly y: number;
  readonly column: number;
  readonly bytes: Buffer;
}

/**
 * Turns a page into ESC/P bytes. Every text is put at its own place by ESC $, so that no column depends on how wide a
 * printer makes what stands before it.
 * @throws RangeError for a receipt, another grid than 15 columns and 6 lines an inch, or text that is two rows high: there
 *   each make moves the lines below in its own way
 */
export async function encodeForm(paper: Paper): Promise<Buffer> {
  if (paper.kind !== 'page') throw new RangeError('a needle printer prints forms');
  const { form, pages } = paper;
  const lines = Math.round((form.heightMm / MM_PER_INCH) * 6);
  const top = Math.round((form.topMm / MM_PER_INCH) * 6);
  if (!near(form.cellWidthMm, MM_PER_INCH / 15) || !near(form.cellHeightMm, MM_PER_INCH / 6))
    throw new RangeError('a needle printer has cells of 1/15 by 1/6 inch');
  const encode = await encoder();
  const begin = Buffer.from([ESC, 0x40, ESC, 0x78, 1, ESC, 0x67, ESC, 0x32, ESC, 0x43, lines, FS, 0x53, 0, 0]);
  const bodies = await Promise.all(pages.map((items) => encodePage(items, top, encode)));
  return Buffer.concat([begin, ...bodies, Buffer.from([ESC, 0x40])]);
}

const near = (one: number, other: number): boolean => Math.abs(one - other) < 0.001;

async function encodePage(
  items: PagePaper['pages'][number],
  top: number,
  encode: (text: string) => Buffer,
): Promise<Buffer> {
  const strikes = (await Promise.all(items.map((item) => strikesOf(item, top, encode)))).flat();
  strikes.sort((a, b) => a.y - b.y || a.column - b.column);
  const bytes: Buffer[] = [];
  let y = 0;
  for (const strike of strikes) {
    if (strike.y > y) {
      bytes.push(Buffer.from([0x0d]));
      for (; y < strike.y; y += MOST_FEED) bytes.push(Buffer.from([ESC, 0x4a, Math.min(MOST_FEED, strike.y - y)]));
      y = strike.y;
    }
    const x = strike.column * COLUMN;
    bytes.push(Buffer.from([ESC, 0x24, x & 0xff, x >> 8]), strike.bytes);
  }
  bytes.push(Buffer.from([0x0d, 0x0c]));
  return Buffer.concat(bytes);
}

async function strikesOf(item: PageItem, top: number, encode: (text: string) => Buffer): Promise<Strike[]> {
  const y = (item.row + top) * LINE;
  const words = (text: string, row = 0, column = item.column): Strike => ({
    y: y + row * LINE,
    column,
    bytes: styled(text, false, false, encode),
  });
  switch (item.kind) {
    case 'text':
      if (item.size !== 'normal' && item.size !== 'wide') throw new RangeError('text of a form is one row high');
      return [{ y, column: item.column, bytes: styled(item.text, item.size === 'wide', item.bold, encode) }];
    case 'rule':
      return [words('─'.repeat(Math.floor(item.columns / 2)))];
    case 'box': {
      const across = '─'.repeat(Math.floor(item.columns / 2) - 2);
      const right = item.column + 2 * (across.length + 1);
      const sides = Array.from({ length: item.rows - 2 }, (_, row) => [
        words('│', row + 1),
        words('│', row + 1, right),
      ]);
      return [words(`┌${across}┐`), ...sides.flat(), words(`└${across}┘`, item.rows - 1)];
    }
    case 'qr':
      return codeStrikes(item, y, await qrModules(item.text));
    default:
      return item satisfies never;
  }
}

/** Chinese in its own mode, the rest outside of it. A control character in a name must never reach the printer as a command. */
function styled(text: string, wide: boolean, bold: boolean, encode: (text: string) => Buffer): Buffer {
  const runs = text.replace(/[\u0000-\u001f\u007f]/g, ' ').match(/[\u0020-\u007e]+|[^\u0020-\u007e]+/g) ?? [];
  return Buffer.concat([
    Buffer.from([ESC, 0x57, wide ? 1 : 0, ESC, bold ? 0x45 : 0x46]),
    ...runs.map((run) =>
      run.charCodeAt(0) < 0x80
        ? Buffer.from(run, 'latin1')
        : Buffer.concat([Buffer.from([FS, 0x26]), encode(run), Buffer.from([FS, 0x2e])]),
    ),
  ]);
}

/** The code in passes of 24 needles, a column three bytes, the uppermost needle the highest bit of the first. */
function codeStrikes(item: Extract<PageItem, { kind: 'qr' }>, y: number, modules: readonly boolean[][]): Strike[] {
  const dots = Math.max(1, Math.floor(((item.sizeMm / MM_PER_INCH) * 180) / modules.length));
  const size = modules.length * dots;
  const dark = (column: number, row: number): boolean =>
    modules[Math.floor(row / dots)]?.[Math.floor(column / dots)] === true;
  return Array.from({ length: Math.ceil(size / PINS) }, (_, pass) => {
    const data = Buffer.alloc(size * 3);
    for (let column = 0; column < size; column += 1)
      for (let pin = 0; pin < PINS; pin += 1)
        if (dark(column, pass * PINS + pin)) {
          const at = column * 3 + (pin >> 3);
          data[at] = (data[at] ?? 0) | (0x80 >> (pin & 7));
        }
    const head = Buffer.from([ESC, 0x2a, 39, size & 0xff, size >> 8]);
    return { y: y + pass * PINS, column: item.column, bytes: Buffer.concat([head, data]) };
  });
}

/** What carries bytes to a printer that says nothing of itself. */
export interface ByteRoute {
  look(signal: AbortSignal): ReturnType<PrinterRoute['look']>;
  send(bytes: Buffer, mayStart: () => boolean): ReturnType<PrinterRoute['send']>;
}

export class EscpPrinter extends PrinterDevice {
  constructor(settings: PrinterDeviceSettings & { readonly line: ByteRoute }) {
    super(settings, {
      look: (signal) => settings.line.look(signal),
      send: async (paper, mayStart) => settings.line.send(await encodeForm(paper), mayStart),
    });
  }
}
