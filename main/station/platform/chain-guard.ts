/**
 * A folder that was taken back to an older state must never use a sequence twice: the platform holds what came after, under
 * the same numbers (architecture.md §5). So the platform is asked once after each start what it holds of us; where it holds
 * more, our chain goes on above it. Only a folder that looks too old waits for the answer before its next document; any
 * other start, offline or not, weighs at once, and a fork that comes to light later is said loudly.
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Sha256, type Clock, type EpochMs } from '../../../preload/contract/vocabulary.ts';
import type { DocumentChain } from '../records/document-chain.ts';
import { backoffMs } from '../rules/backoff.ts';
import { Meta } from '../store/meta.ts';
import type { Writer } from '../store/statement.ts';
import type { ChainItem, ChainOutcome, LinkError, PlatformAdapter } from '../upload/adapters/adapter.ts';
import type { Log, Random, Timers } from '../upload/surroundings.ts';
import type { PlatformLink } from './platform-link.ts';

/** Whoever puts a backup in place leaves this empty file in the data folder; it goes when the platform has answered. */
export const restoreMarker = (dataDir: string): string => join(dataDir, 'restored');

/** meta: the highest sequence with a receipt (written by the outbox), the head at the last start, the lowest forked one. */
const RECEIPTED = 'highestReceipted';
const LAST_HEAD = 'lastOpenedHead';
const FORKED_AT = 'chainForkedAt';

const PAGE = 1_000;
/** A person is waiting at the scale. */
const HELD_WAIT_MAX_MS = 15_000;

type ErrorLog = Log & { error(fields: Readonly<Record<string, unknown>>, message: string): void };
type Guarded = Pick<DocumentChain, 'head' | 'mayAppend' | 'hold' | 'open' | 'continueAbove'>;

const UNKNOWN: LinkError = { code: 'platform.chain-unknown', status: null, title: '', detail: '' };
const forked = (sequence: number): LinkError => ({
  code: 'platform.chain-forked',
  status: null,
  title: '',
  detail: `#${sequence}`,
});

/**
 * Holds the chain of a folder that looks older than what it once was. To be called before anything is appended.
 * @returns why, or null when there is nothing to suspect
 */
export function holdIfOlder(parts: {
  readonly db: Writer;
  readonly chain: Guarded;
  readonly dataDir: string;
  readonly log: Log;
}): 'restored' | 'receipts' | 'shortened' | null {
  const { chain, dataDir, db, log } = parts;
  const meta = new Meta(db);
  const { length } = chain.head();
  const doubt = existsSync(restoreMarker(dataDir))
    ? 'restored'
    : numberOf(meta, RECEIPTED) > length
      ? 'receipts'
      : numberOf(meta, LAST_HEAD) > length
        ? 'shortened'
        : null;
  if (doubt !== null) {
    log.warn({ doubt, length }, 'the folder may be older than what the platform holds: no document until it is asked');
    chain.hold();
    return doubt;
  }
  try {
    db.immediate(() => meta.set(LAST_HEAD, String(length)));
  } catch (err) {
    // A full disk is no reason not to weigh; the mark of the start before still counts.
    log.warn({ err }, 'the head of this start could not be noted');
  }
  return null;
}

export interface ChainGuardOptions {
  readonly db: Writer;
  readonly chain: Guarded;
  readonly dataDir: string;
  readonly adapter: Pick<PlatformAdapter, 'chain'>;
  readonly link: PlatformLink;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly log: ErrorLog;
  /**
   * So many documents are at the platform, or were there, and not in this folder; when it took the newest that it shows.
   * In the transaction that settles it.
   */
  readonly onLost: (documents: number, newestAtMs: EpochMs | null) => void;
}

/** What the platform holds of us, from where a fork could begin. */
interface Held {
  readonly highest: number;
  /** The newest item seen; null when it holds nothing from there on. */
  readonly top: ChainItem | null;
  readonly forkedAt: number | null;
}

export class ChainGuard {
  readonly #options: ChainGuardOptions;
  readonly #meta: Meta;
  #attempts = 0;
  #online = false;
  #answered = false;
  #running = false;
  #cancel: (() => void) | null = null;
  #unlisten: (() => void) | null = null;
  #underWay: Promise<void> | null = null;

  constructor(options: ChainGuardOptions) {
    this.#options = options;
    this.#meta = new Meta(options.db);
  }

