/** The writing half of the store: one connection, on the station's main thread, for the whole life of the process. */
import type { Clock, Uuid } from '../../../preload/contract/vocabulary.ts';
import { timestamp } from '../../../preload/contract/vocabulary.ts';
import { checkSimulated, folderError, openForWriting, useFolder } from './data-folder.ts';
import { FolderLock } from './folder-lock.ts';
import { Meta } from './meta.ts';
import { migrate, schemaVersion } from './migrate.ts';
import { MIGRATIONS } from './migrations/all.ts';
import type { Sqlite } from './open-sqlite.ts';
import type { SqlParams, Statement, Writer } from './statement.ts';
import { isDiskFull, storeError } from './store-error.ts';

export type { SqlParams, SqlValue, Statement, Writer } from './statement.ts';

/** Something the start is busy with, for `starting {step, done, of}`. */
export interface StartStep {
  readonly step: 'check' | 'migrate';
  readonly done: number;
  readonly of: number;
}

export interface OpenOptions {
  readonly dataDir: string;
  /** Fixed when the folder is made (architecture.md §5). */
  readonly simulated: boolean;
  readonly clock: Clock;
  readonly newId: () => Uuid;
  readonly nativeBinding?: string;
  readonly onStep?: (step: StartStep) => void;
  /** The disk took no commit: gives back space that was held and answers true, then the transaction is tried once more. */
  readonly onDiskFull?: () => boolean;
}

/** SQL texts are written in the program, so there are few; the bound is a net against one built from values. */
const MAX_STATEMENTS = 500;

/** The station's one database, `station.sqlite` in the data folder, with the folder locked for this process. */
export class StationDatabase implements Writer {
  /** Made once with the folder. */
  readonly stationId: Uuid;
  readonly simulated: boolean;
  /** Of the newest migration. */
  readonly schemaVersion: number;
  readonly #db: Sqlite;
  readonly #lock: FolderLock;
  readonly #statements = new Map<string, Statement>();
  readonly #onDiskFull: () => boolean;

  private constructor(db: Sqlite, lock: FolderLock, { simulated, clock, newId, onDiskFull }: OpenOptions) {
    this.#db = db;
    this.#lock = lock;
    this.#onDiskFull = onDiskFull ?? (() => false);
    const known = checkSimulated(db, simulated);
    const meta = new Meta(this);
    if (known === undefined) {
      this.immediate(() => {
        meta.set('simulated', String(simulated));
        meta.set('stationId', newId());
        meta.set('createdAt', timestamp(clock.wall()));
      });
    }
    this.simulated = simulated;
    this.schemaVersion = schemaVersion(db);
    this.stationId = meta.get('stationId') as Uuid;
  }

  /**
   * Quick after `prepareFolder`; migrates by itself (blocking) when that was not called.
   * @throws CodedError station.folder-in-use | -unreadable | -simulated | -from-future | -damaged, station.migration-failed,
   *   station.binding-missing, store.disk-full
   */
  static open(options: OpenOptions): StationDatabase {
    const { dataDir, nativeBinding, onStep, simulated } = options;
    useFolder(dataDir);
    const lock = FolderLock.take(dataDir, nativeBinding);
    let db: Sqlite | undefined;
    try {
      db = openForWriting(dataDir, nativeBinding);
      checkSimulated(db, simulated);
      migrate(db, MIGRATIONS, (done, of) => onStep?.({ step: 'migrate', done, of }));
      return new StationDatabase(db, lock, options);
    } catch (error) {
      db?.close();
      lock.release();
      throw folderError(error, dataDir);
    }
  }

  get inTransaction(): boolean {
    return this.#db.inTransaction;
  }

  prepare<Row = unknown>(sql: string): Statement<Row> {
    const kept = this.#statements.get(sql);
    if (kept !== undefined) return kept as Statement<Row>;
    if (this.#statements.size >= MAX_STATEMENTS) throw new Error(`more than ${MAX_STATEMENTS} SQL texts: ${sql}`);
    const made = mapErrors<Row>(this.#db, sql);
    this.#statements.set(sql, made);
    return made;
  }

  immediate<T>(fn: () => T): T {
    try {
      return this.#once(fn);
    } catch (error) {
      if (!isDiskFull(error) || !this.#onDiskFull()) throw error;
      return this.#once(fn);
    }
  }

  #once<T>(fn: () => T): T {
    if (this.#db.inTransaction) throw new Error('a transaction is open already');
    this.prepare('BEGIN IMMEDIATE').run();
    try {
      const result = fn();
      if (result instanceof Promise) throw new Error('a transaction cannot wait for a promise');
      this.prepare('COMMIT').run();
      return result;
    } catch (error) {
      // SQLite has rolled back by itself after some failures, a full disk among them.
      if (this.#db.inTransaction) this.prepare('ROLLBACK').run();
      throw storeError(error);
    }
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
    this.#lock.release();
  }
}

/** A prepared statement whose failures carry a code. */
function mapErrors<Row>(db: Sqlite, sql: string): Statement<Row> {
  const attempt = <T>(fn: () => T): T => {
    try {
      return fn();
    } catch (error) {
      throw storeError(error);
    }
  };
  const statement = attempt(() => db.prepare<unknown[], Row>(sql));
  return {
    run: (...params: SqlParams) => attempt(() => statement.run(...params)),
    get: (...params: SqlParams) => attempt(() => statement.get(...params)),
    all: (...params: SqlParams) => attempt(() => statement.all(...params)),
    *iterate(...params: SqlParams) {
      try {
        yield* statement.iterate(...params);
      } catch (error) {
        throw storeError(error);
      }
    },
  };
}
