/** Readings of the same bytes that are about equally good: which of them say the same, and what tells the others apart. Pure. */
import type { DecodedFrame, ProtocolOptions } from '../protocols/protocol.ts';
import { GUARDED } from './score.ts';
import type { Scored } from './score.ts';

/** Within so many points one reading is as good as another, if it explains as much. */
const AS_GOOD = 15;
const AS_MUCH = 0.05;
/** Of the numbers of either, so many are among the other's: at the ends one may have a frame more. */
const ALIKE = 0.8;

/** The best and all that are about as good. @param scored in the order of the protocols and of their options */
export function rivals(scored: readonly Scored[]): readonly Scored[] {
  const [best] = scored.toSorted((a, b) => b.score - a.score);
  if (best === undefined) return [];
  return scored.filter((one) => {
    // What leaves out a character of each frame reads another number, and is no other way to read the same.
    if (one.explained < best.explained - AS_MUCH) return false;
    // That a number is unlikely is no proof that its digits stand the other way round: the order is never guessed.
    return one.score >= best.score - AS_GOOD || (one.protocol === best.protocol && differ(one, best, 'order'));
  });
}

/** The readings in groups that show the same numbers, the group of the best reading first, the best of each first. */
export function groups(scored: readonly Scored[]): readonly (readonly Scored[])[] {
  const found: Scored[][] = [];
  for (const one of scored.toSorted(byMerit)) {
    const group = found.find(([first]) => first !== undefined && readAlike(first, one));
    if (group === undefined) found.push([one]);
    else group.push(one);
  }
  return found;
}

/** Better first; equal ones stay in the order of the list, which has defaults and what is frequent first. */
function byMerit(a: Scored, b: Scored): number {
  return (
    steps(b.explained, 0.05) - steps(a.explained, 0.05) ||
    Number(b.guard >= GUARDED) - Number(a.guard >= GUARDED) ||
    steps(b.flagAgrees ?? 0.5, 0.1) - steps(a.flagAgrees ?? 0.5, 0.1) ||
    steps(b.afterPause ?? 0.5, 0.1) - steps(a.afterPause ?? 0.5, 0.1) ||
    steps(b.score, 15) - steps(a.score, 15) ||
    chosen(a) - chosen(b) ||
    carried(b) - carried(a)
  );
}

/** Rounded: a little more or less is chance. */
const steps = (value: number, size: number): number => Math.round(value / size);

/** Options that had to be moved from their default to make it fit. */
function chosen({ options, protocol }: Scored): number {
  return protocol.options.filter((field) => {
    const value = options[field.key];
    return 'values' in field && value !== undefined && field.values[0] !== value;
  }).length;
}

/** How much the frames say beside the number. */
function carried({ frames }: Scored): number {
  const decoded = frames.at(-1)?.decoded;
  if (decoded === undefined) return 0;
  const { grossNet, overload, stable, tareOrNull, unit } = decoded;
  return [grossNet, overload, stable, tareOrNull, unit].filter((value) => value !== null).length;
}

const numberOf = ({ overload, underload, weightText }: DecodedFrame): string =>
  weightText ?? (overload === true ? 'over' : underload === true ? 'under' : 'none');

function readAlike(a: Scored, b: Scored): boolean {
  // Both orders may read alike for a while (a zero, 12021), and yet not for the next truck.
  if (a.protocol === b.protocol && !settled(a, b)) return false;
  const [ofA, ofB] = [a, b].map(({ frames }) => frames.map(({ decoded }) => numberOf(decoded)));
  return share(ofA, ofB) >= ALIKE && share(ofB, ofA) >= ALIKE;
}

function share(mine: readonly string[] = [], others: readonly string[] = []): number {
  const known = new Set(others);
  return mine.filter((number) => known.has(number)).length / Math.max(1, mine.length);
}

/**
 * Options that change every number but may leave some as they are: the order of the digits, and what a count is worth
 * (a zero is a zero in any scale). The same protocol under two values of these never counts as saying the same, except
 * the scale once a number other than zero was read.
 */
