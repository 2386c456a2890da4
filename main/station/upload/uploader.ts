/**
 * Sends what the outbox holds, a few parts at once, and writes what became of each. It decides nothing for ever by itself:
 * only a receipt or the platform's own refusal ends a part, everything else comes due again.
 */
import { timestamp, type Clock, type Sha256, type Uuid } from '../../../preload/contract/vocabulary.ts';
import type { PlatformLink } from '../platform/platform-link.ts';
import { backoffMs } from '../rules/backoff.ts';
import type {
  DocumentOutcome,
  LinkError,
  OutgoingDocument,
  PhotoOutcome,
  RecordAdapter,
  Refusal,
  Setback,
  Unfit,
  Unreadable,
} from './adapters/adapter.ts';
import type { Outbox, Settlement } from './outbox.ts';
import type { OutboxRow } from './outbox-queue.ts';
import type { Log, Random, Timers } from './surroundings.ts';

/** A stored picture that is gone or no longer has its hash. */
export interface EvidenceFault {
  readonly sha256: Sha256;
  readonly documentId: Uuid;
  readonly found: 'damaged' | 'missing';
}

export interface UploaderOptions {
  readonly outbox: Outbox;
  readonly adapter: RecordAdapter;
  readonly link: PlatformLink;
  /** Where a picture lies. */
  readonly photoFile: (sha256: Sha256) => string;
  /** Hashes a stored picture again. */
  readonly checkPhoto: (sha256: Sha256) => Promise<'whole' | 'damaged' | 'missing'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly log: Log;
  /** Parts under way at once. */
  readonly slots?: number;
  readonly onEvidenceFault?: (fault: EvidenceFault) => void;
}

/**
 * Outcomes are written together: a commit blocks the loop that also listens to the scale, and a drain would make hundreds a
 * second. A kill in between costs a repeated PUT, nothing else.
 */
const SETTLE_AFTER_MS = 100;
/**
 * A disk that takes no outcomes: no new attempts beyond so many unwritten ones. Fewer than the queue reads ahead, and more
 * than a fast line makes between two writes, or this and not the line would set the pace.
 */
const UNWRITTEN_MAX = 150;
const REWRITE_AFTER_MS = 2_000;
/** The queue is looked at so often in any case: a clock that was set back must not keep a part waiting. */
const LOOK_EVERY_MS = 60_000;
/**
 * Parts begun before the loop turns: what a platform has no place for is settled without any I/O, so a backlog of it would
 * otherwise be worked off in one go, and no weight heard meanwhile. A line never begins so many in one turn.
 */
const BEGUN_A_TURN = 25;
/** Receipts whose missing pictures are remembered, so that the others are asked for before they are sent. */
const RECEIPTS_MAX = 256;

export class Uploader {
  readonly #options: UploaderOptions;
  readonly #slots: number;
  /** Rows under way and rows whose outcome is not written yet. */
  readonly #busy = new Set<number>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #missingOf = new Map<string, ReadonlySet<string>>();
  #unwritten: Settlement[] = [];
  /** The last outcomes could not be written: they wait for their own timer. */
  #diskRefuses = false;
  #undo: (() => void)[] = [];
  #cancelWake: (() => void) | null = null;
  #cancelSettle: (() => void) | null = null;
  #running = false;
  #begun = 0;
  #turn: NodeJS.Immediate | null = null;
  /** The line came back; the parts whose wait it had caused are still to be made due. */
  #toHurry = false;

  constructor(options: UploaderOptions) {
    this.#options = options;
    this.#slots = options.slots ?? 4;
  }

  start(): void {
    const { outbox, link } = this.#options;
    this.#running = true;
    this.#undo = [outbox.onChange(() => this.#pump()), link.onChange(() => this.#pump())];
    this.#pump();
  }

