import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutSheet } from '../../../main/station/printing/sheet-layout.ts';
import { pageCells } from '../../../preload/contract/paper-cells.ts';
import { columnsOf, oneLine } from '../../../main/station/printing/text-columns.ts';
import { encodePaper } from '../../../native/printer/escpos-printer.ts';
import {
  charColumns,
  sizeColumns,
  sizeRows,
  type PaperColumns,
  type PaperItem,
} from '../../../preload/contract/paper.ts';
import { EscposParser } from '../../sim/printer/escpos-parser.ts';
import { aSheet, onPaper } from '../../unit/printing/a-sheet.ts';

const columns = fc.constantFrom<PaperColumns>(32, 42, 48);
const ROLL = { 32: 'roll-58', 42: 'roll-80-42', 48: 'roll-80' } as const;
const PAGES = ['form-22', 'form-33', 'form-66', 'a4'] as const;
/** Names as people type them, and worse: Chinese, Latin, four-byte GB18030 characters, full-width forms, control characters. */
const char = fc.oneof(
  fc.constantFrom(
    '煤',
    '𠮷',
    '䶮',
    '㼆',
    '·',
    '（',
    '　',
    'Ａ',
    '①',
    '😀',
    ' ',
    '\n',
    '\u001b',
    '\u001d',
    '\u0010',
    '-',
    'Z',
    '9',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
);
const name = (maxLength: number) => fc.array(char, { minLength: 1, maxLength }).map((chars) => chars.join(''));
const weight = fc.integer({ min: 0, max: 9_999_999 });
const paper = fc
  .record({
    columns,
    copy: fc.integer({ min: 1, max: 99 }),
    simulated: fc.boolean(),
    unitName: name(60),
    axleCount: fc.option(fc.integer({ min: 2, max: 10 })),
    status: fc.constantFrom('issued', 'void'),
    voidReason: fc.option(name(200), { nil: undefined }),
    evidenceAccepted: fc.option(name(200), { nil: undefined }),
    number: fc.stringMatching(/^[0-9A-Za-z-]{1,40}-[0-9A-Za-z]{1,8}-\d{8}-\d{4}$/),
    sender: name(60),
    receiver: name(60),
    plate: name(16),
    trailerPlate: fc.option(name(16)),
    goods: fc.record({ name: name(40), category: name(20) }),
    driver: fc.record({ name: name(40) }),
    operatorId: name(40),
    weights: fc.tuple(weight, weight, weight, weight, weight),
  })
  .map(({ columns: wide, copy, simulated, unitName, axleCount, weights, ...rest }) => {
    const [grossKg, tareKg, netKg, limitKg, overKg] = weights;
    const sheet = aSheet({
      ...rest,
      grossKg,
      tareKg,
      netKg,
      limitKg,
      overKg,
      overLoadKg: overKg,
      verdict: 'over-load',
    });
    const shown = onPaper({ sheet, copy, simulated, unitName, axleCount });
    const laidOut = layoutSheet(shown, ROLL[wide]);
    if (laidOut.kind !== 'roll') throw new Error('no roll');
    return { sheet, shown, wide, laidOut };
  });

const textOf = (item: PaperItem): string => (item.kind === 'line' ? item.spans.map(({ text }) => text).join('') : '');
const widthOf = (item: PaperItem): number =>
  item.kind === 'line'
    ? item.spans.reduce((sum, { text, size }) => sum + columnsOf(text) * (size === 'large' ? 2 : 1), 0)
    : 0;
const squeezed = (text: string): string => text.replace(/ /g, '');

describe('whatever the names are', () => {
  it.each(PAGES)('on %s: everything is on the page, in cells of its own, and nothing is cut', (name) => {
    fc.assert(
      fc.property(paper, ({ sheet, shown }) => {
        const laid = layoutSheet(shown, name);
        if (laid.kind !== 'page') throw new Error('no page');
        const { columns: wide, rows } = laid.form;
        for (const items of laid.pages) {
          const taken = new Set<string>();
          for (const { char: one, column, row, size } of pageCells(items)) {
            for (let x = 0; x < charColumns(one) * sizeColumns(size); x += 1)
              for (let y = 0; y < sizeRows(size); y += 1) {
                const cell = `${String(column + x)},${String(row + y)}`;
                expect(taken.has(cell)).toBe(false);
                taken.add(cell);
                expect(column + x).toBeLessThan(wide);
                expect(row + y).toBeLessThan(rows);
              }
          }
        }
        const all = squeezed(
          laid.pages.flatMap((items) => items.flatMap((item) => (item.kind === 'text' ? [item.text] : []))).join(''),
        );
        // Beside each other they are broken in turn: looked for are the pieces of what has a row of its own.
        for (const value of [sheet.sender, sheet.receiver, sheet.plate, sheet.number, sheet.evidenceAccepted ?? ''])
          expect(all).toContain(squeezed(oneLine(value)));
      }),
      { numRuns: 100 },
    );
  });

  it('no line is wider than the paper', () => {
    fc.assert(
      fc.property(paper, ({ wide, laidOut }) => {
        for (const item of laidOut.items) expect(widthOf(item)).toBeLessThanOrEqual(wide);
      }),
      { numRuns: 300 },
    );
  });

  it('nothing of them is cut', () => {
    fc.assert(
      fc.property(paper, ({ sheet, laidOut }) => {
        const all = squeezed(laidOut.items.map(textOf).join(''));
        const { sender, receiver, plate, operatorId, evidenceAccepted, number } = sheet;
        for (const value of [sender, receiver, plate, operatorId, evidenceAccepted ?? '', number, sheet.goods.name])
          expect(all).toContain(squeezed(oneLine(value)));
      }),
      { numRuns: 300 },
    );
  });

  it('the printer hears exactly the lines that were laid out, and no command hidden in a name', async () => {
    await fc.assert(
      fc.asyncProperty(paper, fc.integer({ min: 1, max: 40 }), async ({ wide, laidOut }, piece) => {
        const lines: string[] = [];
        const codes: string[] = [];
        let cuts = 0;
        const parser = new EscposParser(wide, {
          onRow: (row) =>
            row.kind === 'qr' ? codes.push(row.text) : lines.push(row.chars.map(({ char: one }) => one).join('')),
          onCut: () => (cuts += 1),
          onStatusAsked: () => expect.unreachable(),
        });
        const bytes = await encodePaper(laidOut);
        for (let at = 0; at < bytes.length; at += piece) parser.feed(bytes.subarray(at, at + piece));
        const expected = laidOut.items.flatMap((item) => {
          if (item.kind === 'line') return [textOf(item)];
          if (item.kind === 'rule') return ['-'.repeat(wide)];
          if (item.kind === 'feed') return Array<string>(item.lines).fill('');
          return [];
        });
        expect(parser.unknown).toEqual([]);
        expect(parser.wrapped).toBe(0);
        expect(cuts).toBe(1);
        expect(lines.slice(0, expected.length)).toEqual(expected);
        expect(lines.slice(expected.length).join('')).toBe('');
        expect(codes).toEqual(laidOut.items.flatMap((item) => (item.kind === 'qr' ? [item.text] : [])));
      }),
      { numRuns: 200 },
    );
  });
});
