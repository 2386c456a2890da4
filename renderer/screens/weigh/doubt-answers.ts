/** What the clerk answered when the station doubted a plate, and what that leaves of the vehicle's file. Pure. */
import type { Weighing } from '../../../preload/contract/documents.ts';
import type { ErrorCode, ErrorParams } from '../../../preload/contract/errors.ts';
import type { CallInput } from '../../../preload/contract/index.ts';
import { writtenAs } from '../../i18n/written-as.ts';
import type { Keeping } from './draft.ts';
import { FILE_WRONG, SUSPECTED } from './questions.ts';

export type Answers = Pick<CallInput<'weighing.capture'>, 'otherAxles' | 'repeats'>;

/** Answers are about one plate: what is said of it holds for no other, whoever changed it. */
export type AnswersOfPlate = Answers & { readonly plate: string };

const NO_ANSWERS: Answers = {};
/** Of a plate that nobody doubted. */
export const NOTHING_ANSWERED: AnswersOfPlate = { plate: '' };

/** The answers that are sent with this plate. */
export function answersFor({ plate, ...answers }: AnswersOfPlate, plateNow: string): Answers {
  return plate === plateNow ? answers : NO_ANSWERS;
}

/** The answer to that doubt, by the parameters of its error. */
export function answerOf(code: ErrorCode, params: ErrorParams, plate: string, reason: string): Answers {
  if (code === 'weighing.other-axles') return { otherAxles: { plate, reason } };
  const { weighingId } = params;
  return typeof weighingId === 'string' ? { repeats: { weighingId: weighingId, reason } } : {};
}

/** More axles than the file says: with the name of the manager who agrees, or, as '', without: then the file's count is recorded. */
export const axlesAnswer = (plate: string, reason: string, managerId: string): Answers => ({
  otherAxles: { plate, reason, ...(managerId === '' ? {} : { managerId }) },
});

type Doubted = Pick<Weighing, 'otherAxles' | 'plateFront' | 'replaces' | 'repeats'>;

/**
 * The same where it was weighed again as it stood: a new record has reasons of its own, and what was suspected stands in the one
 * that it replaces.
 * @param get a record by its id
 */
export async function keepingOfVisit(
  newest: Doubted,
  plate: string,
  get: (id: Weighing['id']) => Promise<Doubted>,
): Promise<Keeping> {
  let record = newest;
  while (keepingAfter(record, plate) !== 'nothing') {
    if (record.replaces === undefined) return keepingAfter(newest, plate);
    record = await get(record.replaces.weighingId);
  }
  return 'nothing';
}

/**
 * What of this visit goes into the vehicle's file. The record itself says it, so that it holds for as long as the truck stands
 * there: a vehicle that perhaps only bears the plate leaves nothing in its file.
 */
export function keepingAfter(record: Doubted, plate: string): Keeping {
  // A corrected plate is another vehicle's, of which nobody doubted anything.
  if (record.plateFront.text !== plate) return 'all';
  const { otherAxles, repeats } = record;
  if ([otherAxles, repeats].some((answer) => SUSPECTED.some((word) => writtenAs(answer?.reason, word))))
    return 'nothing';
  if (otherAxles === undefined) return 'all';
  // Nobody stood for what was said.
  if (otherAxles.saidAxleCount !== undefined) return 'but-axles';
  return writtenAs(otherAxles.reason, FILE_WRONG) ? 'axles-as-said' : 'but-axles';
}
