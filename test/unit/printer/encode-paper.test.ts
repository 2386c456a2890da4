import { describe, expect, it } from 'vitest';
import { encodePaper } from '../../../native/printer/escpos-printer.ts';
import type { PaperColumns, PaperItem } from '../../../preload/contract/paper.ts';

const hex = async (item: PaperItem, columns: PaperColumns = 48): Promise<string> => {
  const bytes = (await encodePaper({ kind: 'roll', columns, items: [item] })).toString('hex');
  expect(bytes.startsWith('1b40')).toBe(true);
  return bytes.slice(4);
};
const line = (text: string, size: 'normal' | 'tall' | 'large' = 'normal', bold = false): PaperItem => ({
  kind: 'line',
  align: 'left',
  spans: [{ text, size, bold }],
});

describe('bytes of', () => {
  it.each([
    ['plain ASCII: no Chinese mode', line('kg'), '1b6100' + '1d2100' + '1b4500' + '6b67' + '0a'],
    ['Chinese in its mode', line('毛'), '1b6100' + '1d2100' + '1b4500' + '1c26' + 'c3ab' + '1c2e' + '0a'],
    ['four-byte GB18030', line('𠮷'), '1b6100' + '1d2100' + '1b4500' + '1c26' + '9534b235' + '1c2e' + '0a'],
    ['tall', line('1', 'tall'), '1b6100' + '1d2101' + '1b4500' + '31' + '0a'],
    ['large and bold', line('1', 'large', true), '1b6100' + '1d2111' + '1b4501' + '31' + '0a'],
    ['a command inside a name', line('a\u001b@b'), '1b6100' + '1d2100' + '1b4500' + '61204062' + '0a'],
    ['an empty feed', { kind: 'feed', lines: 2 }, '0a0a'],
    ['the knife', { kind: 'cut' }, '0a0a0a0a' + '1d5601'],
  ] as const)('%s', async (_, item, expected) => expect(await hex(item)).toBe(expected));

  it('a centred line of two sizes', async () => {
    const spans = [
      { text: 'a', size: 'normal', bold: false },
      { text: 'b', size: 'large', bold: true },
    ] as const;
    expect(await hex({ kind: 'line', align: 'centre', spans })).toBe(
      '1b6101' + '1d21001b450061' + '1d21111b450162' + '0a',
    );
  });

  it('a rule as wide as the paper', async () => {
    expect(await hex({ kind: 'rule' }, 32)).toBe('1b6100' + '1d2100' + '1b4500' + '2d'.repeat(32) + '0a');
  });

  it.each([
    [32, '05'],
    [42, '06'],
    [48, '06'],
  ] as const)('a QR code at %i columns', async (columns, dots) => {
    const expected =
      '1b6101' + // centred
      '1d286b04003141' +
      '3200' + // model 2
      '1d286b03003143' +
      dots + // dots a module
      '1d286b03003145' +
      '31' + // correction M
      '1d286b05003150' +
      '30' +
      '4142' + // store
      '1d286b03003151' +
      '30'; // print
    expect(await hex({ kind: 'qr', text: 'AB' }, columns)).toBe(expected);
  });

  it('a QR code counts bytes, not characters', async () => {
    const text = '毛'.repeat(100);
    expect(await hex({ kind: 'qr', text })).toContain('1d286b' + '2f01' + '315030'); // 300 + 3 = 0x012f
  });
});
