import { expect, test } from 'vitest';
import { quickPick } from '../../../../../renderer/screens/weigh/quick-entry.ts';

test.each([
  ['the first', '1', 'ym', ['原煤', '原木'], '原煤'],
  ['the second', '2', 'ym', ['原煤', '原木'], '原木'],
  ['one that is not there', '3', 'ym', ['原煤', '原木'], null],
  ['no digit', 'a', 'ym', ['原煤'], null],
  ['0 takes nothing', '0', 'ym', ['原煤'], null],
  ['a figure of a name', '3', 'C', ['C20混凝土', 'C25混凝土', 'C30混凝土'], null],
  ['another figure takes', '1', 'C', ['C20混凝土', 'C25混凝土', 'C30混凝土'], 'C20混凝土'],
  ['of any case', '5', '5', ['5500大卡', 'b', 'c', 'd', 'e'], null],
  ['what stands there already is gone on with', '1', '原煤', ['原煤', '原煤矸石'], null],
])('%s', (_, key, text, offered, name) => {
  expect(quickPick(key, text, offered)).toBe(name);
});
