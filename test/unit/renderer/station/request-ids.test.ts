import { expect, test } from 'vitest';
import { RequestIds } from '../../../../renderer/station/request-ids.ts';

const counting = (): RequestIds => {
  let n = 0;
  return new RequestIds(() => `id-${++n}`);
};

test('a deed keeps its id until it is settled, and the next one gets another', () => {
  const ids = counting();
  expect(ids.idFor('weighing.capture', { kind: 'gross' })).toBe('id-1');
  expect(ids.idFor('weighing.capture', { kind: 'gross' })).toBe('id-1');
  ids.settled('weighing.capture', { kind: 'gross' });
  expect(ids.idFor('weighing.capture', { kind: 'gross' })).toBe('id-2');
});

test('another input is another deed', () => {
  const ids = counting();
  expect(ids.idFor('weighing.capture', { kind: 'gross' })).not.toBe(ids.idFor('weighing.capture', { kind: 'tare' }));
});

test('what is remembered is bounded: the oldest is forgotten', () => {
  const ids = counting();
  const first = ids.idFor('a', 0);
  for (let n = 1; n <= 64; n++) ids.idFor('a', n);
  expect(ids.idFor('a', 64)).toBe('id-65');
  expect(ids.idFor('a', 0)).not.toBe(first);
});
