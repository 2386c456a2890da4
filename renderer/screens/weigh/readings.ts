/** What was read in the truck's pictures, as the clerk is told: which plates it proposes, what the display shows. Pure. */
import type { Plate, Weighing } from '../../../preload/contract/documents.ts';
import type { DisplaySeen, DisplayTrouble, PlateSeen, Readings } from '../../../preload/contract/readings.ts';
import type { ImageRole } from '../../../preload/contract/vocabulary.ts';
import type { OpenTruck } from '../../../preload/contract/weighing.ts';
import { platesTaken } from '../../../preload/contract/plates-taken.ts';
import type { Choice, Plates } from './draft.ts';

/** The plates that stand in their fields without a question; '' = a person says it. */
export function surePlates(readings: Readings | null, inside: readonly OpenTruck[] = []): Plates {
  const { plateFront, plateRear } = platesTaken(readings, (front) => trailerInside(front, inside));
  return { front: plateFront ?? '', rear: plateRear ?? '' };
}

/**
 * What the plate fields follow; null: as they stand, for nothing is read, or not yet all of it. A plate that was surely read
 * goes again only when that of newer pictures is not.
 */
export function platesToFollow(readings: Readings | null, inside: readonly OpenTruck[]): Plates | null {
  const sure = surePlates(readings, inside);
  return readings?.state === 'done' || sure.front !== '' ? sure : null;
}

/** The trailer with which the tractor is inside; null without one, or where two say otherwise. */
function trailerInside(plateFront: string, inside: readonly OpenTruck[]): string | null {
  const trailers = new Set(inside.filter((truck) => truck.plateFront === plateFront).map(({ plateRear }) => plateRear));
  const [only = null] = trailers;
  return trailers.size === 1 ? only : null;
}

/** The best three of an unsure reading, each one key away; a sure one once more where the clerk has opened the editor. */
export function readChoices(readings: Readings | null, inside: readonly OpenTruck[] = []): readonly Choice[] {
  const front = readings?.plateFront ?? null;
  if (front === null) return [];
  const known = front.readAs === null ? [] : [{ text: front.text, confidence: front.confidence }];
  const texts = [...known, ...front.top].filter(
    ({ text }, index, all) => all.findIndex((one) => one.text === text) === index,
  );
  return texts.slice(0, 3).map(({ confidence, text }) => ({
    plateFront: text,
    plateRear: trailerBeside(text, readings?.plateRear ?? null, trailerInside(text, inside)),
    tareKg: null,
    weighedAt: null,
    confidence,
  }));
}

/** At the rear only a trailer's plate counts; an unsure one that may be the trailer it came with is that one. */
function trailerBeside(front: string, rear: PlateSeen | null, inside: string | null): string {
  if (rear === null || rear.text === front) return '';
  if (!rear.accepted && inside !== null && rear.top.some(({ text }) => text === inside)) return inside;
  return rear.kind === 'trailer' ? rear.text : '';
}

/** A trailer's plate that was read, not surely enough to stand there by itself, beside a front plate that is known. */
export function unsureTrailer(
  readings: Readings | null,
  said: { readonly plateFront: string; readonly plateRear: string },
): string | null {
  const rear = readings?.plateRear ?? null;
  if (rear === null || rear.kind !== 'trailer' || said.plateFront === '' || said.plateRear !== '') return null;
  return rear.text;
}

export interface DisplayShown {
  /** null: no number can be said. */
  readonly kg: number | null;
  readonly state: 'matches' | 'differs' | 'illegible';
}

/**
 * What the pictures' displays together say; null where none is read, or not yet. One that shows something else outweighs one
 * that shows the weight; a number of which only all together are sure accuses nobody.
 * @param savedKg what a matching display was found to show
 */
export function displayShown(readings: Readings | null, savedKg: number | null): DisplayShown | null {
  const { displayKg = null, displays = [] } = readings ?? {};
  const first = (verdict: DisplaySeen['verdict']) => displays.find((seen) => seen.verdict === verdict);
  const [differs, matches] = [first('differs'), first('matches')];
  if (differs !== undefined)
    return { kg: differs.readingKg ?? (displayKg === savedKg ? null : displayKg), state: 'differs' };
  if (matches !== undefined || (displayKg !== null && displayKg === savedKg)) return { kg: savedKg, state: 'matches' };
  return displays.length > 0 && readings?.state === 'done' ? { kg: null, state: 'illegible' } : null;
}

export interface UnreadDisplays {
  /** Whose pictures. */
  readonly roles: readonly ImageRole[];
  readonly trouble: DisplayTrouble;
}

/** What can be helped here and now, or by an installer, is said before what cannot. */
const MOST_TELLING: readonly DisplayTrouble[] = [
  'panel-elsewhere',
  'picture-shape',
  'panel-invalid',
  'picture-damaged',
  'nothing-lit',
  'reader-ended',
  'illegible',
];

/** Of whose pictures no display could be read, and why; null where one could, none is read, or not all of them yet. */
export function unreadDisplays(readings: Readings | null, savedKg: number | null): UnreadDisplays | null {
  if (displayShown(readings, savedKg)?.state !== 'illegible') return null;
  const displays = readings?.displays.map(({ role, trouble }) => ({ role, trouble: trouble ?? 'illegible' })) ?? [];
  const trouble = MOST_TELLING.find((one) => displays.some((seen) => seen.trouble === one)) ?? 'illegible';
  return { roles: displays.filter((seen) => seen.trouble === trouble).map(({ role }) => role), trouble };
}

/** What the display showed, once it is recorded: from what the document says of its pictures. */
export function recordedDisplay({
  checks,
  images,
  weightKg,
}: Pick<Weighing, 'checks' | 'images' | 'weightKg'>): DisplayShown | null {
  const result = checks.find(({ code }) => code === 'display-matches')?.result ?? 'unknown';
  if (result === 'pass') return { kg: weightKg, state: 'matches' };
  const other = images.find(({ displayReadingKg }) => displayReadingKg != null && displayReadingKg !== weightKg);
  return result === 'fail' ? { kg: other?.displayReadingKg ?? null, state: 'differs' } : null;
}

/** A sure reading that says something else than the clerk. */
export const readOtherwise = (seen: PlateSeen | null, said: string): boolean =>
  seen?.accepted === true && said !== '' && seen.text !== said;

export const percent = (confidence: number): string => `${Math.floor(confidence * 100)} %`;

/** What the pictures of a record read, where it bears another plate; null where it bears that, or none was read. */
export function readBeside(plate: Plate, borne: string): string | null {
  const read = plate.recognisedText ?? null;
  return read === null || borne === '' || read === borne ? null : read;
}
