/** How the moment of all players goes on. */
import { describe, expect, test } from 'vitest';
import { overGaps, played, throughGaps } from '../../../../renderer/video/moment.ts';

const film = (fromMs: number, toMs: number) => ({ fromMs, toMs, url: '', codec: null });
const at = (atMs: number, playing = true) => ({ atMs, playing });

describe('a moment', () => {
  test('goes on with time, through gaps, and stops at the end', () => {
    expect(played(at(100), 50, 1000, throughGaps)).toEqual(at(150));
    expect(played(at(990), 50, 1000, throughGaps)).toEqual(at(1000));
    expect(played(at(1000), 50, 1000, throughGaps)).toEqual(at(1000, false));
    expect(played(at(100, false), 50, 1000, throughGaps)).toEqual(at(100, false));
  });

  test('leaps to the next film, and stops where nothing follows', () => {
    const onward = overGaps([film(0, 100), film(50, 120), film(500, 600)]);
    expect(played(at(90), 20, 1000, onward)).toEqual(at(110));
    expect(played(at(110), 20, 1000, onward)).toEqual(at(500));
    expect(played(at(590), 20, 1000, onward)).toEqual(at(590, false));
    expect(played(at(0), 20, 1000, overGaps([]))).toEqual(at(0, false));
  });

  test('a clock that went back does not take it back', () => {
    expect(played(at(100), -50, 1000, throughGaps)).toEqual(at(100));
  });
});
