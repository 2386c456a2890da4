/**
 * The records list (contract records.search): newest weighing first, in pages by keyset, both ways. A text is looked for as
 * the tail of a plate, then anywhere in a plate, then as the tail of a sheet's number (fewer than four digits: as its serial);
 * each of these steps is newest first. Besides, one document by its id.
 */
import { CodedError } from '../../../preload/contract/errors.ts';
import type { DocumentKind, Envelope } from '../../../preload/contract/documents.ts';
import type { RecordFilter, RecordItem, SearchAnswer, SearchInput } from '../../../preload/contract/records.ts';
import type { Reader } from '../store/reader.ts';
import { DOCUMENT_BY_ID, parseDocument } from './document-chain.ts';
import {
  COUNT_PARTS,
  countPlates,
  MOST_PARTS,
  MOST_PLATES,
  pageQuery,
  plateText,
  stepsOf,
  type Cursor,
  type Direction,
  type Step,
} from './record-search.ts';
import { uploadColumns, uploadOf, type UploadColumns } from './upload-state.ts';

const DEFAULT_LIMIT = 50;

/** What a row of the list tells of a weighing `w`, and the tables beside it. */
export const RECORD_COLUMNS = `w.id, w.sequence, w.kind, w.scaleId, w.caseId, w.weightKg, w.weighedAt, w.weighedAtMs, w.plateFront,
  w.plateRear, w.plateFrontAsWeighed, w.plateRearAsWeighed, w.axleCount, w.limitKg, w.overKg, w.evidenceState, w.operatorId,
  w.frontSha256, w.rearSha256, w.voidedById, w.replacedById, s.id AS sheetId, s.number AS sheetNumber, s.netKg AS sheetNetKg,
  s.goods AS sheetGoods, s.receiver, s.tareKg,
  (SELECT COUNT(*) FROM print_job j WHERE j.sheetId = s.id AND +j.kind = 'sheet' AND +j.state = 'printed') AS printed,
  ${uploadColumns('w.id')}`;
export const RECORD_TABLES = `LEFT JOIN load_sheet s ON s.grossWeighingId = w.id AND s.status = 'issued' AND s.voidedById IS NULL`;

interface Row extends Omit<RecordItem, 'verdict' | 'voided' | 'replaced' | 'sheet' | 'upload'>, UploadColumns {
  readonly weighedAtMs: number;
  readonly voidedById: string | null;
  readonly replacedById: string | null;
  readonly sheetId: string | null;
  readonly sheetNumber: string;
  readonly sheetNetKg: number;
  readonly sheetGoods: string;
  readonly receiver: string;
  readonly tareKg: number;
  readonly printed: number;
  readonly shownBefore: number;
}

interface Found {
  readonly item: RecordItem;
  readonly at: Cursor;
}

export class RecordQuery {
  readonly #reader: Pick<Reader, 'all'>;

  constructor(reader: Pick<Reader, 'all'>) {
    this.#reader = reader;
  }

  /** @throws CodedError rpc.invalid-input {path: 'cursor'} for a cursor that this query did not give; Reader.all's */
  async search(input: SearchInput): Promise<SearchAnswer> {
    const { cursor, newerThan, limit = DEFAULT_LIMIT, ...filter } = input;
    const newer = newerThan !== undefined;
    const start = parseCursor(newerThan ?? cursor, newer ? 'newerThan' : 'cursor');
    const found = await this.#collect(filter, start, newer ? 'newer' : 'older', limit + 1);
    const more = found.length > limit;
    const kept = found.slice(0, limit);
    if (newer) kept.reverse();
    const items = kept.map(({ item }) => item);
    const [first, last] = [kept.at(0)?.at ?? start, kept.at(-1)?.at ?? start];
    return newer
      ? { items, nextCursor: writeCursor(last), previousCursor: more ? writeCursor(first) : null }
      : {
          items,
          nextCursor: more ? writeCursor(last) : null,
          previousCursor: start === null ? null : writeCursor(first),
        };
  }

