/**
 * What the Enter key does now: one action for every situation, named on screen. Pure, so that the clerk's whole flow can
 * be read and tested in one place. The station decides what may be recorded; this decides what is offered.
 */
import type { ErrorCode } from '../../../preload/contract/errors.ts';
import type { WeighingKind, WeighingPhase } from '../../../preload/contract/vocabulary.ts';
import type { WordKey } from '../../i18n/index.ts';
import type { ProposedKind } from './draft.ts';
import { isDoubt, type AxlesAbove } from './questions.ts';
import type { Bound } from './room.ts';

export type Editor = 'none' | 'plate' | 'sheet' | 'reason' | 'override';

export type ActionId =
  | 'none'
  | 'accept-editor'
  | 'enter-plate'
  | 'enter-axles'
  | 'enter-sheet'
  | 'override-papers'
  | 'ask-again'
  | 'look-at-tare'
  | 'choose-reweigh'
  | 'reweigh'
  | 'reweigh-pictures'
  | 'record'
  | 'record-and-print'
  | 'answer-doubt'
  | 'print-sheet'
  | 'retake'
  | 'accept-incomplete'
  | 'reprint';

export interface Situation {
  /** The station answers. */
  readonly connected: boolean;
  readonly attended: boolean;
  readonly phase: WeighingPhase;
  /** A key was pressed and its answer is on the way. */
  readonly busy: boolean;
  readonly editor: Editor;
  readonly kind: ProposedKind;
  readonly plate: boolean;
  /** What the station knows of this plate is still being asked for. */
  readonly asking: boolean;
  /** It was asked for and could not be said: nothing is known of this truck, which is not the same as a new one. */
  readonly askingFailed: boolean;
  /** A person said that there is no plate. */
  readonly noPlate: boolean;
  /** The station reads the plate in pictures that it takes by itself: the clerk is asked once it could not. */
  readonly willRead: boolean;
  readonly axles: boolean;
  readonly tare: boolean;
  /** This tare is out of what the truck usually weighs empty, and nobody has looked at that yet. */
  readonly oddTare: boolean;
  /** Goods and receiver are known. */
  readonly sheetFilled: boolean;
  /** The weight is above what this truck may weigh, or carry; only asked for a gross. */
  readonly over: Bound | null;
  /** A reason is chosen: for going on without a picture, for weighing again, or for weighing so soon again. */
  readonly reason: boolean;
  /** The recorded truck is to be weighed again where it stands (F6). */
  readonly reweigh: boolean;
  /** What is recorded of this truck already. */
  readonly recorded: WeighingKind | null;
  /** As far as pictures go a sheet can be made of it (components/proven.ts). */
  readonly proven: boolean;
  readonly sheet: boolean;
  /** The paper of its sheet is in doubt: half printed. */
  readonly paperUncertain: boolean;
  /** The last thing tried failed with this code. */
  readonly failure: ErrorCode | null;
  /** More axles were said than the file says: whether the reason is asked, or the manager's word. */
  readonly axlesAbove: AxlesAbove;
  /** A refused sheet was refused for its tare, and not for this weighing. */
  readonly tareRefused: boolean;
}

export interface NextAction {
  readonly id: ActionId;
  readonly words: WordKey;
  /** The program waits for a person: blue, and a tick sounds. */
  readonly waits: boolean;
}

/** What Enter does in an editor. */
const ACCEPT = {
  plate: 'next.accept-plate',
  sheet: 'next.accept-editor',
  reason: 'next.accept-editor',
  override: 'next.accept-override',
} as const satisfies Record<Exclude<Editor, 'none'>, WordKey>;

const rest = (words: WordKey): NextAction => ({ id: 'none', words, waits: false });
const offer = (id: ActionId, words: WordKey): NextAction => ({ id, words, waits: true });

