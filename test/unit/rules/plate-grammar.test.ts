import { expect, test } from 'vitest';
import { normalisePlate, plateKind } from '../../../main/station/rules/plate-grammar.ts';

test.each([
  ['晋C12345', 'ordinary'],
  ['晋CA1234', 'ordinary'],
  ['晋C1234挂', 'trailer'],
  ['晋C1234学', 'coach'],
  ['晋C1234警', 'police'],
  ['粤Z1234港', 'hk-macao'],
  ['123456使', 'embassy'],
  ['晋12345领', 'consulate'],
  ['晋CD12345', 'ne-small'],
  ['晋C12345D', 'ne-large'],
  ['晋CABCDE', 'special'], // no digit
  ['晋I12345', 'special'], // no office letter I
  ['晋CO2345', 'special'], // letter O is never a serial
  ['WJ晋1234X', 'special'],
  ['', 'special'],
])('%s is %s', (plate, kind) => {
  expect(plateKind(plate)).toBe(kind);
});

test.each([
  [' 晋c·12345 ', '晋C12345'],
  ['晋Ｃ－１２３４５', '晋C12345'],
  ['晋 C 1234 挂', '晋C1234挂'],
  ['晋CO1I45', '晋CO1I45'], // nothing is corrected silently
  ['  ·  ', null],
  [null, null],
  [undefined, null],
])('%j is written %j', (typed, plate) => {
  expect(normalisePlate(typed)).toBe(plate);
});
