/** Which keys are named at the foot: only those that do something now. Pure. */
import type { WordKey } from '../../i18n/index.ts';
import type { Films } from './use-films.ts';

/** Caps, and what they do. */
export type Hint = readonly [readonly string[], WordKey];

/** @returns two rows: what moves and plays, what is done with it */
export function hintsOf(
  films: Pick<Films, 'rows' | 'paired' | 'shown' | 'byHour' | 'marked' | 'nextMs' | 'previousMs'>,
  now: { readonly playing: boolean; readonly copyable: boolean; readonly copying: boolean },
): readonly (readonly Hint[])[] {
  const { byHour, marked, nextMs, paired, previousMs, rows, shown } = films;
  const when = (does: boolean, hint: Hint): readonly Hint[] => (does ? [hint] : []);
  const copyWords = marked === null ? 'films.key-copy' : 'films.key-copy-range';
  return [
    [
      [['␣'], now.playing ? 'film.pause' : 'film.play'],
      [['←', '→'], 'films.key-second'],
      [['Shift', '← →'], 'films.key-minute'],
      [['PgUp', 'PgDn'], 'films.key-hour'],
      [['Shift', 'PgUp PgDn'], 'films.key-day'],
      ...when(previousMs !== null, [['Home'], 'films.key-previous']),
      ...when(nextMs !== null, [['End'], 'films.key-next']),
      [['0…9'], 'films.key-type'],
      [['/'], 'films.key-date'],
    ],
    [
      ...when(rows.length > 1, [['↑', '↓'], 'films.key-camera']),
      ...when(paired, [['F5'], shown.length > 1 ? 'films.key-alone' : 'films.key-together']),
      [['+', '−'], 'films.key-speed'],
      [['F4'], byHour ? 'films.key-by-day' : 'films.key-by-hour'],
      [['F2'], 'films.key-from'],
      ...when(marked !== null, [['F3'], 'films.key-to']),
      ...when(marked !== null, [['Del'], 'films.key-clear']),
      ...when(now.copyable, [['F6'], now.copying ? 'film.copying' : copyWords]),
      [['Esc'], 'key.back'],
    ],
  ];
}
