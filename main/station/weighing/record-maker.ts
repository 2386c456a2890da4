/**
 * Step 2 of a weighing (architecture.md §5): the signed document of one capture row, its index row, its outbox rows and the
 * answer of the call that asked, in one transaction. Also for captures that nobody confirmed: none stays without a document.
 */
import type { Weighing } from '../../../preload/contract/documents.ts';
import {
  kg,
  timestamp,
  type Clock,
  type EpochMs,
  type Timestamp,
  type Uuid,
  type WeighingKind,
} from '../../../preload/contract/vocabulary.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { CaptureInput, Claim, Vehicle } from '../../../preload/contract/weighing.ts';
import type { CaptureClaim, CaptureRow, CaptureStore } from '../records/capture-store.ts';
import type { Answers, ClaimStore } from '../records/claim-store.ts';
import type { DocumentChain } from '../records/document-chain.ts';
import type { OutcomeStore } from '../records/outcome-store.ts';
import { platesTaken } from '../../../preload/contract/plates-taken.ts';
import type { Readings } from '../../../preload/contract/readings.ts';
import type { Publisher } from '../records/publisher.ts';
import type { VehicleStore } from '../records/vehicle-store.ts';
import type { WeighingRow, WeighingStore } from '../records/weighing-store.ts';
import type { Act, RequestStore } from '../rpc-server.ts';
import { normalisePlate } from '../rules/plate-grammar.ts';
import { suggestKind } from '../rules/suggest-kind.ts';
import type { PlateDoubts } from './plate-doubts.ts';
import type { Configuration } from '../settings/configuration.ts';
import type { Writer } from '../store/statement.ts';
import { ofPictures } from './picture-checks.ts';
import { limitFacts, type LimitFacts, type Typed } from './limit-facts.ts';
import { draftWeighing } from './weighing-draft.ts';

/** Why a record was made although no person had confirmed it. */
export type Unconfirmed = 'unattended' | 'truck-left' | 'restart';

/** What a person added to the weight. */
export interface How {
  readonly kind: WeighingKind;
  readonly plateFront: string | null;
  readonly plateRear: string | null;
  /** A person said that the truck carries no plate. */
  readonly noPlate: boolean;
  readonly input: Partial<Typed & Pick<CaptureInput, 'direction' | 'caseId' | 'replaces' | 'repeats' | 'otherAxles'>>;
  readonly operatorId: string;
  /** When it was said; null: nobody said anything of the plates, they were read. */
  readonly saidAt: Timestamp | null;
  /** What was read when it was said: what comes later contradicts nobody's word. */
  readonly readings: Readings | null;
  readonly acceptance: { readonly reason: string; readonly acceptedBy: string | null } | null;
}

/** What a person confirmed while no document could be made, and the call that must find its answer. */
interface Confirmation {
  /** One of an older program does not say when, nor what was read. */
  readonly how: Omit<How, 'saidAt' | 'readings'> & Partial<Pick<How, 'saidAt' | 'readings'>>;
  readonly request: Act['request'];
}

export interface RecordMakerParts {
  readonly configuration: Configuration;
  readonly db: Writer;
  readonly chain: DocumentChain;
  readonly captures: CaptureStore;
  readonly claims: ClaimStore;
  readonly weighings: WeighingStore;
  readonly vehicles: VehicleStore;
  readonly publisher: Publisher;
  readonly requests: RequestStore;
  readonly clock: Clock;
  readonly clockOffsetMs: () => number | null;
  /** What was read in the pictures of a capture, as far as it was. */
  readonly readingsOf: (captureId: Uuid) => Readings | null;
  /** Keeps what was read beside what a person said. */
  readonly outcomes: Pick<OutcomeStore, 'add'>;
  readonly doubts: PlateDoubts;
  /** A record whose plate is in doubt is a matter for who answers for the site: raised with the record, told after it. */
  readonly matters: { raise(weighing: Pick<Weighing, 'id' | 'scaleId'>): void; raised(): void };
  readonly log: { warn(fields: object, text: string): void };
}

export class RecordMaker {
  readonly #parts: RecordMakerParts;
  readonly #listeners = new Set<(document: Weighing) => void>();

  constructor(parts: RecordMakerParts) {
    this.#parts = parts;
  }

