/**
 * Tables made a second time beside the stored ones, under the same names: SQLite looks for a name among the temporary tables
 * first. So what follows from the rest is made again by the very code that made it, read-only, and both can be compared.
 */
import type { Sqlite } from './open-sqlite.ts';
import type { SqlParams, Statement, Writer } from './statement.ts';

interface Item {
  readonly type: string;
  readonly name: string;
  readonly sql: string;
}

/** Memory for temporary tables before they go to a temporary file, in KiB. */
const CACHE_KIB = 64 * 1024;

/**
 * Makes empty temporary tables of these names, with their triggers and unique indexes. Those that only make a screen's question
 * quick are left out: to fill them takes as long as to fill the tables.
 * @param db without foreign keys, inside a transaction, on a connection that is used for nothing else
 * @returns the writer for whoever fills them; `main.NAME` is the stored table
 */
export function shadow(db: Sqlite, tables: readonly string[]): Writer {
  db.pragma(`temp.cache_size = -${CACHE_KIB}`);
  const items = db.prepare<[string], Item>(
    `SELECT type, name, sql FROM main.sqlite_schema WHERE tbl_name = ? AND sql IS NOT NULL
       AND (type <> 'index' OR sql LIKE 'CREATE UNIQUE%')
     ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END`,
  );
  const made = tables.flatMap((table) => items.all(table));
  // Triggers last: they name other tables.
  for (const item of made.toSorted((a, b) => Number(a.type === 'trigger') - Number(b.type === 'trigger')))
    db.exec(temporary(item));
  return writerOf(db);
}

function temporary({ name, sql, type }: Item): string {
  const named = new RegExp(`^CREATE\\s+(UNIQUE\\s+|VIRTUAL\\s+)?(TABLE|INDEX|TRIGGER)\\s+(["'\`]?)${name}\\3`, 'i');
  if (!named.test(sql)) throw new Error(`not understood: ${sql}`);
  if (type === 'trigger')
    return sql.replace(named, `CREATE TEMP TRIGGER ${name}`).replace(/\bON\s+(\w+)/i, 'ON temp.$1');
  return sql.replace(
    named,
    (_all, kind: string | undefined, what: string) => `CREATE ${kind ?? ''}${what} temp.${name}`,
  );
}

function writerOf(db: Sqlite): Writer {
  const kept = new Map<string, Statement>();
  return {
    prepare<Row>(sql: string): Statement<Row> {
      const known = kept.get(sql);
      if (known !== undefined) return known as Statement<Row>;
      const statement = db.prepare<unknown[], Row>(sql);
      const made: Statement<Row> = {
        run: (...params: SqlParams) => statement.run(...params),
        get: (...params: SqlParams) => statement.get(...params),
        all: (...params: SqlParams) => statement.all(...params),
        iterate: (...params: SqlParams) => statement.iterate(...params),
      };
      kept.set(sql, made);
      return made;
    },
    immediate: () => {
      throw new Error('what is only compared is never committed');
    },
    get inTransaction() {
      return db.inTransaction;
    },
  };
}
