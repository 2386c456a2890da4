/** Which file shows a moment: gaps, breaks, overlaps, files that are not there. */
import { describe, expect, test } from 'vitest';
import { filmAt, filmsOf, spanOf } from '../../../../renderer/video/timeline.ts';
import { file, T0 } from '../screens/films/film-files.ts';

describe('films', () => {
  test('of one camera, in order, without what cannot be played', () => {
    const files = [
      file(20, 30),
      file(0, 10),
      file(5, 6, { cameraId: 'rear' }),
      file(40, null),
      file(50, 60, { path: null, state: 'purged' }),
      file(70, 70),
    ];
    expect(filmsOf(files, 'front').map(({ url }) => url)).toEqual(['./video/0.mp4', './video/20.mp4']);
    expect(spanOf(filmsOf(files, 'front'))).toEqual({ fromMs: T0, toMs: T0 + 30_000 });
    expect(spanOf([])).toBeNull();
  });

  test.each([
    [-1, null, null],
    [0, './video/0.mp4', 0],
    [9.5, './video/0.mp4', 9.5],
    // At its end it stands still.
    [10, './video/0.mp4', 10],
    // A break of the stream.
    [10.001, null, null],
    [19.999, null, null],
    // Two files: the later one counts.
    [25, './video/24.mp4', 1],
    [29, './video/24.mp4', 5],
    [34, './video/24.mp4', 10],
    [34.5, null, null],
  ])('at %d s', (second, url, into) => {
    const films = filmsOf([file(0, 10), file(20, 30), file(24, 34)], 'front');
    const shown = filmAt(films, T0 + second * 1000);
    expect([shown?.film.url ?? null, shown?.second ?? null]).toEqual([url, into]);
  });
});
