/** The ledgers as they are read (contract ledger.list), through the reader. Errors of every question: as {@link Reader.all}. */
import type { EntryKind, LedgerEntry, LedgerName } from '../../../preload/contract/ledger.ts';
import { timestamp, type EpochMs, type UploadFate, type Uuid } from '../../../preload/contract/vocabulary.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { Reader } from '../store/reader.ts';
import type { EntryBody, EntryRow } from './entry-store.ts';

const DEFAULT_LIMIT = 50;

/** Its Notice bears its id. What has a receipt was taken; done without one the platform has no place for (upload/outbox.ts). */
const COLUMNS = `e.id, e.kind, e.atMs, e.writtenAtMs, e.operatorId, e.subjectId, e.corrects, e.body,
  (SELECT c.id FROM ledger_entry c WHERE c.corrects = e.id) AS correctedBy,
  (SELECT d.sequence FROM document d WHERE d.id = e.id) AS sequence,
  (SELECT CASE WHEN o.state = 'done' AND o.receivedAt IS NULL THEN 'not-taken' ELSE o.state END
     FROM outbox o WHERE o.documentId = e.id AND o.part = 'document') AS upload`;

/** Exported for the test that looks at their plans. */
export const ENTRIES = {
  list: `SELECT ${COLUMNS} FROM ledger_entry e INDEXED BY ledger_entry_time
    WHERE e.ledger = @ledger AND (e.atMs, e.id) < (@atMs, @id) ORDER BY e.atMs DESC, e.id DESC LIMIT @limit`,
  between: `SELECT ${COLUMNS} FROM ledger_entry e INDEXED BY ledger_entry_time
    WHERE e.ledger = @ledger AND e.atMs >= @fromMs AND e.atMs < @toMs ORDER BY e.atMs, e.id LIMIT @limit`,
  one: `SELECT ${COLUMNS} FROM ledger_entry e WHERE e.id = @id`,
} as const;

interface Row extends EntryRow {
  readonly kind: EntryKind;
  readonly correctedBy: Uuid | null;
  readonly sequence: number | null;
  readonly upload: UploadFate | null;
}

export class EntryQuery {
  readonly #reader: Pick<Reader, 'all'>;

  constructor(reader: Pick<Reader, 'all'>) {
    this.#reader = reader;
  }

  /** Newest first. @throws CodedError rpc.invalid-input for a cursor that is none */
  async list(asked: {
    readonly ledger: LedgerName;
    readonly cursor?: string | undefined;
    readonly limit?: number | undefined;
  }): Promise<{ items: LedgerEntry[]; nextCursor: string | null }> {
    const { cursor, ledger, limit = DEFAULT_LIMIT } = asked;
    const { atMs, id } = placeOf(cursor);
    const rows = await this.#reader.all<Row>(ENTRIES.list, [{ ledger, atMs, id, limit: limit + 1 }]);
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return { items: page.map(entryOf), nextCursor: last === undefined ? null : `${String(last.atMs)}:${last.id}` };
  }

  /** Oldest first; of more than `limit` the first. */
  async between(ledger: LedgerName, fromMs: EpochMs, toMs: EpochMs, limit: number): Promise<LedgerEntry[]> {
    return (await this.#reader.all<Row>(ENTRIES.between, [{ ledger, fromMs, toMs, limit }])).map(entryOf);
  }

  async get(id: Uuid): Promise<LedgerEntry | null> {
    const [row] = await this.#reader.all<Row>(ENTRIES.one, [{ id }]);
    return row === undefined ? null : entryOf(row);
  }
}

function placeOf(cursor: string | undefined): { readonly atMs: number; readonly id: string } {
  // '~' sorts behind every id.
  if (cursor === undefined) return { atMs: Number.MAX_SAFE_INTEGER, id: '~' };
  const read = /^(\d{1,16}):([0-9a-f-]{36})$/.exec(cursor);
  if (read === null) throw new CodedError('rpc.invalid-input', { path: 'cursor', expected: 'a cursor of this list' });
  return { atMs: Number(read[1]), id: read[2] ?? '' };
}

function entryOf({ atMs, body, corrects, writtenAtMs, ...row }: Row): LedgerEntry {
  const { details, images, reason = '', text, withdrawn = false } = JSON.parse(body) as EntryBody;
  return {
    ...row,
    at: timestamp(atMs),
    writtenAt: timestamp(writtenAtMs),
    text,
    details,
    images: [...images],
    corrects: corrects === null ? null : { id: corrects, reason, withdrawn },
  };
}
