import { expect, test } from 'vitest';
import {
  clockTime,
  dayStart,
  dayTime,
  digitGroups,
  dottedPlate,
  fullTime,
  grouped,
  roughAge,
} from '../../../renderer/format.ts';

test.each([
  [0, '0'],
  [380, '380'],
  [48_620, '48\u2009620'],
  [1_234_567, '1\u2009234\u2009567'],
  [-20, '\u221220'],
])('%i is written %s', (value, text) => {
  expect(grouped(value)).toBe(text);
});

test.each([
  [48_620, 6, [' 48', '620']],
  [0, 6, ['   ', '  0']],
  [100_000, 6, ['100', '000']],
  [-20, 6, ['   ', '\u221220']],
  [null, 6, ['   ', '   ']],
  [48_620, 5, ['48', '620']],
  [1_234_567, 6, ['1', '234', '567']],
] as const)('the places of %s in %i digits are fixed', (value, digits, groups) => {
  expect(digitGroups(value, digits)).toEqual(groups);
});

test('a day begins at midnight in Beijing', () => {
  expect(dayStart('2026-11-22T15:59:59.999Z')).toBe('2026-11-22T00:00:00.000+08:00');
  expect(dayStart('2026-11-22T16:00:00.000Z')).toBe('2026-11-23T00:00:00.000+08:00');
});

test('times are Beijing times, whatever the PC says', () => {
  const at = '2026-11-22T18:32:07.123Z';
  expect(clockTime(at)).toBe('02:32:07');
  expect(dayTime(at)).toBe('11-23 02:32:07');
  expect(fullTime('2026-11-22T14:32:07.000+08:00')).toBe('2026-11-22 14:32:07');
});

test('plates carry their dot', () => {
  expect(dottedPlate('晋C12345')).toBe('晋C·12345');
  expect(dottedPlate('晋C6688挂')).toBe('晋C·6688挂');
  expect(dottedPlate('晋C')).toBe('晋C');
});

test.each([
  [5, '5 s'],
  [75, '1 min'],
  [7300, '2 h 1 min'],
  [200_000, '2 d'],
])('%i s is about %s', (seconds, text) => {
  expect(roughAge(seconds)).toBe(text);
});
