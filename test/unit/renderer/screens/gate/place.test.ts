import { expect, it } from 'vitest';
import { placeOf, putOn } from '../../../../../renderer/screens/gate/place.ts';

const list = (...ids: string[]) => ids.map((id) => ({ id }));

it('at the top the cursor stays on the newest, whoever passes', () => {
  expect(putOn(list('b', 'a'), 0)).toBeNull();
  expect(placeOf(list('c', 'b', 'a'), null)).toBe(0);
});

it('put on another one it stays with it while the list grows', () => {
  const on = putOn(list('b', 'a'), 1);
  expect(placeOf(list('d', 'c', 'b', 'a'), on)).toBe(3);
});

it('on one that is not there, or in an empty list, it is at the top', () => {
  expect(placeOf(list('b'), 'a')).toBe(0);
  expect(placeOf([], null)).toBe(0);
  expect(putOn([], 3)).toBeNull();
});
