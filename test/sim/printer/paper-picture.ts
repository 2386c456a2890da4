/** The paper as a picture, dot for dot as wide as the print head: 384 dots for 58 mm, 512 or 576 for 80 mm (8 dots a mm). */
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import bwipjs, { type RawOptions } from 'bwip-js/node';
import type { Align, PrintedChar, PrintedRow } from './escpos-parser.ts';

const CELL = 12;
const CHAR_HEIGHT = 24;
/** Default line spacing of 1/6 inch at 203 dpi, as 30 dots: 3.75 mm. */
const LINE = 30;

export function drawPaper(rows: readonly PrintedRow[], columns: number): Buffer {
  const width = columns * CELL;
  const drawings = rows.map((row) =>
    row.kind === 'line' ? lineDrawing(row.chars, row.align, width) : qrDrawing(row, width),
  );
  const height = drawings.reduce((sum, drawing) => sum + drawing.height, 0);
  const canvas = createCanvas(width, Math.max(1, height));
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#111';
  let top = 0;
  for (const drawing of drawings) {
    drawing.draw(context, top);
    top += drawing.height;
  }
  return canvas.toBuffer('image/png');
}

interface Drawing {
  readonly height: number;
  draw(context: SKRSContext2D, top: number): void;
}

const startOf = (align: Align, content: number, width: number): number =>
  align === 'left' ? 0 : align === 'centre' ? Math.floor((width - content) / 2) : width - content;

function lineDrawing(chars: readonly PrintedChar[], align: Align, width: number): Drawing {
  const tallest = chars.reduce((most, char) => Math.max(most, char.height), 1);
  const content = chars.reduce((sum, char) => sum + char.cells * char.width * CELL, 0);
  const height = Math.max(LINE, tallest * CHAR_HEIGHT + 6);
  return {
    height,
    draw(context, top) {
      let left = startOf(align, content, width);
      for (const char of chars) {
        drawChar(context, char, left, top + height - 3 - char.height * CHAR_HEIGHT);
        left += char.cells * char.width * CELL;
      }
    },
  };
}

function drawChar(context: SKRSContext2D, char: PrintedChar, left: number, top: number): void {
  context.save();
  context.translate(left, top);
  context.scale(char.width, char.height);
  context.font = `${char.bold ? 'bold ' : ''}22px "Noto Sans Mono CJK SC", "Noto Sans CJK SC"`;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.fillText(char.char, (char.cells * CELL) / 2, 20);
  context.restore();
}

interface QrMatrix {
  readonly pixs: readonly number[];
  readonly pixx: number;
  readonly pixy: number;
}

function qrDrawing(row: Extract<PrintedRow, { kind: 'qr' }>, width: number): Drawing {
  // The default export's `raw`: the named one is something else (a symbology of that name).
  const [matrix] = bwipjs.raw({ bcid: 'qrcode', text: row.text, eclevel: row.level } as RawOptions) as QrMatrix[];
  if (matrix === undefined) throw new Error('no QR code');
  const { pixs, pixx, pixy } = matrix;
  const dots = row.moduleDots;
  return {
    height: pixy * dots,
    draw(context, top) {
      const left = startOf(row.align, pixx * dots, width);
      pixs.forEach((dark, index) => {
        if (dark === 1)
          context.fillRect(left + (index % pixx) * dots, top + Math.floor(index / pixx) * dots, dots, dots);
      });
    },
  };
}
