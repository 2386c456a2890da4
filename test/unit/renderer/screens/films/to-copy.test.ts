/** F6: the marked time, or what plays; never something else than what the foot of the screen says. */
import { expect, test } from 'vitest';
import { toCopy } from '../../../../../renderer/screens/films/to-copy.ts';
import { file, T0 } from './film-files.ts';

const at = (atS: number, more: Partial<Parameters<typeof toCopy>[0]> = {}) =>
  toCopy({
    found: { files: [] },
    marked: null,
    nowMs: T0 + 3_600_000,
    playback: { atMs: T0 + atS * 1000 },
    shown: ['front', 'rear'],
    ...more,
  });
const stamp = (atS: number): string => new Date(T0 + atS * 1000 + 8 * 3_600_000).toISOString().replace('Z', '+08:00');

test('a marked time is one deed for all cameras that are shown', () => {
  const marked = { fromMs: T0 + 10_000, toMs: T0 + 20_000 };
  expect(at(15, { marked })).toEqual({
    input: { cameraIds: ['front', 'rear'], from: stamp(10), to: stamp(20) },
    cameraIds: ['front', 'rear'],
  });
});

test('its end not set yet, it reaches to the moment that is shown', () => {
  const marked = { fromMs: T0 + 10_000, toMs: null };
  expect(at(12, { marked })?.input).toMatchObject({ from: stamp(10), to: stamp(12) });
});

test('before its beginning nothing is copied, above all not what plays there', () => {
  const found = { files: [file(0, 30)] };
  expect(at(5, { found, marked: { fromMs: T0 + 10_000, toMs: null } })).toBeNull();
  expect(at(10, { found, marked: { fromMs: T0 + 10_000, toMs: null } })).toBeNull();
});

test('without marks a truck’s whole film of every camera that plays', () => {
  const files = [
    file(0, 10, { clipId: 'a' }),
    file(1, 12, { clipId: 'b', cameraId: 'rear' }),
    file(10, 20, { clipId: 'a', nth: 1 }),
    file(20, 30, { clipId: 'a', nth: 2, path: null, state: 'purged' }),
    file(40, 50, { clipId: 'c' }),
  ];
  expect(at(5, { found: { files } })).toEqual({
    input: {
      files: [
        { clipId: 'a', nth: 0 },
        { clipId: 'a', nth: 1 },
        { clipId: 'b', nth: 0 },
      ],
    },
    cameraIds: ['front', 'rear'],
  });
});

test('of what is recorded all the time only the file of the moment: its clip never ends', () => {
  const files = Array.from({ length: 200 }, (_, nth) =>
    file(nth * 10, nth * 10 + 10, { clipId: 'always', nth, cause: 'always' }),
  );
  expect(at(1995, { found: { files }, shown: ['front'] })?.input).toEqual({ files: [{ clipId: 'always', nth: 199 }] });
});

test('nothing there, or not read yet: nothing to copy', () => {
  expect(at(5)).toBeNull();
  expect(at(5, { found: null })).toBeNull();
  expect(at(5, { found: { files: [file(0, 10, { path: null, state: 'purged' })] } })).toBeNull();
});
