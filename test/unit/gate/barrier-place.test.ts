/** The light goes with the vehicle that the arm was opened for: never green for nobody, and green for as long as its way is free. */
import { expect, test } from 'vitest';
import { BarrierPlace } from '../../../main/station/gate/barrier-place.ts';
import { CodedError, type ErrorCode } from '../../../preload/contract/errors.ts';
import type { EpochMs, MonotonicMs } from '../../../preload/contract/vocabulary.ts';

function rig() {
  const lights: string[] = [];
  /** What the board still owes an answer to, oldest first; null: it was done. */
  const asked: ((trouble: ErrorCode | null) => void)[] = [];
  const timers: { run: () => void; off: boolean }[] = [];
  const place = new BarrierPlace({
    id: 'scale-1',
    outputs: {
      open: () =>
        new Promise((done, fail) => {
          asked.push((trouble) => (trouble === null ? done() : fail(new CodedError(trouble))));
        }),
      light: (colour) => {
        lights.push(colour);
        return Promise.resolve();
      },
      online: () => true,
      onOnline: () => () => undefined,
    },
    afterSheet: true,
    opensByItself: true,
    greenMs: 15_000,
    clock: { wall: () => 0 as EpochMs, monotonic: () => 0 as MonotonicMs },
    after: (_, run) => {
      const timer = { run, off: false };
      timers.push(timer);
      return () => (timer.off = true);
    },
    onChange: () => undefined,
  });
  place.start();
  const answer = (trouble: ErrorCode | null) => asked.shift()?.(trouble);
  /** Every time that was set and not called off is over. */
  const timeIsUp = () => timers.splice(0).forEach(({ off, run }) => (off ? undefined : run()));
  return { answer, lights, place, timeIsUp };
}

test('who left while the board was asked gets no green light', async () => {
  const { answer, lights, place } = rig();
  const told = place.open(null);
  place.left();
  answer(null);
  expect(await told).toBeNull();
  expect(place.state()).toMatchObject({ arm: 'closed', light: 'red' });
  expect(lights).not.toContain('green');
});

test('one that left while the board was asked leaves no trouble to the next one', async () => {
  const { answer, place } = rig();
  const told = place.open(null);
  place.left();
  answer('barrier.no-answer');
  expect(await told).toBe('barrier.no-answer');
  expect(place.state()).toMatchObject({ arm: 'closed', trouble: null });
});

test('an order that fails ends no green light that an earlier one gave, and that one ends in its time', async () => {
  const { answer, place, timeIsUp } = rig();
  const first = place.open(null);
  answer(null);
  await first;
  const second = place.open('张三');
  answer('barrier.refused');
  await second;
  expect(place.state()).toMatchObject({ arm: 'open', light: 'green', trouble: 'barrier.refused' });
  timeIsUp();
  expect(place.state()).toMatchObject({ arm: 'closed', light: 'red' });
});

test('the time of the first order does not turn the light of the second one red', async () => {
  const { answer, place, timeIsUp } = rig();
  const orders = [place.open(null), place.open('张三')];
  answer(null);
  answer(null);
  await Promise.all(orders);
  expect(place.state()).toMatchObject({ arm: 'open', light: 'green', openedBy: '张三' });
  timeIsUp();
  expect(place.state()).toMatchObject({ arm: 'closed', light: 'red' });
});

test('not confirmed: nobody knows where the arm is; not sent: it is closed', async () => {
  const { answer, place } = rig();
  for (const [trouble, arm] of [
    ['barrier.no-answer', 'unknown'],
    ['barrier.unreachable', 'closed'],
  ] as const) {
    const told = place.open(null);
    answer(trouble);
    await told;
    expect(place.state()).toMatchObject({ arm, light: 'red', trouble });
  }
});
