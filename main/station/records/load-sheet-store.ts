/** Load sheets as they count now (derived from the documents), and their numbers without gaps. */
import type { LoadSheet } from '../../../preload/contract/documents.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { EpochMs, Kg, Timestamp, Uuid } from '../../../preload/contract/vocabulary.ts';
import type { SqlValue, Writer } from '../store/statement.ts';

export interface LoadSheetRow {
  readonly id: Uuid;
  readonly sequence: number;
  readonly number: string;
  /** void: a void document, which names the sheet it voids; the voided sheet itself stays `issued` with `voidedById`. */
  readonly status: 'issued' | 'void';
  readonly plate: string;
  readonly trailerPlate: string | null;
  readonly goods: string;
  readonly receiver: string;
  readonly grossKg: Kg;
  readonly tareKg: Kg;
  readonly netKg: Kg;
  readonly grossWeighingId: Uuid;
  readonly tareWeighingId: Uuid;
  readonly issuedAt: Timestamp;
  readonly issuedAtMs: EpochMs;
  readonly verdict: LoadSheet['verdict'];
  /** The void document, for a sheet that was voided. */
  readonly voidedById: Uuid | null;
}

const VALID = "status = 'issued' AND voidedById IS NULL";

export class LoadSheetStore {
  readonly #db: Writer;

  constructor(db: Writer) {
    this.#db = db;
  }

  /**
   * The next number, `unitCode-stationNo-yyyyMMdd-serial` (openapi.yaml, LoadSheet.number): four digits, more when a day
   * has more sheets. Taken inside the transaction that stores the sheet, so a rollback gives it back: no gaps.
   * @param prefix `unitCode-stationNo`
   * @param day Beijing day yyyyMMdd
   */
  nextNumber(prefix: string, day: string): string {
    return numberOf(prefix, day, this.#take(prefix, day, 1));
  }

  /**
   * Takes so many numbers out of use, and says which. In the caller's transaction.
   * @param count 1 or more
   */
  skip(prefix: string, day: string, count: number): { readonly first: string; readonly last: string } {
    const last = this.#take(prefix, day, count);
    return { first: numberOf(prefix, day, last - count + 1), last: numberOf(prefix, day, last) };
  }

  /** @returns the last serial taken */
  #take(prefix: string, day: string, count: number): number {
    if (!this.#db.inTransaction) throw new Error('a number is taken inside the transaction that uses it');
    const row = this.#db
      .prepare<{ serial: number }>(
        `INSERT INTO sheet_number (prefix, day, serial) VALUES (@prefix, @day, @count)
         ON CONFLICT (prefix, day) DO UPDATE SET serial = serial + @count RETURNING serial`,
      )
      .get({ prefix, day, count });
    if (row === undefined) throw new Error('no serial came back');
    return row.serial;
  }

  /** The document's row; a void document also marks the sheet that it voids. In the transaction of `append`. */
  index(document: LoadSheet): void {
    const row: Record<keyof LoadSheetRow, SqlValue> = {
      id: document.id,
      sequence: document.sequence,
      number: document.number,
      status: document.status,
      plate: document.plate,
      trailerPlate: document.trailerPlate ?? null,
      goods: document.goods.name,
      receiver: document.receiver,
      grossKg: document.grossKg,
      tareKg: document.tareKg,
      netKg: document.netKg,
      grossWeighingId: document.grossWeighingId,
      tareWeighingId: document.tareWeighingId,
      issuedAt: document.createdAt,
      issuedAtMs: Date.parse(document.createdAt),
      verdict: document.verdict,
      voidedById: null,
    };
    const columns = Object.keys(row);
    this.#db
      .prepare(
        `INSERT INTO load_sheet (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
      )
      .run(row);
    if (document.status === 'issued') {
      this.#beside(document.grossWeighingId, document.goods.name, document.netKg);
      // Found by the end of its number, voided too.
      this.#db
        .prepare(
          `INSERT INTO sheet_mention (tail, weighedAtMs, sequence)
           SELECT substr(?, -4), weighedAtMs, sequence FROM weighing WHERE id = ? ON CONFLICT DO NOTHING`,
        )
        .run(document.number, document.grossWeighingId);
    }
    if (document.status === 'void' && document.voids !== undefined) this.markVoid(document.voids, document.id);
  }

  get(id: string): LoadSheetRow | null {
    return this.#db.prepare<LoadSheetRow>('SELECT * FROM load_sheet WHERE id = ?').get(id) ?? null;
  }

  /** The valid sheet of that gross weighing. */
  byGross(weighingId: Uuid): LoadSheetRow | null {
    return (
      this.#db
        .prepare<LoadSheetRow>(`SELECT * FROM load_sheet WHERE grossWeighingId = ? AND ${VALID}`)
        .get(weighingId) ?? null
    );
  }

  /** Valid sheets that use this weighing, as gross or as tare: it can be neither voided nor corrected. */
  using(weighingId: Uuid): LoadSheetRow[] {
    return this.#db
      .prepare<LoadSheetRow>(
        `SELECT * FROM load_sheet WHERE grossWeighingId = @weighingId AND ${VALID}
         UNION SELECT * FROM load_sheet WHERE tareWeighingId = @weighingId AND ${VALID}`,
      )
      .all({ weighingId });
  }

  /**
   * Marks a sheet as voided by a document; saying the same twice changes nothing.
   * @throws CodedError sheet.not-found | sheet.already-void
   */
  markVoid(id: Uuid, voidDocumentId: Uuid): void {
    const sheet = this.get(id);
    if (sheet === null || sheet.status === 'void') throw new CodedError('sheet.not-found', { id });
    if (sheet.voidedById === voidDocumentId) return;
    if (sheet.voidedById !== null) throw new CodedError('sheet.already-void', { id });
    this.#db.prepare('UPDATE load_sheet SET voidedById = ? WHERE id = ?').run(voidDocumentId, id);
    this.#beside(sheet.grossWeighingId, null, null);
  }

  /** What lists filter by and add up stands with the weighing, for as long as its sheet is valid. */
  #beside(grossWeighingId: Uuid, goods: string | null, netKg: Kg | null): void {
    this.#db.prepare('UPDATE weighing SET goods = ?, netKg = ? WHERE id = ?').run(goods, netKg, grossWeighingId);
  }
}

const numberOf = (prefix: string, day: string, serial: number): string =>
  `${prefix}-${day}-${String(serial).padStart(4, '0')}`;