export function nextAction(s: Situation): NextAction {
  if (!s.connected) return rest('next.station');
  if (s.busy) return rest('next.busy');
  if (s.editor !== 'none')
    return {
      id: 'accept-editor',
      words: ACCEPT[s.editor],
      waits: false,
    };
  if (s.reweigh && s.phase !== 'no-signal')
    return s.reason ? offer('reweigh', 'next.reweigh') : rest('next.reweigh-reason');
  switch (s.phase) {
    case 'no-signal':
      return rest('next.no-signal');
    case 'idle':
      return rest('next.idle');
    case 'arriving':
      if (s.attended && !s.plate && !s.noPlate && !s.willRead) return offer('enter-plate', 'next.enter-plate');
      return rest('next.arriving');
    case 'capturing':
      return rest('next.capturing');
    case 'steady':
      return s.attended ? toRecord(s) : rest('next.unattended');
    case 'confirm':
      if (s.recorded !== null) return toSheet(s);
      return s.attended ? toRecord(s) : rest('next.unattended');
    case 'incomplete':
      if (!s.attended) return rest('next.unattended');
      if (isDoubt(s.failure)) return toAnswer(s);
      if (!s.reason) return s.plate || s.noPlate || s.willRead || s.kind === 'trial' ? RETAKE : ENTER_PLATE;
      if (s.kind === 'trial') return ACCEPT_INCOMPLETE;
      if (!s.plate) return s.noPlate ? ACCEPT_INCOMPLETE : ENTER_PLATE;
      return lookUp(s) ?? ACCEPT_INCOMPLETE;
    case 'over-limit':
      return rest('next.over-limit');
    case 'released':
      if (s.paperUncertain) return offer('reprint', 'next.reprint');
      if (unnamed(s)) return offer('enter-plate', 'next.correct-plate');
      if (s.proven) return rest('next.released');
      return s.attended ? REWEIGH_PICTURES : rest('next.unattended');
    default:
      return never(s.phase);
  }
}

const ENTER_PLATE = offer('enter-plate', 'next.enter-plate');
const RETAKE = offer('retake', 'next.retake');
const ACCEPT_INCOMPLETE = offer('accept-incomplete', 'next.accept-incomplete');
const REWEIGH_PICTURES = offer('reweigh-pictures', 'next.reweigh-pictures');
const WEIGH_AGAIN_HERE = offer('choose-reweigh', 'next.choose-reweigh');

/** What the station knows of the plate is not here yet, or could not be said; null when it is here. */
const lookUp = (s: Situation): NextAction | null =>
  s.askingFailed ? offer('ask-again', 'next.ask-again') : s.asking ? rest('next.asking') : null;

/** A record that bears no plate, and nobody said that there is none: it was made while the truck left, or the power failed. */
export const unnamed = (s: Situation): boolean =>
  s.attended && s.recorded !== null && s.recorded !== 'trial' && !s.sheet && !s.plate && !s.noPlate;

/** Before the record: what is missing is asked for, in the order in which it is needed. */
function toRecord(s: Situation): NextAction {
  if (s.kind === 'trial') return offer('record', 'next.record-trial');
  if (isDoubt(s.failure)) return toAnswer(s);
  if (!s.plate) {
    if (s.noPlate) return offer('record', 'next.record-no-plate');
    return s.willRead ? rest('next.reading') : ENTER_PLATE;
  }
  const unknown = lookUp(s);
  if (unknown !== null) return unknown;
  if (s.kind === 'tare')
    return s.oddTare ? offer('look-at-tare', 'next.look-at-tare') : offer('record', 'next.record-tare');
  if (!s.axles) return offer('enter-axles', 'next.enter-axles');
  if (s.over !== null) return offer('record', s.over === 'limit' ? 'next.record-over' : 'next.record-over-load');
  if (!s.tare) return offer('record', 'next.record-without-tare');
  if (!s.sheetFilled) return offer('enter-sheet', 'next.enter-sheet');
  return offer('record-and-print', 'next.record-and-print');
}

