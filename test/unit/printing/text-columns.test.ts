import { describe, expect, it } from 'vitest';
import { columnsOf, oneLine, padTo, wrap } from '../../../main/station/printing/text-columns.ts';

describe('columnsOf', () => {
  it.each([
    ['', 0],
    ['kg', 2],
    ['毛重', 4],
    ['晋C·12345', 10],
    ['𠮷', 2],
    ['䶮', 2],
    ['①', 2],
    ['é', 2],
    ['　', 2],
  ])('%j takes %i', (text, columns) => expect(columnsOf(text)).toBe(columns));
});

describe('oneLine', () => {
  it.each([
    ['a\tb\r\nc', 'a b c'],
    ['\u001b@x\u001d', '@x'],
    ['  两　边  ', '两 边'],
    ['\ud842', '\ufffd'],
  ])('%j is %j', (text, expected) => expect(oneLine(text)).toBe(expected));
});

describe('wrap', () => {
  it.each([
    ['', 10, ['']],
    ['山西煤业', 8, ['山西煤业']],
    ['山西煤业', 7, ['山西煤', '业']],
    ['No.3 Warehouse', 10, ['No.3', 'Warehouse']],
    ['ABCDEFGHIJKL', 5, ['ABCDE', 'FGHIJ', 'KL']],
    ['煤ABCD', 5, ['煤', 'ABCD']],
    ['𠮷𠮷𠮷', 5, ['𠮷𠮷', '𠮷']],
    ['ab cd', 2, ['ab', 'cd']],
  ])('%j at %i', (text, width, lines) => expect(wrap(text, width)).toEqual(lines));
});

it('padTo fills up by columns, not by characters', () => {
  expect(padTo('毛重', 6)).toBe('毛重  ');
  expect(padTo('毛重', 3)).toBe('毛重');
});
