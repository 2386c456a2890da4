/**
 * From a steady weight to the signed document, in two steps (architecture.md §5): the capture row as soon as the pictures
 * are on disk, the document when a person confirmed – or, when nobody does, at the latest when the deck is empty.
 * No capture row stays without a document, and nothing says "saved" before its row is on disk.
 */
import type { LoadSheet, MissingImage, Weighing } from '../../../preload/contract/documents.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import {
  kg,
  timestamp,
  type Clock,
  type EpochMs,
  type Kg,
  type Uuid,
  type WeighingPhase,
} from '../../../preload/contract/vocabulary.ts';
import type { Readings } from '../../../preload/contract/readings.ts';
import type { CaptureInput, Claim, WeighingState } from '../../../preload/contract/weighing.ts';
import type { CaptureRow, CaptureStore } from '../records/capture-store.ts';
import type { Answers, ClaimStore } from '../records/claim-store.ts';
import type { WeighingStore } from '../records/weighing-store.ts';
import type { Act } from '../rpc-server.ts';
import { normalisePlate, plateGiven } from '../rules/plate-grammar.ts';
import type { Configuration, ScaleSettings } from '../settings/configuration.ts';
import type { Writer } from '../store/statement.ts';
import { answersOf, type CaptureQuestions } from './capture-questions.ts';
import type { Deck, SteadyWeight } from './deck.ts';
import type { PassJudge } from './pass-judge.ts';
import type { EndedPass, Pass } from './pass.ts';
import type { Stage } from '../rules/weighing-machine.ts';
import { lacksRequired, type Evidence, type EvidenceCollector } from './evidence.ts';
import type { PassLog } from './pass-log.ts';
import { contradicting, ofPictures, unled } from './picture-checks.ts';
import type { RecordMaker } from './record-maker.ts';

/** A capture that failed for a passing reason (disk, camera writer) is tried again while the truck stands. */
const AUTO_RETRY_MS = 5000;
/**
 * So long before its wheels are on the deck a truck may have been read by a smart camera that looks up the approach: some ten
 * metres at walking pace. Never from before the truck before it had left.
 */
const APPROACH_MS = 20_000;

type Asked = Pick<CaptureRow, 'claim' | 'request'>;
type Pictures = Pick<CaptureRow, 'images' | 'missing'>;

/** A saved weight with its pictures. */
export interface ToRead extends Pick<CaptureRow, 'id' | 'scaleId' | 'weightKg' | 'images'> {
  /** What smart cameras pushed since then may be of this truck. */
  readonly pushedFromMs: number;
  /** What the same truck may weigh a moment later: a display that shows one of these contradicts nothing. */
  readonly nearKg: readonly Kg[];
}

/** Reads the pictures of a capture while a person looks at it. */
export interface PictureReadings {
  begin(captured: ToRead): void;
  /** As {@link begin} after a restart; what was read of these very pictures before is taken over. */
  resume(captured: ToRead): void;
  /** A smart camera pushed a plate while this truck stands there. */
  pushed(captured: ToRead): void;
  of(captureId: Uuid): Readings | null;
  /** What was read; what was read so far when it takes too long. */
  settled(captureId: Uuid): Promise<Readings | null>;
  onReadings(listener: (captureId: Uuid) => void): () => void;
}

export interface WeighingParts {
  readonly scale: ScaleSettings;
  /** Unattended, the station weighs by itself; attended, it may photograph by itself. */
  readonly mode: Configuration['mode'];
  readonly captureWhenSteady: boolean;
  readonly deck: Deck;
  readonly questions: CaptureQuestions;
  readonly evidence: EvidenceCollector;
  readonly readings: PictureReadings;
  readonly records: RecordMaker;
  readonly db: Writer;
  readonly captures: CaptureStore;
  readonly claims: ClaimStore;
  readonly judge: PassJudge;
  readonly passLog: PassLog;
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
  /** What was said of a truck; it counts only for that truck. */
  #claim: { readonly passId: Uuid; readonly said: Claim } | null = null;
  #sheet: WeighingState['sheet'] = null;
  /** When the truck before this one left. */
  #emptySince: EpochMs | null = null;
  #capturing: Promise<CaptureRow> | null = null;
  #retry: NodeJS.Timeout | null = null;
  #stopped = false;
  #stopListening: () => void = () => undefined;
  /** What is left to do of a pass that ended: not in the turn of its last frame. */
  #afterwards: NodeJS.Immediate | null = null;
  #stateListeners = new Set<(state: WeighingState) => void>();
  #lastTold = '';

