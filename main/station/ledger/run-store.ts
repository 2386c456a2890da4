/** The station's own runs: start, orderly end, and an end that nobody wrote (power cut, kill), told by the next start. */
import type { EpochMs } from '../../../preload/contract/vocabulary.ts';
import type { Meta } from '../store/meta.ts';
import type { Writer } from '../store/statement.ts';

/** The last minute in which the run is known to have lived. Not evidence: it only dates an end that nobody wrote. */
const ALIVE = 'stationAliveMs';

export class RunStore {
  readonly #db: Writer;
  readonly #meta: Pick<Meta, 'get' | 'set'>;
  #runId = 0;

  constructor(db: Writer, meta: Pick<Meta, 'get' | 'set'>) {
    this.#db = db;
    this.#meta = meta;
  }

  /** The run that lasts. */
  get runId(): number {
    return this.#runId;
  }

  /** Writes the end that the run before lacks, and begins a new one. @throws CodedError store.* */
  begin(atMs: EpochMs): void {
    this.#db.immediate(() => {
      const open = this.#db
        .prepare<{ id: number; startedAtMs: EpochMs }>(
          `SELECT r.id, r.startedAtMs FROM station_run r
           WHERE r.id = (SELECT MAX(id) FROM station_run) AND NOT EXISTS (SELECT 1 FROM station_run_end e WHERE e.runId = r.id)`,
        )
        .get();
      if (open !== undefined) {
        const alive = Number(this.#meta.get(ALIVE) ?? open.startedAtMs);
        // Never before it began: of two clocks that differ the run keeps at least no length at all.
        this.#writeEnd(open.id, Math.max(open.startedAtMs, alive), false);
      }
      this.#db.prepare('INSERT INTO station_run (startedAtMs) VALUES (?)').run(atMs);
      this.#runId = this.#db.prepare<{ id: number }>('SELECT MAX(id) AS id FROM station_run').get()?.id ?? 0;
      this.#meta.set(ALIVE, String(atMs));
    });
  }

  /** Each minute. In a transaction. */
  alive(atMs: EpochMs): void {
    this.#meta.set(ALIVE, String(atMs));
  }

  /** An orderly end. In a transaction. */
  end(atMs: EpochMs): void {
    this.#writeEnd(this.#runId, atMs, true);
  }

  #writeEnd(runId: number, atMs: number, clean: boolean): void {
    this.#db
      .prepare('INSERT INTO station_run_end (runId, endedAtMs, clean) VALUES (?, ?, ?)')
      .run(runId, atMs, clean ? 1 : 0);
  }
}
