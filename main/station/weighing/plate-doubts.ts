/**
 * What speaks against the plate that was said: its vehicle was weighed just now (domain.md W16), is away with its sheet and
 * cannot be back, or has another number of axles (product.md P5). Reads only; what is asked of it: ./capture-questions.
 */
import type { OtherAxles } from '../../../preload/contract/documents.ts';
import { beijingDay, type EpochMs } from '../../../preload/contract/vocabulary.ts';
import type { CaptureInput } from '../../../preload/contract/weighing.ts';
import type { VehicleStore } from '../records/vehicle-store.ts';
import type { Trip, WeighingRow, WeighingStore } from '../records/weighing-store.ts';
import { normalisePlate } from '../rules/plate-grammar.ts';
import type { Configuration } from '../settings/configuration.ts';
import { axleDoubt, type AxleDoubt } from './axle-doubt.ts';
import type { Typed } from './limit-facts.ts';

type Said = Pick<CaptureInput, 'kind' | 'repeats' | 'replaces'>;
type Repeats = NonNullable<CaptureInput['repeats']>;
type Axles = Typed & Pick<CaptureInput, 'kind'> & { readonly plateRear: string | null };

export interface RecordedPlate {
  readonly kind: CaptureInput['kind'];
  readonly plateFront: string | null;
  readonly plateRear: string | null;
  readonly input: Partial<Typed & Pick<CaptureInput, 'otherAxles' | 'repeats' | 'replaces'>>;
  readonly unasked: string;
}

export interface PlateFacts {
  readonly repeats: Repeats | null;
  readonly otherAxles: Readonly<OtherAxles> | null;
  /** More was said than the file says, and no manager stands for it: the record keeps the file's. */
  readonly axlesRefused: boolean;
  readonly doubtful: boolean;
}

export interface PlateDoubtsParts {
  readonly rules: Pick<Configuration['rules'], 'askOtherAxles' | 'minIntervalSeconds' | 'minTripMinutes'>;
  readonly weighings: Pick<WeighingStore, 'document' | 'get' | 'newestTrip' | 'newestWithin'>;
  readonly vehicles: Pick<VehicleStore, 'ofPair'>;
}

export class PlateDoubts {
  readonly #parts: PlateDoubtsParts;

  constructor(parts: PlateDoubtsParts) {
    this.#parts = parts;
  }

  /** What lies between two weighings of one vehicle is asked about below this; 0 = never. */
  get minIntervalSeconds(): number {
    return this.#parts.rules.minIntervalSeconds;
  }

  /** No trip from here and back takes less; 0 = never asked. */
  get minTripMinutes(): number {
    return this.#parts.rules.minTripMinutes;
  }

  /**
   * What this vehicle was weighed for within the site's interval before `atMs` (domain.md W16), where that is to be asked
   * about: trials ask nothing, and who names what is replaced or repeated has answered. Time counts both ways, for a
   * clock may have been set back in between.
   */
  shortlyBefore(plateFront: string | null, said: Said, atMs: EpochMs): WeighingRow | null {
    const withinMs = this.minIntervalSeconds * 1000;
    const answered = said.replaces !== undefined || this.repeatsOf(said.repeats, plateFront) !== null;
    if (plateFront === null || withinMs === 0 || said.kind === 'trial' || answered) return null;
    return this.#parts.weighings.newestWithin(plateFront, atMs - withinMs + 1, atMs + withinMs - 1);
  }

  /** The trip on which this vehicle would still have to be. Only who names the weighing that began it has answered. */
  tripBefore(plateFront: string | null, said: Said, atMs: EpochMs): Trip | null {
    const withinMs = this.minTripMinutes * 60_000;
    if (plateFront === null || withinMs === 0 || said.kind === 'trial') return null;
    const trip = this.#parts.weighings.newestTrip(plateFront, atMs - withinMs + 1, atMs + withinMs - 1);
    return trip?.weighingId === said.repeats?.weighingId ? null : trip;
  }

  /** What the file says where other axles are said now, or such as let the vehicle be heavier; null: nothing contradicts. */
  otherAxles(plateFront: string | null, said: Axles, atMs: EpochMs): AxleDoubt | null {
    const { rules, vehicles } = this.#parts;
    if (plateFront === null || !rules.askOtherAxles || said.kind === 'trial') return null;
    return axleDoubt(vehicles.ofPair(plateFront, said.plateRear), said, beijingDay(atMs));
  }

  /** What was said of one plate says nothing of another that was given afterwards. */
  repeatsOf(repeats: Repeats | undefined, plateFront: string | null): Repeats | null {
    if (repeats === undefined || plateFront === null) return null;
    return this.#parts.weighings.get(repeats.weighingId)?.plateFront === plateFront ? repeats : null;
  }

  /**
   * What a record bears of it: what a person answered, and what nobody was asked about, or not of this plate.
   * @param how.unasked the reason that stands there then
   */
  ofRecord(how: RecordedPlate, atMs: EpochMs): PlateFacts {
    const { input, kind, plateFront, plateRear, unasked } = how;
    const answered = this.repeatsOf(input.repeats, plateFront);
    const said = { kind, ...(input.replaces && { replaces: input.replaces }), ...(answered && { repeats: answered }) };
    const trip = this.tripBefore(plateFront, said, atMs);
    const before = answered?.weighingId ?? this.shortlyBefore(plateFront, said, atMs)?.id ?? trip?.weighingId;
    const doubt = this.otherAxles(plateFront, { ...input, kind, plateRear }, atMs);
    const axles = doubt === null ? null : this.#axlesOfRecord(how, doubt);
    return {
      repeats: answered ?? (before === undefined ? null : { weighingId: before, reason: unasked }),
      otherAxles: axles,
      axlesRefused: axles?.saidAxleCount !== undefined,
      // Answered or not: who answers for the site looks at both weighings.
      doubtful: doubt !== null || this.tripBefore(plateFront, { kind }, atMs) !== null,
    };
  }

  /** More than the file says takes a manager: without one the record keeps the file's count, and bears what was said. */
  #axlesOfRecord({ input, plateFront, unasked }: RecordedPlate, doubt: AxleDoubt): OtherAxles {
    const { above, fileAxles: fileAxleCount } = doubt;
    const { axleCount = fileAxleCount, otherAxles, replaces } = input;
    const word = otherAxles !== undefined && normalisePlate(otherAxles.plate) === plateFront ? otherAxles : undefined;
    const reason = word?.reason ?? replaces?.reason ?? unasked;
    if (!above) return { fileAxleCount, reason };
    const managerId = word?.managerId ?? this.#managerOf(replaces, plateFront, { ...doubt, axleCount });
    return managerId === null
      ? { fileAxleCount, reason, saidAxleCount: axleCount }
      : { fileAxleCount, reason, managerId };
  }

  /** Who stood for so much of this plate in the record that is replaced: his word holds for the vehicle that still stands there. */
  #managerOf(
    replaces: Said['replaces'],
    plateFront: string | null,
    { axleCount, limitKg }: Pick<AxleDoubt, 'limitKg'> & { readonly axleCount: number },
  ): string | null {
    const { weighings } = this.#parts;
    if (replaces === undefined || weighings.get(replaces.weighingId)?.plateFront !== plateFront) return null;
    const replaced = weighings.document(replaces.weighingId);
    const asMuch = (replaced?.axleCount ?? 0) >= axleCount && (replaced?.limitKg ?? 0) >= (limitKg ?? 0);
    return asMuch ? (replaced?.otherAxles?.managerId ?? null) : null;
  }
}
