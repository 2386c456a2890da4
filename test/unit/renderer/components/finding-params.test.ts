import { expect, test } from 'vitest';
import { findingParams } from '../../../../renderer/components/finding-params.ts';

test('divisions as kilograms, milliseconds as seconds, counts as they are', () => {
  const detail = { fromE: 0, toE: 2431, lastsMs: 100, stoodMs: 12_400, trucks: 4, zeroE: -3.2 };
  expect(findingParams({ code: 'jump-without-ramp', atMs: 0, detail }, 20)).toEqual({
    from: '0',
    to: '48\u2009620',
    lasts: '0.1',
    stood: '12',
    trucks: 4,
    zero: '\u221264',
  });
});
