/** What screens ask about passes (contract records.curve, passes.curve, warnings.search), through the reader. */
import type { Weighing } from '../../../preload/contract/documents.ts';
import type { WeightCurve } from '../../../preload/contract/curves.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import { kg, type Uuid } from '../../../preload/contract/vocabulary.ts';
import type { SiteWarning } from '../../../preload/contract/warnings.ts';
import type { Reader } from '../store/reader.ts';
import type { SqlValue } from '../store/statement.ts';
import { DOCUMENT_BY_ID, parseDocument } from './document-chain.ts';
import { passBody, passColumns, type StoredPass } from './pass-store.ts';
import { acknowledgementOf, WARNING, warningOf, type WarningRow } from './warning-store.ts';

const DEFAULT_LIMIT = 50;

const PASS = `SELECT p.body, p.trace, w.id AS warningId, a.at AS acknowledgedAt, a.operatorId, a.reason FROM pass p
  LEFT JOIN warning w ON w.subjectId = p.id LEFT JOIN acknowledgement a ON a.warningId = w.id`;
const OF_PASS = `${PASS} WHERE p.id = ?`;
/** A document bears the id of the capture that it was made of. */
const OF_WEIGHING = `${PASS} WHERE p.id = (SELECT passId FROM capture WHERE id = ?)`;

type PassWithWord = StoredPass &
  Pick<WarningRow, 'acknowledgedAt' | 'operatorId' | 'reason'> & { readonly warningId: Uuid | null };

const WHICH = {
  open: 'w.id IN (SELECT warningId FROM open_warning)',
  unrecorded: "w.kind = 'pass-unrecorded'",
} as const;

export class CurveQuery {
  readonly #reader: Pick<Reader, 'all'>;

  constructor(reader: Pick<Reader, 'all'>) {
    this.#reader = reader;
  }

  /**
   * The pass in which a weighing was saved; while that has no row, or not the saved moment, the curve of the document.
   * @throws CodedError weighing.not-found; Reader.all's
   */
  async ofWeighing(id: string): Promise<WeightCurve> {
    const [pass] = await this.#reader.all<PassWithWord>(OF_WEIGHING, [id]);
    const found = pass === undefined ? null : curveOf(pass);
    if (found?.saved.some(({ atMs, weighingId }) => weighingId === id && atMs !== null) === true) return found;
    const [row] = await this.#reader.all<{ kind: string; bytes: Uint8Array }>(DOCUMENT_BY_ID, [id]);
    if (row === undefined || row.kind !== 'weighing') throw new CodedError('weighing.not-found', { id });
    const document = parseDocument(row.bytes) as Weighing;
    const curve = documentCurve(document);
    if (found === null) return curve;
    const { divisionKg, pass: known, zeroAfterKg } = found;
    return { ...curve, divisionKg, pass: known, zeroAfterKg };
  }

  /** @throws CodedError pass.not-found; Reader.all's */
  async ofPass(id: string): Promise<WeightCurve> {
    const [pass] = await this.#reader.all<PassWithWord>(OF_PASS, [id]);
    if (pass === undefined) throw new CodedError('pass.not-found', { id });
    return curveOf(pass);
  }

  /**
   * Newest first, in pages.
   * @throws CodedError rpc.invalid-input {path: 'cursor'} for a cursor that this query did not give; Reader.all's
   */
  async warnings({
    which,
    cursor,
    limit = DEFAULT_LIMIT,
  }: {
    readonly which?: keyof typeof WHICH | undefined;
    readonly cursor?: string | undefined;
    readonly limit?: number | undefined;
  }): Promise<{ items: SiteWarning[]; nextCursor: string | null }> {
    const { sql, params } = warningsQuery(which, cursor, limit + 1);
    const rows = await this.#reader.all<WarningRow>(sql, [params]);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(warningOf),
      nextCursor: rows.length > limit && last !== undefined ? `${last.raisedAtMs}.${last.id}` : null,
    };
  }
}

/** Exported for the test that looks at its query plan. */
export function warningsQuery(
  which: keyof typeof WHICH | undefined,
  cursor: string | undefined,
  limit: number,
): { readonly sql: string; readonly params: Readonly<Record<string, SqlValue>> } {
  const match = cursor === undefined ? null : /^(\d{1,16})\.([0-9a-f-]{36})$/.exec(cursor);
  if (cursor !== undefined && match === null)
    throw new CodedError('rpc.invalid-input', { path: 'cursor', expected: 'a cursor of this search' });
  const where = [
    ...(which === undefined ? [] : [WHICH[which]]),
    ...(match === null ? [] : ['(w.raisedAtMs, w.id) < (@atMs, @id)']),
  ];
  return {
    sql: `${WARNING} ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`}
      ORDER BY w.raisedAtMs DESC, w.id DESC LIMIT @limit`,
    params: { limit, ...(match === null ? {} : { atMs: Number(match[1]), id: match[2] ?? '' }) },
  };
}

function curveOf({ body, trace, warningId, acknowledgedAt, operatorId, reason }: PassWithWord): WeightCurve {
  const { atMs, weightKg } = passColumns(trace);
  const pass = passBody(body);
  return {
    scaleId: pass.scaleId,
    startedAt: pass.curveStartedAt,
    points: { atMs: [...atMs], weightKg: [...weightKg] },
    zeroBeforeKg: pass.zeroBeforeKg,
    zeroAfterKg: pass.zeroAfterKg,
    divisionKg: pass.divisionKg,
    saved: [...pass.saved],
    pass: {
      id: pass.id,
      plate: pass.vehicle,
      topKg: pass.topKg,
      endedAt: pass.endedAt,
      judged: pass.judged,
      findings: [...pass.findings],
      warningId,
      acknowledged: acknowledgementOf(acknowledgedAt, operatorId, reason),
    },
  };
}

/** From the arrival to the capture, on the even grid of the document; its last place is the saved weight's. */
function documentCurve({ id, scaleId, trace, weightKg, zeroBeforeKg }: Weighing): WeightCurve {
  const atMs = trace.weightsKg.map((_, index) => index * trace.intervalMs);
  return {
    scaleId,
    startedAt: trace.startedAt,
    points: { atMs, weightKg: [...trace.weightsKg] },
    zeroBeforeKg: zeroBeforeKg ?? null,
    zeroAfterKg: null,
    // Only findings are in divisions, and the document's curve has none.
    divisionKg: kg(1),
    saved: [{ weighingId: id, atMs: atMs.at(-1) ?? null, weightKg }],
    pass: null,
  };
}
