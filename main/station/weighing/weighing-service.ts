/**
 * From a steady weight to the signed document, in two steps (architecture.md §5): the capture row as soon as the pictures
 * are on disk, the document when a person confirmed – or, when nobody does, at the latest when the deck is empty.
 * No capture row stays without a document, and nothing says "saved" before its row is on disk.
 */
import type { EvidenceCollector, Evidence } from './evidence.ts';
import type { Deck, EndedPass, SteadyWeight } from './deck.ts';
import { draftWeighing, type LimitFacts } from './weighing-draft.ts';
import type { LoadSheet, Weighing } from '../../../preload/contract/documents.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import {
  kg,
  timestamp,
  type Clock,
  type EpochMs,
  type Kg,
  type Uuid,
  type WeighingKind,
} from '../../../preload/contract/vocabulary.ts';
import type { CaptureInput, WeighingState } from '../../../preload/contract/weighing.ts';
import type { Act, RequestStore } from '../rpc-server.ts';
import type { CaptureRow, CaptureStore } from '../records/capture-store.ts';
import type { DocumentChain } from '../records/document-chain.ts';
import type { PassStore } from '../records/pass-store.ts';
import type { VehicleStore } from '../records/vehicle-store.ts';
import type { WeighingRow, WeighingStore } from '../records/weighing-store.ts';
import { normalisePlate } from '../rules/plate-grammar.ts';
import { suggestKind } from '../rules/suggest-kind.ts';
import type { Configuration } from '../settings/configuration.ts';
import type { Writer } from '../store/statement.ts';
import type { Outbox } from '../upload/outbox.ts';

/** A capture that failed for a passing reason (disk, camera writer) is tried again while the truck stands. */
const AUTO_RETRY_MS = 5000;

/** Why a record was made although no person had accepted what is missing. */
type Unconfirmed = 'unattended' | 'truck-left' | 'restart';

type Asked = Pick<CaptureRow, 'claim' | 'request'>;

interface How {
  readonly kind: WeighingKind;
  readonly plateFront: string | null;
  readonly plateRear: string | null;
  readonly input: Partial<
    Pick<CaptureInput, 'axleCount' | 'vehicleType' | 'driveAxles' | 'direction' | 'caseId' | 'replaces'>
  >;
  readonly operatorId: string;
  readonly acceptance: { readonly reason: string; readonly acceptedBy: string | null } | null;
}

export interface WeighingParts {
  readonly configuration: Configuration;
  readonly deck: Deck;
  readonly evidence: EvidenceCollector;
  readonly db: Writer;
  readonly chain: DocumentChain;
  readonly captures: CaptureStore;
  readonly passes: PassStore;
  readonly weighings: WeighingStore;
  readonly vehicles: VehicleStore;
  readonly outbox: Outbox;
  readonly requests: RequestStore;
  readonly clock: Clock;
  readonly newId: () => Uuid;
  readonly clockOffsetMs: () => number | null;
  readonly log: { warn(fields: object, text: string): void; info(fields: object, text: string): void };
}

export class WeighingService {
  readonly #parts: WeighingParts;
  /** The capture of the truck on the deck that has no document yet. */
  #waiting: CaptureRow | null = null;
  /** Its pictures, retakes included: read once and not with every frame. */
  #waitingPictures: Pick<CaptureRow, 'images' | 'missing'> = { images: [], missing: [] };
  #document: Weighing | null = null;
  #sheet: WeighingState['sheet'] = null;
  #capturing: Promise<CaptureRow> | null = null;
  #retry: NodeJS.Timeout | null = null;
  #stateListeners = new Set<(state: WeighingState) => void>();
  #savedListeners = new Set<(document: Weighing) => void>();
  #lastTold = '';

  constructor(parts: WeighingParts) {
    this.#parts = parts;
  }

