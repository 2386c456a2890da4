/**
 * From a steady weight to the signed document, in two steps (architecture.md §5): the capture row as soon as the pictures
 * are on disk, the document when a person confirmed – or, when nobody does, at the latest when the deck is empty.
 * No capture row stays without a document, and nothing says "saved" before its row is on disk.
 */
import type { LoadSheet, Weighing } from '../../../preload/contract/documents.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import {
  timestamp,
  type Clock,
  type EpochMs,
  type Kg,
  type Uuid,
  type WeighingPhase,
} from '../../../preload/contract/vocabulary.ts';
import type { CaptureInput, WeighingState } from '../../../preload/contract/weighing.ts';
import type { CaptureRow, CaptureStore } from '../records/capture-store.ts';
import type { PassRow, PassStore } from '../records/pass-store.ts';
import type { WeighingRow, WeighingStore } from '../records/weighing-store.ts';
import type { Act } from '../rpc-server.ts';
import { normalisePlate } from '../rules/plate-grammar.ts';
import type { Configuration } from '../settings/configuration.ts';
import type { Writer } from '../store/statement.ts';
import type { Deck, EndedPass, SteadyWeight } from './deck.ts';
import { lacksRequired, type Evidence, type EvidenceCollector } from './evidence.ts';
import type { RecordMaker } from './record-maker.ts';

/** A capture that failed for a passing reason (disk, camera writer) is tried again while the truck stands. */
const AUTO_RETRY_MS = 5000;

/** Passes whose row a full disk refused, kept for the next try; past that the oldest is given up, and said so. */
const OWED_PASSES_MAX = 100;

type Asked = Pick<CaptureRow, 'claim' | 'request'>;
type Pictures = Pick<CaptureRow, 'images' | 'missing'>;

export interface WeighingParts {
  readonly configuration: Configuration;
  readonly deck: Deck;
  readonly evidence: EvidenceCollector;
  readonly records: RecordMaker;
  readonly db: Writer;
  readonly captures: CaptureStore;
  readonly passes: PassStore;
  readonly weighings: WeighingStore;
  readonly clock: Clock;
  readonly newId: () => Uuid;
  readonly log: { warn(fields: object, text: string): void };
}

export class WeighingService {
  readonly #parts: WeighingParts;
  /** The capture of the truck on the deck that has no document yet. */
  #waiting: CaptureRow | null = null;
  /** Its pictures, retakes included: read once and not with every frame. */
  #waitingPictures: Pictures = { images: [], missing: [] };
  #document: Weighing | null = null;
  #sheet: WeighingState['sheet'] = null;
  #capturing: Promise<CaptureRow> | null = null;
  #retry: NodeJS.Timeout | null = null;
  #stateListeners = new Set<(state: WeighingState) => void>();
  #owedPasses: PassRow[] = [];
  #lastTold = '';

  constructor(parts: WeighingParts) {
    this.#parts = parts;
  }

  /** Makes the documents that the last run still owed, takes up the truck that may still stand there, and listens. */
  start(): void {
    const { deck, records } = this.#parts;
    records.recordOwed('restart', null);
    this.#resume();
    deck.start({
      changed: () => this.#tellState(),
      steady: () => this.#onSteady(),
      ended: (pass) => this.#onEnded(pass),
    });
  }

