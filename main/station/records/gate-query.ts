/** The list of passing vehicles (contract gate.list), through the reader: what each was matched to, and what of it is open. */
import { CodedError } from '../../../preload/contract/errors.ts';
import type { GateMatter, GatePassItem } from '../../../preload/contract/gate.ts';
import type { Reader } from '../store/reader.ts';
import type { SqlValue } from '../store/statement.ts';
import { GATE_KINDS_SQL } from './gate-match-store.ts';
import { uploadColumns, uploadOf, type UploadColumns } from './upload-state.ts';

const DEFAULT_LIMIT = 50;
/** The end of all times: a list without a cursor begins before it. */
const NEWEST = { atMs: Number.MAX_SAFE_INTEGER, sequence: Number.MAX_SAFE_INTEGER };

/** Oldest first, each with how it was closed. */
const MATTERS = `(SELECT json_group_array(json_object('kind', t.kind, 'raisedAt', t.raisedAt, 'at', t.at,
    'operatorId', t.operatorId, 'text', t.reason, 'how', t.how, 'reasonCode', t.reasonCode))
  FROM (SELECT w.kind, w.raisedAt, a.at, a.operatorId, a.reason, c.how, c.reasonCode
    FROM warning w INDEXED BY warning_subject LEFT JOIN acknowledgement a ON a.warningId = w.id
    LEFT JOIN gate_closing c ON c.warningId = w.id
    WHERE w.subjectId = p.id AND w.kind IN (${GATE_KINDS_SQL}) ORDER BY w.raisedAtMs, w.id) t)`;

const COLUMNS = `p.id, p.sequence, p.gateId, p.direction, p.passedAt, p.passedAtMs, p.plate, p.plateRear, p.unsure, p.sha256,
  p.missing, p.trigger, p.barrier, m.matchedBy, m.weighingId, m.loadSheetId, m.suggestion, w.kind, w.weightKg, w.weighedAt,
  w.plateFront, w.plateRear AS weighedRear, w.overKg, s.number AS sheetNumber, ${MATTERS} AS matters,
  ${uploadColumns('p.id')}`;

const JOINS = `LEFT JOIN gate_match m ON m.id = (SELECT MAX(id) FROM gate_match WHERE passId = p.id)
  LEFT JOIN weighing w ON w.id = m.weighingId LEFT JOIN load_sheet s ON s.id = m.loadSheetId`;

const PAGE = `p.passedAtMs >= @fromMs AND p.passedAtMs <= @toMs AND (p.passedAtMs, p.sequence) < (@atMs, @sequence)`;
const ORDER = `ORDER BY p.passedAtMs DESC, p.sequence DESC LIMIT @limit`;

const LIST = `SELECT ${COLUMNS} FROM gate_pass p INDEXED BY gate_pass_time ${JOINS} WHERE ${PAGE} ${ORDER}`;
/** Few: what is open is seen to. */
const OPEN = `SELECT ${COLUMNS} FROM gate_pass p ${JOINS}
  WHERE p.id IN (SELECT o.subjectId FROM open_warning x JOIN warning o ON o.id = x.warningId WHERE o.kind IN (${GATE_KINDS_SQL}))
    AND ${PAGE} ${ORDER}`;

const COUNTS = `SELECT direction, COUNT(*) AS passes FROM gate_pass INDEXED BY gate_pass_time
  WHERE passedAtMs >= @fromMs GROUP BY direction`;

type Weighing = NonNullable<GatePassItem['weighing']>;

interface Row
  extends
    Omit<GatePassItem, 'barrier' | 'matters' | 'suggestion' | 'upload' | 'weighing'>,
    UploadColumns,
    Omit<Weighing, 'kind' | 'plateRear'> {
  readonly passedAtMs: number;
  readonly barrier: 'opened' | 'kept-closed' | 'none' | null;
  readonly suggestion: string | null;
  readonly matters: string;
  readonly kind: Weighing['kind'] | null;
  readonly weighedRear: string | null;
}

interface MatterRow extends Pick<GateMatter, 'kind' | 'raisedAt'> {
  readonly at: NonNullable<GateMatter['closed']>['at'] | null;
  readonly operatorId: string;
  readonly text: string;
  readonly how: 'person' | 'resolved';
  readonly reasonCode: NonNullable<GateMatter['closed']>['reasonCode'];
}

export class GateQuery {
  readonly #reader: Pick<Reader, 'all'>;

  constructor(reader: Pick<Reader, 'all'>) {
    this.#reader = reader;
  }

  /**
   * Newest first, in pages.
   * @throws CodedError rpc.invalid-input {path: 'cursor'} for a cursor that this query did not give; Reader.all's
   */
  async list(
    input: Parameters<typeof gateListQuery>[0],
  ): Promise<{ items: GatePassItem[]; nextCursor: string | null }> {
    const { sql, params, limit } = gateListQuery(input);
    const rows = await this.#reader.all<Row>(sql, [params]);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(itemOf),
      nextCursor: rows.length > limit && last !== undefined ? `${last.passedAtMs}.${last.sequence}` : null,
    };
  }

  /** How many passed since then. Throws what Reader.all does. */
  async counts(from: string): Promise<{ in: number; out: number }> {
    const rows = await this.#reader.all<{ direction: 'in' | 'out'; passes: number }>(COUNTS, [
      { fromMs: Date.parse(from) },
    ]);
    const of = (wanted: 'in' | 'out'): number => rows.find(({ direction }) => direction === wanted)?.passes ?? 0;
    return { in: of('in'), out: of('out') };
  }
}

/** Exported for the test that looks at its query plan. */
export function gateListQuery(input: {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
  readonly open?: true | undefined;
}): { readonly sql: string; readonly params: Readonly<Record<string, SqlValue>>; readonly limit: number } {
  const { from, to, cursor, limit = DEFAULT_LIMIT, open } = input;
  const params = {
    fromMs: from === undefined ? 0 : Date.parse(from),
    toMs: to === undefined ? NEWEST.atMs : Date.parse(to),
    ...(cursor === undefined ? NEWEST : parseCursor(cursor)),
    limit: limit + 1,
  };
  return { sql: open === true ? OPEN : LIST, params, limit };
}

function itemOf(row: Row): GatePassItem {
  const { passedAtMs: _, barrier, documentState, photosState, suggestion, matters, ...others } = row;
  const { kind, weightKg, weighedAt, plateFront, weighedRear, overKg, ...item } = others;
  return {
    ...item,
    weighing: kind === null ? null : { kind, weightKg, weighedAt, plateFront, plateRear: weighedRear, overKg },
    suggestion: suggestion === null ? null : (JSON.parse(suggestion) as GatePassItem['suggestion']),
    matters: (JSON.parse(matters) as MatterRow[]).map(matterOf),
    barrier: barrier === 'none' ? null : barrier,
    upload: uploadOf({ documentState, photosState }),
  };
}

const matterOf = ({ at, how, kind, operatorId, raisedAt, reasonCode, text }: MatterRow): GateMatter => ({
  kind,
  raisedAt,
  closed: at === null ? null : { how, at, operatorId, reasonCode, text },
});

function parseCursor(cursor: string): { atMs: number; sequence: number } {
  const [, atMs, sequence] = /^(\d{1,15})\.(\d{1,15})$/.exec(cursor) ?? [];
  if (atMs === undefined || sequence === undefined)
    throw new CodedError('rpc.invalid-input', { path: 'cursor', expected: 'a cursor of this list' });
  return { atMs: Number(atMs), sequence: Number(sequence) };
}
