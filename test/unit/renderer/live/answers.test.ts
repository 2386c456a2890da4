/** When the station is told of units that were dealt with. */
import { expect, test } from 'vitest';
import { Answers } from '../../../../renderer/live/answers.ts';

function answers() {
  const said: number[] = [];
  const clock = { ms: 0 };
  return {
    said,
    clock,
    answers: new Answers(
      (count) => said.push(count),
      () => clock.ms,
    ),
  };
}

test('one that comes alone is said at once, five that come fast together', () => {
  const { answers: ours, clock, said } = answers();
  ours.add(1);
  expect(said).toEqual([1]);
  for (let nth = 0; nth < 4; nth += 1) ours.add(1);
  expect(said).toEqual([1]);
  ours.add(1);
  expect(said).toEqual([1, 5]);
  clock.ms = 150;
  ours.add(1);
  expect(said).toEqual([1, 5, 1]);
});

test('a single picture is answered however soon it comes after another: the next one waits for it', () => {
  const { answers: ours, said } = answers();
  ours.addAtOnce(1);
  ours.addAtOnce(1);
  expect(said).toEqual([1, 1]);
});

test('what waited goes with it, and nothing is said of nothing', () => {
  const { answers: ours, said } = answers();
  ours.add(1);
  ours.add(2);
  ours.addAtOnce(1);
  ours.add(0);
  ours.addAtOnce(0);
  expect(said).toEqual([1, 3]);
});
