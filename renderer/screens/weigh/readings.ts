/** What was read in the truck's pictures, as the clerk is told: which plates it proposes, what the display shows. Pure. */
import type { Weighing } from '../../../preload/contract/documents.ts';
import type { DisplaySeen, PlateSeen, Readings } from '../../../preload/contract/readings.ts';
import type { OpenTruck } from '../../../preload/contract/weighing.ts';
import type { Choice } from './draft.ts';

/** The plates that are sure enough to stand in their fields without a question; null: a person says them. */
export function surePlates(
  readings: Readings | null,
  inside: readonly OpenTruck[] = [],
): { readonly front: string; readonly rear: string } | null {
  const front = readings?.plateFront ?? null;
  if (front?.accepted !== true) return null;
  const rear = readings?.plateRear ?? null;
  if (rear?.accepted === true) return { front: front.text, rear: rear.text === front.text ? '' : rear.text };
  // It came in with a trailer: the same one, unless another was read.
  const trailer = inside.find(({ plateFront }) => plateFront === front.text)?.plateRear ?? '';
  const possible = rear === null || rear.top.some(({ text }) => text === trailer);
  return { front: front.text, rear: possible ? trailer : '' };
}

/** The best three of an unsure reading, each one key away; a sure one once more where the clerk has opened the editor. */
export function readChoices(readings: Readings | null): readonly Choice[] {
  const front = readings?.plateFront ?? null;
  if (front === null) return [];
  const known = front.readAs === null ? [] : [{ text: front.text, confidence: front.confidence }];
  const texts = [...known, ...front.top].filter(
    ({ text }, index, all) => all.findIndex((one) => one.text === text) === index,
  );
  return texts.slice(0, 3).map(({ confidence, text }) => ({
    plateFront: text,
    plateRear: trailerOf(readings?.plateRear ?? null, text),
    tareKg: null,
    weighedAt: null,
    confidence,
  }));
}

/** The rear's plate beside a front one: a trailer's is another by design; anything else must be sure. */
function trailerOf(rear: PlateSeen | null, front: string): string {
  if (rear === null || rear.text === front) return '';
  return rear.kind === 'trailer' || rear.accepted ? rear.text : '';
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
 * that shows the weight.
 * @param savedKg what a matching display was found to show
 */
export function displayShown(readings: Readings | null, savedKg: number | null): DisplayShown | null {
  const displays = readings?.displays ?? [];
  const first = (verdict: DisplaySeen['verdict']) => displays.find((seen) => seen.verdict === verdict);
  const [differs, matches] = [first('differs'), first('matches')];
  if (differs !== undefined) return { kg: differs.readingKg, state: 'differs' };
  if (matches !== undefined) return { kg: savedKg, state: 'matches' };
  return displays.length > 0 && readings?.state === 'done' ? { kg: null, state: 'illegible' } : null;
}

/** The same once it is recorded: from what the document says of its pictures. */
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
