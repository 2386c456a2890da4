import { expect, test } from 'vitest';
import { jsonFault } from '../../../main/station/settings/json-fault.ts';

test.each([
  ['', 1, 1],
  ['{"station":', 1, 12],
  ['{"a":1,}', 1, 8],
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
  ['{"a":"open', 1, 6],
  ["{'a':1}", 1, 2],
  ['{"a":01}', 1, 7],
  ['[1,2', 1, 5],
  ['{} {}', 1, 4],
  ['{"a":1}\r\n// a note', 2, 1],
  ['\u0000\u0001', 1, 1],
])('%j: line %i, column %i', (text, line, column) => {
  expect(jsonFault(text)).toEqual({ line, column });
});

test.each(['{}', ' [ ] ', '"é\\u00e9\\n"', '-0.5e+10', '[[[{"a":{"b":[null,true,false]}}]]]\n'])(
  '%j is JSON',
  (text) => {
    expect(jsonFault(text)).toBeNull();
  },
);

test('depth is no matter', () => {
  const deep = 50_000;
  expect(jsonFault('['.repeat(deep) + ']'.repeat(deep))).toBeNull();
  expect(jsonFault('['.repeat(deep))).toEqual({ line: 1, column: deep + 1 });
});
