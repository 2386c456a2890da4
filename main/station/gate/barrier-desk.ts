/**
 * Opens barriers (product.md G3): by itself only when the interlock (`../rules/barrier-release.ts`) finds on disk all that it
 * wants, by a person only with a reason. Either way a row, or the Notice, is on disk before anything moves; an order that the
 * relay did not carry out stands with its trouble, and is never repeated by itself.
 */
import type { BarrierState, OpenedByHand } from '../../../preload/contract/barrier.ts';
import type { GatePassBody } from '../../../preload/contract/documents.ts';
import { CodedError, type ErrorCode } from '../../../preload/contract/errors.ts';
import type { ParsedInput } from '../../../preload/contract/index.ts';
import { timestamp, type Clock, type Uuid } from '../../../preload/contract/vocabulary.ts';
import type { WeighingState } from '../../../preload/contract/weighing.ts';
import type { BarrierStore } from '../records/barrier-store.ts';
import type { DocumentChain } from '../records/document-chain.ts';
import type { Publisher } from '../records/publisher.ts';
import type { Act } from '../rpc-server.ts';
import { gateNeeds, scaleNeeds, type PassForRelease } from '../rules/barrier-release.ts';
import type { Writer } from '../store/statement.ts';
import type { BarrierPlace } from './barrier-place.ts';

export interface BarrierDeskParts {
  readonly places: readonly BarrierPlace[];
  readonly db: Writer;
  readonly store: BarrierStore;
  readonly chain: Pick<DocumentChain, 'mayAppend'>;
  readonly publisher: Pick<Publisher, 'publish'>;
  /** The newest pass at that gate since then. */
  readonly newestPass: (gateId: string, sinceMs: number) => Uuid | null;
  readonly clock: Clock;
  readonly newId: () => Uuid;
  readonly log: { warn(fields: object, text: string): void };
}

/** What a pass document says of its barrier. */
type Told = NonNullable<GatePassBody['barrier']>;
type Facts = Omit<PassForRelease, 'weighed' | 'saved'> & { readonly weighingId: string | null };

/** A pass and an opening by hand are about the same vehicle within so long. */
const ABOUT_MS = 60_000;
/** A vehicle that stands at a closed barrier was noticed within so long. */
const STANDS_MS = 10 * 60_000;

export class BarrierDesk {
  readonly #parts: BarrierDeskParts;
  /** Trucks that stood on a scale when the station was started: a person opens for them. By scale. */
  readonly #resumed = new Map<string, Uuid>();
  /** The document of the truck that stands on each scale. */
  readonly #onScale = new Map<string, Uuid>();
  /** Openings by hand that a pass was written about, or that were for one. */
  readonly #written = new Set<Uuid>();
  readonly #running = new Set<Promise<unknown>>();
  #stopped = false;

  constructor(parts: BarrierDeskParts) {
    this.#parts = parts;
  }

  states(): BarrierState[] {
    return this.#parts.places.map((place) => place.state());
  }

  /** @param standing what is on the scales at the start of the station: their trucks may have gone meanwhile */
  start(standing: readonly WeighingState[]): void {
    for (const place of this.#parts.places) place.start();
    for (const state of standing) {
      if (state.passId !== null) this.#resumed.set(state.scaleId, state.passId);
      this.weighingChanged(state);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
    for (const place of this.#parts.places) place.stop();
  }

  /** The truck on a scale came, was recorded, got its sheet, or left. */
  weighingChanged({ scaleId, passId, document }: WeighingState): void {
    const place = this.#place(scaleId);
    if (place === null) return;
    if (passId === null) {
      this.#resumed.delete(scaleId);
      this.#onScale.delete(scaleId);
      place.left();
      return;
    }
    if (document === null) this.#onScale.delete(scaleId);
    else this.#onScale.set(scaleId, document.id);
    // After whatever transaction this was told from: what counts is what lies on disk then.
    void this.#keep(
      new Promise<void>((resolve) => setImmediate(resolve)).then(() => this.#consider(place, scaleId, passId)),
    );
  }

  /**
   * A vehicle at a gate whose row is on disk: its barrier opens if nothing is lacking.
   * @returns what its document says of it; null: no barrier stands there
   */
  async pass(passId: Uuid, gateId: string, { weighingId, ...facts }: Facts): Promise<Told | null> {
    const place = this.#place(gateId);
    if (place === null) return null;
    const byHand = this.#openedByHand(gateId);
    if (byHand !== null) return byHand;
    const weighed = weighingId === null ? null : this.#parts.store.weighed(weighingId);
    const need = gateNeeds({ ...facts, saved: true, weighed }, place.rules);
    place.lacks(need);
    if (need !== null) return { command: 'kept-closed', reason: need };
    if (!place.rules.opensByItself) return { command: 'none' };
    return toldOf(await this.#order(place, passId));
  }

  /** Of a pass that a person recorded, or whose document is made later: nothing is opened for it now. */
  told(passId: Uuid, gateId: string): Told | null {
    if (this.#place(gateId) === null) return null;
    const order = this.#parts.store.ofSubject(passId);
    if (order === null) return this.#openedByHand(gateId) ?? { command: 'none' };
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
    const subjectId = this.#onScale.get(gateId) ?? newestPass(gateId, at - STANDS_MS);
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
      // Until the relay has answered nobody knows; who asks again after a lost answer is told just that.
      act.remember({ notice: made, result: 'unknown', trouble: null } satisfies OpenedByHand);
      return [made, id] as const;
    });
    // It was for that vehicle: the next one is none of its.
    if (subjectId !== null) this.#written.add(orderId);
    const trouble = await this.#keep(this.#carryOut(place, orderId, operatorId));
    return { notice, result: trouble === null ? 'opened' : 'failed', trouble };
  }

  async #consider(place: BarrierPlace, scaleId: string, passId: Uuid): Promise<void> {
    const { log, store } = this.#parts;
    const documentId = this.#onScale.get(scaleId);
    if (this.#stopped) return;
    try {
      if (documentId !== undefined && store.ofSubject(documentId) !== null) return;
      const need = scaleNeeds(documentId === undefined ? null : store.weighed(documentId), place.rules);
      const resumed = this.#resumed.get(scaleId) === passId;
      place.lacks(need ?? (resumed ? 'restart' : null));
      if (need !== null || resumed || documentId === undefined || !place.rules.opensByItself) return;
      await this.#order(place, documentId);
    } catch (err) {
      log.warn({ err, place: place.id }, 'the barrier stays closed');
    }
  }

  /** @returns why it did not open. @throws CodedError store.disk-full: then it was never told to */
  async #order(place: BarrierPlace, subjectId: Uuid): Promise<ErrorCode | null> {
    const { clock, db, newId, store } = this.#parts;
    const id = newId();
    const atMs = clock.wall();
    const order = { id, placeId: place.id, subjectId, at: timestamp(atMs), atMs, orderedBy: null, reason: null };
    db.immediate(() => store.order(order));
    return this.#keep(this.#carryOut(place, id, null));
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

  #openedByHand(gateId: string): Told | null {
    const { clock, store } = this.#parts;
    const order = store.newest(gateId, clock.wall() - ABOUT_MS);
    if (order === null || order.orderedBy === null || order.endedAt === null || order.trouble !== null) return null;
    if (this.#written.has(order.id)) return null;
    this.#written.add(order.id);
    return { command: 'opened', openedBy: order.orderedBy, reason: order.reason ?? '' };
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

const toldOf = (trouble: ErrorCode | null): Told =>
  trouble === null ? { command: 'opened', openedBy: 'station' } : { command: 'kept-closed', reason: trouble };
