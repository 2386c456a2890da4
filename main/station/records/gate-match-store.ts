/** What gate passes were matched to, what of them is open, and how it was closed: rows for who writes. Lists ask ./gate-query. */
import type { GateMatterKind, GateReason } from '../../../preload/contract/gate.ts';
import type { WarningKind } from '../../../preload/contract/warnings.ts';
import type { EpochMs, Kg, Uuid } from '../../../preload/contract/vocabulary.ts';
import { GateMatterKind as Kinds } from '../../../preload/contract/gate.ts';
import type { GateMatch, WeighedVehicle } from '../rules/gate-match.ts';
import type { Writer } from '../store/statement.ts';

const GATE_KINDS: ReadonlySet<string> = new Set(Kinds.options);
export const isGateMatter = (kind: WarningKind): kind is GateMatterKind => GATE_KINDS.has(kind);

/** The same in SQL. */
export const GATE_KINDS_SQL = Kinds.options.map((kind) => `'${kind}'`).join(', ');

/** A weighing that counts, and the valid sheet of it. */
export interface WeighedRow extends WeighedVehicle {
  readonly id: Uuid;
  readonly weightKg: Kg;
  readonly overKg: Kg | null;
  readonly sheetId: Uuid | null;
}

export interface MatterRow {
  readonly id: Uuid;
  readonly kind: GateMatterKind;
  readonly acknowledged: number;
  readonly how: 'person' | 'resolved' | null;
}

export interface KnownMatch {
  readonly matchedBy: string | null;
  readonly weighingId: Uuid | null;
  readonly loadSheetId: Uuid | null;
  readonly suggestion: string | null;
}

const WEIGHED = `SELECT w.id, w.kind, w.sequence, w.weighedAtMs AS atMs, w.plateFront, w.plateRear, w.weightKg, w.overKg, s.id AS sheetId
  FROM weighing w LEFT JOIN load_sheet s ON s.grossWeighingId = w.id AND s.status = 'issued' AND s.voidedById IS NULL`;
const COUNTS = `w.kind <> 'trial' AND w.voidedById IS NULL AND w.replacedById IS NULL`;

export class GateMatchStore {
  readonly #db: Writer;

  constructor(db: Writer) {
    this.#db = db;
  }

  /** Weighings of that time that count. */
  weighings(fromMs: number, untilMs: number): WeighedRow[] {
    return this.#db
      .prepare<WeighedRow>(`${WEIGHED} WHERE w.weighedAtMs BETWEEN ? AND ? AND ${COUNTS}`)
      .all(fromMs, untilMs);
  }

  /** The newest row; null before there is one. */
  newest(passId: Uuid): KnownMatch | null {
    return (
      this.#db
        .prepare<KnownMatch>(
          'SELECT matchedBy, weighingId, loadSheetId, suggestion FROM gate_match WHERE passId = ? ORDER BY id DESC LIMIT 1',
        )
        .get(passId) ?? null
    );
  }

  /** In a transaction. Saying the same again adds nothing. @returns whether it was something else */
  set(passId: Uuid, { by, suggestion, weighingId }: GateMatch, sheetId: Uuid | null, atMs: EpochMs): boolean {
    const said = suggestion === null ? null : JSON.stringify(suggestion);
    const known = this.newest(passId);
    const same =
      known !== null &&
      known.matchedBy === by &&
      known.weighingId === weighingId &&
      known.loadSheetId === sheetId &&
      known.suggestion === said;
    if (same) return false;
    this.#db
      .prepare(
        'INSERT INTO gate_match (passId, atMs, matchedBy, weighingId, loadSheetId, suggestion) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(passId, atMs, by, weighingId, sheetId, said);
    return true;
  }

  /** All that was ever raised of this pass, oldest first. */
  matters(passId: Uuid): MatterRow[] {
    return this.#db
      .prepare<MatterRow>(
        `SELECT w.id, w.kind, a.warningId IS NOT NULL AS acknowledged, c.how FROM warning w INDEXED BY warning_subject
         LEFT JOIN acknowledgement a ON a.warningId = w.id LEFT JOIN gate_closing c ON c.warningId = w.id
         WHERE w.subjectId = ? AND w.kind IN (${GATE_KINDS_SQL}) ORDER BY w.raisedAtMs, w.id`,
      )
      .all(passId);
  }

  /** In the transaction of the acknowledgement. */
  close(warningId: Uuid, how: 'person' | 'resolved', reasonCode: GateReason | null): void {
    this.#db
      .prepare('INSERT INTO gate_closing (warningId, how, reasonCode) VALUES (?, ?, ?)')
      .run(warningId, how, reasonCode);
  }

  /** Passes of which something is open. */
  openPasses(): Uuid[] {
    return this.#db
      .prepare<{ id: Uuid }>(
        `SELECT DISTINCT w.subjectId AS id FROM open_warning o JOIN warning w ON w.id = o.warningId
         WHERE w.kind IN (${GATE_KINDS_SQL})`,
      )
      .all()
      .map(({ id }) => id);
  }

  countOpen(): number {
    return this.openPasses().length;
  }

  /** Passes that were ever matched to this weighing: what changes of it may change any of them. */
  matchedTo(weighingId: Uuid): Uuid[] {
    return this.#db
      .prepare<{ passId: Uuid }>(
        'SELECT DISTINCT passId FROM gate_match INDEXED BY gate_match_weighing WHERE weighingId = ?',
      )
      .all(weighingId)
      .map(({ passId }) => passId);
  }
}
