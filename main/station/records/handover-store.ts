/** Shifts that were handed over, with their figures as they were. Append-only. */
import type { Handover, HandoverFigures, HandoverRow } from '../../../preload/contract/reports.ts';
import { timestamp, type EpochMs, type Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Reader } from '../store/reader.ts';
import type { Writer } from '../store/statement.ts';

export const NEWEST_HANDOVER = 'SELECT id, untilMs FROM handover ORDER BY rowid DESC LIMIT 1';
const COLUMNS = 'id, fromMs, untilMs, handedBy, takenBy, note';
const LIST = `SELECT ${COLUMNS} FROM handover WHERE untilMs < @beforeMs ORDER BY rowid DESC LIMIT @limit`;
const ONE = `SELECT ${COLUMNS}, body FROM handover WHERE id = ?`;

export interface NewestHandover {
  readonly id: Uuid;
  readonly untilMs: number;
}

interface Row extends Omit<HandoverRow, 'from' | 'until'> {
  readonly fromMs: EpochMs;
  readonly untilMs: EpochMs;
}

export class HandoverStore {
  readonly #db: Writer;

  constructor(db: Writer) {
    this.#db = db;
  }

  /** In the caller's transaction. */
  insert({ figures, from, id, until, ...row }: Handover, operatorId: string): void {
    this.#db
      .prepare(
        `INSERT INTO handover (id, fromMs, untilMs, handedBy, takenBy, note, operatorId, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        id,
        Date.parse(from),
        Date.parse(until),
        row.handedBy,
        row.takenBy,
        row.note,
        operatorId,
        JSON.stringify(figures),
      );
  }

  newest(): NewestHandover | null {
    return this.#db.prepare<NewestHandover>(NEWEST_HANDOVER).get() ?? null;
  }
}

/** What screens ask of them. Errors as {@link Reader.all}. */
export class HandoverList {
  readonly #reader: Pick<Reader, 'all'>;

  constructor(reader: Pick<Reader, 'all'>) {
    this.#reader = reader;
  }

  /** Newest first. */
  async list(limit: number, beforeMs: number): Promise<HandoverRow[]> {
    return (await this.#reader.all<Row>(LIST, [{ limit, beforeMs }])).map(rowOf);
  }

  async get(id: Uuid): Promise<Handover | null> {
    const [row] = await this.#reader.all<Row & { readonly body: string }>(ONE, [id]);
    if (row === undefined) return null;
    const { body, ...rest } = row;
    return { ...rowOf(rest), figures: JSON.parse(body) as HandoverFigures };
  }
}

const rowOf = ({ fromMs, untilMs, ...row }: Row): HandoverRow => ({
  ...row,
  from: timestamp(fromMs),
  until: timestamp(untilMs),
});
