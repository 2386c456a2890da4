/**
 * To which weighing a vehicle at a gate belongs, by plate and time (product.md G2; domain.md §2.4, §4 W03, W06, §6). Pure.
 * The tractor's plate is compared with front plates, the trailer's with rear ones: different by design, and a tractor with
 * another trailer is another pair. What is one look-alike away is a suggestion for a person and never a match.
 */
import type { WeighingKind } from '../../../preload/contract/vocabulary.ts';
import { differsByOneConfusable } from './plate-look-alike.ts';

/** A vehicle at a gate, as it counts now. */
export interface PassedVehicle {
  readonly id: string;
  readonly direction: 'in' | 'out';
  readonly atMs: number;
  /** Of the tractor or the rigid truck; null: nobody knows it. */
  readonly plate: string | null;
  /** Of the trailer. */
  readonly plateRear: string | null;
  /** What was read too unsurely to count. */
  readonly unsure: string | null;
}

/** A weighing that counts: neither void, replaced nor a trial. */
export interface WeighedVehicle {
  readonly id: string;
  readonly kind: Exclude<WeighingKind, 'trial'>;
  /** Its place in the chain: a clock may have been set back. */
  readonly sequence: number;
  readonly atMs: number;
  readonly plateFront: string | null;
  readonly plateRear: string | null;
}

/** pair: both ends are the same · front, rear: that end is, and of the other one side knows nothing. */
export type MatchedBy = 'pair' | 'front' | 'rear';

/** Why a weighing may be this vehicle's after all. Whoever takes it says so. */
export interface Suggestion {
  readonly weighingId: string;
  /** The plate of the weighing, at that end. */
  readonly plate: string;
  readonly end: 'front' | 'rear';
  readonly why: 'other-trailer' | 'other-tractor' | 'look-alike' | 'read-unsurely';
}

export type GateMatch =
  | { readonly by: MatchedBy; readonly weighingId: string; readonly suggestion: null }
  | { readonly by: null; readonly weighingId: null; readonly suggestion: Suggestion | null };

/** The same truck seen twice, or its tractor and then its trailer: nobody is back, loaded and out again sooner. */
const SAME_PASSAGE_MS = 10 * 60_000;

type Ends = { readonly front: string | null; readonly rear: string | null };
const endsOf = ({ plate, plateRear }: Pick<PassedVehicle, 'plate' | 'plateRear'>): Ends => ({
  front: plate,
  rear: plateRear,
});
const weighedEnds = ({ plateFront, plateRear }: WeighedVehicle): Ends => ({ front: plateFront, rear: plateRear });

/** Whether two plates of one end are the same; null where one of them is not known. */
const same = (one: string | null, other: string | null): boolean | null =>
  one === null || other === null ? null : one === other;

/** By which ends two sightings are one vehicle; null: they are not, or nothing says so. */
function agree(one: Ends, other: Ends): MatchedBy | null {
  const [front, rear] = [same(one.front, other.front), same(one.rear, other.rear)];
  if (front === false || rear === false) return null;
  if (front === true) return rear === true ? 'pair' : 'front';
  return rear === true ? 'rear' : null;
}

/** Whether two passes are of one vehicle. */
export const sameVehicle = (one: PassedVehicle, other: PassedVehicle): boolean =>
  agree(endsOf(one), endsOf(other)) !== null;

/**
 * When its weighings were: since it came in, or since it was last out; at most `windowMs`.
 * Of a way in: until it leaves again, or comes in once more.
 */
export function visitOf(
  pass: PassedVehicle,
  passes: readonly PassedVehicle[],
  windowMs: number,
): { readonly fromMs: number; readonly untilMs: number } {
  const others = passes.filter((other) => other.id !== pass.id && sameVehicle(pass, other));
  if (pass.direction === 'in') {
    const ends = others
      .filter(({ atMs, direction }) => atMs > pass.atMs + (direction === 'in' ? SAME_PASSAGE_MS : 0))
      .map(({ atMs }) => atMs);
    return { fromMs: pass.atMs, untilMs: Math.min(pass.atMs + windowMs, ...ends) };
  }
  const begins = others
    .filter(({ atMs, direction }) => (direction === 'in' ? atMs <= pass.atMs : atMs < pass.atMs - SAME_PASSAGE_MS))
    .map(({ atMs }) => atMs);
  return { fromMs: Math.max(pass.atMs - windowMs, ...begins), untilMs: pass.atMs };
}

