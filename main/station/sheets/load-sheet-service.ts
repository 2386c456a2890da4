/**
 * The load sheet's life: issue, print, void (product.md L4, L5). The rules are in rules/sheet-check.ts; here the facts
 * are read, and document, number, index, outbox rows and print job are written in one transaction.
 */
import type { LoadSheet, LoadSheetBody, Weighing } from '../../../preload/contract/documents.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { IssueInput, PrintJob, ReissueInput } from '../../../preload/contract/load-sheet.ts';
import { beijingDay, kg, timestamp, type Clock, type Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Paper, Vehicle, VehicleFitness } from '../../../preload/contract/weighing.ts';
import type { PrintQueue } from '../printing/print-queue.ts';
import type { DocumentChain } from '../records/document-chain.ts';
import type { GateStore } from '../records/gate-store.ts';
import type { Publisher } from '../records/publisher.ts';
import type { LoadSheetStore } from '../records/load-sheet-store.ts';
import type { VehicleStore } from '../records/vehicle-store.ts';
import type { WeighingStore } from '../records/weighing-store.ts';
import type { Act } from '../rpc-server.ts';
import { ofOtherTrailer, recordLimit } from '../rules/mass-limits/record-limit.ts';
import { paperFaults } from '../rules/papers.ts';
import { consistency, refusal, type SheetCase, type WeighedTruck } from '../rules/sheet-check.ts';
import type { Configuration } from '../settings/configuration.ts';
import type { Writer } from '../store/statement.ts';

const HOUR_MS = 3_600_000;

/** What every number of this station begins with (openapi.yaml, LoadSheet.number). */
export const numberPrefix = ({ unitCode, stationNo }: Configuration['station']): string => `${unitCode}-${stationNo}`;

/** What the rule asks for, and what the sheet takes from the vehicle's file. */
interface Facts extends SheetCase {
  readonly permit: string | undefined;
}

/** What a sheet says besides its weighings. */
type DraftTerms = Omit<IssueInput, 'grossWeighingId' | 'useStoredTare'>;

export interface LoadSheetParts {
  readonly configuration: Configuration;
  readonly db: Writer;
  readonly chain: Pick<DocumentChain, 'get'>;
  readonly weighings: WeighingStore;
  readonly sheets: LoadSheetStore;
  readonly vehicles: VehicleStore;
  /** Of the driver's file; empty where there is none. */
  readonly papersOfDriver: (name: string) => readonly Paper[];
  readonly gatePasses: Pick<GateStore, 'enteredAfter'>;
  /** Why nothing that this scale weighed gets a sheet today; null = it does. */
  readonly certificateOf: (scaleId: string) => SheetCase['certificate'];
  readonly publisher: Publisher;
  readonly printing: Pick<PrintQueue, 'enqueue' | 'cancel'>;
  readonly hasPrinter: boolean;
  readonly clock: Clock;
  readonly newId: () => Uuid;
}

export class LoadSheetService {
  readonly #parts: LoadSheetParts;
  #listeners = new Set<(sheet: LoadSheet) => void>();

  constructor(parts: LoadSheetParts) {
    this.#parts = parts;
  }

