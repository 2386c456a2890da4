/** A barrier of which nobody knows anything is never called closed. */
import { expect, test } from 'vitest';
import { barrierWords } from '../../../../renderer/components/barrier-words.ts';
import type { BarrierState } from '../../../../preload/contract/barrier.ts';

const CLOSED: BarrierState = {
  placeId: 'scale-1',
  online: true,
  arm: 'closed',
  light: 'red',
  need: null,
  trouble: null,
  openedAt: null,
  openedBy: null,
};
const t = ((key: string) => key) as never;

test.each<[string, Partial<BarrierState>, string | RegExp, 'quiet' | 'look']>([
  ['closed, and what is lacking', { need: 'moved' }, 'barrier.closed · barrier.needs-moved', 'quiet'],
  ['open', { arm: 'open' }, 'barrier.open', 'quiet'],
  [
    'told, and not confirmed',
    { arm: 'unknown', trouble: 'barrier.no-answer' },
    /^barrier\.arm-unknown · E\d+$/,
    'look',
  ],
  ['not known', { arm: 'unknown' }, 'barrier.arm-unknown', 'look'],
  ['never sent', { trouble: 'barrier.unreachable' }, /^E\d+ /, 'look'],
  ['offline', { online: false }, 'barrier.offline', 'look'],
])('%s', (_, state, words, meaning) => {
  const said = barrierWords({ ...CLOSED, ...state }, t);
  expect(said.words).toMatch(words);
  expect(said.meaning).toBe(meaning);
});
