/**
 * Opens barriers (product.md G3): by itself only when the interlock (`../rules/barrier-release.ts`) finds on disk all that it
 * wants, by a person only with a reason. Either way a row, or the Notice, is on disk before anything moves; an order that the
 * relay did not carry out stands with its trouble, and is never repeated by itself.
 */
import type { BarrierState, OpenedByHand } from '../../../preload/contract/barrier.ts';
import type { GatePassBody } from '../../../preload/contract/documents.ts';
import { CodedError, type ErrorCode } from '../../../preload/contract/errors.ts';
import type { ParsedInput } from '../../../preload/contract/index.ts';
import { timestamp, type Clock, type Kg, type Uuid } from '../../../preload/contract/vocabulary.ts';
import type { WeighingState } from '../../../preload/contract/weighing.ts';
import type { BarrierStore, KnownOrder } from '../records/barrier-store.ts';
import type { DocumentChain } from '../records/document-chain.ts';
import type { Publisher } from '../records/publisher.ts';
import type { Act } from '../rpc-server.ts';
import { stayedClosed } from '../rules/barrier-outcome.ts';
import { gateNeeds, scaleNeeds, type PassForRelease } from '../rules/barrier-release.ts';
import type { Writer } from '../store/statement.ts';
import type { BarrierPlace } from './barrier-place.ts';

export interface BarrierDeskParts {
  readonly places: readonly BarrierPlace[];
  readonly db: Writer;
  readonly store: BarrierStore;
  readonly chain: Pick<DocumentChain, 'mayAppend'>;
  readonly publisher: Pick<Publisher, 'publish'>;
  /** The newest pass at that gate since then, with a document or without. */
  readonly newestPass: (gateId: string, sinceMs: number) => Uuid | null;
  /** Whether the truck of that weight is what stands on that scale, for sure. */
  readonly whoStands: (scaleId: string, weightKg: Kg) => 'same' | 'moved' | 'unseen';
  readonly clock: Clock;
  readonly after: (ms: number, run: () => void) => () => void;
  readonly newId: () => Uuid;
  readonly log: { warn(fields: object, text: string): void };
}

/** What a pass document says of its barrier. */
type Told = NonNullable<GatePassBody['barrier']>;
type Facts = Omit<PassForRelease, 'weighed' | 'saved'> & { readonly weighingId: string | null; readonly atMs: number };

interface OnScale {
  readonly passId: string;
  readonly document: { readonly id: Uuid; readonly weightKg: Kg } | null;
}

/** A pass and an opening by hand are about the same vehicle within so long. */
const ABOUT_MS = 60_000;
/** Who fetched the sheet is back in the cabin, the truck stands still again, or the signal is back before anybody could have driven on. */
const AGAIN_MS = 500;
/** A vehicle that stands at a closed barrier was noticed within so long. */
const STANDS_MS = 10 * 60_000;

export class BarrierDesk {
  readonly #parts: BarrierDeskParts;
  /** The pass of the truck that stands on each scale, and its document; null: it has none yet. */
  readonly #onScale = new Map<string, OnScale>();
  /** Scales whose truck is not seen at its weight: looked at again. */
  readonly #again = new Map<string, () => void>();
  readonly #running = new Set<Promise<unknown>>();
  /** Orders that no relay has answered yet, by their place. */
  readonly #orders = new Map<string, Set<Promise<unknown>>>();
  #stopped = false;

  constructor(parts: BarrierDeskParts) {
    this.#parts = parts;
  }

  states(): BarrierState[] {
    return this.#parts.places.map((place) => place.state());
  }

