/**
 * What `weighing.capture` asks before anything is saved or made: whose the named weighing and case are, and whether the plate
 * is in doubt: weighed just now, away with its sheet, or of other axles. Reads only.
 */
import { CodedError } from '../../../preload/contract/errors.ts';
import type { Clock, EpochMs, Uuid } from '../../../preload/contract/vocabulary.ts';
import type { CaptureInput } from '../../../preload/contract/weighing.ts';
import type { CaptureRow, CaptureStore } from '../records/capture-store.ts';
import type { WeighingRow, WeighingStore } from '../records/weighing-store.ts';
import { plateGiven } from '../rules/plate-grammar.ts';
import type { Deck } from './deck.ts';
import type { PlateDoubts } from './plate-doubts.ts';

export interface CaptureQuestionsParts {
  readonly deck: Pick<Deck, 'pass'>;
  readonly captures: CaptureStore;
  readonly weighings: WeighingStore;
  readonly doubts: PlateDoubts;
  readonly clock: Clock;
}

export class CaptureQuestions {
  readonly #parts: CaptureQuestionsParts;

  constructor(parts: CaptureQuestionsParts) {
    this.#parts = parts;
  }

  /**
   * @param waiting the capture that this call continues; null = it takes one
   * @returns the weighing that is replaced, and whether its truck still stands there
   * @throws CodedError weighing.not-found | already-void | has-sheet | too-soon | trip-too-short | other-axles,
   *   rpc.invalid-input {path}
   */
  ask(
    input: CaptureInput,
    { plateFront, plateRear }: { readonly plateFront: string | null; readonly plateRear: string | null },
    waiting: CaptureRow | null,
  ): { readonly replaced: WeighingRow | null; readonly onThisPass: boolean } {
    const replaced = this.#replaced(input);
    this.#checkCase(input.caseId, plateFront, replaced);
    const atMs = waiting?.weighedAtMs ?? this.#parts.clock.wall();
    this.#askIfTooSoon(plateFront, input, waiting, atMs);
    this.#askIfOtherAxles(plateFront, plateRear, { ...input, ...answersOf(input, waiting) }, atMs);
    return { replaced, onThisPass: this.#onThisPass(replaced) };
  }

  /**
   * The weighing that `replaces` names: of this truck, valid, and not on a sheet (product.md W6).
   * @throws CodedError weighing.not-found | weighing.already-void | weighing.has-sheet | rpc.invalid-input
   */
  #replaced(input: CaptureInput): WeighingRow | null {
    const { weighings } = this.#parts;
    if (input.replaces === undefined) return null;
    const id = input.replaces.weighingId;
    const row = weighings.get(id);
    if (row === null) throw new CodedError('weighing.not-found', { id });
    if (row.voidedById !== null) throw new CodedError('weighing.already-void', { noticeId: row.voidedById });
    const sheet = weighings.sheetOf(id);
    if (sheet !== null) throw new CodedError('weighing.has-sheet', { numbers: [sheet.number] });
    const sameTruck = row.plateFront !== null && row.plateFront === plateGiven('plateFront', input.plateFront);
    if (!sameTruck && !this.#onThisPass(row) && (row.caseId === null || row.caseId !== input.caseId))
      throw new CodedError('rpc.invalid-input', { path: 'replaces.weighingId', expected: 'a weighing of this truck' });
    return row;
  }

  /**
   * A case is one truck's visit: of the truck on the deck, or of an earlier weighing of it.
   * @throws CodedError rpc.invalid-input
   */
  #checkCase(caseId: Uuid | undefined, plateFront: string | null, replaced: WeighingRow | null): void {
    const { deck, weighings } = this.#parts;
    if (caseId === undefined || caseId === deck.pass?.caseId) return;
    const known = weighings.byCase(caseId);
    // What was void or is replaced may have borne a wrong plate.
    const counting = known.filter(
      ({ id, replacedById, voidedById }) => voidedById === null && replacedById === null && id !== replaced?.id,
    );
    const other = counting.some(
      (row) => row.plateFront !== null && plateFront !== null && row.plateFront !== plateFront,
    );
    if (known.length === 0 || other)
      throw new CodedError('rpc.invalid-input', { path: 'caseId', expected: 'a case of this truck' });
  }

