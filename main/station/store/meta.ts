import type { Writer } from './statement.ts';

/** Small facts about the folder itself, one row each. Never secrets. */
export class Meta {
  readonly #db: Writer;
  constructor(db: Writer) {
    this.#db = db;
  }
  get(key: string): string | undefined {
    return this.#db.prepare<{ value: string }>('SELECT value FROM meta WHERE key = ?').get(key)?.value;
  }
  set(key: string, value: string): void {
    this.#db
      .prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
      .run(key, value);
  }
  delete(key: string): void {
    this.#db.prepare('DELETE FROM meta WHERE key = ?').run(key);
  }
}
