/** Who comes to a mine in nine years: most trucks for a year or two, some nearly every day, some once. */
export interface FleetTruck {
  readonly front: string;
  readonly rear: string;
}

const TRUCKS = 12_000;
/** Most of them from the county and those beside it. */
const PLACES = ['晋C', '晋C', '晋C', '晋C', '晋K', '晋K', '晋A', '冀A', '冀D', '豫E'] as const;
/** Without I and O, as plates have them. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
/** How many are in business at one time. */
const AT_ONCE = 1500;

/** @returns which truck comes at that time */
export function plateFleet(random: () => number, fromMs: number, toMs: number): (atMs: number) => FleetTruck {
  const digit = (): string => String(Math.floor(random() * 10));
  const sign = (): string => (random() < 0.2 ? (LETTERS[Math.floor(random() * LETTERS.length)] ?? 'A') : digit());
  const place = (): string => PLACES[Math.floor(random() * PLACES.length)] ?? '晋C';
  const trucks = Array.from({ length: TRUCKS }, (): FleetTruck => ({
    front: `${place()}${digit()}${sign()}${sign()}${digit()}${digit()}`,
    rear: `${place()}${digit()}${digit()}${digit()}${digit()}挂`,
  }));
  return (atMs) => {
    const newest = AT_ONCE + Math.floor(((TRUCKS - AT_ONCE) * (atMs - fromMs)) / (toMs - fromMs));
    // Squared: the ones in business longest come least.
    const back = Math.floor(random() * random() * AT_ONCE);
    return trucks[Math.min(TRUCKS - 1, newest - 1 - back)] as FleetTruck;
  };
}
