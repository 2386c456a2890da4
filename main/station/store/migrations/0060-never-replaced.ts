/**
 * INSERT OR REPLACE takes a row away without a DELETE that a trigger sees, unless the connection set recursive_triggers
 * (SQLite, "The REPLACE conflict resolution"). Ours does; another program's would not: the insert itself is refused.
 */
import type { Migration } from '../migrate.ts';

/**
 * The trigger for a table of evidence. What this says is part of released migrations: it never changes.
 * @param unique every column that is alone unique there
 */
export const neverReplaced = (table: string, ...unique: readonly string[]): string => `
CREATE TRIGGER ${table}_no_replace BEFORE INSERT ON ${table}
WHEN EXISTS (SELECT 1 FROM ${table} WHERE ${unique.map((column) => `${column} = NEW.${column}`).join(' OR ')})
BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
`;

export const migration: Migration = {
  version: 60,
  name: 'never-replaced',
  sql: [
    neverReplaced('capture', 'rowid', 'id'),
    neverReplaced('retake', 'id'),
    neverReplaced('pass', 'rowid', 'id'),
    neverReplaced('document', 'sequence', 'id', 'hash'),
    neverReplaced('signing_key', 'kid'),
    neverReplaced('vehicle_change', 'id'),
    neverReplaced('chain_base', 'sequence'),
    neverReplaced('confirmation', 'id'),
    neverReplaced('claim', 'id'),
    neverReplaced('warning', 'rowid', 'id'),
    neverReplaced('acknowledgement', 'rowid', 'warningId'),
  ].join(''),
};
