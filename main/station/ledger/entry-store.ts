/** The entries of the ledgers, append-only. An entry that another one corrects stays, and no longer counts. */
import {
  CertificateDetails,
  type EntryInput,
  SealDetails,
  type EntryKind,
  type LedgerEntry,
} from '../../../preload/contract/ledger.ts';
import type { EpochMs, Timestamp, Uuid } from '../../../preload/contract/vocabulary.ts';
import { timestamp } from '../../../preload/contract/vocabulary.ts';
import type { SealEntry } from '../rules/ledger/seal.ts';
import { ENTRY_KINDS } from '../rules/ledger/entry-kinds.ts';
import type { Writer } from '../store/statement.ts';

/** What stands in a row's body. */
export type EntryBody = Pick<LedgerEntry, 'text' | 'details' | 'images'> & {
  /** Of a correction: why. withdrawn: nothing takes the place of what it names. */
  readonly reason?: string;
  readonly withdrawn?: true;
};

export interface EntryRow {
  readonly id: Uuid;
  readonly kind: EntryKind;
  readonly atMs: EpochMs;
  readonly writtenAtMs: EpochMs;
  readonly operatorId: string;
  readonly subjectId: string | null;
  readonly corrects: Uuid | null;
  readonly body: string;
}

const COLUMNS = 'id, kind, atMs, writtenAtMs, operatorId, subjectId, corrects, body';
/** Entries that count, in the order of what they tell. */
const STANDING = `FROM ledger_entry e WHERE e.kind = ? AND e.subjectId = ?
  AND NOT EXISTS (SELECT 1 FROM ledger_entry c WHERE c.corrects = e.id)
  AND json_extract(e.body, '$.withdrawn') IS NULL ORDER BY e.atMs, e.rowid`;

export class EntryStore {
  readonly #db: Writer;

  constructor(db: Writer) {
    this.#db = db;
  }

  /** In the transaction of its Notice and of what it explains. */
  insert({ atMs, body, corrects, id, kind, operatorId, subjectId, writtenAtMs }: EntryRow): void {
    this.#db
      .prepare(`INSERT INTO ledger_entry (ledger, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
      .run(ENTRY_KINDS[kind].ledger, id, kind, atMs, writtenAtMs, operatorId, subjectId, corrects, body);
  }

  get(id: string): EntryRow | null {
    return this.#db.prepare<EntryRow>(`SELECT ${COLUMNS} FROM ledger_entry WHERE id = ?`).get(id) ?? null;
  }

  correctionOf(id: Uuid): Uuid | null {
    return this.#db.prepare<{ id: Uuid }>('SELECT id FROM ledger_entry WHERE corrects = ?').get(id)?.id ?? null;
  }

  /** Oldest first. Those told in words alone (notice.create) have no figures, and none is made up. */
  certificates(scaleId: string): CertificateDetails[] {
    return this.#standing('calibration', scaleId).flatMap(({ body }) => {
      const read = CertificateDetails.safeParse((JSON.parse(body) as EntryBody).details);
      return read.success ? [read.data] : [];
    });
  }

  /** Oldest first. */
  seals(scaleId: string): (SealEntry & { readonly id: Uuid; readonly at: Timestamp })[] {
    return this.#standing('seal', scaleId).flatMap(({ atMs, body, id }) => {
      const { details, images } = JSON.parse(body) as EntryBody;
      const read = SealDetails.safeParse(details);
      const at = timestamp(atMs);
      return read.success ? [{ ...read.data, id, at, day: at.slice(0, 10), hasPicture: images.length > 0 }] : [];
    });
  }

  /** Since when business rests on that moment; null: it goes on. */
  suspendedSince(nowMs: EpochMs): EpochMs | null {
    const last = this.#db
      .prepare<{ kind: EntryKind; atMs: EpochMs }>(
        `SELECT e.kind, e.atMs FROM ledger_entry e INDEXED BY ledger_entry_time WHERE e.ledger = 'business' AND e.atMs <= ?
         AND NOT EXISTS (SELECT 1 FROM ledger_entry c WHERE c.corrects = e.id)
         AND json_extract(e.body, '$.withdrawn') IS NULL ORDER BY e.atMs DESC, e.id DESC LIMIT 1`,
      )
      .get(nowMs);
    return last?.kind === 'suspension' ? last.atMs : null;
  }

  #standing(kind: EntryKind, subjectId: string): Pick<EntryRow, 'atMs' | 'body' | 'id'>[] {
    return this.#db
      .prepare<Pick<EntryRow, 'atMs' | 'body' | 'id'>>(`SELECT e.id, e.atMs, e.body ${STANDING}`)
      .all(kind, subjectId);
  }
}

/** What of an input stands under `details`; kinds without figures have none. */
export const detailsOf = (entry: EntryInput): LedgerEntry['details'] => ('details' in entry ? entry.details : null);