function settled(a: Scored, b: Scored): boolean {
  if (differ(a, b, 'order')) return false;
  if (!differ(a, b, 'scale')) return true;
  return a.frames.some(({ decoded }) => decoded.weight !== null && decoded.weight !== 0);
}

const differ = (a: Scored, b: Scored, key: keyof ProtocolOptions): boolean => a.options[key] !== b.options[key];

/** Fewer changes of the number, or fewer different numbers, show no order: a flicker between two values looks the same. */
const LEAST_CHANGES = 6;
const LEAST_NUMBERS = 4;
/** Places by which the restless digits of one reading stand lower than those of another. */
const CLEARLY_LOWER = 1;
/** One reading goes so many times as far up and down to get anywhere. */
const CLEARLY_ROUGHER = 2;

interface Movement {
  /** Where the digits that change stand, counted from the last one (0), on average. */
  readonly place: number;
  /** All the way up and down in units of the way from the lowest to the highest number. */
  readonly roughness: number;
}

/**
 * Of readings in which the digits stand in another order, the one whose last digits are the restless ones (protocols.md
 * §1, detection table: in the reversed form they stand right after the `=`, in the forward form right before the next
 * one). A large movement changes all digits; then it shows in the reading that gets there without leaping to and fro.
 * null where too little moved, or where it does not tell them apart.
 */
export function steadiest(candidates: readonly Scored[]): Scored | null {
  const moved = candidates.flatMap((candidate) => {
    const movement = movementOf(candidate);
    return movement === null ? [] : [{ candidate, movement }];
  });
  if (moved.length < candidates.length || moved.length < 2) return null;
  const steady = moved.find((one) =>
    moved.every(
      (other) => other === one || (beats(one.movement, other.movement) && !beats(other.movement, one.movement)),
    ),
  );
  return steady?.candidate ?? null;
}

const beats = (a: Movement, b: Movement): boolean =>
  b.place - a.place >= CLEARLY_LOWER || b.roughness >= CLEARLY_ROUGHER * a.roughness;

/** null where too little moved. */
function movementOf({ frames }: Scored): Movement | null {
  const weights = frames.map(({ decoded }) => decoded.weight).filter((weight) => weight !== null);
  const texts = frames
    .map(({ decoded }) => decoded.weightText?.replace(/[^0-9]/g, ''))
    .filter((text) => text !== undefined);
  let moves = 0;
  let way = 0;
  let changes = 0;
  let places = 0;
  for (const [index, now] of texts.entries()) {
    const then = texts[index - 1] ?? now;
    const step = Math.abs((weights[index] ?? 0) - (weights[index - 1] ?? weights[index] ?? 0));
    if (step === 0) continue;
    moves += 1;
    way += step;
    const digits = Math.max(now.length, then.length);
    for (let place = 0; place < digits; place += 1) {
      if (now[now.length - 1 - place] === then[then.length - 1 - place]) continue;
      changes += 1;
      places += place;
    }
  }
  if (moves < LEAST_CHANGES || new Set(weights).size < LEAST_NUMBERS || changes === 0) return null;
  return { place: places / changes, roughness: way / (Math.max(...weights) - Math.min(...weights)) };
}

/** The digits of what it reads now, without the zeros around them: the same where only the point stands elsewhere. '' for a zero. */
export function bareDigits({ frames }: Scored): string {
  const text = frames.at(-1)?.decoded.weightText ?? '';
  return text.replace(/[^0-9]/g, '').replace(/^0+|0+$/g, '');
}

/** Options that say what is called stable. */
const FLAG_OPTIONS = ['bit3Means', 'stableBit'] as const;

/** Whether a group holds readings that call different things stable, and nothing that was heard says yet who is right. */
export function flagOpen([best, ...others]: readonly Scored[]): boolean {
  if (best === undefined || best.flagAgrees !== null) return false;
  return others.some(
    (other) => other.protocol === best.protocol && FLAG_OPTIONS.some((option) => differ(other, best, option)),
  );
}

/** As {@link flagOpen}, and the best would take one of them for the truth: the number has to stand still for a moment. */
export function flagUnsettled(group: readonly Scored[]): boolean {
  return flagOpen(group) && group[0]?.frames.at(-1)?.decoded.stable != null;
}
