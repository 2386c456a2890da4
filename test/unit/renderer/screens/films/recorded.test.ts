import { describe, expect, test } from 'vitest';
import {
  barsOf,
  beginnings,
  fileAt,
  nextBeginning,
  previousBeginning,
} from '../../../../../renderer/screens/films/recorded.ts';
import { file, T0 } from './film-files.ts';

const WINDOW = { fromMs: T0, toMs: T0 + 3_600_000 };
const s = (ms: number): number => (ms - T0) / 1000;
const barsIn = (files: Parameters<typeof barsOf>[0], resolutionS = 2, nowS = 3600) =>
  barsOf(files, 'front', WINDOW, T0 + nowS * 1000, resolutionS * 1000).map(
    ({ cause, files: count, fromMs, state, toMs }) => [s(fromMs), s(toMs), cause, state, count],
  );

describe('bars', () => {
  test('one a file, of this camera only, cut to the window', () => {
    const files = [file(-20, 10), file(60, 90), file(70, 80, { cameraId: 'rear' }), file(3590, 3700), file(3600, 3700)];
    expect(barsIn(files)).toEqual([
      [0, 10, 'pass', 'whole', 1],
      [60, 90, 'pass', 'whole', 1],
      [3590, 3600, 'pass', 'whole', 1],
    ]);
  });

  test('what cannot be told apart is one, and what is of another kind never', () => {
    const files = [
      file(0, 600, { cause: 'always' }),
      file(10, 20),
      file(21, 30),
      file(31, 40, { state: 'salvaged' }),
      file(600, 1200, { cause: 'always' }),
    ];
    expect(barsIn(files)).toEqual([
      [0, 1200, 'always', 'whole', 2],
      [10, 30, 'pass', 'whole', 2],
      [31, 40, 'pass', 'salvaged', 1],
    ]);
  });

  test('one that is being written reaches to now; of a lost one nobody knows how far', () => {
    const files = [file(100, null, { state: 'lost', path: null }), file(200, null, { state: 'open', path: null })];
    expect(barsIn(files, 2, 260)).toEqual([
      [100, 110, 'pass', 'lost', 1],
      [200, 260, 'pass', 'open', 1],
    ]);
  });
});

describe('the file of a moment', () => {
  const files = [
    file(0, 600, { cause: 'always', clipId: 'segment' }),
    file(10, 20, { clipId: 'truck' }),
    file(15, 30, { clipId: 'gone', state: 'purged', path: null }),
    file(700, 710, { clipId: 'purged', state: 'purged', path: null }),
  ];
  test.each([
    [5, 'segment'],
    [17, 'truck'],
    [25, 'segment'],
    [600, 'segment'],
    [705, 'purged'],
    [650, undefined],
  ])('at %i s it is %s', (atS, clip) => {
    expect(fileAt(files, 'front', T0 + atS * 1000, T0 + 3_600_000)?.clipId).toBe(clip);
  });
});

describe('recordings', () => {
  const files = [
    file(10, 20, { passId: 'p1' }),
    file(10.8, 20, { passId: 'p1', cameraId: 'rear', clipId: 'rear-10' }),
    // After a break of the stream: the same truck.
    file(15, 20, { passId: 'p1', nth: 1, clipId: 'clip-10' }),
    file(100, 110, { passId: 'p2' }),
    // The rear camera came late: it is not waited for.
    file(109, 110, { passId: 'p2', cameraId: 'rear', clipId: 'rear-109' }),
    file(200, 800, { cause: 'always' }),
    file(800, 1400, { cause: 'always' }),
    file(50, 60, { cameraId: 'out', passId: 'p3' }),
  ];
  test('begin when every camera of the truck shows something', () => {
    expect(beginnings(files, ['front', 'rear']).map(s)).toEqual([10.8, 100, 200, 800]);
    expect(beginnings(files, ['front']).map(s)).toEqual([10, 100, 200, 800]);
    expect(beginnings(files, [])).toEqual([]);
  });

  test('the next one, and the one before: out of the middle of one it is its own beginning', () => {
    const moments = [10_000, 100_000];
    expect([0, 10_000, 50_000, 100_000].map((at) => nextBeginning(moments, at))).toEqual([
      10_000,
      100_000,
      100_000,
      null,
    ]);
    expect([10_000, 11_000, 15_000, 101_000, 105_000].map((at) => previousBeginning(moments, at))).toEqual([
      null,
      null,
      10_000,
      10_000,
      100_000,
    ]);
  });
});
