import { createCanvas } from '@napi-rs/canvas';
import jsqr from 'jsqr';
import { describe, expect, it } from 'vitest';
import { layoutSheet } from '../../../main/station/printing/sheet-layout.ts';
import { testPage } from '../../../main/station/printing/test-page.ts';
import { encodeForm } from '../../../native/printer/escp-printer.ts';
import { pageCells } from '../../../preload/contract/paper-cells.ts';
import type { PageItem, PagePaper, Paper } from '../../../preload/contract/paper.ts';
import { EscpParser, formLines, type PrintedForm } from '../../sim/printer/escp-parser.ts';
import { aSheet, HASH, onPaper } from '../printing/a-sheet.ts';

const FORM: PagePaper['form'] = {
  widthMm: 241,
  heightMm: 139.7,
  leftMm: 18.9,
  topMm: 25.4 / 6,
  cellWidthMm: 25.4 / 15,
  cellHeightMm: 25.4 / 6,
  columns: 120,
  rows: 31,
};
const at = (column: number, row: number) => ({ column, row });
const page = (...items: PageItem[]): PagePaper => ({ kind: 'page', form: FORM, pages: [items] });
const hex = async (...items: PageItem[]): Promise<string> => (await encodeForm(page(...items))).toString('hex');

function printed(bytes: Buffer): { readonly parser: EscpParser; readonly forms: readonly PrintedForm[] } {
  const parser = new EscpParser();
  parser.feed(bytes);
  expect(parser.unknown).toEqual([]);
  expect(parser.overrun).toBe(0);
  return { parser, forms: parser.forms };
}

/** ESC @, letter quality, 15 to the inch, 1/6 inch, 33 lines a page, no space around Chinese. */
const BEGIN = '1b40' + '1b7801' + '1b67' + '1b32' + '1b4321' + '1c530000';
const END = '0d0c' + '1b40';

describe('bytes of', () => {
  it('an empty form', async () => expect(await hex()).toBe(BEGIN + END));

  it('text: one line down (the first stays free), at its place, plain', async () => {
    const text: PageItem = { kind: 'text', ...at(0, 0), text: 'kg毛1', size: 'normal', bold: false };
    expect(await hex(text)).toBe(
      BEGIN + '0d' + '1b4a1e' + '1b240000' + '1b5700' + '1b46' + '6b67' + '1c26c3ab1c2e' + '31' + END,
    );
  });

  it('wide and bold, at column 119 = 476/60 inch', async () => {
    const text: PageItem = { kind: 'text', ...at(118, 0), text: '1', size: 'wide', bold: true };
    expect(await hex(text)).toBe(BEGIN + '0d' + '1b4a1e' + '1b24d801' + '1b5701' + '1b45' + '31' + END);
  });

  it('a command inside a name', async () => {
    const text: PageItem = { kind: 'text', ...at(0, 0), text: 'a\u001b@\u000cb', size: 'normal', bold: false };
    expect(await hex(text)).toContain(Buffer.from('a @ b').toString('hex'));
  });

  it('far down: no feed is longer than 255/180 inch', async () => {
    const text: PageItem = { kind: 'text', ...at(0, 30), text: 'x', size: 'normal', bold: false };
    // 31 lines of 30 = 930 = 3 × 255 + 165
    expect(await hex(text)).toContain('1b4aff'.repeat(3) + '1b4aa5' + '1b240000');
  });
});

it.each([22, 33, 66] as const)(
  'a form of %i lines is so long, and the next sheet begins on the next one',
  async (lines) => {
    const paper = layoutSheet(onPaper(), `form-${lines}`);
    const { forms, parser } = printed(Buffer.concat([await encodeForm(paper), await encodeForm(paper)]));
    expect(parser.pageDots).toBe(lines * 30);
    expect(forms).toHaveLength(2);
    expect(forms[1]).toEqual(forms[0]);
  },
);

it('the half form, to the letter', async () => {
  const { forms } = printed(await encodeForm(layoutSheet(onPaper({ copy: 2 }), 'form-33')));
  const [form, ...others] = forms;
  expect(others).toEqual([]);
  expect(form === undefined ? [] : formLines(form)).toEqual([
    '                  山西省古交市某某煤业有限责任公司洗煤分公司',
    '                                                  货物装载单',
    '                                                   第1次补打',
    'SX140181001-1-20261122-0007',
    '─'.repeat(60),
    '发货单位 山西省古交市某某煤业有限责任公司洗煤分公司',
    '收货单位 河北钢铁集团邯郸公司 No.3 Warehouse',
    '货物名称 原煤 (煤炭)                               目的地   河北邯郸',
    '车牌号码 晋C·12345                      挂车号牌 晋C·6789挂',
    '驾驶员   张三                                      运输证号 140181004567',
    '─'.repeat(51),
    '毛重                    48 620 kg 时间     2026-11-22 14:32:05',
    '皮重 本次实测           16 200 kg 时间     2026-11-22 12:01:05',
    '净重           32 420 kg 结论     合格 未超限',
    '限重 6轴                49 000 kg 核定载质量              33 500 kg',
    '─'.repeat(60),
    '开单时间 2026-11-22 14:33:10            操作员   李四                           记录序号 1234',
    '记录摘要 a3f4c19e0b7d2558               密钥指纹 kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
    `${' '.repeat(88)}┌${'─'.repeat(13)}┐`,
    `${' '.repeat(88)}│${' '.repeat(26)}│`,
    `司磅员 ${'_'.repeat(35)}  驾驶员 ${'_'.repeat(35)}  │         单位盖章         │`,
    `${' '.repeat(88)}│${' '.repeat(26)}│`,
    `${' '.repeat(88)}│${' '.repeat(26)}│`,
    `收货方 ${'_'.repeat(35)}  放行   ${'_'.repeat(35)}  └${'─'.repeat(13)}┘`,
  ]);
});