  /** Called after each document that was made of a capture, confirmed or not. */
  onDocument(listener: (document: Weighing) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * The document of a capture that a person confirmed.
   * @throws CodedError platform.chain-unknown while the chain is held; what the person said is kept for the document
   */
  record(row: CaptureRow, how: How, act: Act | null): Weighing {
    const { captures, chain, db } = this.#parts;
    if (!chain.mayAppend()) {
      const said: Confirmation = { how, request: act?.request ?? null };
      if (act !== null) db.immediate(() => captures.confirm(row.id, said));
      throw new CodedError('platform.chain-unknown');
    }
    return this.#make(row, how, (document) => {
      if (act !== null) act.remember(document);
      else if (document.evidence.state === 'complete') this.#answer(row.request, document);
    });
  }

  #make(row: CaptureRow, how: How, answer: (document: Weighing) => void): Weighing {
    const { captures, clock, clockOffsetMs, configuration, db, doubts, matters, outcomes, publisher } = this.#parts;
    const { images, missing } = captures.pictures(row.id);
    const readings = ofPictures(how.readings, images);
    const unasked = how.acceptance?.reason ?? 'not-asked';
    const { axlesRefused, doubtful, otherAxles, repeats } = doubts.ofRecord({ ...how, unasked }, row.weighedAtMs);
    const limit = this.limitFacts(how.plateFront, how.plateRear, axlesRefused ? {} : how.input);
    const document = db.immediate(() => {
      const body = draftWeighing({
        row,
        images,
        missing,
        readings,
        kind: how.kind,
        direction: how.input.direction ?? null,
        caseId: this.#caseOf(row, how),
        plateFront: how.plateFront,
        plateRear: how.plateRear,
        noPlate: how.noPlate,
        limit,
        operatorId: how.operatorId,
        said: how.saidAt === null ? { by: null, at: timestamp(clock.wall()) } : { by: how.operatorId, at: how.saidAt },
        acceptance: how.acceptance,
        replaces: how.input.replaces ?? null,
        repeats,
        otherAxles,
        clockOffsetMs: clockOffsetMs(),
      });
      const signed = publisher.publish('weighing', row.id, body);
      this.#keepVehicle(how, limit, signed);
      this.#beside('what was read', () =>
        outcomes.add(signed, readings, {
          passId: row.passId,
          taken: how.saidAt === null,
          reads: configuration.recognition.plates,
          confirmedAt: how.saidAt,
        }),
      );
      if (doubtful) this.#beside('its doubt', () => matters.raise(signed));
      answer(signed);
      return signed;
    });
    if (doubtful) this.#told(() => matters.raised());
    for (const listener of this.#listeners) listener(document);
    return document;
  }

  /** What stands beside a record never keeps it from being made, unless the transaction itself has ended over it. */
  #beside(what: string, keep: () => void): void {
    const { db, log } = this.#parts;
    try {
      keep();
    } catch (err) {
      if (!db.inTransaction) throw err;
      log.warn({ err, what }, 'what stands beside a record could not be kept');
    }
  }

  /** The record is on disk: nothing that follows may undo that for who asked for it. */
  #told(tell: () => void): void {
    try {
      tell();
    } catch (err) {
      this.#parts.log.warn({ err }, 'a record was made, and who shows its doubt was not told');
    }
  }

  /** A confirmation that waits for its document gets the newer words. Inside the caller's transaction. */
  sayAnew(row: CaptureRow, said: Claim): void {
    const { captures, clock } = this.#parts;
    const before = captures.confirmation<Confirmation>(row.id);
    if (before === null) return;
    const { axleCount, driveAxles, kind = before.how.kind, operatorId, vehicleType } = said;
    const typed = {
      ...(axleCount && { axleCount }),
      ...(driveAxles && { driveAxles }),
      ...(vehicleType && { vehicleType }),
    };
    const how: How = {
      ...whole(before.how, row),
      kind,
      plateFront: normalisePlate(said.plateFront),
      plateRear: normalisePlate(said.plateRear),
      noPlate: said.noPlate === true,
      input: { ...before.how.input, ...typed },
      operatorId,
      saidAt: timestamp(clock.wall()),
    };
    captures.confirm(row.id, { ...before, how } satisfies Confirmation);
  }

  /** What a person had said before the interruption still counts; what they had not accepted stays unaccepted. */
  recordUnconfirmed(row: CaptureRow, why: Unconfirmed): Weighing {
    const { captures, chain, claims, readingsOf } = this.#parts;
    const said = chain.mayAppend() ? captures.confirmation<Confirmation>(row.id) : null;
    if (said !== null)
      return this.#make(row, whole(said.how, row), (document) => this.#answer(said.request ?? undefined, document));
    const newest = claims.newestSaid(row.passId);
    const claim = saidOf(row, newest?.claim ?? null, claims.answers(row.passId));
    const readings = ofPictures(readingsOf(row.id), captures.pictures(row.id).images);
    const { plateFront, plateRear, taken } = this.#platesOf(claim, readings);
    const tare = plateFront === null ? null : this.openTruck(plateFront, plateRear);
    const kind = claim.kind ?? suggestKind(row.weightKg, tare === null ? null : kg(tare.weightKg));
    return this.record(
      row,
      {
        kind,
        plateFront,
        plateRear,
        noPlate: claim.noPlate === true,
        input: claim,
        operatorId: claim.operatorId ?? 'nobody',
        // What the capture's own call said was said with it.
        saidAt: taken ? null : (newest?.at ?? row.weighedAt),
        readings,
        acceptance: { reason: why, acceptedBy: null },
      },
      null,
    );
  }

  /** What was said of the plates stands as a whole; where nothing was, what is sure enough to be taken without a question. */
  #platesOf(
    claim: Partial<Claim>,
    readings: Readings | null,
  ): { plateFront: string | null; plateRear: string | null; taken: boolean } {
    const [plateFront, plateRear] = [normalisePlate(claim.plateFront), normalisePlate(claim.plateRear)];
    const said = plateFront !== null || plateRear !== null || claim.noPlate === true;
    if (said) return { plateFront, plateRear, taken: false };
    return { ...platesTaken(readings, (front) => this.#trailerInside(front)), taken: true };
  }

  /** The trailer with which the tractor is inside; null without one, or where two say otherwise. */
  #trailerInside(plateFront: string): string | null {
    const { clock, configuration, weighings } = this.#parts;
    const since = (clock.wall() - configuration.rules.openTruckHours * 3_600_000) as EpochMs;
    const trailers = new Set(weighings.openTrailers(plateFront, since));
    const [only] = trailers;
    return trailers.size === 1 ? (only ?? null) : null;
  }

  /**
   * Documents that are still owed: of captures whose truck left or whose station stopped, and of those that a full disk
   * had kept from one. Each by itself; what fails stays owed and is tried again.
   * @param mine whether a capture is of the scale that asks, and does not wait for a person now
   */
  recordOwed(why: Unconfirmed, mine: (row: CaptureRow) => boolean): void {
    const { captures, chain, log } = this.#parts;
    if (!chain.mayAppend()) return;
    for (const row of captures.pending()) {
      if (!mine(row)) continue;
      try {
        this.recordUnconfirmed(row, why);
      } catch (err) {
        log.warn({ err, captureId: row.id }, 'a saved weight still has no document');
      }
    }
  }

  /** The limit for a plate and what a person typed; typed figures come before the vehicle file's. */
  limitFacts(plateFront: string | null, plateRear: string | null, typed: Typed): LimitFacts {
    const { configuration, vehicles } = this.#parts;
    const file = plateFront === null ? null : vehicles.ofPair(plateFront, plateRear);
    return limitFacts(file, typed, kg(configuration.rules.limitToleranceKg));
  }

  /** The tare of a truck that is inside, by its plate pair. */
  openTruck(plateFront: string, plateRear: string | null): WeighingRow | null {
    const { clock, configuration, weighings } = this.#parts;
    const since = (clock.wall() - configuration.rules.openTruckHours * 3_600_000) as EpochMs;
    return weighings.openTruck(plateFront, plateRear, since);
  }

  /** A call that was asked before the interruption, and will be repeated, finds its answer. */
  #answer(request: CaptureRow['request'], document: Weighing): void {
    const { requests } = this.#parts;
    if (request !== undefined && requests.find(request.requestId) === null)
      requests.remember({ ...request, answer: JSON.stringify(document) });
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

  /**
   * A truck whose axles no file says gets one of what was typed, so that nobody types it twice, and so does a pair; the file says
   * that it was only typed, and by which picture whoever answers for the site can tell.
   */
  #keepVehicle({ plateFront, plateRear, operatorId }: How, limit: LimitFacts, made: Weighing): void {
    const { clock, vehicles } = this.#parts;
    const file = plateFront === null ? null : vehicles.ofPair(plateFront, plateRear);
    if (plateFront === null || limit.axleSource !== 'typed' || file?.axleCount != null) return;
    const { axleCount, driveAxles, vehicleType } = limit;
    const front = made.images.find(({ role }) => role === 'front');
    const vehicle: Vehicle = {
      ...(file ?? { plate: plateFront, trailerPlate: plateRear }),
      axleCount,
      vehicleType,
      driveAxles,
      axleSource: 'typed',
      axlesFrom: { weighingId: made.id, sha256: front?.sha256 ?? null },
    };
    vehicles.putPair(vehicle, timestamp(clock.wall()), operatorId);
  }
}

const whole = (how: Confirmation['how'], row: CaptureRow): How => ({
  ...how,
  saidAt: how.saidAt === undefined ? row.weighedAt : how.saidAt,
  readings: how.readings ?? null,
});

/** What the capture's own call said, and what was said of the truck as a whole since: the plates of one, never of both. */
function saidOf(
  { claim }: CaptureRow,
  said: Claim | null,
  answers: Answers,
): Partial<CaptureClaim> & Pick<Claim, 'noPlate'> {
  if (said === null) return { ...claim, ...answers };
  const { caseId, direction, otherAxles, repeats, replaces } = { ...claim, ...answers };
  const { kind, ...words } = said;
  return {
    ...(caseId === undefined ? {} : { caseId }),
    ...(direction === undefined ? {} : { direction }),
    ...(replaces === undefined ? {} : { replaces }),
    ...(repeats === undefined ? {} : { repeats }),
    ...(otherAxles === undefined ? {} : { otherAxles }),
    ...(kind === undefined ? {} : { kind }),
    ...words,
  };
}