  /** Makes the documents that the last run still owed, takes up the truck that may still stand there, and listens. */
  start(): void {
    const { captures, deck } = this.#parts;
    for (const row of captures.pending()) this.#recordUnconfirmed(row, 'restart');
    this.#resume();
    deck.start({
      changed: () => this.#tellState(),
      steady: () => this.#onSteady(),
      ended: (pass) => this.#onEnded(pass),
    });
  }

  async stop(): Promise<void> {
    if (this.#retry !== null) clearTimeout(this.#retry);
    await this.#capturing?.catch(() => null);
    this.#parts.deck.stop();
  }

  onState(listener: (state: WeighingState) => void): () => void {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  onSaved(listener: (document: Weighing) => void): () => void {
    this.#savedListeners.add(listener);
    return () => this.#savedListeners.delete(listener);
  }

  state(): WeighingState {
    const { configuration, deck } = this.#parts;
    const row = this.#waiting;
    const document = this.#document;
    return {
      scaleId: configuration.scale.id,
      phase: deck.phase,
      since: timestamp(deck.phaseSince),
      capture:
        row !== null
          ? {
              id: row.id,
              caseId: row.caseId,
              weightKg: row.weightKg,
              weighedAt: row.weighedAt,
              images: [...this.#waitingPictures.images],
              missing: [...this.#waitingPictures.missing],
            }
          : null,
      document,
      sheet: this.#sheet,
    };
  }

  /**
   * `weighing.capture`: the document of the truck on the deck. Continues the capture that waits, or takes one now.
   * @throws CodedError scale.* when nothing may be saved, evidence.incomplete {missing} when the row is kept and a person
   *   must accept it, weighing.not-found when `replaces` names nothing, store.disk-full
   */
  async capture(input: CaptureInput, act: Act): Promise<Weighing> {
    const { deck, weighings } = this.#parts;
    if (input.replaces !== undefined && weighings.get(input.replaces.weighingId) === null)
      throw new CodedError('weighing.not-found', { id: input.replaces.weighingId });
    const row =
      (await this.#running()) ??
      this.#waiting ??
      (await this.#take(deck.weightToSave(input.replaces !== undefined), askedBy(input, act)));
    if (this.#waiting?.id !== row.id) throw new CodedError('scale.not-returned-to-zero', { recorded: row.id });
    const { missing } = this.#waitingPictures;
    if (missing.length > 0 && input.acceptIncomplete === undefined)
      throw new CodedError('evidence.incomplete', { missing });
    const acceptance =
      missing.length === 0 || input.acceptIncomplete === undefined
        ? null
        : { reason: input.acceptIncomplete.reason, acceptedBy: input.operatorId };
    return this.#record(
      row,
      {
        kind: input.kind,
        plateFront: normalisePlate(input.plateFront),
        plateRear: normalisePlate(input.plateRear),
        input,
        operatorId: input.operatorId,
        acceptance,
      },
      act,
    );
  }

  /**
   * `weighing.photograph`: the pictures of the waiting capture again. What was good stays; what failed is replaced.
   * @throws CodedError weighing.no-capture when no capture waits, scale.unstable when the truck moved meanwhile
   */
  async photograph(): Promise<WeighingState> {
    const { captures, clock, db, deck, evidence } = this.#parts;
    await this.#running();
    const row = this.#waiting;
    if (row === null) throw new CodedError('weighing.no-capture');
    // As at the capture itself: pictures of another weight than the saved one prove nothing.
    const mustStand = (): void => {
      if (!deck.stillAt(row)) throw new CodedError('scale.unstable', { reason: 'moved-since-capture' });
    };
    mustStand();
    const again = await evidence.collect();
    if (this.#waiting?.id !== row.id) throw new CodedError('weighing.no-capture');
    mustStand();
    db.immediate(() => captures.addRetake(row.id, { ...again, takenAt: timestamp(clock.wall()) }));
    // Told only now: a retake that the disk did not take changes nothing on screen. Taken twice, it harms nobody.
    this.#waitingPictures = captures.pictures(row.id);
    deck.tell({ type: 'captured', complete: this.#waitingPictures.missing.length === 0 });
    return this.state();
  }

  /** A load sheet was issued, or voided, for a weighing: the truck on the deck may go, or may not. */
  sheetChanged({ id, number, status, verdict, grossWeighingId }: LoadSheet): void {
    if (this.#document?.id !== grossWeighingId) return;
    this.#sheet = status === 'void' ? null : { id, number, verdict };
    this.#parts.deck.tell(status === 'void' ? { type: 'recorded', next: 'sheet' } : { type: 'sheet-issued' });
  }

  /** The weighing on the deck was voided: the truck may be weighed again where it stands. */
  weighingVoided(id: Uuid): void {
    if (this.#document?.id !== id) return;
    this.#document = null;
    this.#sheet = null;
    this.#parts.deck.tell({ type: 'capture-failed' });
  }

  /** The limit for a plate and what a person typed; typed figures come before the vehicle file's. */
  limitFacts(plate: string | null, typed: Pick<CaptureInput, 'axleCount' | 'vehicleType' | 'driveAxles'>): LimitFacts {
    const file = plate === null ? null : this.#parts.vehicles.get(plate);
    const axleCount = typed.axleCount ?? file?.axleCount ?? null;
    return {
      axleCount,
      axleSource: axleCount === null ? 'unknown' : typed.axleCount === undefined ? 'file' : 'typed',
      vehicleType: typed.vehicleType ?? file?.vehicleType ?? 'unknown',
      driveAxles: typed.driveAxles ?? file?.driveAxles ?? null,
      registeredTotalKg: file?.registeredTotalKg == null ? null : kg(file.registeredTotalKg),
      toleranceKg: kg(this.#parts.configuration.rules.limitToleranceKg),
    };
  }

  /** The tare of a truck that is inside, by its plate pair. */
  openTruck(plateFront: string, plateRear: string | null): WeighingRow | null {
    const { clock, configuration, weighings } = this.#parts;
    const since = (clock.wall() - configuration.rules.openTruckHours * 3_600_000) as EpochMs;
    return weighings.openTruck(plateFront, plateRear, since);
  }

  async #running(): Promise<CaptureRow | null> {
    return this.#capturing;
  }

  /** Step 1: pictures on disk, then the capture row in one FULL commit. */
  #take(weight: SteadyWeight, asked: Asked | null): Promise<CaptureRow> {
    const run = this.#photographAndSave(weight, asked).finally(() => {
      this.#capturing = null;
    });
    this.#capturing = run;
    return run;
  }

  async #photographAndSave(weight: SteadyWeight, asked: Asked | null): Promise<CaptureRow> {
    const { captures, configuration, db, deck, evidence, newId } = this.#parts;
    const pass = deck.pass;
    if (pass === null) throw new CodedError('scale.below-minimum', { weightKg: weight.weightKg });
    const trace = deck.trace();
    deck.tell({ type: 'capture-started' });
    let pictures: Evidence;
    try {
      pictures = await evidence.collect();
      // Pictures of another weight than the saved one prove nothing.
      if (deck.pass?.id !== pass.id || !deck.stillAt(weight))
        throw new CodedError('scale.unstable', { reason: 'moved-during-capture' });
      const row: CaptureRow = {
        id: newId(),
        passId: pass.id,
        caseId: pass.caseId,
        scaleId: configuration.scale.id,
        weightKg: weight.weightKg,
        weighedAt: timestamp(weight.weighedAt),
        weighedAtMs: weight.weighedAt,
        stability: weight.stability,
        zeroBeforeKg: pass.zeroBeforeKg,
        trace,
        rawFrame: weight.rawFrame,
        protocol: configuration.scale.indicator.protocol,
        images: [...pictures.images],
        missing: [...pictures.missing],
        ...(asked ?? {}),
      };
      db.immediate(() => captures.insert(row));
      this.#waiting = row;
      this.#waitingPictures = pictures;
      this.#document = null;
      this.#sheet = null;
      deck.tell({ type: 'captured', complete: pictures.missing.length === 0 });
      return row;
    } catch (error) {
      if (deck.pass?.id === pass.id) deck.tell({ type: 'capture-failed' });
      throw error;
    }
  }

  /** Step 2: the document, its index row and its outbox rows in one transaction. */
  #record(row: CaptureRow, how: How, act: Act | null): Weighing {
    const { captures, chain, clockOffsetMs, db, deck, outbox, vehicles, weighings } = this.#parts;
    const { images, missing } = captures.pictures(row.id);
    const limit = this.limitFacts(how.plateFront, how.input);
    const document = db.immediate(() => {
      const body = draftWeighing({
        row,
        images,
        missing,
        kind: how.kind,
        direction: how.input.direction ?? null,
        caseId: this.#caseOf(row, how),
        plateFront: how.plateFront,
        plateRear: how.plateRear,
        limit,
        operatorId: how.operatorId,
        acceptance: how.acceptance,
        replaces: how.input.replaces ?? null,
        clockOffsetMs: clockOffsetMs(),
      });
      const signed = chain.append('weighing', row.id, body);
      weighings.index(signed);
      outbox.enqueue(signed);
      if (how.plateFront !== null && limit.axleSource === 'typed' && vehicles.get(how.plateFront) === null)
        vehicles.put(
          {
            plate: how.plateFront,
            trailerPlate: how.plateRear,
            axleCount: limit.axleCount,
            vehicleType: limit.vehicleType,
            driveAxles: limit.driveAxles,
          },
          timestamp(this.#parts.clock.wall()),
          how.operatorId,
        );
      this.#answer(row, signed, act);
      return signed;
    });
    if (this.#waiting?.id === row.id) {
      this.#waiting = null;
      this.#document = document;
      deck.tell({ type: 'recorded', next: nextStep(document) });
    }
    for (const listener of this.#savedListeners) listener(document);
    return document;
  }

  /** The answer of the call that asked; after a restart, of the call that had been asked before and will be repeated. */
  #answer(row: CaptureRow, document: Weighing, act: Act | null): void {
    const { requests } = this.#parts;
    if (act !== null) act.remember(document);
    else if (
      row.request !== undefined &&
      document.evidence.state === 'complete' &&
      requests.find(row.request.requestId) === null
    )
      requests.remember({ ...row.request, answer: JSON.stringify(document) });
  }

  /** Tare in and gross out of one truck are one case; a re-weigh stays in the case of what it replaces. */
  #caseOf(row: CaptureRow, how: How): Uuid {
    const { weighings } = this.#parts;
    if (how.input.caseId !== undefined) return how.input.caseId;
    const replaced = how.input.replaces === undefined ? null : weighings.get(how.input.replaces.weighingId);
    if (replaced?.caseId != null) return replaced.caseId;
    if (how.kind === 'tare' || how.plateFront === null) return row.caseId;
    return this.openTruck(how.plateFront, how.plateRear)?.caseId ?? row.caseId;
  }

  /** What a person had said before the interruption still counts; what they had not accepted stays unaccepted. */
  #recordUnconfirmed(row: CaptureRow, why: Unconfirmed): void {
    const claim = row.claim;
    this.#record(
      row,
      {
        kind: claim?.kind ?? suggestKind(row.weightKg, null),
        plateFront: normalisePlate(claim?.plateFront),
        plateRear: normalisePlate(claim?.plateRear),
        input: claim ?? {},
        operatorId: claim?.operatorId ?? 'nobody',
        acceptance: { reason: why, acceptedBy: null },
      },
      null,
    );
  }

  #onSteady(): void {
    const { configuration, log } = this.#parts;
    if (configuration.mode !== 'unattended' && !configuration.captureWhenSteady) return;
    this.#takeBySelf().catch((error: unknown) => {
      log.warn({ error }, 'the station could not capture by itself');
      this.#retryLater();
    });
  }

  async #takeBySelf(): Promise<void> {
    const { configuration, deck } = this.#parts;
    if (this.#capturing !== null || this.#waiting !== null || deck.phase !== 'steady') return;
    const row = await this.#take(deck.weightToSave(false), null);
    if (configuration.mode === 'unattended') this.#recordUnconfirmed(row, 'unattended');
  }

  #retryLater(): void {
    if (this.#retry !== null) return;
    this.#retry = setTimeout(() => {
      this.#retry = null;
      if (this.#parts.deck.phase === 'steady') this.#onSteady();
    }, AUTO_RETRY_MS);
  }

