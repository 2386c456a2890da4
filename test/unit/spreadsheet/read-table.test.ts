import { describe, expect, test } from 'vitest';
import { readTable } from '../../../main/station/spreadsheet/read-table.ts';
import { unpacksWithin } from '../../../main/station/spreadsheet/zip-guard.ts';
import { cellsXml, workbook } from './workbook.ts';

const bytes = (of: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(of);
const text = (of: string, encoding: BufferEncoding = 'utf8') => readTable(bytes(Buffer.from(of, encoding)));
const rows = [
  ['名称', '地址'],
  ['一电', '太原, 晋源'],
];

describe('text', () => {
  test.each([
    ['commas', '名称,地址\n一电,"太原, 晋源"\n'],
    ['a mark of UTF-8, and the ends of lines of Windows', '\ufeff名称,地址\r\n一电,"太原, 晋源"\r\n\r\n,\r\n'],
    ['tabs', '名称\t地址\n一电\t太原, 晋源'],
    ['semicolons', '名称;地址\n 一电 ;"太原, 晋源"'],
  ])('with %s', async (_, of) => {
    expect(await text(of)).toEqual({ kind: 'rows', rows });
  });

  test('in UTF-16, as Excel saves Unicode text', async () => {
    expect(await text('\ufeff名称\t地址\r\n一电\t太原, 晋源\r\n', 'utf16le')).toEqual({ kind: 'rows', rows });
  });

  test('in GB18030, as Chinese Excel saves CSV', async () => {
    // 名称,地址 / 一电,"太原, 晋源"
    const gb = Buffer.from('c3fbb3c62cb5d8d6b70d0ad2bbb5e72c22ccabd4ad2c20bdfad4b4220d0a', 'hex');
    expect(await readTable(bytes(gb))).toEqual({ kind: 'rows', rows });
  });

  test.each([
    ['a picture', Buffer.from('89504e470d0a1a0a00', 'hex'), 'table.not-a-table'],
    ['half a character', Buffer.from('c3fbb3', 'hex'), 'table.not-a-table'],
    ['an unclosed quotation mark', Buffer.from('a,b\n"c'), 'table.unreadable'],
    ['a row longer than any', Buffer.from(`a\n"${'x'.repeat(70_000)}`), 'table.unreadable'],
    ['a heading alone', Buffer.from('名称\n\n'), 'table.empty'],
    ['nothing', Buffer.alloc(0), 'table.empty'],
    ['too many rows', Buffer.from('a\n'.repeat(2002)), 'table.too-large'],
    ['too many columns', Buffer.from(`${'a,'.repeat(61)}\n1`), 'table.too-large'],
  ])('%s is refused', async (_, of, code) => {
    expect(await readTable(bytes(of))).toMatchObject({ kind: 'refused', code });
  });
});

describe('a workbook', () => {
  test('text, numbers, days, yes and no, and formulas as the value that was worked out', async () => {
    const sheet = cellsXml(
      '<c r="A1" t="inlineStr"><is><t>车牌</t></is></c><c r="B1" t="inlineStr"><is><t>轴数</t></is></c>',
      '<c r="A2" t="str"><f>"晋C"&amp;12345</f><v>晋C12345</v></c><c r="B2"><f>3+3</f><v>6</v></c><c r="C2" s="1"><v>46418</v></c>' +
        '<c r="D2" t="b"><v>1</v></c><c r="E2"><v>13800000000</v></c><c r="F2"><v>1.40302199001011E+17</v></c><c r="G2"><v>49000.5</v></c>' +
        '<c r="H2" t="inlineStr"><is><t>140302199001011000</t></is></c>',
    );
    expect(await readTable(bytes(await workbook(sheet)))).toEqual({
      kind: 'rows',
      rows: [
        ['车牌', '轴数', null, null, null, null, null, null],
        [
          '晋C12345',
          '6',
          '2027-01-31',
          'TRUE',
          '13800000000',
          { spoilt: '1.40302199001011E+17' },
          '49000.5',
          '140302199001011000',
        ],
      ],
    });
  });

  test.each([
    ['no zip', Buffer.from('PK\u0003\u0004 and nothing more')],
    ['a zip without a sheet', null],
  ])('%s is refused', async (_, of) => {
    const whole = of ?? (await workbook(null));
    expect(await readTable(bytes(whole))).toMatchObject({ kind: 'refused', code: 'table.unreadable' });
  });

  test('what unpacks to more than is taken is refused before it is unpacked', async () => {
    const sheet = cellsXml(`<c r="A1" t="inlineStr"><is><t>${'0'.repeat(50 * 1024 * 1024)}</t></is></c>`);
    const whole = bytes(await workbook(sheet));
    expect(whole.length).toBeLessThan(200_000);
    expect(await readTable(whole)).toEqual({ kind: 'refused', code: 'table.too-large' });
  });

  test('a directory that lies about a size is found out', async () => {
    const whole = bytes(await workbook(cellsXml('<c r="A1"><v>1</v></c>')));
    expect(unpacksWithin(whole, 1_000_000)).toBe('yes');
    const view = new DataView(whole.buffer);
    for (let at = 0; at < whole.length - 4; at++)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
    expect(unpacksWithin(whole, 1_000_000)).toBe('too-much');
  });
});
