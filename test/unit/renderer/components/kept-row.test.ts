/** Where the cursor goes when a list changes under it. */
import { expect, test } from 'vitest';
import { keptRow } from '../../../../renderer/components/kept-row.ts';

const list =
  (ids: string) =>
  (index: number): { readonly id: string } | undefined => {
    const id = ids[index];
    return id === undefined || id === '.' ? undefined : { id };
  };

test.each([
  ['nothing new', 'abcd', { index: 1, id: 'b' }, 1],
  ['two new ones above it', 'xyabcd', { index: 1, id: 'b' }, 3],
  ['new ones below it', 'abxcd', { index: 1, id: 'b' }, 1],
  ['two above it are gone', 'cde', { index: 2, id: 'c' }, 0],
  ['it is gone itself: what stands there now', 'acd', { index: 1, id: 'b' }, 1],
  ['the place is on its way: it waits', 'a..d', { index: 1, id: 'b' }, 1],
  ['nothing was there when it was chosen', 'abcd', { index: 1, id: undefined }, 1],
  ['the list is empty', '', { index: 0, id: 'a' }, 0],
])('%s', (_, ids, chosen, index) => {
  expect(keptRow(chosen, list(ids))).toBe(index);
});

test('it is looked for near its place only', () => {
  const far = `${'x'.repeat(60)}b`;
  expect(keptRow({ index: 1, id: 'b' }, list(far))).toBe(1);
});
