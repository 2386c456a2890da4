/** What was noticed of certificates, seals and devices: each once, and a warning with it, in the caller's transaction. */
import type { LedgerMatter, LedgerState } from '../../../preload/contract/ledger.ts';
import type { EpochMs, Timestamp, Uuid } from '../../../preload/contract/vocabulary.ts';
import type { WarningStore } from '../records/warning-store.ts';
import type { Writer } from '../store/statement.ts';

export type Matter = Omit<LedgerMatter, 'id'>;

export class MatterStore {
  readonly #db: Writer;
  readonly #warnings: Pick<WarningStore, 'acknowledge' | 'raise'>;
  readonly #newId: () => Uuid;

  constructor(db: Writer, warnings: Pick<WarningStore, 'acknowledge' | 'raise'>, newId: () => Uuid) {
    this.#db = db;
    this.#warnings = warnings;
    this.#newId = newId;
  }

  /**
   * Once for each key, whatever became of it since. In a transaction.
   * @param key tells one occasion from the next
   * @returns whether it is new
   */
  raise(key: string, matter: Matter, at: EpochMs): boolean {
    if (this.#db.prepare('SELECT 1 FROM ledger_matter WHERE key = ?').get(key) !== undefined) return false;
    const told: LedgerMatter = { id: this.#newId(), ...matter };
    this.#db
      .prepare('INSERT INTO ledger_matter (id, key, matter, subjectId, atMs, body) VALUES (?, ?, ?, ?, ?, ?)')
      .run(told.id, key, told.matter, told.subjectId, at, JSON.stringify(told));
    this.#warnings.raise({ id: this.#newId(), kind: 'ledger', subjectId: told.id, scaleId: null, at });
    return true;
  }

  /** What still waits for a person, oldest first. What is open is few, and is read first. */
  open(): LedgerState['open'] {
    return this.#db
      .prepare<{ warningId: Uuid; raisedAt: Timestamp; body: string }>(
        `SELECT w.id AS warningId, w.raisedAt, m.body FROM open_warning o CROSS JOIN warning w ON w.id = o.warningId
         JOIN ledger_matter m ON m.id = w.subjectId WHERE w.kind = 'ledger' ORDER BY m.atMs, m.rowid`,
      )
      .all()
      .map(({ body, ...row }) => ({ ...row, ledger: JSON.parse(body) as LedgerMatter }));
  }

  /** All open ones of this kind, of one subject: closed as {@link explain}. In a transaction. */
  explainAll(
    matter: LedgerMatter['matter'],
    subjectId: string,
    said: Parameters<WarningStore['acknowledge']>[1],
  ): void {
    for (const { ledger } of this.open())
      if (ledger.matter === matter && ledger.subjectId === subjectId) this.explain(ledger.id, said);
  }

  /**
   * An entry says what it was: closed by it. In a transaction.
   * @returns whether it was open
   */
  explain(matterId: Uuid, said: Parameters<WarningStore['acknowledge']>[1]): boolean {
    const warning = this.#db
      .prepare<{ id: Uuid }>(
        'SELECT w.id FROM warning w JOIN open_warning o ON o.warningId = w.id WHERE w.subjectId = ?',
      )
      .get(matterId);
    if (warning === undefined) return false;
    this.#warnings.acknowledge(warning.id, said);
    return true;
  }
}