  /** Asks as soon as the line is open, until there is an answer. */
  start(): void {
    const { chain, link } = this.#options;
    this.#running = true;
    const forkedAt = numberOf(this.#meta, FORKED_AT);
    if (forkedAt > 0) link.chainState(forked(forkedAt));
    else if (!chain.mayAppend()) link.chainState(UNKNOWN);
    this.#unlisten = link.onChange(() => this.#lineChanged());
    this.#perhapsAsk();
  }

  /** Waits for a request under way (stop the adapter to end it at once). */
  async stop(): Promise<void> {
    this.#running = false;
    this.#unlisten?.();
    this.#unlisten = null;
    this.#cancelWait();
    await this.#underWay;
  }

  #lineChanged(): void {
    const { online } = this.#options.link.state();
    if (online && !this.#online) this.#cancelWait();
    this.#online = online;
    this.#perhapsAsk();
  }

  #perhapsAsk(): void {
    const waiting = this.#underWay !== null || this.#cancel !== null;
    if (!this.#running || this.#answered || waiting || this.#options.link.needsEnrolment()) return;
    const { link, log } = this.#options;
    const heldMs = link.heldMs();
    if (heldMs > 0) return this.#askIn(heldMs);
    this.#attempts++;
    this.#underWay = this.#once()
      .catch((err: unknown) => {
        log.warn({ err }, 'what the platform holds of our chain could not be settled');
        return 0;
      })
      .then((afterMs) => {
        this.#underWay = null;
        if (this.#answered || !this.#running) return;
        this.#askIn(afterMs);
      });
  }

  #askIn(afterMs: number): void {
    const { chain, random, timers } = this.#options;
    const backoff = backoffMs(this.#attempts, random());
    const waitMs = Math.max(afterMs, chain.mayAppend() ? backoff : Math.min(backoff, HELD_WAIT_MAX_MS));
    this.#cancel = timers.after(waitMs, () => {
      this.#cancel = null;
      this.#perhapsAsk();
    });
  }

  #cancelWait(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  /** @returns milliseconds that the platform asked us to wait before the next try */
  async #once(): Promise<number> {
    const { link, log } = this.#options;
    const held = await this.#whatItHolds();
    if (!this.#running) return 0;
    if ('kind' in held) {
      if (held.kind === 'unauthorised') link.unauthorised(held.error);
      return held.kind === 'retry' ? (held.afterMs ?? 0) : 0;
    }
    const { highest, top } = held;
    if (
      highest > this.#options.chain.head().length &&
      (top?.sequence !== highest || !Sha256.safeParse(top.hash).success)
    ) {
      log.warn({ highest, top: top?.sequence ?? null }, 'the platform names a head that it does not show');
      return 0;
    }
    this.#settle(held);
    return 0;
  }

  /** Page by page from the highest receipt on: below it everything was the same when the receipt came. */
  async #whatItHolds(): Promise<Held | Exclude<ChainOutcome, { kind: 'chain' }>> {
    const { adapter, db } = this.#options;
    const ours = db.prepare<{ hash: string }>('SELECT hash FROM document WHERE sequence = ?');
    let top: ChainItem | null = null;
    let forkedAt: number | null = null;
    let from = numberOf(this.#meta, FORKED_AT) || Math.max(1, numberOf(this.#meta, RECEIPTED));
    for (;;) {
      const page: ChainOutcome = await adapter.chain(from, PAGE);
      if (page.kind !== 'chain') return page;
      for (const item of page.items) {
        const own = ours.get(item.sequence);
        if (own !== undefined && own.hash !== item.hash) forkedAt = Math.min(forkedAt ?? Infinity, item.sequence);
        if (item.sequence > (top?.sequence ?? 0)) top = item;
      }
      const next = (top?.sequence ?? 0) + 1;
      if (page.items.length === 0 || next > page.highestSequence || next <= from || !this.#running)
        return { highest: page.highestSequence, top, forkedAt };
      from = next;
    }
  }

  /** In one turn of the loop from looking at our head to the end: nothing is appended in between. */
  #settle({ highest, top, forkedAt }: Held): void {
    const { chain, dataDir, db, link, log, onLost } = this.#options;
    const own = chain.head();
    const sequence = Math.max(highest, numberOf(this.#meta, RECEIPTED));
    db.immediate(() => {
      if (sequence > own.length) {
        chain.continueAbove({
          sequence,
          hash: top !== null && highest > own.length ? Sha256.parse(top.hash) : own.head,
        });
      }
      // A fork that is known already was counted when it was found.
      const known = forkedAt === null || forkedAt === numberOf(this.#meta, FORKED_AT);
      const lost = sequence - (known ? own.length : forkedAt - 1);
      const newestAtMs = Date.parse(top?.receivedAt ?? '');
      if (lost > 0) onLost(lost, Number.isNaN(newestAtMs) ? null : (newestAtMs as EpochMs));
      if (forkedAt === null) this.#meta.delete(FORKED_AT);
      else this.#meta.set(FORKED_AT, String(forkedAt));
      this.#meta.set(LAST_HEAD, String(Math.max(sequence, own.length)));
    });
    if (sequence > own.length)
      log.warn({ own: own.length, sequence }, 'the chain goes on above what the platform holds');
    if (forkedAt !== null)
      log.error({ forkedAt, own: own.length, highest }, 'the platform holds other documents than we do');
    rmSync(restoreMarker(dataDir), { force: true });
    chain.open();
    this.#answered = true;
    link.chainState(forkedAt === null ? null : forked(forkedAt));
  }
}

const numberOf = (meta: Meta, key: string): number => Number(meta.get(key) ?? 0);
