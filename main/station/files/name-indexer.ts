/** Gives new names what they are found by: initials from the files' own thread, a few names a transaction, until none is left. */
import type { Writer } from '../store/statement.ts';
import type { FilesThread } from './files-thread.ts';
import type { NameStore } from './name-store.ts';

/** Some milliseconds of one transaction. */
const AT_ONCE = 50;

export interface NameIndexerParts {
  readonly db: Writer;
  readonly names: NameStore;
  readonly thread: Pick<FilesThread, 'ask'>;
  readonly log: { warn(fields: object, text: string): void };
}

export class NameIndexer {
  readonly #parts: NameIndexerParts;
  #running = false;
  #again = false;

  constructor(parts: NameIndexerParts) {
    this.#parts = parts;
  }

  /** After a name was written, and at the start for those of before. What fails is tried again with the next name. */
  wake(): void {
    this.#again = true;
    if (this.#running) return;
    this.#running = true;
    this.#work()
      .catch((err: unknown) => this.#parts.log.warn({ err }, 'names wait to be found by their initials'))
      .finally(() => {
        this.#running = false;
      });
  }

  async #work(): Promise<void> {
    const { db, names, thread } = this.#parts;
    while (this.#again) {
      this.#again = false;
      for (;;) {
        const found = names.withoutKeys(AT_ONCE);
        if (found.length === 0) break;
        const initials = await thread.ask({ job: 'initials', names: found.map(({ name }) => name) });
        if (initials === null || initials === 'busy') return;
        db.immediate(() => {
          for (const [index, { id, name }] of found.entries()) names.addKeys(id, name, initials[index] ?? []);
        });
        // Weights first.
        await new Promise((next) => setImmediate(next));
      }
    }
  }
}
