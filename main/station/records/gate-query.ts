/** The list of passing vehicles (contract gate.list), through the reader. */
import { CodedError } from '../../../preload/contract/errors.ts';
import type { GatePassItem } from '../../../preload/contract/gate.ts';
import type { Reader } from '../store/reader.ts';
import { uploadColumns, uploadOf, type UploadColumns } from './upload-state.ts';

const DEFAULT_LIMIT = 50;
/** The end of all times: a list without a cursor begins before it. */
const NEWEST = { atMs: Number.MAX_SAFE_INTEGER, sequence: Number.MAX_SAFE_INTEGER };

const LIST = `SELECT id, sequence, gateId, direction, passedAt, passedAtMs, plate, sha256, missing, trigger, weighingId,
  loadSheetId, ${uploadColumns('gate_pass.id')} FROM gate_pass INDEXED BY gate_pass_time
  WHERE passedAtMs >= @fromMs AND passedAtMs <= @toMs AND (passedAtMs, sequence) < (@atMs, @sequence)
  ORDER BY passedAtMs DESC, sequence DESC LIMIT @limit`;

const COUNTS = `SELECT direction, COUNT(*) AS passes FROM gate_pass INDEXED BY gate_pass_time
  WHERE passedAtMs >= @fromMs GROUP BY direction`;

interface Row extends Omit<GatePassItem, 'upload'>, UploadColumns {
  readonly passedAtMs: number;
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
  async list(input: {
    readonly from?: string | undefined;
    readonly to?: string | undefined;
    readonly cursor?: string | undefined;
    readonly limit?: number | undefined;
  }): Promise<{ items: GatePassItem[]; nextCursor: string | null }> {
    const { from, to, cursor, limit = DEFAULT_LIMIT } = input;
    const params = {
      fromMs: from === undefined ? 0 : Date.parse(from),
      toMs: to === undefined ? NEWEST.atMs : Date.parse(to),
      ...(cursor === undefined ? NEWEST : parseCursor(cursor)),
      limit: limit + 1,
    };
    const rows = await this.#reader.all<Row>(LIST, [params]);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(({ passedAtMs: _, documentState, photosState, ...item }) => ({
        ...item,
        upload: uploadOf({ documentState, photosState }),
      })),
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

function parseCursor(cursor: string): { atMs: number; sequence: number } {
  const [, atMs, sequence] = /^(\d{1,15})\.(\d{1,15})$/.exec(cursor) ?? [];
  if (atMs === undefined || sequence === undefined)
    throw new CodedError('rpc.invalid-input', { path: 'cursor', expected: 'a cursor of this list' });
  return { atMs: Number(atMs), sequence: Number(sequence) };
}