  /**
   * A vehicle that was weighed just now: a slip, or goods that one truck carries for another. Or one that left with its sheet
   * and cannot be back: another one bears its plate. Asked before anything is saved or made of it; a person who has a
   * reason names that weighing and goes on.
   * @throws CodedError weighing.too-soon | weighing.trip-too-short | weighing.not-found | rpc.invalid-input
   */
  #askIfTooSoon(plateFront: string | null, input: CaptureInput, waiting: CaptureRow | null, atMs: EpochMs): void {
    const { doubts, weighings } = this.#parts;
    if (input.repeats !== undefined) {
      const named = weighings.get(input.repeats.weighingId);
      if (named === null) throw new CodedError('weighing.not-found', { id: input.repeats.weighingId });
      if (plateFront === null || named.plateFront !== plateFront)
        throw new CodedError('rpc.invalid-input', { path: 'repeats.weighingId', expected: 'a weighing of this truck' });
    }
    const said = { ...input, ...answersOf(input, waiting) };
    const before = doubts.shortlyBefore(plateFront, said, atMs);
    // What stands on the deck still is one weighing, and refused as such.
    if (before !== null && !this.#onThisPass(before))
      throw new CodedError('weighing.too-soon', {
        plate: plateFront,
        weighingId: before.id,
        secondsAgo: Math.round(Math.abs(atMs - before.weighedAtMs) / 1000),
        minSeconds: doubts.minIntervalSeconds,
      });
    const trip = doubts.tripBefore(plateFront, said, atMs);
    if (trip !== null && !this.#onThisPass(weighings.get(trip.weighingId)))
      throw new CodedError('weighing.trip-too-short', {
        plate: plateFront,
        weighingId: trip.weighingId,
        number: trip.number,
        minutesAgo: Math.round(Math.abs(atMs - trip.issuedAtMs) / 60_000),
        minMinutes: doubts.minTripMinutes,
      });
  }

  /**
   * The file of this plate says other axles, or lets it be less heavy: mistyped, or another vehicle bears the plate.
   * @throws CodedError weighing.other-axles
   */
  #askIfOtherAxles(plateFront: string | null, plateRear: string | null, said: CaptureInput, atMs: EpochMs): void {
    const { axleCount, otherAxles, replaces } = said;
    const answered = otherAxles !== undefined && plateGiven('otherAxles.plate', otherAxles.plate) === plateFront;
    if (replaces !== undefined || answered) return;
    const doubt = this.#parts.doubts.otherAxles(plateFront, { ...said, plateRear }, atMs);
    if (doubt === null) return;
    const { above, fileAxles } = doubt;
    throw new CodedError('weighing.other-axles', {
      plate: plateFront,
      fileAxles,
      axles: axleCount ?? fileAxles,
      above,
    });
  }

  /** Only the truck that still stands there may be weighed again without going off the deck. */
  #onThisPass(row: WeighingRow | null): boolean {
    const { captures, deck } = this.#parts;
    return row !== null && deck.pass !== null && captures.get(row.id)?.passId === deck.pass.id;
  }
}

/** What this call, or the one before that it continues, answers. */
export function answersOf(
  input: CaptureInput,
  row: CaptureRow | null,
): Pick<CaptureInput, 'otherAxles' | 'repeats' | 'replaces'> {
  const otherAxles = input.otherAxles ?? row?.claim?.otherAxles;
  const repeats = input.repeats ?? row?.claim?.repeats;
  const replaces = input.replaces ?? row?.claim?.replaces;
  return {
    ...(otherAxles === undefined ? {} : { otherAxles }),
    ...(repeats === undefined ? {} : { repeats }),
    ...(replaces === undefined ? {} : { replaces }),
  };
}
