/**
 * The records list (contract records.search): newest weighing first, in pages by keyset. A text is looked for as the tail
 * of a plate, then anywhere in a plate, then as the tail of a sheet's number (fewer than four digits: as its serial); each
 * of these steps is newest first. Besides, one document by its id.
 */
import { CodedError } from '../../../preload/contract/errors.ts';
import type { DocumentKind, Envelope } from '../../../preload/contract/documents.ts';
import type { RecordItem, SearchInput } from '../../../preload/contract/records.ts';
import type { Reader } from '../store/reader.ts';
import type { SqlValue } from '../store/statement.ts';
import { DOCUMENT_BY_ID, parseDocument } from './document-chain.ts';
import { uploadColumns, uploadOf, type UploadColumns } from './upload-state.ts';

const DEFAULT_LIMIT = 50;

/** Where the next page starts: after this weighing of this step. */
interface Cursor {
  readonly step: number;
  readonly atMs: number;
  readonly sequence: number;
}

interface Query {
  readonly sql: string;
  readonly params: Readonly<Record<string, SqlValue>>;
}

/** Plates are few, so the list of them is looked through as a whole, and first: CROSS JOIN keeps SQLite to that order. */
const PLATES = (condition: string): string =>
  `SELECT m.weighingId FROM plate p CROSS JOIN plate_mention m ON m.plate = p.text WHERE ${condition}`;
const TAIL = 'substr(p.text, -length(@plate)) = @plate';
const STEPS = {
  tail: PLATES(TAIL),
  inside: PLATES(`instr(p.text, @plate) > 0 AND NOT ${TAIL}`),
  number: `SELECT s.grossWeighingId FROM load_sheet s WHERE s.status = 'issued'
    AND substr(s.number, -4) = substr(@number, -4) AND substr(s.number, -length(@number)) = @number`,
} as const;
type Step = keyof typeof STEPS;
/** A weighing found by an earlier step is not shown again by a later one. */
const BEFORE: Readonly<Record<Step, readonly Step[]>> = { tail: [], inside: ['tail'], number: ['tail', 'inside'] };

const COLUMNS = `w.id, w.sequence, w.kind, w.scaleId, w.caseId, w.weightKg, w.weighedAt, w.weighedAtMs, w.plateFront,
  w.plateRear, w.plateFrontAsWeighed, w.plateRearAsWeighed, w.axleCount, w.limitKg, w.overKg, w.evidenceState, w.operatorId,
  w.frontSha256, w.rearSha256, w.voidedById, s.id AS sheetId, s.number AS sheetNumber, s.netKg AS sheetNetKg,
  (SELECT COUNT(*) FROM print_job j WHERE j.sheetId = s.id AND +j.kind = 'sheet' AND +j.state = 'printed') AS printed,
  ${uploadColumns('w.id')}`;

interface Row extends Omit<RecordItem, 'verdict' | 'voided' | 'sheet' | 'upload'>, UploadColumns {
  readonly weighedAtMs: number;
  readonly voidedById: string | null;
  readonly sheetId: string | null;
  readonly sheetNumber: string;
  readonly sheetNetKg: number;
  readonly printed: number;
}

export class RecordQuery {
  readonly #reader: Pick<Reader, 'all'>;

  constructor(reader: Pick<Reader, 'all'>) {
    this.#reader = reader;
  }

  /** @throws CodedError rpc.invalid-input {path: 'cursor'} for a cursor that this query did not give; Reader.all's */
  async search(input: SearchInput): Promise<{ items: RecordItem[]; nextCursor: string | null }> {
    const limit = input.limit ?? DEFAULT_LIMIT;
    const steps = stepsOf(input);
    const items: RecordItem[] = [];
    let cursor = parseCursor(input.cursor);
    for (let step = cursor?.step ?? 0; step < steps.length; step++) {
      const after = cursor?.step === step ? cursor : null;
      const { sql, params } = pageQuery(input, steps[step] ?? null, after, limit - items.length + 1);
      const rows = await this.#reader.all<Row>(sql, [params]);
      for (const row of rows) {
        if (items.length === limit) return { items, nextCursor: writeCursor(cursor) };
        items.push(toItem(row));
        cursor = { step, atMs: row.weighedAtMs, sequence: row.sequence };
      }
    }
    return { items, nextCursor: null };
  }