  async stop(): Promise<void> {
    if (this.#retry !== null) clearTimeout(this.#retry);
    // Only its end counts here; a failure is told to whoever asked for the capture.
    await this.#capturing?.catch(() => null);
    this.#parts.deck.stop();
  }

  onState(listener: (state: WeighingState) => void): () => void {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  /** What a full disk refused is tried again; the station calls it now and then. */
  upkeep(): void {
    const { db, log, passes, records } = this.#parts;
    records.recordOwed('truck-left', this.#waiting?.id ?? null);
    try {
      for (let row = this.#owedPasses[0]; row !== undefined; row = this.#owedPasses[0]) {
        const owed = row;
        db.immediate(() => passes.insert(owed));
        this.#owedPasses.shift();
      }
    } catch (err) {
      log.warn({ err, owed: this.#owedPasses.length }, 'the end of a pass could not be written yet');
    }
  }

  state(): WeighingState {
    return this.#describe(this.#parts.deck.phase, this.#waitingPictures);
  }

  /**
   * `weighing.capture`: the document of the truck on the deck. Continues the capture that waits, or takes one now.
   * @throws CodedError scale.* when nothing may be saved, evidence.incomplete {missing} when the row is kept and a person
   *   must accept it, weighing.not-found when `replaces` names nothing, store.disk-full
   */
  async capture(input: CaptureInput, act: Act): Promise<Weighing> {
    const { deck } = this.#parts;
    const replaced = this.#replaced(input);
    // Decided without yielding: of two calls at once one takes the weight and the other waits for it.
    const row =
      this.#capturing !== null
        ? await this.#capturing
        : (this.#waiting ?? (await this.#take(deck.weightToSave(this.#onThisPass(replaced)), askedBy(input, act))));
    if (this.#waiting?.id !== row.id) throw new CodedError('scale.not-returned-to-zero', { recorded: row.id });
    if (deck.standsAtAnother(row))
      throw new CodedError('scale.not-returned-to-zero', { savedKg: row.weightKg, weightKg: deck.reading().weightKg });
    const { missing } = this.#waitingPictures;
    const incomplete = lacksRequired(missing);
    if (incomplete && input.acceptIncomplete === undefined) throw new CodedError('evidence.incomplete', { missing });
    const acceptance =
      !incomplete || input.acceptIncomplete === undefined
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
  async photograph(act: Act): Promise<WeighingState> {
    const { captures, clock, db, deck, evidence } = this.#parts;
    await this.#capturing;
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
    const { pictures, answer } = db.immediate(() => {
      captures.addRetake(row.id, { ...again, takenAt: timestamp(clock.wall()) });
      const now = captures.pictures(row.id);
      const state = this.#describe(lacksRequired(now.missing) ? 'incomplete' : 'confirm', now);
      act.remember(state);
      return { pictures: now, answer: state };
    });
    // Shown only now: a retake that the disk did not take changes nothing on screen.
    this.#waitingPictures = pictures;
    deck.tell({ type: 'captured', complete: !lacksRequired(pictures.missing) });
    return answer;
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
    this.#parts.deck.tell({ type: 'voided' });
  }

  /**
   * The weighing that `replaces` names: of this truck, valid, and not on a sheet (product.md W6).
   * @throws CodedError weighing.not-found | weighing.already-void | weighing.has-sheet | rpc.invalid-input
   */
  #replaced(input: CaptureInput): WeighingRow | null {
    const { weighings } = this.#parts;
    if (input.replaces === undefined) return null;
    const id = input.replaces.weighingId;
    const row = weighings.get(id);
    if (row === null) throw new CodedError('weighing.not-found', { id });
    if (row.voidedById !== null) throw new CodedError('weighing.already-void', { noticeId: row.voidedById });
    const sheet = weighings.sheetOf(id);
    if (sheet !== null) throw new CodedError('weighing.has-sheet', { numbers: [sheet.number] });
    const sameTruck = row.plateFront !== null && row.plateFront === normalisePlate(input.plateFront);
    if (!sameTruck && !this.#onThisPass(row) && (row.caseId === null || row.caseId !== input.caseId))
      throw new CodedError('rpc.invalid-input', { path: 'replaces.weighingId', expected: 'a weighing of this truck' });
    return row;
  }

  /** Only the truck that still stands there may be weighed again without going off the deck. */
  #onThisPass(row: WeighingRow | null): boolean {
    const { captures, deck } = this.#parts;
    return row !== null && deck.pass !== null && captures.get(row.id)?.passId === deck.pass.id;
  }

  /** Step 2, and what it means for the deck. */
  #record(row: CaptureRow, how: Parameters<RecordMaker['record']>[1], act: Act | null): Weighing {
    const document = this.#parts.records.record(row, how, act);
    this.#recorded(document);
    return document;
  }

  #recorded(document: Weighing): void {
    if (this.#waiting?.id !== document.id) return;
    this.#waiting = null;
    this.#document = document;
    this.#parts.deck.tell({ type: 'recorded', next: nextStep(document) });
  }

  #describe(phase: WeighingPhase, pictures: Pictures): WeighingState {
    const { configuration, deck } = this.#parts;
    const row = this.#waiting;
    const capture: WeighingState['capture'] =
      row === null
        ? null
        : {
            id: row.id,
            caseId: row.caseId,
            weightKg: row.weightKg,
            weighedAt: row.weighedAt,
            images: [...pictures.images],
            missing: [...pictures.missing],
          };
    return {
      scaleId: configuration.scale.id,
      phase,
      since: timestamp(deck.phaseSince),
      capture,
      document: this.#document,
      sheet: this.#sheet,
    };
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
      deck.tell({ type: 'captured', complete: !lacksRequired(pictures.missing) });
      return row;
    } catch (error) {
      if (deck.pass?.id === pass.id) deck.tell({ type: 'capture-failed' });
      throw error;
    }
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
    const { configuration, deck, records } = this.#parts;
    if (this.#capturing !== null || this.#waiting !== null || deck.phase !== 'steady') return;
    const row = await this.#take(deck.weightToSave(false), null);
    if (configuration.mode === 'unattended') this.#recorded(records.recordUnconfirmed(row, 'unattended'));
  }

  #retryLater(): void {
    if (this.#retry !== null) return;
    this.#retry = setTimeout(() => {
      this.#retry = null;
      if (this.#parts.deck.phase === 'steady') this.#onSteady();
    }, AUTO_RETRY_MS);
  }

  #onEnded(ended: EndedPass): void {
    const { captures, configuration, log } = this.#parts;
    // The deck is empty: nothing waits for a person any more.
    this.#waiting = null;
    this.#document = null;
    this.#sheet = null;
    this.#owedPasses.push({
      id: ended.pass.id,
      scaleId: configuration.scale.id,
      startedAt: timestamp(ended.pass.startedAt),
      endedAt: timestamp(ended.endedAt),
      zeroBeforeKg: ended.pass.zeroBeforeKg,
      zeroAfterKg: ended.zeroAfterKg,
      points: ended.points,
      keptEvery: ended.pass.trace.keptEvery,
      weighingIds: captures.ofPass(ended.pass.id).map((row) => row.id),
    });
    if (this.#owedPasses.length > OWED_PASSES_MAX)
      log.warn({ passId: this.#owedPasses.shift()?.id }, 'the row of a pass is lost: the disk was full too long');
    this.upkeep();
  }

  /** A truck recorded before the restart whose pass never ended may still be on the deck. */
  #resume(): void {
    const { captures, deck, weighings } = this.#parts;
    const last = captures.lastOfOpenPass();
    const document = last === null ? null : weighings.document(last.id);
    if (last === null || document === null) return;
    this.#document = document;
    const sheet = weighings.sheetOf(last.id);
    this.#sheet = sheet;
    const next = nextStep(document);
    const stage = sheet !== null || next === 'none' ? 'released' : next === 'over-limit' ? 'over-limit' : 'recorded';
    deck.resume(
      {
        id: last.passId,
        caseId: last.caseId,
        startedAt: Date.parse(last.trace.startedAt) as EpochMs,
        zeroBeforeKg: last.zeroBeforeKg,
      },
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