  constructor(parts: WeighingParts) {
    this.#parts = parts;
  }

  /** Makes the documents that the last run still owed, takes up the truck that may still stand there, and listens. */
  start(): void {
    const { deck, readings } = this.#parts;
    this.#recordOwed('restart');
    this.#resume();
    this.#stopListening = readings.onReadings((captureId) => this.#onReadings(captureId));
    deck.start({
      changed: () => this.#tellState(),
      steady: () => this.#onSteady(),
      ended: (pass) => this.#onEnded(pass),
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopListening();
    if (this.#retry !== null) clearTimeout(this.#retry);
    // Only its end counts here; a failure is told to whoever asked for the capture.
    await this.#capturing?.catch(() => null);
    this.#parts.deck.stop();
    if (this.#afterwards !== null) this.#afterPass();
  }

  onState(listener: (state: WeighingState) => void): () => void {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  /** Whether this is the truck on this scale. */
  isOn(passId: Uuid): boolean {
    return this.#parts.deck.pass?.id === passId;
  }

  /** A smart camera of this scale pushed a plate. It is shown beside what is read of a capture that waits for a person. */
  platePushed(): void {
    const row = this.#waiting;
    if (row !== null && this.isOn(row.passId)) this.#parts.readings.pushed(this.#toRead(row));
  }

  /** What a full disk refused is tried again; the station calls it now and then. */
  upkeep(): void {
    this.#recordOwed('truck-left');
    this.#parts.passLog.write();
  }

  state(): WeighingState {
    return this.#describe(this.#parts.deck.phase, this.#waitingPictures);
  }

  /**
   * `weighing.capture`: the document of the truck on the deck. Continues the capture that waits, or takes one now.
   * @throws CodedError rpc.invalid-input for a case that is not this truck's, scale.* when nothing may be saved,
   *   evidence.incomplete {missing} when the row is kept and a person must accept it,
   *   weighing.too-soon {plate, weighingId, secondsAgo, minSeconds} when the vehicle was weighed just now,
   *   weighing.not-found when `replaces` or `repeats` names nothing, store.disk-full
   */
  async capture(input: CaptureInput, act: Act): Promise<Weighing> {
    const { deck, questions } = this.#parts;
    const plateFront = plateGiven('plateFront', input.plateFront);
    const plateRear = plateGiven('plateRear', input.plateRear);
    const saidAt = timestamp(this.#parts.clock.wall());
    const { replaced, onThisPass } = questions.ask(input, { plateFront, plateRear }, this.#waiting);
    // Decided without yielding: of two calls at once one takes the weight and the other waits for it.
    const row =
      this.#capturing !== null
        ? await this.#capturing
        : (this.#waiting ??
          (await this.#take(deck.weightToSave(replaced !== null && onThisPass), askedBy(input, act))));
    // Before the wait: the truck may leave, or the power fail, meanwhile, and what was said must not be lost with it.
    if (this.#waiting?.id === row.id) this.#keepSaid(row.passId, input, act);
    const readings = await this.#parts.readings.settled(row.id);
    if (this.#waiting?.id !== row.id) throw new CodedError('scale.not-returned-to-zero', { recorded: row.id });
    if (deck.standsAtAnother(row))
      throw new CodedError('scale.not-returned-to-zero', { savedKg: row.weightKg, weightKg: deck.reading().weightKg });
    const missing = this.#missing();
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
        plateFront,
        plateRear,
        noPlate: plateFront === null && this.#saidOf(row.passId)?.noPlate === true,
        // Continued after an error: what the first call replaced or repeated is not forgotten.
        input: { ...input, ...answersOf(input, row) },
        operatorId: input.operatorId,
        saidAt,
        readings,
        acceptance,
      },
      act,
    );
  }

  /**
   * `weighing.claim`: what a person said of the truck on the deck, on disk before anybody confirms it.
   * @throws CodedError weighing.no-capture when that truck is not there any more, or its record is made;
   *   weighing.plate-invalid {field}, store.disk-full
   */
  claim(passId: Uuid, said: Claim, act: Act): WeighingState {
    const { db, deck, records } = this.#parts;
    plateGiven('plateFront', said.plateFront);
    plateGiven('plateRear', said.plateRear);
    if (deck.pass?.id !== passId || this.#document !== null) throw new CodedError('weighing.no-capture');
    const waiting = this.#waiting;
    const answer = db.immediate(() => {
      this.#addClaim(passId, said);
      // Confirmed already, while no document could be made: the newest word counts there, too.
      if (waiting !== null) records.sayAnew(waiting, said);
      const state = { ...this.state(), claim: said };
      act.remember(state);
      return state;
    });
    // Shown only now: what is shown is on disk.
    this.#claim = { passId, said };
    this.#tellState();
    return answer;
  }

  /** What a call says of the truck, as a claim; once where it says nothing new. */
  #keepSaid(passId: Uuid, input: CaptureInput, act: Act): void {
    const before = this.#saidOf(passId);
    const said = claimOf(askedBy(input, act), before);
    const { otherAxles, repeats } = input;
    const answers = { ...(otherAxles && { otherAxles }), ...(repeats && { repeats }) };
    const answered = Object.keys(answers).length > 0;
    if (said === null || (!answered && JSON.stringify(said) === JSON.stringify(before))) return;
    this.#keepClaim(passId, said, answers);
  }

  #keepClaim(passId: Uuid, said: Claim, answers: Answers = {}): void {
    this.#parts.db.immediate(() => this.#addClaim(passId, said, answers));
    this.#claim = { passId, said };
  }

  #addClaim(passId: Uuid, said: Claim, answers: Answers = {}): void {
    const { claims, clock } = this.#parts;
    claims.add(passId, timestamp(clock.wall()), said, answers);
  }

  /**
   * `weighing.photograph`: the pictures of the waiting capture again. What was good stays; what failed is replaced.
   * @throws CodedError weighing.no-capture when no capture waits, scale.unstable when the truck moved meanwhile
   */
  async photograph(act: Act): Promise<WeighingState> {
    const { captures, clock, db, deck, evidence, readings } = this.#parts;
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
    readings.begin(this.#toRead({ ...row, images: pictures.images }));
    deck.tell({ type: 'captured', weightKg: row.weightKg, complete: !lacksRequired(pictures.missing) });
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

  #recordOwed(why: 'restart' | 'truck-left'): void {
    const { readings, records, scale } = this.#parts;
    // What is being read of its pictures belongs into the record: it is made once that has ended.
    const isRead = ({ id }: CaptureRow): boolean => readings.of(id)?.state === 'reading';
    records.recordOwed(why, (row) => row.scaleId === scale.id && row.id !== this.#waiting?.id && !isRead(row));
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
    const { deck, scale } = this.#parts;
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
            missing: [
              ...pictures.missing,
              ...contradicting(ofPictures(this.#parts.readings.of(row.id), pictures.images)),
            ],
            readings: this.#readingsShown(row, pictures),
          };
    const passId = deck.pass?.id ?? null;
    return {
      scaleId: scale.id,
      phase,
      since: timestamp(deck.phaseSince),
      passId,
      claim: passId === null ? null : this.#saidOf(passId),
      capture,
      document: this.#document,
      sheet: this.#sheet,
    };
  }

  /** A truck that is asked about blind shows what was read of its plate only once a person has said it. */
  #readingsShown({ id, passId }: CaptureRow, pictures: Pictures): Readings | null {
    const readings = ofPictures(this.#parts.readings.of(id), pictures.images);
    const said = this.#saidOf(passId);
    if (readings?.blind !== true || said?.plateFront !== undefined || said?.noPlate === true) return readings;
    return unled(readings);
  }

  #saidOf(passId: Uuid): Claim | null {
    return this.#claim?.passId === passId ? this.#claim.said : null;
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
    const { captures, db, deck, evidence, newId, readings, scale } = this.#parts;
    const pass = deck.pass;
    if (pass === null) throw new CodedError('scale.below-minimum', { weightKg: weight.weightKg });
    const trace = deck.trace();
    const said = asked === null ? null : claimOf(asked, this.#saidOf(pass.id));
    // Before the pictures, which take seconds: what is said meanwhile is newer.
    if (said !== null) this.#keepClaim(pass.id, said);
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
        scaleId: scale.id,
        weightKg: weight.weightKg,
        weighedAt: timestamp(weight.weighedAt),
        weighedAtMs: weight.weighedAt,
        stability: weight.stability,
        zeroBeforeKg: pass.zeroBeforeKg,
        trace,
        curve: this.#curveSoFar(pass, weight, asked),
        rawFrame: weight.rawFrame,
        protocol: weight.protocol,
        images: [...pictures.images],
        missing: [...pictures.missing],
        ...(asked ?? {}),
      };
      db.immediate(() => captures.insert(row));
      pass.saved.push({ weighingId: row.id, atMs: weight.curveMs, weightKg: row.weightKg });
      this.#waiting = row;
      this.#waitingPictures = pictures;
      this.#document = null;
      this.#sheet = null;
      readings.begin(this.#toRead(row));
      deck.tell({ type: 'captured', weightKg: row.weightKg, complete: !lacksRequired(pictures.missing) });
      return row;
    } catch (error) {
      if (deck.pass?.id === pass.id) deck.tell({ type: 'capture-failed' });
      throw error;
    }
  }

  /** The check `trace-plausible`: from the arrival to now, never a guess. */
  #curveSoFar(pass: Pass, weight: SteadyWeight, asked: Asked | null): NonNullable<CaptureRow['curve']> {
    const saved = { atMs: weight.curveMs, weightKg: weight.weightKg };
    const vehicle = normalisePlate(asked?.claim?.plateFront ?? this.#saidOf(pass.id)?.plateFront);
    const { findings, judged } = this.#parts.judge.judge({ ...pass, points: pass.trace.points }, saved, false, vehicle);
    const codes = [...new Set(findings.map(({ code }) => code))];
    return { result: codes.length > 0 ? 'fail' : judged ? 'pass' : 'unknown', codes };
  }

  /** Within what a standing truck may weigh a moment later (deck.ts, stillAt), in steps of the scale. */
  #toRead(row: CaptureRow): ToRead {
    const { divisionKg } = this.#parts.scale;
    const steps = Math.max(1, Math.floor(row.stability.toleranceKg / divisionKg));
    const near = Array.from({ length: steps }, (_, step) => (step + 1) * divisionKg);
    const { id, images, scaleId, weightKg } = row;
    const pushedFromMs = Math.max(Date.parse(row.trace.startedAt) - APPROACH_MS, this.#emptySince ?? 0);
    const nearKg = near.flatMap((by) => [kg(weightKg - by), kg(weightKg + by)]);
    return { id, images, scaleId, weightKg, nearKg, pushedFromMs };
  }

  #waitsFor(row: CaptureRow): boolean {
    return this.#waiting?.id === row.id;
  }

  /** What pictures lack, and where they contradict the weight. */
  #missing(): readonly MissingImage[] {
    const { images, missing } = this.#waitingPictures;
    const readings = this.#waiting === null ? null : this.#parts.readings.of(this.#waiting.id);
    return [...missing, ...contradicting(ofPictures(readings, images))];
  }

  /** A display that shows another number stops the truck as a missing picture does; of one that has left its record is made. */
  #onReadings(captureId: Uuid): void {
    const { deck, readings } = this.#parts;
    const row = this.#waiting;
    if (row?.id !== captureId) {
      if (readings.of(captureId)?.state === 'done') this.#recordOwed('truck-left');
      return;
    }
    deck.tell({ type: 'captured', weightKg: row.weightKg, complete: !lacksRequired(this.#missing()) });
    this.#tellState();
  }

  #onSteady(): void {
    const { captureWhenSteady, log, mode } = this.#parts;
    if (mode !== 'unattended' && !captureWhenSteady) return;
    this.#takeBySelf().catch((error: unknown) => {
      log.warn({ error }, 'the station could not capture by itself');
      this.#retryLater();
    });
  }

  async #takeBySelf(): Promise<void> {
    const { deck, mode, readings, records } = this.#parts;
    if (this.#capturing !== null || this.#waiting !== null || deck.phase !== 'steady') return;
    const row = await this.#take(deck.weightToSave(false), null);
    if (mode !== 'unattended') return;
    await readings.settled(row.id);
    if (this.#stopped) return;
    // The truck may have left meanwhile: then its record is made already.
    if (this.#waitsFor(row)) this.#recorded(records.recordUnconfirmed(row, 'unattended'));
  }

  #retryLater(): void {
    if (this.#retry !== null) return;
    this.#retry = setTimeout(() => {
      this.#retry = null;
      if (this.#parts.deck.phase === 'steady') this.#onSteady();
    }, AUTO_RETRY_MS);
  }

  #onEnded(ended: EndedPass): void {
    // The deck is empty: nothing waits for a person any more.
    this.#emptySince = ended.endedAt;
    this.#waiting = null;
    this.#document = null;
    this.#sheet = null;
    this.#parts.passLog.add(ended);
    this.#afterwards ??= setImmediate(() => this.#afterPass());
  }

  #afterPass(): void {
    if (this.#afterwards !== null) clearImmediate(this.#afterwards);
    this.#afterwards = null;
    this.upkeep();
  }

  /** A truck captured before the restart whose pass never ended may still be on the deck. */
  #resume(): void {
    const { captures, claims, deck, scale, weighings } = this.#parts;
    const last = captures.lastOfOpenPass(scale.id);
    if (last === null) return;
    const said = claims.newest(last.passId);
    this.#claim = said === null ? null : { passId: last.passId, said };
    // A record that was voided while the truck stood there is none: it may be weighed again, as before the restart.
    const voided = weighings.get(last.id)?.voidedById != null;
    const document = voided ? null : weighings.document(last.id);
    const sheet = document === null ? null : weighings.sheetOf(last.id);
    this.#document = document;
    this.#sheet = sheet;
    if (document === null && !voided) {
      // Its document has to wait (the chain is held, or the disk is full): the truck must not be captured twice for that.
      this.#waiting = last;
      this.#waitingPictures = captures.pictures(last.id);
      this.#parts.readings.resume(this.#toRead({ ...last, images: this.#waitingPictures.images }));
    }
    deck.resume(
      {
        id: last.passId,
        caseId: last.caseId,
        startedAt: Date.parse(last.trace.startedAt) as EpochMs,
        zeroBeforeKg: last.zeroBeforeKg,
        saved: captures.ofPass(last.passId).map(({ id, weightKg }) => ({ weighingId: id, atMs: null, weightKg })),
      },
      last.weightKg,
      voided ? 'none' : stageOf(document, sheet !== null, this.#waitingPictures),
    );
  }

  #tellState(): void {
    const state = this.state();
    const told = JSON.stringify([
      state.phase,
      state.passId,
      state.claim,
      state.capture,
      state.document?.id,
      state.sheet,
    ]);
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

/** How far the truck on the deck had come before the restart. */
function stageOf(document: Weighing | null, sheet: boolean, pictures: Pictures): Stage {
  if (document === null) return lacksRequired(pictures.missing) ? 'incomplete' : 'waiting';
  const next = nextStep(document);
  if (sheet || next === 'none') return 'released';
  return next === 'over-limit' ? 'over-limit' : 'recorded';
}

/**
 * What a capture's call says of the truck, as a claim: the newest word counts, whichever way it came. That there is no
 * plate was said before, or not at all: the call cannot say it.
 */
function claimOf({ claim }: Asked, before: Claim | null): Claim | null {
  if (claim === undefined) return null;
  const {
    caseId: _case,
    direction: _direction,
    otherAxles: _axles,
    repeats: _repeats,
    replaces: _replaces,
    ...said
  } = claim;
  const noPlate = said.plateFront === undefined && before?.noPlate === true;
  return { ...said, ...(noPlate ? { noPlate } : {}) };
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
