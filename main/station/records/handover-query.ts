/** What a shift's hand-over tells that days are not counted by (contract reports.handover), through the reader. */
import type { HandoverFigures, Override, OverrideKind } from '../../../preload/contract/reports.ts';
import { timestamp, type EpochMs, type Timestamp, type Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Span } from '../rules/reports/beijing-days.ts';
import { overLimitCases, type CaseWeighing, type OverLimitCase } from '../rules/reports/over-limit-end.ts';
import type { Reader } from '../store/reader.ts';

/** Of each kind so many are listed; all are counted. */
const LISTED = 100;
/** Of what waits to be looked at, so much is named. */
const WARNINGS = 50;

/** A damaged document says nothing of itself: that is the verifier's to tell, and no reason not to hand over. */
const DOCUMENTS = (kind: string): string =>
  `SELECT createdAt AS at, createdAtMs, id, iif(json_valid(CAST(bytes AS TEXT)), CAST(bytes AS TEXT), NULL) AS body FROM document INDEXED BY document_time
   WHERE kind = '${kind}' AND createdAtMs >= @fromMs AND createdAtMs < @untilMs`;
const MEMBER = (path: string): string => `json_extract(body, '$.${path}')`;
const ROW = (kind: OverrideKind, plate: string, number: string, by: string, reason: string): string =>
  `'${kind}' AS kind, at, ${plate} AS plate, ${number} AS number, ifnull(${by}, '') AS "by", ${reason} AS reason`;
const OF_SHEET = (kind: OverrideKind, by: string, reason: string): string =>
  ROW(kind, MEMBER('plate'), MEMBER('number'), MEMBER(by), MEMBER(reason));

/** Pressed down to what is needed while the document is open, so that no signed text crosses to the main thread. */
const OVERRIDES = `WITH sheets AS MATERIALIZED (${DOCUMENTS('load-sheet')}),
  weighings AS MATERIALIZED (${DOCUMENTS('weighing')}),
  notices AS MATERIALIZED (
    SELECT d.*, ifnull(w.plateFront, ifnull(g.plate, g.plateRear)) AS plate, ${MEMBER('kind')} AS notice
    FROM (${DOCUMENTS('notice')}) d LEFT JOIN weighing w ON w.id = ${MEMBER('subjectId')}
    LEFT JOIN gate_pass g ON g.id = ${MEMBER('subjectId')}),
  found AS (
    SELECT ${OF_SHEET('papers', 'override.manager', 'override.reason')} FROM sheets
      WHERE ${MEMBER('override')} IS NOT NULL AND ${MEMBER('status')} = 'issued'
    UNION ALL SELECT ${OF_SHEET('reissue', 'operatorId', 'reissues.reason')} FROM sheets WHERE ${MEMBER('reissues')} IS NOT NULL
      AND ${MEMBER('status')} = 'issued'
    UNION ALL SELECT ${OF_SHEET('sheet-void', 'operatorId', 'voidReason')} FROM sheets WHERE ${MEMBER('status')} = 'void'
    UNION ALL SELECT ${ROW('evidence-accepted', MEMBER('plateFront.text'), 'NULL', MEMBER('evidence.acceptedBy'), MEMBER('evidence.reason'))}
      FROM weighings WHERE ${MEMBER('evidence.acceptedBy')} IS NOT NULL
    UNION ALL SELECT ${ROW('manual-plate', MEMBER('plateFront.text'), 'NULL', MEMBER('operatorId'), MEMBER('plateFront.recognisedText'))}
      FROM weighings WHERE ${MEMBER('plateFront.source')} IN ('manual', 'corrected')
    UNION ALL SELECT ${ROW('axles', MEMBER('plateFront.text'), 'NULL', MEMBER('otherAxles.managerId'), MEMBER('otherAxles.reason'))}
      FROM weighings WHERE ${MEMBER('otherAxles.managerId')} IS NOT NULL
    UNION ALL SELECT ${ROW('weighing-void', 'plate', 'NULL', MEMBER('operatorId'), MEMBER('text'))}
      FROM notices WHERE notice = 'weighing-void'
    UNION ALL SELECT ${ROW('correction', 'plate', 'NULL', `ifnull(${MEMBER('managerId')}, ${MEMBER('operatorId')})`, MEMBER('text'))}
      FROM notices WHERE notice = 'correction'
    UNION ALL SELECT ${ROW('manual-opening', 'plate', MEMBER('placeId'), MEMBER('operatorId'), MEMBER('text'))}
      FROM notices WHERE notice = 'manual-opening'
    UNION ALL SELECT 'reprint', createdAt, NULL, sheetNumber, operatorId, NULL FROM print_job INDEXED BY print_job_state
      WHERE state IN ('queued', 'printing', 'printed', 'uncertain')
        AND createdAtMs >= @fromMs AND createdAtMs < @untilMs AND copy > 1)
  SELECT kind, at, plate, number, "by", reason, counted FROM (
    SELECT *, COUNT(*) OVER (PARTITION BY kind) AS counted, ROW_NUMBER() OVER (PARTITION BY kind ORDER BY at DESC) AS nth FROM found)
  WHERE nth <= ${LISTED} ORDER BY at DESC, kind`;

