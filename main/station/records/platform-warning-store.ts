/**
 * The platform's warnings, what became of each, and who sees to it: rows for who writes. Lists ask ./inbox-query. Everything here
 * is called inside the caller's transaction; whatever order the platform's events come in, the rows end up saying the same.
 */
import type { WarningLevel, WarningState } from '../../../preload/contract/inbox.ts';
import type { EpochMs, Uuid } from '../../../preload/contract/vocabulary.ts';
import { awaitsUs, platformState, type Step } from '../rules/warning-state.ts';
import type { Writer } from '../store/statement.ts';

export interface PlatformWarningRow {
  readonly warningId: string;
  /** 1: an announcement, which asks for nothing but to be read. */
  readonly announcement: 0 | 1;
  readonly code: string;
  readonly level: WarningLevel;
  readonly title: string;
  readonly text: string;
  readonly raisedAtMs: EpochMs;
  readonly dueAtMs: EpochMs | null;
  readonly receivedAtMs: EpochMs;
  /** JSON. */
  readonly documentIds: string;
}

/** Something that waits to be answered here. */
export type AwaitedRow = Pick<
  PlatformWarningRow,
  'announcement' | 'code' | 'dueAtMs' | 'level' | 'raisedAtMs' | 'title' | 'warningId'
> & {
  /** The step by which it was returned; null: it was not. */
  readonly returnedBy: number | null;
};

/** Nobody sees to more; the rest is in the list. */
const MOST_AWAITED = 500;

export class PlatformWarningStore {
  readonly #db: Writer;

  constructor(db: Writer) {
    this.#db = db;
  }

  /** @returns false: this event was taken before */
  takeEvent(id: string, type: string, receivedAtMs: EpochMs): boolean {
    if (this.#db.prepare('SELECT 1 FROM platform_event WHERE id = ?').get(id) !== undefined) return false;
    this.#db
      .prepare('INSERT INTO platform_event (id, type, receivedAtMs) VALUES (?, ?, ?)')
      .run(id, type, receivedAtMs);
    return true;
  }

  /** @returns false: it is known already, and stays as it was first said */
  raise(warning: PlatformWarningRow): boolean {
    if (this.get(warning.warningId) !== null) return false;
    this.#db
      .prepare(
        `INSERT INTO platform_warning
          (warningId, announcement, code, level, title, text, raisedAtMs, dueAtMs, receivedAtMs, documentIds)
         VALUES (@warningId, @announcement, @code, @level, @title, @text, @raisedAtMs, @dueAtMs, @receivedAtMs, @documentIds)`,
      )
      .run({ ...warning });
    this.#settle(warning.warningId);
    return true;
  }

  /** The warning itself need not be known yet. @param documentId of a rectification, and of nothing else */
  step(warningId: string, step: Step['step'], at: EpochMs, text: string, documentId: Uuid | null = null): void {
    this.#db
      .prepare('INSERT INTO platform_warning_step (warningId, step, atMs, text, documentId) VALUES (?, ?, ?, ?, ?)')
      .run(warningId, step, at, text, documentId);
    if (this.get(warningId) !== null) this.#settle(warningId);
  }

  /** Of a warning of either origin. */
  own(warningId: string, operatorId: string, at: EpochMs): void {
    this.#db
      .prepare('INSERT INTO warning_owner (warningId, atMs, operatorId) VALUES (?, ?, ?)')
      .run(warningId, at, operatorId);
  }

  owner(warningId: string): { readonly operatorId: string; readonly atMs: EpochMs } | null {
    return (
      this.#db
        .prepare<{
          operatorId: string;
          atMs: EpochMs;
        }>('SELECT operatorId, atMs FROM warning_owner WHERE warningId = ? ORDER BY id DESC LIMIT 1')
        .get(warningId) ?? null
    );
  }

  get(warningId: string): PlatformWarningRow | null {
    return (
      this.#db.prepare<PlatformWarningRow>('SELECT * FROM platform_warning WHERE warningId = ?').get(warningId) ?? null
    );
  }

  state(warningId: string): WarningState {
    const steps = this.#db
      .prepare<Step & { documentId: string | null }>(
        'SELECT id, step, atMs, documentId FROM platform_warning_step WHERE warningId = ? ORDER BY id',
      )
      .all(warningId);
    const answer = steps.findLast(({ step }) => step === 'rectified')?.documentId ?? null;
    const received =
      answer !== null &&
      this.#db
        .prepare("SELECT 1 FROM outbox WHERE documentId = ? AND part = 'document' AND receivedAt IS NOT NULL")
        .get(answer) !== undefined;
    return platformState(steps, { owned: this.owner(warningId) !== null, received });
  }

  /** What waits to be answered here, the most pressing first; at most {@link MOST_AWAITED}. */
  awaited(): AwaitedRow[] {
    return this.#db
      .prepare<AwaitedRow>(
        `SELECT p.warningId, p.announcement, p.code, p.level, p.title, p.raisedAtMs, p.dueAtMs,
           (SELECT MAX(s.id) FROM platform_warning_step s WHERE s.warningId = p.warningId AND s.step = 'returned') AS returnedBy
         FROM open_platform_warning o JOIN platform_warning p ON p.warningId = o.warningId
         WHERE o.awaits = 1 ORDER BY p.dueAtMs IS NULL, p.dueAtMs, p.raisedAtMs DESC, p.warningId LIMIT ${MOST_AWAITED}`,
      )
      .all();
  }

  awaitedCount(): number {
    const sql = 'SELECT COUNT(*) AS count FROM open_platform_warning WHERE awaits = 1';
    return this.#db.prepare<{ count: number }>(sql).get()?.count ?? 0;
  }

  #settle(warningId: string): void {
    const state = this.state(warningId);
    this.#db.prepare('DELETE FROM open_platform_warning WHERE warningId = ?').run(warningId);
    if (state === 'closed') return;
    this.#db
      .prepare('INSERT INTO open_platform_warning (warningId, awaits) VALUES (?, ?)')
      .run(warningId, awaitsUs(state) ? 1 : 0);
  }
}
