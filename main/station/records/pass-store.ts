/** The whole time of one truck on the deck, to empty; linked to its documents by weighing id. Append-only. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Kg, Timestamp, Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Writer } from '../store/statement.ts';

export interface PassPoint {
  /** Milliseconds since `startedAt`, by the clock that never jumps. */
  readonly atMs: number;
  readonly weightKg: Kg | null;
}

export interface PassRow {
  readonly id: Uuid;
  readonly scaleId: string;
  readonly startedAt: Timestamp;
  readonly endedAt: Timestamp;
  readonly zeroBeforeKg: Kg | null;
  readonly zeroAfterKg: Kg | null;
  /** As the frames came. */
  readonly points: readonly PassPoint[];
  /** 1: every frame; 2: every second one was kept, and so on. */
  readonly keptEvery: number;
  readonly weighingIds: readonly Uuid[];
}

interface Stored {
  readonly body: string;
  readonly trace: Uint8Array;
}

export class PassStore {
  readonly #db: Writer;

  constructor(db: Writer) {
    this.#db = db;
  }

  insert(row: PassRow): void {
    const { points, ...rest } = row;
    // Two columns of numbers deflate to about a sixth; 300 passes a day would else be over a gigabyte a year.
    const columns = { atMs: points.map((point) => point.atMs), weightKg: points.map((point) => point.weightKg) };
    this.#db
      .prepare('INSERT INTO pass (id, scaleId, startedAt, endedAt, body, trace) VALUES (?, ?, ?, ?, ?, ?)')
      .run(
        row.id,
        row.scaleId,
        row.startedAt,
        row.endedAt,
        JSON.stringify(rest),
        deflateRawSync(JSON.stringify(columns)),
      );
  }

  get(id: Uuid): PassRow | null {
    const row = this.#db.prepare<Stored>('SELECT body, trace FROM pass WHERE id = ?').get(id);
    if (row === undefined) return null;
    const columns = JSON.parse(inflateRawSync(row.trace).toString('utf8')) as {
      readonly atMs: readonly number[];
      readonly weightKg: readonly (Kg | null)[];
    };
    const points = columns.atMs.map((atMs, index) => ({ atMs, weightKg: columns.weightKg[index] ?? null }));
    return { ...(JSON.parse(row.body) as Omit<PassRow, 'points'>), points };
  }
}