  /** How the filter's text and state of upload are to be looked for: both are asked for by totals, too. */
  async plan(filter: RecordFilter, step: Step | null): Promise<{ found: number; walk: boolean; few: boolean }> {
    const few = filter.upload === undefined || (await this.#count(COUNT_PARTS, [filter.upload])) <= MOST_PARTS;
    if (step !== 'tail' && step !== 'inside') return { found: 1, walk: false, few };
    // Three characters at the end leave few plates of any fleet.
    if (step === 'tail' && [...plateText(filter)].length >= 3) return { found: 1, walk: false, few };
    const { sql, params } = countPlates(filter, step);
    const found = await this.#count(sql, [onlyUsed(sql, params)]);
    return { found, walk: found > MOST_PLATES, few };
  }

  /**
   * The document as signed; null when there is none, or none of that kind.
   * @throws Reader.all's
   */
  async document(id: string, kind?: DocumentKind): Promise<Envelope | null> {
    const [row] = await this.#reader.all<{ kind: DocumentKind; bytes: Uint8Array }>(DOCUMENT_BY_ID, [id]);
    return row === undefined || (kind !== undefined && row.kind !== kind) ? null : parseDocument(row.bytes);
  }

  /** So many, in the order in which they were met: away from where it began. */
  async #collect(filter: RecordFilter, start: Cursor | null, direction: Direction, wanted: number): Promise<Found[]> {
    const steps = stepsOf(filter);
    const way = direction === 'older' ? 1 : -1;
    const found: Found[] = [];
    for (let step = start?.step ?? 0; step >= 0 && step < steps.length && found.length < wanted; step += way) {
      const which = steps[step] ?? null;
      const plan = await this.plan(filter, which);
      if (plan.found === 0) continue;
      let beyond = start?.step === step ? start : null;
      for (let rows = wanted; rows >= wanted && found.length < wanted;) {
        const asked = { filter, step: which, beyond, direction, limit: wanted, walk: plan.walk, few: plan.few };
        const { sql, params } = pageQuery(asked, RECORD_COLUMNS, RECORD_TABLES);
        const page = await this.#reader.all<Row>(sql, [params]);
        rows = page.length;
        for (const row of page) {
          beyond = { step, atMs: row.weighedAtMs, sequence: row.sequence };
          // A weighing found by an earlier step is not shown again by a later one.
          if (row.shownBefore === 0) found.push({ item: toItem(row), at: beyond });
        }
      }
    }
    return found;
  }

  async #count(sql: string, params: Parameters<Reader['all']>[1]): Promise<number> {
    const [row] = await this.#reader.all<{ found: number }>(sql, params);
    return row?.found ?? 0;
  }
}

/** better-sqlite3 takes no value that the text does not name. */
const onlyUsed = <T>(sql: string, params: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(params).filter(([name]) => sql.includes(`@${name}`)));

function toItem(row: Row): RecordItem {
  const {
    weighedAtMs,
    voidedById,
    replacedById,
    sheetId,
    sheetNumber,
    sheetNetKg,
    sheetGoods,
    receiver,
    tareKg,
    printed,
    documentState,
    photosState,
    shownBefore,
    ...plain
  } = row;
  return {
    ...plain,
    verdict: row.overKg === null ? 'unknown' : row.overKg > 0 ? 'over-limit' : 'within-limit',
    voided: voidedById !== null,
    replaced: replacedById !== null,
    sheet:
      sheetId === null
        ? null
        : ({
            id: sheetId,
            number: sheetNumber,
            goods: sheetGoods,
            receiver,
            tareKg,
            netKg: sheetNetKg,
            printed,
          } as RecordItem['sheet']),
    upload: uploadOf({ documentState, photosState }),
  };
}

export const writeCursor = (cursor: Cursor | null): string | null =>
  cursor === null ? null : `${cursor.step}.${cursor.atMs}.${cursor.sequence}`;

function parseCursor(text: string | undefined, path: string): Cursor | null {
  if (text === undefined) return null;
  const match = /^([0-2])\.(\d{1,16})\.(\d{1,16})$/.exec(text);
  if (match === null) throw new CodedError('rpc.invalid-input', { path, expected: 'a cursor of this search' });
  return { step: Number(match[1]), atMs: Number(match[2]), sequence: Number(match[3]) };
}
