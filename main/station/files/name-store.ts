/**
 * The files of drivers, goods and receivers, by kind and name. What each said before is kept, with when and by whom. One that
 * was merged into another stays where it is and leads there. What they are found by is added a moment later (./name-indexer.ts).
 */
import { CodedError } from '../../../preload/contract/errors.ts';
import type { NameFile, NameKind } from '../../../preload/contract/files.ts';
import type { EpochMs, Timestamp } from '../../../preload/contract/vocabulary.ts';
import type { Writer } from '../store/statement.ts';
import { fold, shortParts } from './name-keys.ts';

interface Row {
  readonly id: number;
  readonly name: string;
  readonly body: string;
  readonly mergedInto: number | null;
  readonly folded: string | null;
}

/** Who says it, and when. */
export interface By {
  readonly at: Timestamp;
  readonly operatorId: string;
}

const ROW = 'SELECT id, name, body, mergedInto, folded FROM name_file';

export class NameStore {
  readonly #db: Writer;

  constructor(db: Writer) {
    this.#db = db;
  }

  /** By its name as written; one that was merged away leads to what it was merged into. */
  byName(kind: NameKind, name: string): { readonly id: number; readonly file: NameFile } | null {
    const named = this.#db.prepare<Row>(`${ROW} WHERE kind = ? AND name = ?`).get(kind, name);
    if (named === undefined) return null;
    const { body, id } = named.mergedInto === null ? named : this.#row(kind, named.mergedInto);
    return { id, file: JSON.parse(body) as NameFile };
  }

  /**
   * Makes a file, or replaces what it says; inside the caller's transaction. The same content again leaves no trace.
   * @param id null: by its name, made where there is none of it
   * @param onlyNew one of that name must not be there yet
   * @throws CodedError file.not-found | file.name-taken {name}
   */
  put(id: number | null, file: NameFile, by: By, onlyNew = false): number {
    const { kind, name } = file;
    const named = this.#db.prepare<Row>(`${ROW} WHERE kind = ? AND name = ?`).get(kind, name);
    const row = id === null ? named : this.#row(kind, id);
    if (named !== undefined && (onlyNew || named.id !== row?.id)) throw new CodedError('file.name-taken', { name });
    const body = JSON.stringify(file);
    if (row?.body === body) return row.id;
    if (row === undefined) return this.#insert(file, body, by);
    this.#db
      .prepare('UPDATE name_file SET name = ?, body = ?, updatedAt = ? WHERE id = ?')
      .run(name, body, by.at, row.id);
    if (name !== row.name) this.#forgetKeys(row);
    this.#changed(row.id, body, by);
    return row.id;
  }

  /** It stands on a sheet once more; a name that is new is kept. Inside the caller's transaction. */
  used(file: NameFile, atMs: EpochMs, by: By): void {
    const known = this.#db.prepare<Row>(`${ROW} WHERE kind = ? AND name = ?`).get(file.kind, file.name);
    const id = known === undefined ? this.#insert(file, JSON.stringify(file), by) : (known.mergedInto ?? known.id);
    this.#db.prepare('UPDATE name_file SET uses = uses + 1, usedAtMs = max(usedAtMs, ?) WHERE id = ?').run(atMs, id);
  }

  /**
   * The second, and whatever led to it, leads to the first from now on; its uses count there. Inside the caller's transaction.
   * @throws CodedError file.not-found | file.merge-itself
   */
  merge(kind: NameKind, pair: { readonly keep: number; readonly gone: number }, by: By): number {
    const kept = this.#row(kind, pair.keep);
    const keep = kept.mergedInto ?? kept.id;
    const gone = this.#row(kind, pair.gone);
    if (keep === gone.id || keep === gone.mergedInto) throw new CodedError('file.merge-itself');
    this.#db
      .prepare(
        `UPDATE name_file SET (uses, usedAtMs) = (SELECT name_file.uses + g.uses, max(name_file.usedAtMs, g.usedAtMs)
           FROM name_file g WHERE g.id = @gone) WHERE id = @keep`,
      )
      .run({ keep, gone: gone.id });
    this.#db
      .prepare('UPDATE name_file SET mergedInto = @keep, updatedAt = @at WHERE id = @gone OR mergedInto = @gone')
      .run({ keep, gone: gone.id, at: by.at });
    const into = this.#row(kind, keep).name;
    this.#changed(gone.id, JSON.stringify({ ...(JSON.parse(gone.body) as NameFile), mergedInto: into }), by);
    return keep;
  }

  /** Some that nobody has looked for initials of yet. */
  withoutKeys(limit: number): readonly { readonly id: number; readonly name: string }[] {
    return this.#db
      .prepare<{ id: number; name: string }>(
        'SELECT id, name FROM name_file WHERE initials IS NULL ORDER BY id LIMIT ?',
      )
      .all(limit);
  }

  /** What this name is found by; inside the caller's transaction. Nothing where it was written otherwise meanwhile. */
  addKeys(id: number, name: string, initials: readonly string[]): void {
    const folded = fold(name);
    const { changes } = this.#db
      .prepare('UPDATE name_file SET folded = ?, initials = ? WHERE id = ? AND name = ? AND initials IS NULL')
      .run(folded, initials.join(' '), id, name);
    if (changes === 0) return;
    const terms = [folded, ...initials];
    const part = this.#db.prepare(
      'INSERT OR IGNORE INTO name_part (kind, part, fileId) SELECT kind, ?, id FROM name_file WHERE id = ?',
    );
    for (const text of shortParts(terms)) part.run(text, id);
    this.#db.prepare('INSERT INTO name_text (rowid, text) VALUES (?, ?)').run(id, terms.join(' '));
  }

  #row(kind: NameKind, id: number): Row {
    const row = this.#db.prepare<Row>(`${ROW} WHERE kind = ? AND id = ?`).get(kind, id);
    if (row === undefined) throw new CodedError('file.not-found');
    return row;
  }

  #insert({ kind, name }: NameFile, body: string, by: By): number {
    const row = this.#db
      .prepare<{ id: number }>(
        `INSERT INTO name_file (kind, name, body, uses, usedAtMs, updatedAt) VALUES (?, ?, ?, 0, 0, ?) RETURNING id`,
      )
      .get(kind, name, body, by.at);
    if (row === undefined) throw new Error('no id came back');
    this.#changed(row.id, body, by);
    return row.id;
  }

  #changed(fileId: number, body: string, { at, operatorId }: By): void {
    this.#db
      .prepare('INSERT INTO name_file_change (fileId, body, at, operatorId) VALUES (?, ?, ?, ?)')
      .run(fileId, body, at, operatorId);
  }

  /** Of another name other keys; made anew as for a new file. */
  #forgetKeys({ id, folded }: Row): void {
    if (folded === null) return;
    this.#db
      .prepare('DELETE FROM name_part WHERE fileId = @id AND kind = (SELECT kind FROM name_file WHERE id = @id)')
      .run({ id });
    this.#db.prepare('DELETE FROM name_text WHERE rowid = ?').run(id);
    this.#db.prepare('UPDATE name_file SET folded = NULL, initials = NULL WHERE id = ?').run(id);
  }
}
