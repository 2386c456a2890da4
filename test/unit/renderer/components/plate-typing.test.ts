import { describe, expect, test } from 'vitest';
import {
  completeTrailer,
  homeProvince,
  pastedPlate,
  plateForm,
  PROVINCE_ROWS,
  typePlate,
} from '../../../../renderer/components/plate-typing.ts';

/** Types keys one after the other; `<` is backspace. */
const type = (start: string, keys: string): string =>
  [...keys].reduce(
    (text, key) =>
      typePlate(
        text,
        key === '<' ? { type: 'backspace' } : key === '/' ? { type: 'suffix' } : { type: 'character', key },
      ).text,
    start,
  );

describe('typing a plate', () => {
  test.each([
    ['晋', 'c12345', '晋C12345'],
    ['晋', 'AD12345', '晋AD12345'],
    ['晋', 'C6688/', '晋C6688挂'],
    ['晋', 'C6688//', '晋C6688学'],
    ['晋', 'C6688/////', '晋C6688澳'],
    ['晋', 'C6688//////', '晋C6688'],
    ['晋', '<S', '陕'],
    ['晋', '<SK3311M', '陕K3311M'],
    ['晋', 'C123456789', '晋C1234567'.slice(0, 8)],
    ['晋C6688挂', '9', '晋C6688挂'],
  ])('%s + %s = %s', (start, keys, expected) => {
    expect(type(start, keys)).toBe(expected.slice(0, 8));
  });

  test('I and O are refused with a word, never turned into 1 and 0', () => {
    expect(typePlate('晋C1', { type: 'character', key: 'O' })).toEqual({ text: '晋C1', refused: 'no-i-o' });
    expect(typePlate('晋', { type: 'character', key: 'i' })).toEqual({ text: '晋', refused: 'no-i-o' });
  });

  test('after the province stands a letter', () => {
    expect(typePlate('晋', { type: 'character', key: '1' })).toEqual({ text: '晋', refused: 'letter-first' });
  });

  test('a full plate takes no more', () => {
    expect(typePlate('晋AD12345', { type: 'character', key: '6' }).refused).toBe('full');
    expect(typePlate('晋C6688挂', { type: 'character', key: '6' }).refused).toBe('full');
  });
});

test.each([
  ['', 'empty'],
  ['晋', 'empty'],
  ['晋C123', 'incomplete'],
  ['晋C1234', 'unusual'],
  ['晋C12345', 'usual'],
  ['晋C6688挂', 'usual'],
  ['晋AD12345', 'usual'],
  ['晋A12345D', 'usual'],
  ['粤Z1234港', 'usual'],
  ['晋CABCDE', 'unusual'],
])('%s is %s', (text, form) => {
  expect(plateForm(text)).toBe(form);
});

test('each of the 31 provinces lies on one key of its own', () => {
  const keys = PROVINCE_ROWS.flat();
  expect(new Set(keys.map(([key]) => key)).size).toBe(31);
  expect([...keys.map(([, province]) => province)].sort()).toEqual(
    [...'京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'].sort(),
  );
});

test('a site starts with its own province', () => {
  expect(homeProvince('140321-0001')).toBe('晋');
  expect(homeProvince('610100-1')).toBe('陕');
  expect(homeProvince('nowhere')).toBe('晋');
});

test('six signs of a trailer get their last one', () => {
  expect(completeTrailer('晋C6688')).toBe('晋C6688挂');
  expect(completeTrailer('晋C6688挂')).toBe('晋C6688挂');
  expect(completeTrailer('晋C12345')).toBe('晋C12345');
});

test('pasted plates are normalised as the station does it', () => {
  expect(pastedPlate(' 晋Ｃ·１2345 ')).toBe('晋C12345');
});
