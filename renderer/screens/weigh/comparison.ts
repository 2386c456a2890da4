/** Indicator = display = sheet: three numbers, one sign; equal is only what was read. Pure. */

export type Place = 'indicator' | 'display' | 'sheet';

export interface Compared {
  /** What is known, in this order; the sign says how it is to the first one. */
  readonly known: readonly { readonly place: Place; readonly kg: number; readonly sign: '=' | '≠' | null }[];
  /** Nothing was read there, or there is none. */
  readonly unknown: readonly Place[];
  /** equal: all three were read and say the same. differs: two do not. null: neither can be said. */
  readonly verdict: 'equal' | 'differs' | null;
}

const PLACES: readonly Place[] = ['indicator', 'display', 'sheet'];

export function compared(figures: Readonly<Record<Place, number | null>>): Compared {
  const read = PLACES.flatMap((place) => {
    const kg = figures[place];
    return kg === null ? [] : [{ place, kg }];
  });
  const first = read[0]?.kg;
  const known = read.map(({ place, kg }, index) => ({
    place,
    kg,
    sign: index === 0 ? null : kg === first ? ('=' as const) : ('≠' as const),
  }));
  const differs = known.some(({ sign }) => sign === '≠');
  return {
    known,
    unknown: PLACES.filter((place) => figures[place] === null),
    verdict: differs ? 'differs' : known.length === PLACES.length ? 'equal' : null,
  };
}
