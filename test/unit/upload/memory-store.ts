/** The product's schema in memory behind the store's Writer: rows and plans without a disk. */
import BetterSqlite3 from 'better-sqlite3';
import { migration } from '../../../main/station/store/migrations/0010-first.ts';
import type { SqlParams, Statement, Writer } from '../../../main/station/store/statement.ts';

export class MemoryStore implements Writer {
  readonly raw = new BetterSqlite3(':memory:');

  constructor() {
    this.raw.exec(migration.sql);
    this.raw.pragma('foreign_keys = ON');
  }

  get inTransaction(): boolean {
    return this.raw.inTransaction;
  }

  prepare<Row = unknown>(sql: string): Statement<Row> {
    return this.raw.prepare(sql) as unknown as Statement<Row>;
  }

  immediate<T>(fn: () => T): T {
    return this.raw.transaction(fn).immediate();
  }

  /** As the reader thread would answer. */
  all<T>(sql: string, params: SqlParams = []): Promise<T[]> {
    return Promise.resolve(this.raw.prepare<unknown[], T>(sql).all(...params));
  }

  /** The lines of EXPLAIN QUERY PLAN; `?` are bound with 1. */
  plan(sql: string): string[] {
    const count = sql.match(/\?/g)?.length ?? 0;
    const rows = this.raw
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...Array<number>(count).fill(1));
    return rows.map((row) => row.detail);
  }

  close(): void {
    this.raw.close();
  }
}