  /**
   * The document as signed; null when there is none, or none of that kind.
   * @throws Reader.all's
   */
  async document(id: string, kind?: DocumentKind): Promise<Envelope | null> {
    const [row] = await this.#reader.all<{ kind: DocumentKind; bytes: Uint8Array }>(DOCUMENT_BY_ID, [id]);
    return row === undefined || (kind !== undefined && row.kind !== kind) ? null : parseDocument(row.bytes);
  }
}

/** Plates are stored without the dot and the spaces that people write. */
const plateText = (input: SearchInput): string => (input.text ?? '').toUpperCase().replaceAll(/[·•.\s]/g, '');

/** null: the one step of a search without text. */
function stepsOf(input: SearchInput): readonly (Step | null)[] {
  if (plateText(input) === '') return [null];
  return /^[\dA-Za-z-]+$/.test(input.text ?? '') ? ['tail', 'inside', 'number'] : ['tail', 'inside'];
}

/** One page of one step; exported for the test that looks at its query plan. */
export function pageQuery(input: SearchInput, step: Step | null, after: Cursor | null, limit: number): Query {
  const params: Record<string, SqlValue> = { limit };
  const where: string[] = [];
  const condition = (sql: string, values: Record<string, SqlValue> = {}): void => {
    where.push(sql);
    Object.assign(params, values);
  };
  if (step !== null) {
    const earlier = BEFORE[step].map((name) => `w.id NOT IN (${STEPS[name]})`);
    condition([`w.id IN (${STEPS[step]})`, ...earlier].join(' AND '), {
      plate: plateText(input),
      ...(step === 'number' ? { number: (input.text ?? '').toUpperCase().padStart(4, '0') } : {}),
    });
  }
  if (after !== null) {
    const { atMs, sequence } = after;
    condition('(w.weighedAtMs, w.sequence) < (@atMs, @sequence)', { atMs, sequence });
  }
  if (input.from !== undefined) condition('w.weighedAtMs >= @from', { from: Date.parse(input.from) });
  if (input.to !== undefined) condition('w.weighedAtMs <= @to', { to: Date.parse(input.to) });
  if (input.kind !== undefined) condition('w.kind = @kind', { kind: input.kind });
  if (input.scaleId !== undefined) condition('w.scaleId = @scaleId', { scaleId: input.scaleId });
  if (input.verdict !== undefined) condition(VERDICTS[input.verdict]);
  const order = 'ORDER BY w.weighedAtMs DESC, w.sequence DESC';
  // The page is chosen on narrow rows; only its own are then joined to the rest.
  const sql = `SELECT ${COLUMNS} FROM weighing w
    LEFT JOIN load_sheet s ON s.grossWeighingId = w.id AND s.status = 'issued' AND s.voidedById IS NULL
    WHERE w.sequence IN (SELECT w.sequence FROM weighing w
      ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`} ${order} LIMIT @limit)
    ${order}`;
  return { sql, params };
}

const VERDICTS: Readonly<Record<RecordItem['verdict'], string>> = {
  'over-limit': 'w.overKg > 0',
  'within-limit': 'w.overKg = 0',
  unknown: 'w.overKg IS NULL',
};

function toItem(row: Row): RecordItem {
  const { weighedAtMs, voidedById, sheetId, sheetNumber, sheetNetKg, printed, documentState, photosState, ...plain } =
    row;
  return {
    ...plain,
    verdict: row.overKg === null ? 'unknown' : row.overKg > 0 ? 'over-limit' : 'within-limit',
    voided: voidedById !== null,
    sheet:
      sheetId === null
        ? null
        : ({ id: sheetId, number: sheetNumber, netKg: sheetNetKg, printed } as RecordItem['sheet']),
    upload: uploadOf({ documentState, photosState }),
  };
}

function writeCursor(cursor: Cursor | null): string | null {
  return cursor === null ? null : `${cursor.step}.${cursor.atMs}.${cursor.sequence}`;
}

function parseCursor(text: string | undefined): Cursor | null {
  if (text === undefined) return null;
  const match = /^([0-2])\.(\d{1,16})\.(\d{1,16})$/.exec(text);
  if (match === null)
    throw new CodedError('rpc.invalid-input', { path: 'cursor', expected: 'a cursor of this search' });
  return { step: Number(match[1]), atMs: Number(match[2]), sequence: Number(match[3]) };
}
