import { expect, test, vi } from 'vitest';
import { allFilesIn } from '../../../../../renderer/screens/films/all-files.ts';
import { file, T0 } from './film-files.ts';

const DAY = { fromMs: T0, toMs: T0 + 86_400_000 };

test('one answer that is whole is all', async () => {
  const ask = vi.fn(() => Promise.resolve({ files: [file(5, 6), file(1, 2)], more: false }));
  const { files, untilMs } = await allFilesIn(ask, DAY, 20);
  expect(files.map(({ clipId }) => clipId)).toEqual(['clip-1', 'clip-5']);
  expect(untilMs).toBeNull();
  expect(ask.mock.calls).toEqual([[DAY]]);
});

test('asked again from the last one on, nothing twice', async () => {
  const ask = vi
    .fn()
    .mockResolvedValueOnce({ files: [file(1, 20), file(10, 20)], more: true })
    .mockResolvedValueOnce({ files: [file(1, 20), file(10, 20), file(30, 40)], more: false });
  const { files, untilMs } = await allFilesIn(ask, DAY, 20);
  expect(files).toHaveLength(3);
  expect(untilMs).toBeNull();
  expect(ask.mock.calls[1]).toEqual([{ fromMs: T0 + 10_000, toMs: DAY.toMs }]);
});

test('read again, only what may still change is asked for: from the first file that is being written, or from the last', async () => {
  const ask = vi
    .fn()
    .mockResolvedValueOnce({ files: [file(1, 2), file(5, null, { state: 'open' }), file(6, 7)], more: false })
    .mockResolvedValueOnce({ files: [file(5, 9), file(6, 7), file(10, 11)], more: false })
    .mockResolvedValueOnce({ files: [file(10, 11), file(12, 13)], more: false });
  const first = await allFilesIn(ask, DAY, 20);
  const second = await allFilesIn(ask, DAY, 20, first);
  const third = await allFilesIn(ask, DAY, 20, second);
  expect(ask.mock.calls.map(([span]) => (span as typeof DAY).fromMs - T0)).toEqual([0, 5000, 10_000]);
  expect(third.files.map(({ clipId, state }) => `${clipId} ${state}`)).toEqual([
    'clip-1 whole',
    'clip-5 whole',
    'clip-6 whole',
    'clip-10 whole',
    'clip-12 whole',
  ]);
});

test('after so many answers it says how far it came', async () => {
  const ask = vi.fn(({ fromMs }: { fromMs: number }) =>
    Promise.resolve({ files: [file((fromMs - T0) / 1000 + 1, 9999)], more: true }),
  );
  const { files, untilMs } = await allFilesIn(ask, DAY, 3);
  expect(ask).toHaveBeenCalledTimes(3);
  expect(files).toHaveLength(3);
  expect(untilMs).toBe(T0 + 3000);
});

test('more at one moment than an answer holds: it does not ask for ever, and says so', async () => {
  const ask = vi.fn(() => Promise.resolve({ files: [file(0, 10)], more: true }));
  expect((await allFilesIn(ask, DAY, 20)).untilMs).toBe(T0);
  expect(ask).toHaveBeenCalledTimes(1);
});
