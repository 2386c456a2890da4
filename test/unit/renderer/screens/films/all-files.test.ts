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
