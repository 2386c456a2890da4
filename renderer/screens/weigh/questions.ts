/** Questions that are answered by one of their reasons, by digit; the last one is typed. Pure. */
import type { MissingImage } from '../../../preload/contract/documents.ts';
import type { ErrorCode } from '../../../preload/contract/errors.ts';
import type { WeighingState } from '../../../preload/contract/weighing.ts';
import { onlyDisplays } from '../../components/only-displays.ts';
import type { WordKey } from '../../i18n/index.ts';
import type { Situation } from './next-action.ts';

export interface Question {
  readonly title: WordKey;
  readonly reasons: readonly WordKey[];
  /** The last one, which is typed, where that is no reason. */
  readonly other?: WordKey;
  readonly typed?: WordKey;
}

/** Why a truck is recorded without a picture. */
const WITHOUT_PICTURE: Question = {
  title: 'reason.title',
  reasons: ['reason.camera', 'reason.network', 'reason.power', 'reason.weather'],
};
/** Why a truck is recorded although the display in its pictures shows another number. */
const DISPLAY_DIFFERS: Question = {
  title: 'display.reason-title',
  reasons: ['display.broken', 'display.late', 'display.misread', 'display.other-scale'],
};
/** Why a truck is weighed again where it stands. */
const WEIGH_AGAIN: Question = {
  title: 'reweigh.title',
  reasons: ['reweigh.not-still', 'reweigh.not-whole', 'reweigh.driver', 'reweigh.unloaded'],
};
/** Only then the file takes over the axles that are said now. */
export const FILE_WRONG: WordKey = 'axles.file-wrong';
/** Perhaps it is another vehicle: nothing of it goes into the file. */
export const SUSPECTED: readonly WordKey[] = ['axles.suspect', 'trip.suspect'];

/** Why a vehicle is weighed again so soon. */
const SO_SOON: Question = {
  title: 'soon.title',
  reasons: ['soon.loaded', 'soon.unloaded', 'soon.checked', 'soon.wrong-before'],
};

/** Why a vehicle that left with its sheet is back already. */
const SHORT_TRIP: Question = {
  title: 'trip.title',
  reasons: ['trip.unloaded', 'trip.checked', 'trip.near', 'trip.suspect'],
};
/** Why a vehicle has other axles than its file says. */
const OTHER_AXLES: Question = {
  title: 'axles.title',
  reasons: ['axles.trailer', FILE_WRONG, 'axles.suspect'],
};

/** The same, where it would have more: then the manager decides, and without him the file's count is recorded. */
const AXLES_ABOVE: Question = { ...OTHER_AXLES, title: 'axles.above-title' };
export const AS_FILED: WordKey = 'axles.as-filed';
const MANAGER_OF_AXLES: Question = {
  title: 'axles.manager-title',
  reasons: [AS_FILED],
  other: 'axles.manager-agrees',
  typed: 'axles.manager-name',
};
const ABOVE = { reason: AXLES_ABOVE, manager: MANAGER_OF_AXLES } as const;

/** What is asked of more axles than the file says; null: they are not more. */
export type AxlesAbove = keyof typeof ABOVE | null;

/** What the station asks of a plate before it saves anything. */
const DOUBTS = {
  'weighing.too-soon': SO_SOON,
  'weighing.trip-too-short': SHORT_TRIP,
  'weighing.other-axles': OTHER_AXLES,
} as const satisfies Partial<Record<ErrorCode, Question>>;
type Doubt = keyof typeof DOUBTS;

export const isDoubt = (code: ErrorCode | null): code is Doubt => code !== null && code in DOUBTS;

/** What is asked now; null where nothing is. Where nobody attends nothing ever is before the record. */
export function questionOf(
  {
    attended,
    axlesAbove,
    failure,
    phase,
    recorded,
    reweigh,
  }: Pick<Situation, 'attended' | 'axlesAbove' | 'failure' | 'phase' | 'recorded' | 'reweigh'>,
  missing: readonly Pick<MissingImage, 'code'>[],
): Question | null {
  if (reweigh) return WEIGH_AGAIN;
  if (isDoubt(failure) && recorded === null) return axlesAbove === null ? DOUBTS[failure] : ABOVE[axlesAbove];
  if (phase !== 'incomplete' || !attended) return null;
  // A picture that is missing is the graver matter: its reason is asked for.
  return onlyDisplays(missing) ? DISPLAY_DIFFERS : WITHOUT_PICTURE;
}

/** Why a capture is recorded although something is missing: said of these pictures and of no others. */
export interface Acceptance {
  readonly reason: string;
  readonly of: string;
}
export const NOTHING_ACCEPTED: Acceptance = { reason: '', of: '' };

type Capture = Pick<NonNullable<WeighingState['capture']>, 'id' | 'images' | 'missing'>;

export const acceptance = (reason: string, capture: Capture | null): Acceptance => ({
  reason,
  of: picturesOf(capture),
});

/** The reason that still holds; '' = none. A doubt that is asked after it takes nothing from it. */
export const stillAccepted = ({ of, reason }: Acceptance, capture: Capture | null): string =>
  of === picturesOf(capture) ? reason : '';

const picturesOf = (capture: Capture | null): string =>
  capture === null ? '' : JSON.stringify([capture.id, capture.images.map(({ sha256 }) => sha256), capture.missing]);
