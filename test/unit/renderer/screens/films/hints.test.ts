import { expect, test } from 'vitest';
import { hintsOf } from '../../../../../renderer/screens/films/hints.ts';

const CAMERA = { id: 'front', role: 'front', scaleId: null } as const;
const ALONE = {
  rows: [CAMERA],
  paired: false,
  shown: ['front'],
  byHour: false,
  marked: null,
  nextMs: null,
  previousMs: null,
};
const PAUSED = { playing: false, copyable: false, copying: false };
const words = (...args: Parameters<typeof hintsOf>): string[] =>
  hintsOf(...args)
    .flat()
    .map(([, word]) => word);

test('nothing recorded: no key that would do nothing', () => {
  const shown = words(ALONE, PAUSED);
  for (const word of [
    'films.key-previous',
    'films.key-next',
    'films.key-camera',
    'films.key-to',
    'films.key-clear',
    'films.key-copy',
    'films.key-alone',
  ])
    expect(shown).not.toContain(word);
  expect(shown).toContain('film.play');
});

test('everything there: each key and what it does now', () => {
  const films = {
    ...ALONE,
    rows: [CAMERA, CAMERA],
    paired: true,
    shown: ['front', 'rear'],
    nextMs: 2,
    previousMs: 1,
    byHour: true,
  };
  const shown = hintsOf(
    { ...films, marked: { fromMs: 1, toMs: 2 } },
    { playing: true, copyable: true, copying: false },
  ).flat();
  expect(shown).toContainEqual([['Home'], 'films.key-previous']);
  expect(shown).toContainEqual([['F5'], 'films.key-alone']);
  expect(shown).toContainEqual([['F4'], 'films.key-by-day']);
  expect(shown).toContainEqual([['F6'], 'films.key-copy-range']);
  expect(words({ ...films, shown: ['front'] }, { ...PAUSED, copyable: true, copying: true })).toContain('film.copying');
});

test('only what lies on one side is offered', () => {
  const shown = words({ ...ALONE, nextMs: 5 }, PAUSED);
  expect(shown).toContain('films.key-next');
  expect(shown).not.toContain('films.key-previous');
});
