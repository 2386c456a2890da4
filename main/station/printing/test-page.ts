/** The test page: a ruler for the columns, the characters, the sizes and a code. Pure. */
import type { PageItem, Paper, PaperItem, PaperName, PaperSpan, TextSize } from '../../../preload/contract/paper.ts';
import { layoutOf } from './sheet-layout.ts';
import { WORDS } from './sheet-words.ts';
import { wrap } from './text-columns.ts';

/** Long enough for the code of a real sheet: number, space, hash. */
const CODE = `TEST ${'0123456789abcdef'.repeat(5)}`;
const ASCII = Array.from({ length: 94 }, (_, index) => String.fromCharCode(0x21 + index)).join('');
/** Plates, weights, goods; the last line has characters of four bytes, which printers with old fonts leave blank. */
const CHINESE = [
  '京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新',
  '挂学警港澳使领 毛重皮重净重 公斤吨轴 原煤精煤石子',
  '䶮𠮷㙦堃',
];

/** "....5...10...15" up to the last column: what is missing at the right edge is cut off by the paper. */
export function ruler(columns: number): string {
  const marks = Array.from({ length: Math.floor(columns / 5) }, (_, index) => String((index + 1) * 5).padStart(5, '.'));
  return marks.join('').padEnd(columns, '.');
}

/** @param at when it is printed, in words */
export function testPage(name: PaperName, place: string, at: string): Paper {
  const layout = layoutOf('sheet', name);
  const columns = layout.kind === 'roll' ? layout.columns : layout.form.columns;
  const plain = [
    ruler(columns),
    ...[WORDS.testPage, place, at].flatMap((line) => wrap(line, columns)),
    ...[ASCII, ...CHINESE].flatMap((line) => wrap(line, columns)),
  ];
  if (layout.kind === 'roll') {
    const line = (text: string, size: TextSize = 'normal'): PaperItem => ({
      kind: 'line',
      align: 'left',
      spans: [{ text, size, bold: size !== 'normal' } satisfies PaperSpan],
    });
    return {
      kind: 'roll',
      columns: layout.columns,
      items: [
        ...plain.map((text) => line(text)),
        line('晋C·12345', 'large'),
        line('48 620 kg', 'tall'),
        { kind: 'rule' },
        { kind: 'qr', text: CODE },
        { kind: 'cut' },
      ],
    };
  }
  const text = (row: number, words: string, size: TextSize = 'normal'): PageItem => ({
    kind: 'text',
    column: 0,
    row,
    text: words,
    size,
    bold: size !== 'normal',
  });
  const row = plain.length;
  const items: PageItem[] = [
    ...plain.map((words, index) => text(index, words)),
    text(row, '晋C·12345 48 620 kg', 'wide'),
    { kind: 'rule', column: 0, row: row + 1, columns },
    { kind: 'box', column: 40, row: row + 2, columns: 20, rows: 4 },
    { kind: 'qr', column: 0, row: row + 2, text: CODE, sizeMm: 25 },
  ];
  return { kind: 'page', form: layout.form, pages: [items] };
}
