/** What is read as canonical is what canonical() writes, whichever way it is found out. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical, parseCanonical } from '../../../main/station/records/canonical.ts';

const read = (text: string | Buffer): unknown => parseCanonical(Buffer.from(text as string))?.object;

test('every object in its canonical form is read, names that look like numbers included', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (object) => {
      const text = canonical(object);
      expect(parseCanonical(Buffer.from(text))?.text).toBe(text);
    }),
  );
  expect(read('{"10":1,"9":2}')).toEqual({ 9: 2, 10: 1 });
  expect(read('{"__proto__":1,"a":2}')).toBeDefined();
});

test('anything else is refused', () => {
  for (const text of [
    '{"b":1,"a":2}',
    '{"9":1,"10":2}',
    '{"a":1,"a":1}',
    '{ "a":1}',
    '{"a":1} ',
    '{"a":1.0}',
    '{"a":-0}',
    '{"a":1e2}',
    '{"a":"\\u0041"}',
    '{"a":"\\ud800"}',
    '{"\\ud800":1}',
    '{"a":[{"c":1,"b":2}]}',
    '[1]',
    '1',
    'null',
    '',
    '\ufeff{"a":1}',
    `{"a":${'['.repeat(70)}${']'.repeat(70)}}`,
  ])
    expect(read(text), text).toBeUndefined();
  expect(read(Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]))).toBeUndefined();
});