it('the third of a form, to the letter', async () => {
  const sheet = aSheet({ evidenceAccepted: '后摄像头无画面，值班长王五同意', status: 'void', voidReason: '车牌录错' });
  const { forms } = printed(await encodeForm(layoutSheet(onPaper({ sheet, simulated: true }), 'form-22')));
  expect(forms.map(formLines)).toEqual([
    [
      '山西省古交市某某煤业有限责任公司洗煤分公司                                                             仅供测试 不作凭证',
      'SX140181001-1-20261122-0007                                              货物装载单',
      '                                               作废 模拟数据',
      '作废原因 车牌录错',
      '─'.repeat(60),
      '发货单位 山西省古交市某某煤业有限责任公司洗煤分公司',
      '收货单位 河北钢铁集团邯郸公司 No.3 Warehouse',
      '货物名称 原煤 (煤炭)                               目的地   河北邯郸',
      '车牌号码 晋C·12345                      挂车号牌 晋C·6789挂',
      '驾驶员   张三                                      运输证号 140181004567',
      '毛重                    48 620 kg 时间     2026-11-22 14:32:05',
      '皮重 本次实测           16 200 kg 时间     2026-11-22 12:01:05',
      '净重           32 420 kg 结论     合格 未超限',
      '限重 6轴                49 000 kg 核定载质量              33 500 kg',
      '证据不全 后摄像头无画面，值班长王五同意',
      '开单时间 2026-11-22 14:33:10            操作员   李四                           记录序号 1234',
      '记录摘要 a3f4c19e0b7d2558               密钥指纹 kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
      `司磅员 ${'_'.repeat(21)}`,
    ],
  ]);
});

/** Where the preview draws each character (in dots of the form) against where the needles put it. */
function samePlaces(paper: Paper, forms: readonly PrintedForm[]): void {
  if (paper.kind !== 'page') throw new Error('no page');
  expect(forms).toHaveLength(paper.pages.length);
  const framed = /[─│┌┐└┘]/;
  for (const [index, items] of paper.pages.entries()) {
    const drawn = pageCells(items)
      .filter(({ char }) => !framed.test(char))
      .map(
        ({ bold, char, column, row, size }) => `${char} ${column * 12},${(row + 1) * 30} ${size === 'wide'} ${bold}`,
      );
    const struck = (forms[index]?.chars ?? [])
      .filter(({ char }) => !framed.test(char))
      .map(({ bold, char, wide, x, y }) => `${char} ${x},${y} ${wide} ${bold}`);
    expect(struck.sort()).toEqual(drawn.sort());
  }
}

it.each(['form-22', 'form-33', 'form-66'] as const)('the preview of %s is the paper, cell by cell', async (name) => {
  const long = {
    receiver: '河'.repeat(128),
    sender: '山'.repeat(128),
    evidenceAccepted: '后摄像头无画面，'.repeat(60),
  };
  for (const sheet of [aSheet(), aSheet({ ...long, status: 'void', voidReason: '车牌录错'.repeat(60) })]) {
    const header = { name: '古交洗煤', address: '古交市屯兰镇', phone: '0351-1234567' };
    for (const paper of [
      layoutSheet(onPaper({ sheet, copy: 3, header }), name),
      layoutSheet(onPaper({ sheet, copy: 3 }), name, 'exit-slip'),
      testPage(name, 'usb', '2026-11-30 08:00:00'),
    ])
      samePlaces(paper, printed(await encodeForm(paper)).forms);
  }
});

it('the code on the form is read by a camera, and is 20 mm wide or more', async () => {
  const { forms } = printed(await encodeForm(layoutSheet(onPaper(), 'form-33')));
  const dots = [...(forms[0]?.dots ?? [])].map((dot) => dot.split(',').map(Number) as [number, number]);
  const [left, top] = [Math.min(...dots.map(([x]) => x)), Math.min(...dots.map(([, y]) => y))];
  const size = Math.max(...dots.map(([x]) => x)) - left + 1;
  expect((size / 180) * 25.4).toBeGreaterThanOrEqual(20);
  const side = size + 48;
  const context = createCanvas(side, side).getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, side, side);
  context.fillStyle = '#000';
  for (const [x, y] of dots) context.fillRect(x - left + 24, y - top + 24, 1, 1);
  const pixels = context.getImageData(0, 0, side, side);
  expect(jsqr.default(new Uint8ClampedArray(pixels.data), side, side)?.data).toBe(
    `SX140181001-1-20261122-0007 ${HASH}`,
  );
});

it.each([
  ['a receipt', layoutSheet(onPaper(), 'roll-80')],
  ['A4', layoutSheet(onPaper(), 'a4')],
  ['text two rows high', page({ kind: 'text', ...at(0, 0), text: 'x', size: 'large', bold: true })],
] as const)('refuses %s', async (_, paper) => {
  await expect(encodeForm(paper)).rejects.toThrow(RangeError);
});