  /** Takes no new part, waits for those under way (stop the adapter to end them at once) and writes what is known. */
  async stop(): Promise<void> {
    this.#running = false;
    for (const undo of this.#undo.splice(0)) undo();
    this.#cancelWake?.();
    this.#cancelWake = null;
    if (this.#turn !== null) clearImmediate(this.#turn);
    this.#turn = null;
    this.#begun = 0;
    await Promise.all(this.#underWay);
    this.#write();
  }

  /** Fills the free slots; when nothing can go now, sets a timer for when something can. */
  #pump(): void {
    if (!this.#running) return;
    const { outbox, link, clock } = this.#options;
    const opening = link.opening(this.#slots);
    if (opening.parts === 0 && opening.inMs !== null) return this.#wakeIn(opening.inMs);
    while (this.#underWay.size < opening.parts && this.#unwritten.length < UNWRITTEN_MAX) {
      if (this.#begun >= BEGUN_A_TURN) return;
      // One look at the clock for both questions: what comes due in between must not fall between them.
      const nowMs = clock.wall();
      const row = outbox.next(nowMs, this.#busy);
      if (row === undefined) return this.#wakeIn((outbox.nextDueMs(nowMs) ?? Infinity) - nowMs);
      this.#begin(row);
    }
  }

  #wakeIn(delayMs: number): void {
    this.#cancelWake?.();
    const waitMs = Math.min(Math.max(1, Math.ceil(delayMs)), LOOK_EVERY_MS);
    this.#cancelWake = this.#options.timers.after(waitMs, () => {
      this.#cancelWake = null;
      this.#pump();
    });
  }

  /** The loop has turned: what waited for it goes on. */
  #turned(): void {
    this.#turn = null;
    const waited = this.#begun >= BEGUN_A_TURN;
    this.#begun = 0;
    if (!waited) return;
    this.#pump();
    this.#writeIfIdle();
  }

  #begin(row: OutboxRow): void {
    this.#begun++;
    this.#turn ??= setImmediate(() => this.#turned());
    this.#busy.add(row.id);
    const attempt = this.#attempt(row)
      .catch((error: unknown) => this.#defect(row, error))
      .then((settlement) => {
        this.#underWay.delete(attempt);
        if (settlement === null) this.#busy.delete(row.id);
        else this.#settle(settlement);
        this.#hurry();
        this.#pump();
        this.#writeIfIdle();
      });
    this.#underWay.add(attempt);
  }

  /** Nothing more comes for the outcomes to wait for: neither from the line nor after the loop's next turn. */
  #writeIfIdle(): void {
    const waits = this.#begun >= BEGUN_A_TURN && this.#running;
    if (this.#underWay.size === 0 && !waits && !this.#diskRefuses) this.#write();
  }

  /** Never inside an attempt: a disk that takes no writes must not turn a receipt into a failure. */
  #hurry(): void {
    if (!this.#toHurry) return;
    try {
      this.#options.outbox.hurry();
      this.#toHurry = false;
    } catch (err) {
      this.#options.log.warn({ err }, 'parts that the line had held up wait out their time');
    }
  }

  /** @returns null when the row itself has learnt nothing (the line was closed, or we are stopping) */
  async #attempt(row: OutboxRow): Promise<Settlement | null> {
    return row.sha256 === null ? this.#attemptDocument(row) : this.#attemptPhoto(row, row.sha256);
  }

  async #attemptDocument(row: OutboxRow): Promise<Settlement | null> {
    const { outbox, adapter } = this.#options;
    const outcome: DocumentOutcome = await adapter.sendDocument({ id: row.documentId, ...outbox.content(row) });
    if (outcome.kind === 'not-taken') return { kind: 'not-taken', row };
    if (outcome.kind === 'unreadable') return this.#notRead(row, outcome);
    if (outcome.kind !== 'received') return this.#notReceived(row, outcome);
    const { receivedAt, missingBlobs, withPhotos } = outcome;
    this.#remember(row.documentId, missingBlobs);
    const photos = withPhotos === undefined ? {} : { withPhotos };
    return this.#received({ kind: 'received', row, receivedAt, missingBlobs, ...photos });
  }