  #onEnded(ended: EndedPass): void {
    const { captures, configuration, db, log, passes } = this.#parts;
    try {
      // The deck is empty: nothing may wait any more, nor what an earlier full disk left without its document.
      for (const row of captures.pending()) this.#recordUnconfirmed(row, 'truck-left');
      db.immediate(() =>
        passes.insert({
          id: ended.pass.id,
          scaleId: configuration.scale.id,
          startedAt: timestamp(ended.pass.startedAt),
          endedAt: timestamp(ended.endedAt),
          zeroBeforeKg: ended.pass.zeroBeforeKg,
          zeroAfterKg: ended.zeroAfterKg,
          points: ended.points,
          keptEvery: ended.pass.trace.keptEvery,
          weighingIds: captures.ofPass(ended.pass.id).map((row) => row.id),
        }),
      );
    } catch (error) {
      // The capture row is on disk: the next truck's leaving or the next start makes its document. The pass row is lost and said so.
      log.warn({ error, passId: ended.pass.id }, 'the end of a pass could not be written');
    }
    this.#waiting = null;
    this.#document = null;
    this.#sheet = null;
  }

  /** A truck recorded before the restart whose pass never ended may still be on the deck. */
  #resume(): void {
    const { captures, clock, deck, weighings } = this.#parts;
    const last = captures.lastOfOpenPass();
    const document = last === null ? null : weighings.document(last.id);
    if (last === null || document === null) return;
    this.#document = document;
    const sheet = weighings.sheetOf(last.id);
    this.#sheet = sheet;
    const next = nextStep(document);
    const stage = sheet !== null || next === 'none' ? 'released' : next === 'over-limit' ? 'over-limit' : 'recorded';
    deck.resume(
      { id: last.passId, caseId: last.caseId, startedAt: clock.wall(), zeroBeforeKg: last.zeroBeforeKg },
      last.weightKg,
      stage,
    );
  }

  #tellState(): void {
    const state = this.state();
    const told = JSON.stringify([state.phase, state.capture, state.document?.id, state.sheet]);
    if (told === this.#lastTold) return;
    this.#lastTold = told;
    for (const listener of this.#stateListeners) listener(state);
  }
}

/** What is kept with the capture row: what the person said, and the call that must find its answer again. */
function askedBy(input: CaptureInput, act: Act): Asked {
  const { acceptIncomplete: _accept, scaleId: _scale, ...claim } = input;
  return act.request === null ? { claim } : { claim, request: act.request };
}

/** What must follow before the truck may go. */
function nextStep(document: Weighing): 'sheet' | 'none' | 'over-limit' {
  const over: Kg | null | undefined = document.overKg;
  switch (document.kind) {
    case 'tare':
    case 'trial':
      return 'none';
    case 'gross':
    case 'recheck':
      return over != null && over > 0 ? 'over-limit' : 'sheet';
    default:
      return never(document.kind);
  }
}

function never(value: never): never {
  throw new TypeError(`unhandled ${String(value)}`);
}