  /** Called after each sheet document, issued or void. */
  onDocument(listener: (sheet: LoadSheet) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * `loadSheet.issue`. Every refusal is a `sheet.*` code (station-contract.md); nothing is used up by a refused one.
   * @throws CodedError sheet.* | weighing.not-found
   */
  issue(input: IssueInput, act: Act): LoadSheet {
    const sheet = this.#parts.db.immediate(() => {
      const signed = this.#issued(input);
      act.remember(signed);
      return signed;
    });
    this.#tell(sheet);
    return sheet;
  }

  /**
   * `loadSheet.reissue`: voids a sheet and issues another of the same two weighings, with what the person says now. One
   * transaction: where the new one is refused, the old one stands.
   * @throws CodedError sheet.* | weighing.not-found
   */
  reissue({ id, reason, ...terms }: ReissueInput, act: Act): LoadSheet {
    const [voided, sheet] = this.#parts.db.immediate(() => {
      const gone = this.#voided({ id, reason, operatorId: terms.operatorId });
      const { grossWeighingId, number, tareWeighingId } = gone;
      const signed = this.#issued({ ...terms, grossWeighingId, tareWeighingId }, { sheetId: id, number, reason });
      act.remember(signed);
      return [gone, signed] as const;
    });
    this.#tell(voided);
    this.#tell(sheet);
    return sheet;
  }

  /**
   * What {@link issue} would issue now, without its number. Nothing is written, nothing is used up.
   * @param gross the record, or the truck that stands there and has none yet: it is the newest of itself, and there is nothing
   *   that its sheet could be held against (no rows of `consistency`)
   * @throws as {@link issue}
   */
  draft(gross: Uuid | WeighedTruck, input: DraftTerms): LoadSheetBody {
    const stored = typeof gross === 'string';
    const truck = stored ? this.#truck(gross) : gross;
    const found = this.#facts(truck, input);
    const facts = stored ? found : { ...found, newestOfPair: truck.id };
    const refused = refusal(facts);
    if (refused !== null) throw new CodedError(refused.code, refused.params);
    return this.#body(input, facts, '', stored);
  }

  /** `vehicle.fitness`: what the file of this plate says against loading it today; an issued sheet would be refused for it. */
  fitness(plate: string): VehicleFitness {
    const vehicle = this.#parts.vehicles.get(plate);
    return this.#fitnessOf(vehicle, vehicle?.driverName);
  }

  #fitnessOf(vehicle: Vehicle | null, driver: string | undefined): VehicleFitness {
    const { clock, configuration, papersOfDriver } = this.#parts;
    const today = timestamp(clock.wall()).slice(0, 10);
    return {
      papers: paperFaults(
        [...(vehicle?.papers ?? []), ...(driver === undefined ? [] : papersOfDriver(driver))],
        configuration.rules.requirePapers,
        today,
      ),
      barred: vehicle?.barred || null,
    };
  }

  /**
   * `loadSheet.print`: one more copy, marked as a reprint and counted.
   * @throws CodedError sheet.not-found | printer.absent
   */
  print(id: Uuid, operatorId: string, act: Act): PrintJob {
    const { db, hasPrinter, printing, sheets } = this.#parts;
    const sheet = sheets.get(id);
    if (sheet === null) throw new CodedError('sheet.not-found', { id });
    if (!hasPrinter) throw new CodedError('printer.absent');
    return db.immediate(() => {
      const job = printing.enqueue(sheet.id, sheet.number, operatorId);
      act.remember(job);
      return job;
    });
  }

  /**
   * `loadSheet.void`: a new document with the same number that names the sheet it voids.
   * @throws CodedError sheet.not-found | sheet.already-void
   */
  void(input: { id: Uuid; reason: string; operatorId: string }, act: Act): LoadSheet {
    const sheet = this.#parts.db.immediate(() => {
      const signed = this.#voided(input);
      act.remember(signed);
      return signed;
    });
    this.#tell(sheet);
    return sheet;
  }

  /** Inside the caller's transaction, as {@link #voided}. */
  #issued(input: IssueInput, reissues?: LoadSheetBody['reissues']): LoadSheet {
    const { clock, configuration, printing, publisher, sheets } = this.#parts;
    const facts = this.#facts(this.#truck(input.grossWeighingId), input);
    const refused = refusal(facts);
    if (refused !== null) throw new CodedError(refused.code, refused.params);
    const number = sheets.nextNumber(numberPrefix(configuration.station), beijingDay(clock.wall()));
    const body = { ...this.#body(input, facts, number), ...(reissues === undefined ? {} : { reissues }) };
    const failed = body.consistency.filter((row) => row.result === 'fail');
    // Thrown here, the number goes back with the transaction.
    if (failed.length > 0) throw new CodedError('sheet.inconsistent', { fields: failed });
    const signed = publisher.publish('load-sheet', this.#parts.newId(), body);
    printing.enqueue(signed.id, signed.number, input.operatorId);
    this.#rememberTrip(signed, input);
    return signed;
  }

  #voided(input: { id: Uuid; reason: string; operatorId: string }): LoadSheet {
    const { chain, printing, publisher, sheets } = this.#parts;
    const row = sheets.get(input.id);
    const stored = chain.get(input.id);
    if (row === null || stored === null) throw new CodedError('sheet.not-found', { id: input.id });
    if (row.status === 'void' || row.voidedById !== null)
      throw new CodedError('sheet.already-void', { number: row.number });
    const { id, stationId, simulated, sequence, createdAt, prevHash, hash, signature, ...body } =
      stored.document as LoadSheet;
    printing.cancel(id);
    return publisher.publish('load-sheet', this.#parts.newId(), {
      ...body,
      status: 'void',
      voids: id,
      voidReason: input.reason,
      operatorId: input.operatorId,
    });
  }

  /**
   * The sheet against its weighings as they count now, field by field: again at the exit (product.md L5).
   * @throws CodedError sheet.not-found | weighing.not-found
   */
  recheck(id: Uuid): LoadSheetBody['consistency'] {
    const sheet = this.#parts.chain.get(id)?.document as LoadSheet | undefined;
    if (sheet === undefined) throw new CodedError('sheet.not-found', { id });
    return consistency(sheet, this.#truck(sheet.grossWeighingId), this.#truck(sheet.tareWeighingId));
  }

  #facts(gross: WeighedTruck, input: DraftTerms): Facts {
    const { certificateOf, clock, configuration, gatePasses, sheets, vehicles, weighings } = this.#parts;
    const { rules } = configuration;
    const plate = gross.plateFront;
    const vehicle = plate === null ? null : vehicles.ofPair(plate, gross.plateRear);
    const tare = this.#tare(gross, input);
    // By the time alone: the case may be the caller's word.
    const sameTrip = tare !== null && gross.weighedAtMs - tare.weighedAtMs <= rules.openTruckHours * HOUR_MS;
    const unused = tare === null || sheets.using(tare.id).length === 0;
    return {
      gross,
      tare,
      tareSource: sameTrip && unused ? 'same-trip' : 'stored',
      usedBy: sheets.byGross(gross.id)?.number ?? null,
      enteredSince: gatePasses.enteredAfter(known([plate, gross.plateRear]), gross.weighedAtMs),
      newestOfPair: plate === null ? null : (weighings.newestForPair(plate, gross.plateRear)?.id ?? null),
      newestTareOfPair: plate === null ? null : (weighings.latestTare(plate, gross.plateRear)?.id ?? null),
      toleranceKg: kg(rules.limitToleranceKg),
      approvedLoadKg: vehicle?.approvedLoadKg == null ? null : kg(vehicle.approvedLoadKg),
      nowMs: clock.wall(),
      maxAgeMinutes: rules.sheetMaxAgeMinutes,
      tareValidMs: rules.storedTareDays * 24 * HOUR_MS,
      ...this.#fitnessOf(vehicle, input.driver?.name ?? vehicle?.driverName),
      certificate: certificateOf(gross.scaleId) ?? (tare === null ? null : certificateOf(tare.scaleId)),
      overridden: input.override !== undefined,
      permit: vehicle?.papers?.find(({ kind }) => kind === 'transport-permit')?.number,
    };
  }

  /** The named tare; else the newest one of the pair, else the newest of the tractor with another trailer (to be refused by name). */
  #tare(gross: WeighedTruck, input: DraftTerms): WeighedTruck | null {
    const { weighings } = this.#parts;
    if (input.tareWeighingId !== undefined) return this.#truck(input.tareWeighingId);
    if (gross.plateFront === null) return null;
    const row = weighings.latestTare(gross.plateFront, gross.plateRear) ?? weighings.storedTares(gross.plateFront)[0];
    return row === undefined ? null : this.#truck(row.id);
  }

  /** A weighing as it counts now, from the stored document and its corrections. */
  #truck(id: Uuid): WeighedTruck {
    const { chain, weighings } = this.#parts;
    const row = weighings.get(id);
    const stored = chain.get(id);
    if (row === null || stored === null) throw new CodedError('weighing.not-found', { id });
    const document = stored.document as Weighing;
    const accepted = document.evidence.acceptedBy === undefined ? null : (document.evidence.reason ?? null);
    return {
      id: row.id,
      kind: document.kind,
      scaleId: document.scaleId,
      caseId: row.caseId,
      weightKg: document.weightKg,
      weighedAt: document.weighedAt,
      weighedAtMs: row.weighedAtMs,
      plateFront: row.plateFront,
      plateRear: row.plateRear,
      // Axles or vehicle corrected: a sheet goes by what counts now (station-contract.md), by the record's own rule set.
      limitKg: ofOtherTrailer(document, row) ? null : recordLimit(document, row).limitKg,
      voided: row.voidedById !== null,
      replacedBy: row.replacedById,
      evidence: { complete: document.evidence.state === 'complete', acceptedReason: accepted },
    };
  }

  #body(input: DraftTerms, facts: Facts, number: string, recorded = true): LoadSheetBody {
    const { gross, tare, approvedLoadKg } = facts;
    if (tare === null || gross.plateFront === null || gross.limitKg === null)
      throw new CodedError('sheet.inconsistent', {});
    const netKg = kg(gross.weightKg - tare.weightKg);
    const accepted = [gross, tare]
      .filter((truck) => !truck.evidence.complete)
      .map((truck) => truck.evidence.acceptedReason);
    const figures = {
      plate: gross.plateFront,
      trailerPlate: gross.plateRear,
      grossKg: gross.weightKg,
      tareKg: tare.weightKg,
      netKg,
      limitKg: gross.limitKg,
      tareWeighedAt: tare.weighedAt as LoadSheetBody['tareWeighedAt'],
    };
    // Read once more from the store: what is compared is what lies there, not what was passed along here.
    const rows = recorded ? consistency(figures, this.#truck(gross.id), this.#truck(tare.id)) : [];
    return {
      number,
      status: 'issued',
      ...(gross.caseId === null ? {} : { caseId: gross.caseId as Uuid }),
      ...figures,
      ...(input.driver === undefined ? {} : { driver: defined(input.driver) }),
      ...defined({ transportPermit: input.transportPermit ?? facts.permit }),
      // Whoever names a manager where the papers are in order overrides nothing.
      ...(input.override === undefined || facts.papers.length === 0
        ? {}
        : { override: { ...input.override, papers: facts.papers.map((fault) => ({ ...fault })) } }),
      goods: { name: input.goods.name, ...defined({ category: input.goods.category }) },
      overKg: kg(0),
      approvedLoadKg,
      overLoadKg: approvedLoadKg === null ? null : kg(0),
      verdict: 'within-limit',
      grossWeighingId: gross.id,
      tareWeighingId: tare.id,
      tareSource: facts.tareSource,
      ...(accepted.length === 0 ? {} : { evidenceAccepted: [...new Set(accepted)].join('; ') }),
      sender: input.sender ?? this.#parts.configuration.station.unitName,
      receiver: input.receiver,
      ...(input.destination === undefined ? {} : { destination: input.destination }),
      operatorId: input.operatorId,
      consistency: rows,
    };
  }

  /**
   * The next sheet of this truck starts from this one (product.md L3: draft by plate from the last trip); not from one of a
   * vehicle that its own file contradicts: that may be another one with this plate.
   */
  #rememberTrip(sheet: LoadSheet, input: IssueInput): void {
    const { chain, vehicles } = this.#parts;
    const gross = chain.get(input.grossWeighingId)?.document as Weighing | undefined;
    if (gross?.otherAxles !== undefined) return;
    const pair = vehicles.ofPair(sheet.plate, sheet.trailerPlate ?? null);
    const file = vehicles.get(sheet.plate);
    // By a correction alone: the file keeps its own trailer until somebody says in it what this one has.
    const unsaid = pair?.axleCount == null && file?.axleCount != null;
    const trailer = unsaid ? null : (sheet.trailerPlate ?? null);
    const known: Vehicle = (unsaid ? file : pair) ?? { plate: sheet.plate };
    const next: Vehicle = {
      ...known,
      // Nobody saw one: that takes none away from the file.
      trailerPlate: trailer ?? known.trailerPlate ?? null,
      goodsName: sheet.goods.name,
      receiver: sheet.receiver,
      ...(sheet.destination === undefined || sheet.destination === '' ? {} : { destination: sheet.destination }),
      ...(input.driver?.name === undefined ? {} : { driverName: input.driver.name }),
    };
    vehicles.put(next, sheet.createdAt, input.operatorId);
  }

  #tell(sheet: LoadSheet): void {
    for (const listener of this.#listeners) listener(sheet);
  }
}

/** Without the members that are undefined or empty: absent is absent. */
function defined<T extends Record<string, string | undefined>>(value: T): Record<string, string> {
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  );
}

const known = (plates: readonly (string | null)[]): string[] => plates.filter((plate) => plate !== null);
