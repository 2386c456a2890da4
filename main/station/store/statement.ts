/** What features see of the database: prepared statements and one kind of transaction. */

/** What a column can hold. Booleans are stored as 0 and 1 by whoever stores them. */
export type SqlValue = string | number | bigint | Uint8Array | null;
/** Values for `?` in order, or one object for `@name`. */
export type SqlParams = readonly SqlValue[] | readonly [Readonly<Record<string, SqlValue>>];

/** A prepared statement; kept per SQL text, so preparing the same text again costs nothing. */
export interface Statement<Row = unknown> {
  run(...params: SqlParams): { readonly changes: number };
  get(...params: SqlParams): Row | undefined;
  all(...params: SqlParams): Row[];
  /** While the loop runs nothing can be written, and the same SQL text cannot be run again: to change rows, use pages. */
  iterate(...params: SqlParams): IterableIterator<Row>;
}

/** The writing half of the database; main thread only, synchronous. */
export interface Writer {
  /** `Row` is the caller's promise about the columns it names in `sql`. */
  prepare<Row = unknown>(sql: string): Statement<Row>;
  /**
   * BEGIN IMMEDIATE, `fn`, COMMIT (on disk when this returns: WAL, synchronous FULL); ROLLBACK when `fn` throws.
   * Refuses to be nested and refuses a `fn` that returns a promise: both would let half a truth reach the disk.
   * @throws CodedError store.disk-full | store.failed
   */
  immediate<T>(fn: () => T): T;
  readonly inTransaction: boolean;
}
