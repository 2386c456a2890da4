/**
 * The rows of passes that ended: judged and written in one commit with what has to be looked at. A full disk may refuse one:
 * it is kept and tried again, and never holds up the deck.
 */
import { kg, timestamp, type EpochMs, type Kg, type Uuid } from '../../../preload/contract/vocabulary.ts';
import type { ClaimStore } from '../records/claim-store.ts';
import type { PassRow, PassStore } from '../records/pass-store.ts';
import type { WarningStore } from '../records/warning-store.ts';
import type { WeighingStore } from '../records/weighing-store.ts';
import { normalisePlate } from '../rules/plate-grammar.ts';
import type { ScaleSettings } from '../settings/configuration.ts';
import type { Writer } from '../store/statement.ts';
import type { PassJudge } from './pass-judge.ts';
import type { EndedPass } from './pass.ts';

/** Kept for the next try; past that the oldest is given up, and said so. */
const OWED_MAX = 100;

export interface PassLogParts {
  readonly scale: ScaleSettings;
  readonly db: Writer;
  readonly claims: ClaimStore;
  readonly weighings: WeighingStore;
  readonly passes: PassStore;
  readonly warnings: WarningStore;
  readonly judge: PassJudge;
  readonly newId: () => Uuid;
  /** Something has to be looked at, and is on disk. */
  readonly onRaised: () => void;
  readonly log: { warn(fields: object, text: string): void };
}

export class PassLog {
  readonly #parts: PassLogParts;
  readonly #owed: { readonly ended: EndedPass; row: PassRow | null }[] = [];

  constructor(parts: PassLogParts) {
    this.#parts = parts;
  }

  /** Judged and written by the next {@link write}: costs the frame that ended it nothing. */
  add(ended: EndedPass): void {
    this.#owed.push({ ended, row: null });
    if (this.#owed.length > OWED_MAX)
      this.#parts.log.warn(
        { passId: this.#owed.shift()?.ended.pass.id },
        'the row of a pass is lost: the disk was full too long',
      );
  }

  /** Writes what is owed, oldest first; what the disk refuses stays owed. */
  write(): void {
    const { db, log, onRaised, passes, weighings } = this.#parts;
    let raised = false;
    try {
      for (let owed = this.#owed[0]; owed !== undefined; owed = this.#owed[0]) {
        const row = (owed.row ??= this.#rowOf(owed.ended));
        const { endedAt } = owed.ended;
        db.immediate(() => {
          passes.insert(row);
          weighings.left(
            row.saved.map(({ weighingId }) => weighingId),
            endedAt,
          );
          this.#raise(row, endedAt);
        });
        raised ||= row.findings.length > 0;
        this.#owed.shift();
      }
    } catch (err) {
      log.warn({ err, owed: this.#owed.length }, 'the end of a pass could not be written yet');
    }
    if (raised) onRaised();
  }

  #rowOf({ endedAt, pass, points: seen, zeroAfterKg }: EndedPass): PassRow {
    const { claims, judge, scale, weighings } = this.#parts;
    const { saved } = pass;
    const last = saved.at(-1) ?? null;
    const claimed = claims.newest(pass.id)?.plateFront;
    const vehicle = (last === null ? null : weighings.get(last.weighingId)?.plateFront) ?? normalisePlate(claimed);
    // Whether it left unseen matters only to what is said of a curve's end; that nothing was saved is true either way.
    const ended = zeroAfterKg !== null || last === null;
    const { findings, judged, points } = judge.judge({ ...pass, points: seen }, last, ended, vehicle);
    return {
      id: pass.id,
      scaleId: scale.id,
      divisionKg: kg(scale.divisionKg),
      startedAt: timestamp(pass.startedAt),
      endedAt: timestamp(endedAt),
      curveStartedAt: timestamp(pass.traceStartedAt ?? pass.startedAt),
      zeroBeforeKg: pass.zeroBeforeKg,
      zeroAfterKg,
      points,
      topKg: points.reduce<Kg>((top, { weightKg }) => (weightKg !== null && weightKg > top ? weightKg : top), kg(0)),
      vehicle,
      saved: [...saved],
      judged,
      findings,
    };
  }

  /** One matter a pass, whatever its curve shows: one truck, one answer. */
  #raise({ findings, id, saved, scaleId }: PassRow, at: EpochMs): void {
    if (findings.length === 0) return;
    const { newId, warnings } = this.#parts;
    const kind = saved.length === 0 ? 'pass-unrecorded' : 'pass-curve';
    warnings.raise({ id: newId(), kind, subjectId: id, scaleId, at });
  }
}
