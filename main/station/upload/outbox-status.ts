/** What the screen sees of the outbox, with or without a platform. */
import type { DocumentKind } from '../../../preload/contract/documents.ts';
import type { OutboxItem, OutboxStatus, PlatformLink } from '../../../preload/contract/station.ts';
import { timestamp, type Clock, type EpochMs } from '../../../preload/contract/vocabulary.ts';
import type { Reader } from '../store/reader.ts';
import type { LinkError } from './adapters/adapter.ts';
import type { Outbox } from './outbox.ts';
import type { OutboxRow } from './outbox-queue.ts';
import type { Timers } from './surroundings.ts';

export type OutboxSummary = Omit<OutboxStatus, 'items'>;

/** A drain changes hundreds of rows a second; a person reads four figures a second at most. */
const PUSH_EVERY_MS = 250;

const ITEMS_MAX = 200;
const oldest = (state: OutboxItem['state']): string =>
  `SELECT * FROM (SELECT * FROM outbox INDEXED BY outbox_state WHERE state = '${state}' ORDER BY createdAtMs, id LIMIT ${ITEMS_MAX})`;
/** One statement, so one state of the table: a part that changes meanwhile is never listed twice. */
export const ITEMS = `SELECT o.id, o.part, o.documentId, d.kind, o.sequence, o.sha256, o.state, o.attempts, o.createdAtMs, o.lastError
  FROM (${oldest('parked')} UNION ALL ${oldest('pending')}) o JOIN document d ON d.id = o.documentId
  ORDER BY o.state = 'parked' DESC, o.createdAtMs, o.id LIMIT ${ITEMS_MAX}`;

interface ItemRow extends OutboxRow {
  readonly kind: DocumentKind;
  readonly state: OutboxItem['state'];
  readonly lastError: string | null;
}

export interface OutboxWatchOptions {
  readonly outbox: Outbox;
  readonly reader: Pick<Reader, 'all'>;
  /** The line's state; the constant of a station without platform where there is none. */
  readonly link: { state(): PlatformLink; onChange?(listener: () => void): () => void };
  readonly clock: Clock;
  readonly timers: Timers;
}

export class OutboxWatch {
  readonly #options: OutboxWatchOptions;
  readonly #listeners = new Set<(summary: OutboxSummary) => void>();
  #undo: (() => void)[] = [];
  #cancelPush: (() => void) | null = null;

  constructor(options: OutboxWatchOptions) {
    this.#options = options;
  }

  start(): void {
    const { outbox, link } = this.#options;
    const changed = (): void => this.#changed();
    this.#undo = [outbox.onChange(changed), link.onChange?.(changed) ?? (() => undefined)];
  }

  stop(): void {
    for (const undo of this.#undo.splice(0)) undo();
    this.#cancelPush?.();
    this.#cancelPush = null;
  }

  /**
   * The call `outbox.status`. The figures are those of the moment of the answer, never older than a push sent before it;
   * the items may be a moment older, and are all that was committed before the question.
   * @throws Reader.all's
   */
  async status(): Promise<OutboxStatus> {
    const { outbox, reader } = this.#options;
    const { pending, parked } = outbox.counts();
    // Mostly nothing waits: then the figures say all, and no screen waits for the reader.
    const items = pending + parked === 0 ? [] : await outboxItems(reader);
    return { ...this.summary(), items };
  }

  /** The push `outbox.changed`. */
  summary(): OutboxSummary {
    const { outbox, link, clock } = this.#options;
    const { pending, parked, oldestMs } = outbox.counts();
    const state = link.state();
    const oldestAgeSeconds = oldestMs === null ? null : Math.max(0, Math.floor((clock.wall() - oldestMs) / 1000));
    return { pending, parked, oldestAgeSeconds, online: state.online, link: state };
  }

  /** Calls back with the newest figures after changes, at most four times a second; returns how to stop listening. */
  onChange(listener: (summary: OutboxSummary) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(): void {
    this.#cancelPush ??= this.#options.timers.after(PUSH_EVERY_MS, () => {
      this.#cancelPush = null;
      const summary = this.summary();
      for (const listener of this.#listeners) listener(summary);
    });
  }
}

/**
 * The parked parts and then the oldest pending ones, at most 200.
 * @throws Reader.all's
 */
export async function outboxItems(reader: Pick<Reader, 'all'>): Promise<OutboxItem[]> {
  return (await reader.all<ItemRow>(ITEMS)).map(itemOf);
}

function itemOf(row: ItemRow): OutboxItem {
  return {
    id: String(row.id),
    part: row.part,
    documentId: row.documentId,
    documentKind: row.kind,
    sequence: row.sequence,
    sha256: row.sha256,
    state: row.state,
    attempts: row.attempts,
    createdAt: timestamp(row.createdAtMs as EpochMs),
    lastError: row.lastError === null ? null : errorOf(JSON.parse(row.lastError) as LinkError),
  };
}

function errorOf({ code, status, title, detail }: LinkError): LinkError {
  return { code, status, title, detail };
}
