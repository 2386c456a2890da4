/**
 * What was read for each record beside what a person said (product.md P4). Append-only; written in the transaction of the
 * record. What screens ask of it: ./meter-query.
 */
import type { Weighing } from '../../../preload/contract/documents.ts';
import type { Readings } from '../../../preload/contract/readings.ts';
import type { Timestamp, Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Claim } from '../../../preload/contract/weighing.ts';
import { normalisePlate } from '../rules/plate-grammar.ts';
import { displayOutcomes, plateOutcomes, type PlateOutcome } from '../rules/recognition-outcome.ts';
import type { Writer } from '../store/statement.ts';

/** What a record says nothing of. */
export interface Circumstances {
  readonly passId: Uuid;
  /** Nobody said anything of the plates: what was sure was taken. */
  readonly taken: boolean;
  /** Plates are looked for at this site. */
  readonly reads: boolean;
  /** When a person confirmed it; null: nobody did, or nobody knows any more. */
  readonly confirmedAt: Timestamp | null;
}

interface Said {
  readonly at: Timestamp;
  readonly body: string;
}

export class OutcomeStore {
  readonly #db: Writer;

  constructor(db: Writer) {
    this.#db = db;
  }

  /**
   * In the transaction of the record.
   * @param readings as the record was made with them; null: nothing was read, and nothing is kept
   */
  add(document: Weighing, readings: Readings | null, how: Circumstances): void {
    if (readings === null) return;
    const shownAt = readings.blind ? null : this.#shownAt(document.id, readings);
    const atMs = Date.parse(document.weighedAt);
    for (const outcome of plateOutcomes(document, readings, how)) {
      const saidAt = outcome.saidBy === 'nobody' ? null : this.#saidAt(outcome, how);
      this.#insert('plate_outcome', {
        id: `${document.id}/${outcome.role}`,
        weighingId: document.id,
        atMs,
        ...outcome,
        accepted: Number(outcome.accepted),
        blind: Number(outcome.blind),
        confirmMs: elapsed(shownAt, saidAt),
      });
    }
    for (const outcome of displayOutcomes(document, readings))
      this.#insert('display_outcome', {
        id: `${document.id}/${outcome.cameraId}`,
        weighingId: document.id,
        atMs,
        ...outcome,
      });
  }

  /**
   * The rows of a record that has none, from what else is kept: when it was confirmed is lost, unless it was said before.
   * In the caller's transaction.
   */
  recover(document: Weighing): void {
    const one = (sql: string): { body: string } | undefined => this.#db.prepare<{ body: string }>(sql).get(document.id);
    const reading = one('SELECT body FROM reading WHERE captureId = ? ORDER BY id DESC LIMIT 1');
    const passId = one('SELECT passId AS body FROM capture WHERE id = ?')?.body as Uuid | undefined;
    if (this.#known(document.id) || reading === undefined || passId === undefined) return;
    const { plateFront } = document;
    const named = this.#said(passId).some(({ body }) => saysPlate(JSON.parse(body) as Claim));
    this.add(document, ofImages(JSON.parse(reading.body) as Readings, document), {
      passId,
      // A recognised plate that nobody named may have been confirmed by Enter, or taken: the worse is assumed. So it is below
      // of a plate that nobody read: it may be that none was looked for.
      taken: plateFront.source === 'recognised' && !named,
      reads: true,
      confirmedAt: null,
    });
  }

  /** By the ids, whose first part is the record's: no index is kept for what is never asked. */
  #known(weighingId: Uuid): boolean {
    const some = (table: 'plate_outcome' | 'display_outcome'): boolean =>
      this.#db
        .prepare(`SELECT 1 FROM ${table} WHERE id BETWEEN ? AND ?`)
        .get(`${weighingId}/`, `${weighingId}/\uffff`) !== undefined;
    return some('plate_outcome') || some('display_outcome');
  }

  /** Each row's columns are its own names. */
  #insert(table: 'plate_outcome' | 'display_outcome', row: Readonly<Record<string, string | number | null>>): void {
    const columns = Object.keys(row);
    this.#db
      .prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`)
      .run(row);
  }

  /** When the reading of these very pictures was there to be seen first; null: it still was not. What a camera pushed later is a row of its own. */
  #shownAt(captureId: string, { pictures }: Readings): Timestamp | null {
    const sql = 'SELECT at, body FROM reading WHERE captureId = ? ORDER BY id';
    const rows = this.#db.prepare<Said>(sql).all(captureId);
    const same = JSON.stringify(pictures);
    return rows.find(({ body }) => JSON.stringify((JSON.parse(body) as Readings).pictures) === same)?.at ?? null;
  }

  /** The plate's first mention by a person; confirmed without one, the confirmation is it. */
  #saidAt({ role, saidText }: PlateOutcome, { confirmedAt, passId }: Circumstances): Timestamp | null {
    const first = this.#said(passId).find(({ body }) => {
      const claim = JSON.parse(body) as Claim;
      if (saidText === null) return claim.noPlate === true;
      return normalisePlate(role === 'front' ? claim.plateFront : claim.plateRear) === saidText;
    });
    return first?.at ?? confirmedAt;
  }

  #said(passId: Uuid): Said[] {
    return this.#db.prepare<Said>('SELECT at, body FROM claim WHERE passId = ? ORDER BY id').all(passId);
  }
}

/** What was read of pictures that were taken again since is of no picture of the record. */
function ofImages(readings: Readings, { images }: Pick<Weighing, 'images'>): Readings {
  const here = <Seen extends { readonly sha256: string }>(seen: Seen | null): Seen | null =>
    seen !== null && images.some(({ sha256 }) => sha256 === seen.sha256) ? seen : null;
  return { ...readings, plateFront: here(readings.plateFront), plateRear: here(readings.plateRear) };
}

const saysPlate = ({ noPlate, plateFront, plateRear }: Claim): boolean =>
  noPlate === true || normalisePlate(plateFront) !== null || normalisePlate(plateRear) !== null;

/** null: said before it was shown, or the clock was set back in between. */
function elapsed(from: Timestamp | null, to: Timestamp | null): number | null {
  if (from === null || to === null) return null;
  const ms = Date.parse(to) - Date.parse(from);
  return ms < 0 ? null : ms;
}
