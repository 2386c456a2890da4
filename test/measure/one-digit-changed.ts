import { type Chance } from '../sim/curves/chance.ts';

/** The same number but for one digit, which is another one. Its length, sign and point stay. */
export function oneDigitChanged(value: string, chance: Chance): string {
  const places = [...value].flatMap((character, place) => (/\d/.test(character) ? [place] : []));
  const place = places[chance.whole(0, places.length - 1)] ?? 0;
  const old = Number(value[place]);
  // A leading nought is no number that a display shows, unless it is the only one before the point.
  const first = place === places[0] && places.length > 1 && value[place + 1] !== '.';
  const others = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter((digit) => digit !== old && !(first && digit === 0));
  const digit = others[chance.whole(0, others.length - 1)] ?? 0;
  return value.slice(0, place) + String(digit) + value.slice(place + 1);
}
