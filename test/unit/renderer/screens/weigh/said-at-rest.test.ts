/** What is said first of a truck that waits. */
import { expect, test } from 'vitest';
import { saidAtRest } from '../../../../../renderer/screens/weigh/said-at-rest.ts';

const WELL = { proven: true, oddTare: false, offKg: null, over: null, papers: false, unread: false } as const;

test.each([
  ['nothing stands out', {}, 'next'],
  ['no display could be read', { unread: true }, 'illegible'],
  ['over the limit', { unread: true, papers: true, over: 'limit' }, 'over'],
  ['papers not in order', { unread: true, papers: true }, 'papers'],
  ['a tare out of the usual', { unread: true, oddTare: true, offKg: 800 }, 'odd-tare'],
  ['which was looked at', { unread: true, offKg: 800 }, 'illegible'],
  ['which was looked at, and the display is read', { offKg: 800 }, 'odd-tare'],
  [
    'nobody took a missing picture upon himself',
    { proven: false, oddTare: true, over: 'limit', papers: true, unread: true },
    'unproven',
  ],
] as const)('%s', (_, change, said) => {
  expect(saidAtRest({ ...WELL, ...change })).toBe(said);
});