  /** @param standing what is on the scales at the start of the station */
  start(standing: readonly WeighingState[]): void {
    for (const place of this.#parts.places) place.start();
    for (const state of standing) this.weighingChanged(state);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const callOff of this.#again.values()) callOff();
    this.#again.clear();
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
    for (const place of this.#parts.places) place.stop();
  }

  /** The truck on a scale came, was recorded, got its sheet, or left. */
  weighingChanged({ scaleId, passId, document }: WeighingState): void {
    const place = this.#place(scaleId);
    if (place === null) return;
    const before = this.#onScale.get(scaleId)?.passId ?? null;
    if (passId === null) this.#onScale.delete(scaleId);
    else this.#onScale.set(scaleId, { passId, document });
    // Also where nobody saw the deck empty in between: what was told for the one before is none of the next one's.
    if (passId === null || (before !== null && before !== passId)) place.left();
    if (passId !== null) this.#look(place, scaleId);
  }

  /** What counts of a weighing is another now: a correction. */
  weighingAmended(id: Uuid): void {
    for (const [scaleId, { document }] of this.#onScale) {
      const place = document?.id === id ? this.#place(scaleId) : null;
      if (place !== null) this.#look(place, scaleId);
    }
  }

  /** After whatever transaction this was told from: what counts is what lies on disk then. */
  #look(place: BarrierPlace, scaleId: string): void {
    void this.#keep(new Promise<void>((resolve) => setImmediate(resolve)).then(() => this.#consider(place, scaleId)));
  }

  /**
   * A vehicle at a gate whose row is on disk: its barrier opens if nothing is lacking.
   * @returns what its document says of it; null: no barrier stands there
   */
  async pass(passId: Uuid, gateId: string, { atMs, weighingId, ...facts }: Facts): Promise<Told | null> {
    const place = this.#place(gateId);
    if (place === null) return null;
    // What a person told it a moment ago may be for this very vehicle: what came of it is known when the relay has answered.
    while (this.#ordersAt(gateId).size > 0) await Promise.allSettled(this.#ordersAt(gateId));
    const byHand = this.#parts.db.immediate(() => this.#byHand(passId, gateId, atMs));
    const weighed = weighingId === null ? null : this.#parts.store.weighed(weighingId);
    const need = gateNeeds({ ...facts, saved: true, weighed }, place.rules);
    place.lacks(need);
    if (need !== null) return byHand ?? { command: 'kept-closed', reason: need };
    if (!place.rules.opensByItself) return byHand ?? { command: 'none' };
    // The arm that was opened for it by hand may be down again, or it was another one's: it may go, so it opens.
    const told = toldOf(await this.#order(place, passId));
    return told.command === 'opened' && told.reason === undefined ? told : (byHand ?? told);
  }

  /**
   * Of a pass that a person recorded, or whose document is made later: nothing is opened for it now. In a transaction.
   * @param atMs when it passed, which may be long ago
   */
  told(passId: Uuid, gateId: string, atMs: number): Told | null {
    if (this.#place(gateId) === null) return null;
    const order = this.#parts.store.ofSubject(passId);
    if (order === null) return this.#byHand(passId, gateId, atMs) ?? { command: 'none' };
    if (order.endedAt === null) return { command: 'opened', openedBy: 'station', reason: 'interrupted' };
    return toldOf(order.trouble);
  }

  /**
   * `gate.open`.
   * @throws CodedError barrier.absent {gateId} | gate.chain-unknown | store.disk-full: then nothing moved
   */
  async openByHand({ gateId, operatorId, reason }: ParsedInput<'gate.open'>, act: Act): Promise<OpenedByHand> {
    const { chain, clock, db, newId, newestPass, publisher, store } = this.#parts;
    const place = this.#place(gateId);
    if (place === null) throw new CodedError('barrier.absent', { gateId });
    if (!chain.mayAppend()) throw new CodedError('gate.chain-unknown');
    const at = clock.wall();
    const subjectId = this.#onScale.get(gateId)?.document?.id ?? this.#standing(newestPass(gateId, at - STANDS_MS));
    const [notice, orderId] = db.immediate(() => {
      const made = publisher.publish('notice', newId(), {
        kind: 'manual-opening',
        subjectId,
        effectiveAt: timestamp(at),
        text: reason,
        operatorId,
        placeId: gateId,
      });
      const id = newId();
      const order = { id, placeId: gateId, subjectId: made.id, at: timestamp(at), atMs: at, orderedBy: operatorId };
      store.order({ ...order, reason });
      // It was for that vehicle: the next one is none of its.
      if (subjectId !== null) store.claim(id, subjectId);
      // Until the relay has answered nobody knows; who asks again after a lost answer is told just that.
      act.remember({ notice: made, result: 'unknown', trouble: null } satisfies OpenedByHand);
      return [made, id] as const;
    });
    const trouble = await this.#carriedOut(place, orderId, operatorId);
    return { notice, result: trouble === null ? 'opened' : stayedClosed(trouble) ? 'failed' : 'unknown', trouble };
  }

  async #consider(place: BarrierPlace, scaleId: string): Promise<void> {
    const { log, store, whoStands } = this.#parts;
    const standing = this.#onScale.get(scaleId);
    if (this.#stopped || standing === undefined) return;
    const { document } = standing;
    try {
      if (document !== null && store.ofSubject(document.id) !== null) return;
      const lacking = scaleNeeds(document === null ? null : store.weighed(document.id), place.rules);
      // From here to the order in one turn: no frame comes between.
      const stands = lacking !== null || document === null ? 'same' : whoStands(scaleId, document.weightKg);
      const need = lacking ?? (stands === 'same' ? null : stands);
      place.lacks(need);
      if (stands !== 'same') this.#lookAgain(place, scaleId);
      if (need !== null || document === null || !place.rules.opensByItself) return;
      await this.#order(place, document.id);
    } catch (err) {
      log.warn({ err, place: place.id }, 'the barrier stays closed');
    }
  }

  #lookAgain(place: BarrierPlace, scaleId: string): void {
    if (this.#again.has(scaleId)) return;
    const look = (): void => {
      this.#again.delete(scaleId);
      void this.#keep(this.#consider(place, scaleId));
    };
    this.#again.set(scaleId, this.#parts.after(AGAIN_MS, look));
  }

  /** @returns why it did not open. @throws CodedError store.disk-full: then it was never told to */
  async #order(place: BarrierPlace, subjectId: Uuid): Promise<ErrorCode | null> {
    const { clock, db, newId, store } = this.#parts;
    const id = newId();
    const atMs = clock.wall();
    const order = { id, placeId: place.id, subjectId, at: timestamp(atMs), atMs, orderedBy: null, reason: null };
    db.immediate(() => store.order(order));
    return this.#carriedOut(place, id, null);
  }

  #carriedOut(place: BarrierPlace, orderId: Uuid, by: string | null): Promise<ErrorCode | null> {
    const orders = this.#ordersAt(place.id);
    const work = this.#keep(this.#carryOut(place, orderId, by));
    orders.add(work);
    const done = (): void => void orders.delete(work);
    work.then(done, done);
    return work;
  }

  #ordersAt(placeId: string): Set<Promise<unknown>> {
    const orders = this.#orders.get(placeId) ?? new Set();
    this.#orders.set(placeId, orders);
    return orders;
  }

  async #carryOut(place: BarrierPlace, orderId: Uuid, by: string | null): Promise<ErrorCode | null> {
    const { clock, db, log, store } = this.#parts;
    const trouble = await place.open(by);
    if (trouble !== null) log.warn({ place: place.id, orderId, code: trouble }, 'a barrier did not open');
    try {
      db.immediate(() => store.outcome(orderId, timestamp(clock.wall()), trouble));
    } catch (err) {
      log.warn({ err, orderId }, 'what came of an opening could not be kept');
    }
    return trouble;
  }

