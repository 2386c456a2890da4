/** The rows of what the platform asked for and what became of it. */
import type { Writer } from '../store/statement.ts';
import type { CommandEvent } from './platform-event.ts';

export interface CommandStep {
  readonly status: 'started' | 'done' | 'failed' | 'refused';
  readonly detail: string;
  /** Sent, of a film. */
  readonly bytes?: number;
}

export class CommandLog {
  readonly #db: Writer;

  constructor(db: Writer) {
    this.#db = db;
  }

  /** In the caller's transaction. A stop is a word about another command and has no row. @returns false when it is there */
  keep({ at, data, type }: CommandEvent, receivedAtMs: number): boolean {
    if (type === 'command.stop') return true;
    const { changes } = this.#db
      .prepare(
        `INSERT INTO command (id, type, cameraId, body, at, receivedAtMs)
         SELECT @id, @type, @cameraId, @body, @at, @receivedAtMs WHERE NOT EXISTS (SELECT 1 FROM command WHERE id = @id)`,
      )
      .run({
        id: data.commandId,
        type,
        cameraId: data.cameraId,
        body: JSON.stringify(data),
        at: new Date(at).toISOString(),
        receivedAtMs,
      });
    if (changes > 0) this.#db.prepare('INSERT INTO open_command (commandId) VALUES (?)').run(data.commandId);
    return changes > 0;
  }

  step(commandId: string, { bytes, detail, status }: CommandStep, atMs: number): void {
    this.#db.immediate(() => {
      this.#db
        .prepare('INSERT INTO command_step (commandId, atMs, status, detail, bytes) VALUES (?, ?, ?, ?, ?)')
        .run(commandId, atMs, status, detail, bytes ?? null);
      if (status !== 'started') this.#db.prepare('DELETE FROM open_command WHERE commandId = ?').run(commandId);
    });
  }

  /** Those that have no end: the last run ended before them. */
  open(): string[] {
    return this.#db
      .prepare<{ commandId: string }>('SELECT commandId FROM open_command')
      .all()
      .map(({ commandId }) => commandId);
  }
}