const isLoaded = ({ kind }: WeighedVehicle): boolean => kind === 'gross' || kind === 'recheck';

/**
 * Of a way out the newest gross of this visit, of a way in the first weighing after it.
 * @param weighings in any order; those outside the window count for nothing
 * @param passes others at the gates, this one may be among them
 */
export function matchPass(
  pass: PassedVehicle,
  weighings: readonly WeighedVehicle[],
  passes: readonly PassedVehicle[],
  windowMs: number,
): GateMatch {
  const { fromMs, untilMs } = visitOf(pass, passes, windowMs);
  const out = pass.direction === 'out';
  const eligible = weighings
    .filter((one) => one.atMs >= fromMs && one.atMs <= untilMs && (!out || isLoaded(one)))
    .sort((one, other) => (out ? other.sequence - one.sequence : one.sequence - other.sequence));
  for (const one of eligible) {
    const by = agree(endsOf(pass), weighedEnds(one));
    if (by !== null) return { by, weighingId: one.id, suggestion: null };
  }
  const free = eligible.filter((one) => !wentWith(pass, one, passes));
  return { by: null, weighingId: null, suggestion: out ? suggest(pass, free) : null };
}

/** Another vehicle at a gate bears that weighing's plates: it is that one's. */
const wentWith = (pass: PassedVehicle, weighed: WeighedVehicle, passes: readonly PassedVehicle[]): boolean =>
  passes.some(
    (other) =>
      other.id !== pass.id &&
      other.direction === pass.direction &&
      other.atMs >= weighed.atMs &&
      agree(endsOf(other), weighedEnds(weighed)) !== null,
  );

/** The nearest guess, the newest first; a half that is the same says more than a character that looks alike. */
function suggest(pass: PassedVehicle, weighings: readonly WeighedVehicle[]): Suggestion | null {
  const guesses = [halfOf, unsurelyRead, lookAlike];
  for (const guess of guesses)
    for (const weighed of weighings) {
      const found = guess(pass, weighed);
      if (found !== null) return { weighingId: weighed.id, ...found };
    }
  return null;
}

type Guess = (pass: PassedVehicle, weighed: WeighedVehicle) => Omit<Suggestion, 'weighingId'> | null;

const halfOf: Guess = ({ plate, plateRear }, { plateFront, plateRear: trailer }) => {
  if (trailer !== null && same(plate, plateFront) === true && same(plateRear, trailer) === false)
    return { plate: trailer, end: 'rear', why: 'other-trailer' };
  if (plateFront !== null && same(plate, plateFront) === false && same(plateRear, trailer) === true)
    return { plate: plateFront, end: 'front', why: 'other-tractor' };
  return null;
};

const unsurelyRead: Guess = ({ plate, plateRear, unsure }, { plateFront, plateRear: trailer }) => {
  if (unsure === null || plate !== null || plateRear !== null) return null;
  const near = (text: string | null): text is string =>
    text !== null && (text === unsure || differsByOneConfusable(text, unsure));
  if (near(plateFront)) return { plate: plateFront, end: 'front', why: 'read-unsurely' };
  return near(trailer) ? { plate: trailer, end: 'rear', why: 'read-unsurely' } : null;
};

const lookAlike: Guess = ({ plate, plateRear }, { plateFront, plateRear: trailer }) => {
  const near = (one: string | null, other: string | null): other is string =>
    one !== null && other !== null && differsByOneConfusable(one, other);
  if (near(plate, plateFront) && same(plateRear, trailer) !== false)
    return { plate: plateFront, end: 'front', why: 'look-alike' };
  if (near(plateRear, trailer) && same(plate, plateFront) !== false)
    return { plate: trailer, end: 'rear', why: 'look-alike' };
  return null;
};
