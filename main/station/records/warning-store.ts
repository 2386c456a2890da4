/** What the station noticed by itself, and what a person said of it. Append-only; open until somebody said something. */
import type { Acknowledgement, PassSummary } from '../../../preload/contract/curves.ts';
import { timestamp, type EpochMs, type Timestamp, type Uuid } from '../../../preload/contract/vocabulary.ts';
import { Weighing, type OtherAxles } from '../../../preload/contract/documents.ts';
import type { LedgerMatter } from '../../../preload/contract/ledger.ts';
import type { VideoProof } from '../../../preload/contract/video.ts';
import type { GateWarning, PlateWarning, SiteWarning, WarningKind } from '../../../preload/contract/warnings.ts';
import type { Writer } from '../store/statement.ts';
import { isGateMatter } from './gate-match-store.ts';
import { parseDocument } from './document-chain.ts';
import { passBody } from './pass-store.ts';

/** About a pass over the scale, a trial of a camera, a record, a pass at a gate, or a matter of the ledgers. The screens' query reads the same columns. */
export const WARNING_SELECTED = `w.id, w.kind, w.scaleId, w.raisedAt, w.raisedAtMs, p.body AS pass, v.body AS proof, d.bytes AS document,
  m.body AS ledger, g.gateId, g.direction, g.passedAt, g.plate, g.plateRear, g.id AS passId, a.at AS acknowledgedAt, a.operatorId, a.reason`;
export const WARNING_JOINS = `LEFT JOIN pass p ON p.id = w.subjectId LEFT JOIN video_proof v ON v.id = w.subjectId
  LEFT JOIN document d ON d.id = w.subjectId LEFT JOIN gate_pass g ON g.id = w.subjectId
  LEFT JOIN ledger_matter m ON m.id = w.subjectId
  LEFT JOIN acknowledgement a ON a.warningId = w.id`;
export const WARNING = `SELECT ${WARNING_SELECTED} FROM warning w ${WARNING_JOINS}`;

export interface WarningRow extends Pick<
  GateWarning['gate'],
  'direction' | 'gateId' | 'passedAt' | 'passId' | 'plate' | 'plateRear'
> {
  readonly id: Uuid;
  readonly kind: WarningKind;
  readonly scaleId: string;
  readonly raisedAt: Timestamp;
  readonly raisedAtMs: EpochMs;
  /** The body of the pass, of the trial or of the document, as JSON. */
  readonly pass: string | null;
  readonly proof: string | null;
  readonly document: Uint8Array | null;
  /** Of a matter of the ledgers, as JSON. */
  readonly ledger: string | null;
  readonly acknowledgedAt: Timestamp | null;
  readonly operatorId: string | null;
  readonly reason: string | null;
}

export interface OpenOnSite {
  readonly count: number;
  readonly newest: SiteWarning | null;
}

export class WarningStore {
  readonly #db: Writer;

  constructor(db: Writer) {
    this.#db = db;
  }

  /** In the transaction of what it is about. */
  raise(warning: {
    readonly id: Uuid;
    readonly kind: WarningKind;
    readonly subjectId: Uuid;
    /** null: it is about no scale. */
    readonly scaleId: string | null;
    readonly at: EpochMs;
  }): void {
    const { at, id, kind, scaleId, subjectId } = warning;
    this.#db
      .prepare('INSERT INTO warning (id, kind, subjectId, scaleId, raisedAt, raisedAtMs) VALUES (?, ?, ?, ?, ?, ?)')
      .run(id, kind, subjectId, scaleId ?? '', timestamp(at), at);
    this.#db.prepare('INSERT INTO open_warning (warningId) VALUES (?)').run(id);
  }

  /** In a transaction; the caller has looked that it is open. */
  acknowledge(id: Uuid, { at, operatorId, reason }: Acknowledgement): void {
    this.#db
      .prepare('INSERT INTO acknowledgement (warningId, at, operatorId, reason) VALUES (?, ?, ?, ?)')
      .run(id, at, operatorId, reason);
    this.#db.prepare('DELETE FROM open_warning WHERE warningId = ?').run(id);
  }

  get(id: Uuid): SiteWarning | null {
    const row = this.#db.prepare<WarningRow>(`${WARNING} WHERE w.id = ?`).get(id);
    return row === undefined ? null : warningOf(row);
  }

  /** Few: what is open at a desk is seen to. */
  open(): OpenOnSite {
    const count = this.#db.prepare<{ count: number }>('SELECT COUNT(*) AS count FROM open_warning').get()?.count ?? 0;
    if (count === 0) return { count, newest: null };
    const newest = this.#db
      .prepare<WarningRow>(
        `${WARNING} WHERE w.id IN (SELECT warningId FROM open_warning) ORDER BY w.raisedAtMs DESC, w.id DESC LIMIT 1`,
      )
      .get();
    return { count, newest: newest === undefined ? null : warningOf(newest) };
  }
}

/** As the contract says it. */
export function warningOf(row: WarningRow): SiteWarning {
  const { acknowledgedAt, document, id, kind, ledger, operatorId, pass, proof, raisedAt, reason, scaleId } = row;
  const acknowledged = acknowledgementOf(acknowledgedAt, operatorId, reason);
  if (kind === 'video-unproven')
    return { id, kind, raisedAt, acknowledged, proof: JSON.parse(proof ?? 'null') as VideoProof };
  if (kind === 'ledger')
    return { id, kind, raisedAt, acknowledged, ledger: JSON.parse(ledger ?? 'null') as LedgerMatter };
  if (kind === 'plate-doubt')
    return { id, kind, scaleId, raisedAt, acknowledged, weighing: doubtedOf(document ?? new Uint8Array()) };
  if (isGateMatter(kind)) {
    const { direction, gateId, passedAt, passId, plate, plateRear } = row;
    return { id, kind, raisedAt, acknowledged, gate: { passId, gateId, direction, passedAt, plate, plateRear } };
  }
  return { id, kind, scaleId, raisedAt, acknowledged, pass: summaryOf(pass ?? 'null') };
}

export function acknowledgementOf(
  at: Timestamp | null,
  operatorId: string | null,
  reason: string | null,
): Acknowledgement | null {
  return at === null || operatorId === null || reason === null ? null : { at, operatorId, reason };
}

function doubtedOf(bytes: Uint8Array): PlateWarning['weighing'] {
  const { axleCount, id, otherAxles, plateFront, repeats, weighedAt, weightKg } = Weighing.parse(parseDocument(bytes));
  return {
    id,
    plate: plateFront.text,
    weightKg,
    weighedAt,
    axleCount: axleCount ?? null,
    repeats: repeats === undefined ? null : { weighingId: repeats.weighingId, reason: repeats.reason },
    otherAxles: otherAxles === undefined ? null : answerOf(otherAxles),
  };
}

/** Without the members that another program may have added. */
function answerOf({
  fileAxleCount,
  managerId,
  reason,
  saidAxleCount,
}: OtherAxles): PlateWarning['weighing']['otherAxles'] {
  return {
    fileAxleCount,
    reason,
    ...(saidAxleCount === undefined ? {} : { saidAxleCount }),
    ...(managerId === undefined ? {} : { managerId }),
  };
}

function summaryOf(body: string): PassSummary {
  const { id, scaleId, divisionKg, startedAt, endedAt, vehicle, topKg, saved, findings } = passBody(body);
  return {
    id,
    scaleId,
    divisionKg,
    startedAt,
    endedAt,
    plate: vehicle,
    topKg,
    saved: [...saved],
    findings: [...findings],
  };
}