  /** What was opened for it by hand: by its row, else by what was opened about when it passed and was for no other. */
  #byHand(passId: Uuid, gateId: string, atMs: number): Told | null {
    const { store } = this.#parts;
    const opened = (order: KnownOrder): boolean => order.trouble === null || !stayedClosed(order.trouble);
    const claimed = store.claimedBy(passId);
    if (claimed !== null) return opened(claimed) ? handOf(claimed) : null;
    const order = store.unclaimed(gateId, atMs - ABOUT_MS, atMs + ABOUT_MS).find(opened);
    if (order === undefined) return null;
    store.claim(order.id, passId);
    return handOf(order);
  }

  /** The vehicle still stands at its barrier, as far as anybody knows: it was not opened for it. */
  #standing(passId: Uuid | null): Uuid | null {
    if (passId === null) return null;
    const gone = this.#parts.store.told(passId).some(({ trouble }) => trouble === null || !stayedClosed(trouble));
    return gone ? null : passId;
  }

  #place(placeId: string): BarrierPlace | null {
    return this.#parts.places.find(({ id }) => id === placeId) ?? null;
  }

  #keep<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work);
    const done = (): void => void this.#running.delete(work);
    work.then(done, done);
    return work;
  }
}

/** What nobody knows is not said to be closed. */
function toldOf(trouble: ErrorCode | null): Told {
  if (trouble === null) return { command: 'opened', openedBy: 'station' };
  if (stayedClosed(trouble)) return { command: 'kept-closed', reason: trouble };
  return { command: 'opened', openedBy: 'station', reason: `unknown: ${trouble}` };
}

const handOf = ({ endedAt, orderedBy, reason, trouble }: KnownOrder): Told => ({
  command: 'opened',
  openedBy: orderedBy ?? 'nobody',
  reason: endedAt === null ? 'interrupted' : trouble === null ? (reason ?? '') : `unknown: ${trouble}`,
});
