/** Every table that follows from the documents, made a second time by the code that made it, and compared row by row. */
import type { Envelope } from '../../../preload/contract/documents.ts';
import { DERIVED_TABLES, makeDerived } from '../records/derived.ts';
import type { Sqlite } from '../store/open-sqlite.ts';
import { shadow } from '../store/shadow.ts';
import type { Findings } from './findings.ts';

/** Of one table and kind, so many are told one by one. */
const MOST = 20;

/** Columns that rows of an older program may leave empty: nobody knew then. */
const MAY_BE_EMPTY: ReadonlySet<string> = new Set(['weighing.savedAtMs']);

interface Column {
  readonly name: string;
  readonly pk: number;
}

/**
 * @param db in a transaction; afterwards the names of the derived tables mean what the documents say
 * @param onDocument called for each document, in order
 * @returns false: a document could not be applied, and nothing was compared
 */
export function proveDerivedRows(db: Sqlite, findings: Findings, onDocument: (document: Envelope) => void): boolean {
  const writer = shadow(db, DERIVED_TABLES);
  try {
    makeDerived(writer, (_kind, document) => onDocument(document));
  } catch (error) {
    findings.fault('not-derivable', { reason: error instanceof Error ? error.message : String(error) });
    return false;
  }
  for (const table of DERIVED_TABLES) {
    if (table === 'plate_part') comparePlateParts(db, findings);
    else compare(db, table, findings);
  }
  return true;
}

function compare(db: Sqlite, table: string, findings: Findings): void {
  const columns = db.prepare<[], Column>(`SELECT name, pk FROM pragma_table_info('${table}', 'main')`).all();
  const key = columns.filter(({ pk }) => pk > 0).map(({ name }) => name);
  const on = key.map((name) => `s.${name} = d.${name}`).join(' AND ');
  const row = (from: string): string => key.map((name) => `${from}.${name}`).join(" || ' ' || ");
  const tell = (sql: string): void => {
    for (const found of db.prepare<[], { row: string; column: string }>(`${sql} LIMIT ${MOST}`).all())
      findings.fault('derived-row', { table, ...found });
  };
  // Stored and not to be made; to be made and not stored; both, and different.
  tell(
    `SELECT ${row('s')} AS row, '+' AS column FROM main.${table} s WHERE NOT EXISTS (SELECT 1 FROM temp.${table} d WHERE ${on})`,
  );
  tell(
    `SELECT ${row('d')} AS row, '-' AS column FROM temp.${table} d WHERE NOT EXISTS (SELECT 1 FROM main.${table} s WHERE ${on})`,
  );
  const rest = columns.filter(({ name }) => !key.includes(name)).map(({ name }) => name);
  if (rest.length === 0) return;
  const differs = (name: string): string =>
    MAY_BE_EMPTY.has(`${table}.${name}`)
      ? `(s.${name} IS NOT NULL AND s.${name} IS NOT d.${name})`
      : `s.${name} IS NOT d.${name}`;
  const which = rest.map((name) => `WHEN ${differs(name)} THEN '${name}'`).join(' ');
  tell(
    `SELECT ${row('s')} AS row, CASE ${which} END AS column FROM main.${table} s JOIN temp.${table} d ON ${on}
     WHERE ${rest.map(differs).join(' OR ')}`,
  );
}

/** Plates by their trigrams: what can be found there, and what is in its index. */
function comparePlateParts(db: Sqlite, findings: Findings): void {
  const parts = (schema: string): string =>
    `SELECT v.term, p.text, v.offset FROM ${schema}_part_terms v JOIN ${schema}.plate_part p ON p.rowid = v.doc`;
  for (const schema of ['main', 'temp'])
    db.exec(`CREATE VIRTUAL TABLE temp.${schema}_part_terms USING fts5vocab('${schema}', 'plate_part', 'instance')`);
  const sides = [
    ['+', `SELECT text FROM main.plate_part EXCEPT SELECT text FROM temp.plate_part`],
    ['-', `SELECT text FROM temp.plate_part EXCEPT SELECT text FROM main.plate_part`],
    ['+', `SELECT text FROM (${parts('main')} EXCEPT ${parts('temp')})`],
    ['-', `SELECT text FROM (${parts('temp')} EXCEPT ${parts('main')})`],
  ] as const;
  for (const [column, sql] of sides)
    for (const { text } of db.prepare<[], { text: string }>(`${sql} LIMIT ${MOST}`).all())
      findings.fault('derived-row', { table: 'plate_part', row: text, column });
}
