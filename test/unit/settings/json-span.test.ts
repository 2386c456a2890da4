/** Where a value stands in a JSON text. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonSpan } from '../../../main/station/settings/json-span.ts';

const at = (text: string, path: readonly (string | number)[]): string | null => {
  const span = jsonSpan(text, path);
  return span === null ? null : text.slice(span.from, span.to);
};

describe('jsonSpan', () => {
  test.each<[string, (string | number)[], string | null]>([
    ['{"a":1}', ['a'], '1'],
    ['{"a":1}', [], '{"a":1}'],
    ['{"a":1}', ['b'], null],
    [' { "a" : { "b" : [ 1 , {"c":"}],{"} ] } } ', ['a', 'b', 1, 'c'], '"}],{"'],
    ['{"b":{"a":1},"a":2}', ['a'], '2'],
    ['{"x":{"scale":1},"scale":{"indicator":{"a":[]}}}', ['scale', 'indicator'], '{"a":[]}'],
    ['{"\\u0061":"\\"}"}', ['a'], '"\\"}"'],
    ['{"a":{"b":1},"a":{"c":2}}', ['a', 'b'], null],
    ['{"a":{"b":1},"a":{"b":2}}', ['a', 'b'], '2'],
    ['[[],[0,-1.5e3]]', [1, 1], '-1.5e3'],
    ['[true,false,null]', [2], 'null'],
    ['{"0":1}', [0], null],
  ])('%s %j', (text, path, value) => {
    expect(at(text, path)).toBe(value);
  });

  test('any value of any document is found as JSON.parse finds it, however it is laid out', () => {
    const key = fc.string({ maxLength: 4 });
    fc.assert(
      fc.property(
        fc.dictionary(key, fc.jsonValue({ maxDepth: 3 })),
        fc.constantFrom(0, 2, '\t'),
        (document, indent) => {
          const text = JSON.stringify(document, null, indent);
          for (const [name, value] of Object.entries(JSON.parse(text) as object))
            expect(JSON.parse(at(text, [name]) ?? 'missing')).toEqual(value);
        },
      ),
    );
  });
});
