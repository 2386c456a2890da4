/** The driver: where the first axle is at every step, from legs driven and waits. The deck begins at 0 m. */

/** Steps of the simulated world a second: well above any truck's bounce and any indicator's frames. */
export const STEPS_A_SECOND = 100;
export const STEP_MS = 1000 / STEPS_A_SECOND;

export type Leg =
  | {
      /** To this place of the first axle, in metres; backwards where it lies behind. */
      readonly toM: number;
      /** Metres a second that the leg wants to reach. */
      readonly speed: number;
      /** Metres a second squared, away and to the stop. */
      readonly away: number;
      readonly brake: number;
    }
  | { readonly waitS: number };

export interface Drive {
  /** Metres, at every step. */
  readonly at: Float64Array;
  /** Metres a second, with sign. */
  readonly speed: Float64Array;
  /** When each leg ends, in seconds. */
  readonly ends: readonly number[];
}

export function drive(fromM: number, legs: readonly Leg[]): Drive {
  const at: number[] = [];
  const ends: number[] = [];
  let here = fromM;
  for (const leg of legs) {
    if ('waitS' in leg) for (let i = 0; i < leg.waitS * STEPS_A_SECOND; i += 1) at.push(here);
    else {
      for (const place of driven(here, leg)) at.push(place);
      here = leg.toM;
    }
    ends.push(at.length / STEPS_A_SECOND);
  }
  const speed = Float64Array.from(at, (place, i) => (place - (at[i - 1] ?? place)) * STEPS_A_SECOND);
  return { at: Float64Array.from(at), speed, ends };
}

/** Faster at `away`, slower at `brake`, at most `speed` between. */
function driven(fromM: number, { toM, speed, away, brake }: Exclude<Leg, { waitS: number }>): number[] {
  const way = Math.abs(toM - fromM);
  const sign = Math.sign(toM - fromM);
  const top = Math.min(speed, Math.sqrt((2 * way * away * brake) / (away + brake)));
  const [t1, t3] = [top / away, top / brake];
  const even = Math.max(0, way - (top * t1) / 2 - (top * t3) / 2);
  const t2 = top === 0 ? 0 : even / top;
  const places: number[] = [];
  for (let t = 0; t < t1 + t2 + t3; t += 1 / STEPS_A_SECOND) {
    const left = t1 + t2 + t3 - t;
    const done =
      t < t1 ? (away * t * t) / 2 : left > t3 ? (top * t1) / 2 + top * (t - t1) : way - (brake * left * left) / 2;
    places.push(fromM + sign * done);
  }
  return places;
}