/** Sheets of shifts before that were voided in this one: their net stands in what those handed over. */
const VOIDED_BEFORE = `SELECT COUNT(*) AS sheets, ifnull(SUM(s.netKg), 0) AS netKg
  FROM load_sheet gone INDEXED BY load_sheet_time JOIN load_sheet s INDEXED BY load_sheet_of
    ON s.grossWeighingId = gone.grossWeighingId AND s.voidedById = gone.id
  WHERE gone.issuedAtMs >= @fromMs AND gone.issuedAtMs < @untilMs AND gone.status = 'void' AND s.issuedAtMs < @fromMs`;

/** All weighings of each visit of which one above its limit was recorded within the time. */
const OVER_LIMIT = `SELECT w.id, w.caseId, w.kind, w.plateFront, w.weightKg, w.limitKg, w.overKg, w.weighedAt,
    w.voidedById IS NOT NULL AS voided, w.replacedById IS NOT NULL AS replaced,
    (SELECT s.number FROM load_sheet s WHERE s.grossWeighingId = w.id AND s.status = 'issued' AND s.voidedById IS NULL) AS sheetNumber
  FROM weighing w INDEXED BY weighing_case JOIN (
    SELECT DISTINCT caseId FROM weighing INDEXED BY weighing_recorded
    WHERE overKg > 0 AND recordedAtMs >= @fromMs AND recordedAtMs < @untilMs AND caseId IS NOT NULL) v ON v.caseId = w.caseId
  ORDER BY w.weighedAtMs, w.sequence`;

/** What the deck read before each truck, and after it, in that order. */
const ZERO = `WITH read AS MATERIALIZED (
    SELECT scaleId, rowid * 2 AS nth, json_extract(body, '$.zeroBeforeKg') AS kg FROM pass INDEXED BY pass_ended
      WHERE endedAt >= @from AND endedAt < @until
    UNION ALL SELECT scaleId, rowid * 2 + 1, json_extract(body, '$.zeroAfterKg') FROM pass INDEXED BY pass_ended
      WHERE endedAt >= @from AND endedAt < @until)
  SELECT scaleId, COUNT(*) / 2 AS passes,
    (SELECT f.kg FROM read f WHERE f.scaleId = r.scaleId AND f.kg IS NOT NULL ORDER BY f.nth LIMIT 1) AS firstKg,
    (SELECT l.kg FROM read l WHERE l.scaleId = r.scaleId AND l.kg IS NOT NULL ORDER BY l.nth DESC LIMIT 1) AS lastKg,
    (SELECT m.kg FROM read m WHERE m.scaleId = r.scaleId AND m.kg IS NOT NULL ORDER BY abs(m.kg) DESC, m.nth LIMIT 1) AS worstKg
  FROM read r GROUP BY scaleId ORDER BY scaleId`;

