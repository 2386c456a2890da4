/**
 * Watches the deadlines of everything that is open. A mark that a warning comes to is a row, once, so that neither a restart nor
 * a step of the clock loses one or says it twice; of what could be heard the budget picks one (rules/warning-groups.ts).
 */
import type { WarningLevel } from '../../../preload/contract/inbox.ts';
import type { EpochMs } from '../../../preload/contract/vocabulary.ts';
import type { OpenWarnings, WarningKind } from '../../../preload/contract/warnings.ts';
import type { PlatformWarningStore } from '../records/platform-warning-store.ts';
import { isAudible, marksReached, nextMarkMs, siteDueMs, type Mark, type Term } from '../rules/warning-escalation.ts';
import { groupOf, soundNow, type Audible, type Sounded } from '../rules/warning-groups.ts';
import { SITE_LEVELS } from '../rules/warning-levels.ts';
import type { Writer } from '../store/statement.ts';
import type { Log, Timers } from '../upload/surroundings.ts';

export interface EscalationOptions {
  readonly db: Writer;
  readonly platform: Pick<PlatformWarningStore, 'awaited'>;
  readonly siteHours: Readonly<Record<WarningLevel, number | null>>;
  /** By the platform's clock as far as it is known; may step. */
  readonly now: () => EpochMs;
  readonly timers: Timers;
  readonly log: Log;
  /** A warning came to a mark. */
  readonly onMark: () => void;
}

interface Watched extends Term {
  readonly warningId: string;
  readonly level: WarningLevel;
  readonly code: string;
  readonly subject: string;
  readonly returnedBy: number | null;
}
/** A mark as it is kept: each return is one of its own. */
interface Reached extends Audible {
  readonly key: string;
}

/** Looked at at least so often: by then a step of the clock has been noticed. */
const LOOK_MS = 60_000;
const HOUR_MS = 3_600_000;
const MOST_OPEN = 500;

export class Escalation {
  readonly #options: EscalationOptions;
  #callOff: (() => void) | null = null;
  #running = false;
  #sound: OpenWarnings['sound'] = null;

  constructor(options: EscalationOptions) {
    this.#options = options;
  }

  /** What was to be heard last since the start. */
  get sound(): OpenWarnings['sound'] {
    return this.#sound;
  }

  start(): void {
    this.#running = true;
    this.look();
  }

  stop(): void {
    this.#running = false;
    this.#callOff?.();
  }

  /** Also whenever something was raised, answered or returned. */
  look(): void {
    if (!this.#running) return;
    const { log, now, timers } = this.#options;
    const nowMs = now();
    let watched: readonly Watched[] = [];
    try {
      watched = [...this.#ofPlatform(), ...this.#ofSite()];
      if (this.#mark(watched, nowMs)) this.#options.onMark();
    } catch (err) {
      log.warn({ err }, 'the deadlines of warnings have to wait');
    }
    const next = watched.map((one) => nextMarkMs(one, nowMs)).filter((at) => at !== null);
    const pause = Math.max(0, Math.min(LOOK_MS, Math.min(...next) - nowMs));
    this.#callOff?.();
    this.#callOff = timers.after(pause, () => this.look());
  }

  /** @returns whether there is one that was not there before */
  #mark(watched: readonly Watched[], nowMs: EpochMs): boolean {
    const { db } = this.#options;
    const ids = JSON.stringify(watched.map(({ warningId }) => warningId));
    const known = new Set(
      db
        .prepare<{
          warningId: string;
          mark: string;
        }>('SELECT warningId, mark FROM warning_mark WHERE warningId IN (SELECT value FROM json_each(?))')
        .all(ids)
        .map(({ mark, warningId }) => JSON.stringify([warningId, mark])),
    );
    const fresh = watched
      .flatMap((one) => reachedBy(one, nowMs))
      .filter(({ key, warningId }) => !known.has(JSON.stringify([warningId, key])));
    if (fresh.length === 0) return false;
    const heard = soundNow(
      fresh.filter(({ level, mark }) => isAudible(level, mark)),
      this.#sounded(nowMs),
      nowMs,
    );
    db.immediate(() => {
      const insert = db.prepare('INSERT INTO warning_mark (warningId, mark, atMs, soundGroup) VALUES (?, ?, ?, ?)');
      for (const one of fresh) insert.run(one.warningId, one.key, nowMs, one === heard ? groupOf(one) : null);
    });
    if (heard !== null)
      this.#sound = {
        key: JSON.stringify([heard.warningId, heard.key]),
        warningId: heard.warningId,
        mark: heard.mark,
      };
    return true;
  }

  #sounded(nowMs: EpochMs): Sounded[] {
    return this.#options.db
      .prepare<Sounded>(
        'SELECT soundGroup AS "group", atMs FROM warning_mark WHERE soundGroup IS NOT NULL AND atMs > ? AND atMs < ?',
      )
      .all(nowMs - HOUR_MS, nowMs + HOUR_MS);
  }

  #ofPlatform(): Watched[] {
    return this.#options.platform.awaited().map((one) => ({ ...one, subject: one.title }));
  }

  #ofSite(): Watched[] {
    return this.#options.db
      .prepare<{
        id: string;
        kind: WarningKind;
        raisedAtMs: EpochMs;
      }>(
        `SELECT w.id, w.kind, w.raisedAtMs FROM open_warning o JOIN warning w ON w.id = o.warningId
         ORDER BY w.raisedAtMs DESC LIMIT ${MOST_OPEN}`,
      )
      .all()
      .map(({ id, kind, raisedAtMs }) => {
        const level = SITE_LEVELS[kind];
        const dueAtMs = siteDueMs(raisedAtMs, level, this.#options.siteHours);
        return { warningId: id, level, code: kind, subject: '', raisedAtMs, dueAtMs, returnedBy: null };
      });
  }
}

function reachedBy(one: Watched, nowMs: EpochMs): Reached[] {
  const { code, level, returnedBy, subject, warningId } = one;
  const reached = (mark: Mark | 'returned', key: string): Reached => ({ warningId, level, code, subject, mark, key });
  return [
    ...marksReached(one, nowMs).map((mark) => reached(mark, mark)),
    ...(returnedBy === null ? [] : [reached('returned', `returned-${returnedBy}`)]),
  ];
}