/** Weighed just now, back too soon, or of other axles: only with a reason. */
function toAnswer(s: Situation): NextAction {
  if (s.axlesAbove === 'manager')
    return s.reason ? offer('answer-doubt', 'next.axles-decided') : rest('next.axles-manager-wanted');
  if (s.failure !== 'weighing.other-axles')
    return s.reason ? offer('answer-doubt', 'next.repeat') : rest('next.repeat-reason');
  if (!s.reason) return rest('next.axles-reason');
  return offer('answer-doubt', s.axlesAbove === null ? 'next.other-axles' : 'next.axles-manager');
}

/** After a loaded truck was recorded and before its sheet: what the record lacks, then why the sheet was refused. */
function toSheet(s: Situation): NextAction {
  if (s.recorded !== 'gross' && s.recorded !== 'recheck') return rest('next.released');
  if (!s.plate) return s.noPlate ? rest('next.no-plate') : ENTER_PLATE;
  if (!s.proven) return REWEIGH_PICTURES;
  const refused = isSheetCode(s.failure) ? afterRefusal(s.failure, s.tareRefused) : null;
  if (refused !== null) return refused;
  const unknown = lookUp(s);
  if (unknown !== null) return unknown;
  if (!s.axles) return offer('enter-axles', 'next.enter-axles');
  if (!s.tare) return rest('next.no-tare');
  if (s.over === 'load') return rest('next.over-limit');
  if (!s.sheetFilled) return offer('enter-sheet', 'next.enter-sheet');
  return offer('print-sheet', 'next.print-sheet');
}

export type SheetCode = Extract<ErrorCode, `sheet.${string}`>;

const isSheetCode = (code: ErrorCode | null): code is SheetCode => code?.startsWith('sheet.') === true;

/** What leads on after this refusal; null = the same key again, with what is known by now (rules/sheet-check.ts). */
function afterRefusal(code: SheetCode, tareRefused: boolean): NextAction | null {
  switch (code) {
    case 'sheet.plate-mismatch':
    case 'sheet.plate-unknown':
    case 'sheet.tare-other-trailer':
    case 'sheet.inconsistent':
      return offer('enter-plate', 'next.correct-plate');
    case 'sheet.axles-unknown':
      return offer('enter-axles', 'next.enter-axles');
    case 'sheet.papers':
      return offer('override-papers', 'next.override-papers');
    case 'sheet.evidence-incomplete':
      return tareRefused ? rest('next.tare-again') : REWEIGH_PICTURES;
    case 'sheet.too-old':
    case 'sheet.not-latest':
      return WEIGH_AGAIN_HERE;
    case 'sheet.clock-set-back':
      return tareRefused ? rest('next.no-tare') : WEIGH_AGAIN_HERE;
    case 'sheet.over-limit':
    case 'sheet.over-load':
    case 'sheet.vehicle-barred':
      return rest('next.over-limit');
    case 'sheet.certificate-expired':
    case 'sheet.certificate-missing':
      return rest('next.no-certificate');
    case 'sheet.gross-not-above-tare':
      return rest('next.weigh-again');
    case 'sheet.weighing-void':
      // A tare that was voided is offered no more: another one is, or none.
      return tareRefused ? null : rest('next.weigh-again');
    case 'sheet.weighing-used':
      return rest('next.has-sheet');
    case 'sheet.tare-missing':
    case 'sheet.tare-expired':
      return rest('next.no-tare');
    case 'sheet.not-found':
    case 'sheet.already-void':
      return null;
    default:
      return never(code);
  }
}

export type Step = 0 | 1 | 2 | 3 | 4 | 5;

/** How far the truck is: ① 上磅 ② 稳定 ③ 抓拍 ④ 装载单 ⑤ 放行. 0 = nobody there. */
export function stepOf(phase: WeighingPhase): Step {
  switch (phase) {
    case 'idle':
    case 'no-signal':
      return 0;
    case 'arriving':
      return 1;
    case 'steady':
      return 2;
    case 'capturing':
    case 'incomplete':
      return 3;
    case 'confirm':
    case 'over-limit':
      return 4;
    case 'released':
      return 5;
    default:
      return never(phase);
  }
}

function never(value: never): never {
  throw new TypeError(`unhandled ${JSON.stringify(value)}`);
}