  async #attemptPhoto(row: OutboxRow, sha256: Sha256): Promise<Settlement | null> {
    const { adapter, outbox, photoFile, clock } = this.#options;
    const received = (): Settlement => this.#received({ kind: 'received', row, receivedAt: timestamp(clock.wall()) });
    if (this.#perhapsThere(row, sha256)) {
      const presence = await adapter.hasPhoto(sha256);
      if (presence.kind === 'stored') return received();
      if (presence.kind !== 'missing') return this.#notReceived(row, presence);
    }
    const document = (): OutgoingDocument => ({ id: row.documentId, ...outbox.content(row) });
    const photo = { sha256, mime: outbox.mime(sha256), file: photoFile(sha256), document };
    const outcome: PhotoOutcome = await adapter.sendPhoto(photo);
    switch (outcome.kind) {
      case 'received':
        return received();
      case 'not-taken':
        return { kind: 'not-taken', row };
      case 'hash-mismatch':
        return this.#hashedAgain(row, sha256, () => this.#notReceived(row, retry(outcome.error)));
      case 'unreadable':
        return this.#hashedAgain(row, sha256, () => this.#notRead(row, outcome));
      default:
        return this.#notReceived(row, outcome);
    }
  }

  /** A picture sent before, or one that the document's receipt did not miss, may be there: asking is cheaper than sending. */
  #perhapsThere(row: OutboxRow, sha256: Sha256): boolean {
    return row.attempts > 0 || this.#missingOf.get(row.documentId)?.has(sha256) === false;
  }

  async #hashedAgain(row: OutboxRow, sha256: Sha256, whole: () => Settlement | null): Promise<Settlement | null> {
    const { checkPhoto, onEvidenceFault, log } = this.#options;
    const found = await checkPhoto(sha256);
    if (found === 'whole') return whole();
    log.warn({ sha256, documentId: row.documentId, found }, 'a stored picture is not whole');
    onEvidenceFault?.({ sha256, documentId: row.documentId, found });
    return { kind: 'parked', row, error: { code: 'evidence.damaged', status: null, title: '', detail: found } };
  }

  #received(settlement: Extract<Settlement, { kind: 'received' }>): Settlement {
    if (this.#options.link.sendSucceeded(settlement.receivedAt)) this.#toHurry = true;
    return settlement;
  }

  #notReceived(row: OutboxRow, outcome: Refusal | Setback | Unfit): Settlement | null {
    const { link, log } = this.#options;
    const { error } = outcome;
    if (outcome.kind === 'unfit') {
      log.warn({ documentId: row.documentId, part: row.part, error }, 'cannot be sent in the form of this platform');
      return { kind: 'parked', row, error };
    }
    if (outcome.kind === 'refused') {
      link.sendSucceeded(null);
      log.warn({ documentId: row.documentId, part: row.part, error }, 'refused by the platform');
      return { kind: 'parked', row, error };
    }
    // While stopping, our own sockets were cut: that says nothing about line or row.
    if (!this.#running) return null;
    if (outcome.kind === 'unauthorised') {
      link.unauthorised(error);
      return null;
    }
    if (outcome.wholeLine && outcome.afterMs !== null) link.hold(outcome.afterMs);
    link.sendFailed(error, row.documentId);
    return this.#putOff(row, error, outcome.afterMs);
  }

  #putOff(row: OutboxRow, error: LinkError, afterMs: number | null): Settlement {
    const { clock, random } = this.#options;
    const waitMs = Math.max(backoffMs(row.attempts + 1, random()), afterMs ?? 0);
    const nextAttemptAtMs = clock.wall() + waitMs;
    return { kind: 'put-off', row, error, nextAttemptAtMs, ...(afterMs === null ? {} : { asked: true }) };
  }

  /** Not the line's fault, so the line is told nothing. */
  #notRead(row: OutboxRow, { detail }: Unreadable): Settlement {
    return this.#putOff(row, { code: 'store.failed', status: null, title: '', detail }, null);
  }

  /** A thrown error is a defect or a failing disk; the part waits like any other, and the log has the stack. */
  #defect(row: OutboxRow, err: unknown): Settlement {
    this.#options.log.warn({ err, rowId: row.id }, 'an upload attempt broke off');
    const detail = err instanceof Error ? err.message : String(err);
    return this.#notRead(row, { kind: 'unreadable', detail: detail.slice(0, 2000) });
  }

  #remember(documentId: Uuid, missingBlobs: readonly string[]): void {
    this.#missingOf.set(documentId, new Set(missingBlobs));
    const oldest = this.#missingOf.keys().next();
    if (this.#missingOf.size > RECEIPTS_MAX && !oldest.done) this.#missingOf.delete(oldest.value);
  }

  #settle(settlement: Settlement): void {
    this.#unwritten.push(settlement);
    this.#cancelSettle ??= this.#options.timers.after(SETTLE_AFTER_MS, () => this.#write());
  }

  #write(): void {
    this.#cancelSettle?.();
    this.#cancelSettle = null;
    const settlements = this.#unwritten;
    if (settlements.length === 0) return;
    this.#unwritten = [];
    for (const { row } of settlements) this.#busy.delete(row.id);
    try {
      this.#options.outbox.settle(settlements);
      this.#diskRefuses = false;
    } catch (err) {
      // Disk full, mostly. The rows still say "pending", which is true; the outcomes are tried again.
      this.#options.log.warn({ err, outcomes: settlements.length }, 'outcomes of uploads could not be written');
      this.#diskRefuses = true;
      this.#unwritten = [...settlements, ...this.#unwritten];
      for (const { row } of settlements) this.#busy.add(row.id);
      if (this.#running) this.#cancelSettle = this.#options.timers.after(REWRITE_AFTER_MS, () => this.#write());
    }
    this.#pump();
  }
}

function retry(error: LinkError): Setback {
  return { kind: 'retry', error, afterMs: null, wholeLine: false };
}