/** Whose a warning is: the plate of its record or its pass at a gate, or what was said of its pass. CROSS JOIN: what is open is few, and is read first. */
const OPEN_WARNINGS = `SELECT COUNT(*) OVER () AS count, w.id, w.kind, w.raisedAt, ifnull(
    (SELECT g.plateFront FROM weighing g WHERE g.id = w.subjectId),
    ifnull((SELECT ifnull(x.plate, x.plateRear) FROM gate_pass x WHERE x.id = w.subjectId),
      (SELECT json_extract(p.body, '$.vehicle') FROM pass p WHERE p.id = w.subjectId))) AS subject
  FROM open_warning o CROSS JOIN warning w ON w.id = o.warningId ORDER BY w.raisedAtMs DESC, w.id DESC LIMIT ${WARNINGS}`;

const PAPERS = `SELECT SUM(state IN ('queued', 'printing')) AS waiting, SUM(state = 'uncertain') AS uncertain
  FROM print_job INDEXED BY print_job_state
  WHERE state IN ('queued', 'printing') OR (state = 'uncertain' AND createdAtMs >= @fromMs AND createdAtMs < @untilMs)`;

/** The texts, exported for the test that looks at their query plans. */
export const HANDOVER = { OVERRIDES, VOIDED_BEFORE, OVER_LIMIT, ZERO, OPEN_WARNINGS, PAPERS } as const;

/** Errors of every question: as {@link Reader.all}. */
export class HandoverQuery {
  readonly #reader: Pick<Reader, 'all'>;

  constructor(reader: Pick<Reader, 'all'>) {
    this.#reader = reader;
  }

  async overrides({ fromMs, untilMs }: Span): Promise<HandoverFigures['overrides']> {
    const rows = await this.#reader.all<Override & { readonly counted: number }>(OVERRIDES, [{ fromMs, untilMs }]);
    const counts = new Map(rows.map(({ kind, counted }) => [kind, counted]));
    return {
      counts: [...counts].map(([kind, count]) => ({ kind, count })),
      newest: rows.map(({ counted: _, ...row }) => row),
    };
  }

  async voidedBefore({ fromMs, untilMs }: Span): Promise<NonNullable<HandoverFigures['voidedBefore']>> {
    const [row] = await this.#reader.all<NonNullable<HandoverFigures['voidedBefore']>>(VOIDED_BEFORE, [
      { fromMs, untilMs },
    ]);
    return row ?? { sheets: 0, netKg: 0 };
  }

  async overLimit({ fromMs, untilMs }: Span): Promise<OverLimitCase[]> {
    const rows = await this.#reader.all<Omit<CaseWeighing, 'voided' | 'replaced'> & { voided: 0 | 1; replaced: 0 | 1 }>(
      OVER_LIMIT,
      [{ fromMs, untilMs }],
    );
    return overLimitCases(
      rows.map(({ replaced, voided, ...row }) => ({ ...row, replaced: replaced === 1, voided: voided === 1 })),
    );
  }

  zero({ fromMs, untilMs }: Span): Promise<HandoverFigures['zero']> {
    return this.#reader.all(ZERO, [{ from: timestamp(fromMs as EpochMs), until: timestamp(untilMs as EpochMs) }]);
  }

  async warnings(): Promise<HandoverFigures['warnings']> {
    const rows = await this.#reader.all<{
      readonly count: number;
      readonly id: Uuid;
      readonly kind: string;
      readonly raisedAt: Timestamp;
      readonly subject: string | null;
    }>(OPEN_WARNINGS);
    return { count: rows[0]?.count ?? 0, newest: rows.map(({ count: _, ...row }) => row) };
  }

  async papers({ fromMs, untilMs }: Span): Promise<{ readonly waiting: number; readonly uncertain: number }> {
    const [row] = await this.#reader.all<{ waiting: number | null; uncertain: number | null }>(PAPERS, [
      { fromMs, untilMs },
    ]);
    return { waiting: row?.waiting ?? 0, uncertain: row?.uncertain ?? 0 };
  }
}
