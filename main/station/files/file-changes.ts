/** What a file's history says: what differs between one state and the one before, as words and figures. Pure. */
import type { FileChange } from '../../../preload/contract/files.ts';
import type { Timestamp } from '../../../preload/contract/vocabulary.ts';
import type { Paper } from '../../../preload/contract/weighing.ts';

export interface ChangeRow {
  /** The whole file as it was from then on. */
  readonly body: string;
  readonly at: string;
  readonly operatorId: string;
}

/** @param rows newest first, one more than is given back where there are so many */
export function changesOf(rows: readonly ChangeRow[], most = 200): FileChange[] {
  return rows.slice(0, most).map((row, index) => {
    const before = rows[index + 1];
    const was = before === undefined ? {} : facts(before.body);
    const is = facts(row.body);
    const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])]
      .filter((field) => was[field] !== is[field])
      .map((field) => ({ field, before: was[field] ?? null, after: is[field] ?? null }));
    return { at: row.at as Timestamp, operatorId: row.operatorId, fields };
  });
}

/** A paper is a fact of its own; what a file is of is none. */
function facts(body: string): Record<string, string> {
  const { kind: _kind, papers = [], ...file } = JSON.parse(body) as Record<string, unknown> & { papers?: Paper[] };
  const said: Record<string, string> = {};
  for (const [field, value] of Object.entries(file))
    if (value !== null && value !== '') said[field] = typeof value === 'string' ? value : JSON.stringify(value);
  for (const { kind, number = '', validUntil } of papers)
    said[kind] = [said[kind], number, validUntil].filter((part) => part != null && part !== '').join(' ');
  return said;
}
