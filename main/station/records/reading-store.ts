/** What was read in the pictures of captures. Append-only; the newest of a capture counts: its pictures may have been taken again. */
import type { Readings } from '../../../preload/contract/readings.ts';
import type { Timestamp, Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Writer } from '../store/statement.ts';

export class ReadingStore {
  readonly #db: Writer;

  constructor(db: Writer) {
    this.#db = db;
  }

  /** @throws CodedError store.disk-full | store.failed */
  add(captureId: Uuid, at: Timestamp, readings: Readings): void {
    this.#db.immediate(() => {
      this.#db
        .prepare('INSERT INTO reading (captureId, at, body) VALUES (?, ?, ?)')
        .run(captureId, at, JSON.stringify(readings));
    });
  }

  newest(captureId: Uuid): Readings | null {
    const row = this.#db
      .prepare<{ body: string }>('SELECT body FROM reading WHERE captureId = ? ORDER BY id DESC LIMIT 1')
      .get(captureId);
    if (row === undefined) return null;
    // Older rows know nothing of pushes, nor of the displays as one number.
    const body = JSON.parse(row.body) as Omit<Readings, 'pushed' | 'displayKg'>;
    return { pushed: [], displayKg: null, ...body };
  }
}
