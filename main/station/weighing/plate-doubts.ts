/**
 * What speaks against the plate that was said: its vehicle was weighed just now (domain.md W16), is away with its sheet and
 * cannot be back, or has another number of axles (product.md P5). Reads only; what is asked of it: ./capture-questions.
 */
import type { EpochMs, Uuid } from '../../../preload/contract/vocabulary.ts';
import type { CaptureInput } from '../../../preload/contract/weighing.ts';
import type { VehicleStore } from '../records/vehicle-store.ts';
import type { Trip, WeighingRow, WeighingStore } from '../records/weighing-store.ts';
import { otherAxles } from '../rules/plate-doubt.ts';
import type { Configuration } from '../settings/configuration.ts';

type Said = Pick<CaptureInput, 'kind' | 'repeats' | 'replaces'>;
type Repeats = NonNullable<CaptureInput['repeats']>;

export interface PlateDoubtsParts {
  readonly rules: Pick<Configuration['rules'], 'minIntervalSeconds' | 'minTripMinutes'>;
  readonly weighings: Pick<WeighingStore, 'get' | 'newestTrip' | 'newestWithin'>;
  readonly vehicles: Pick<VehicleStore, 'get'>;
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
    if (plateFront === null || withinMs === 0 || this.#answered(plateFront, said)) return null;
    return this.#parts.weighings.newestWithin(plateFront, atMs - withinMs + 1, atMs + withinMs - 1);
  }

  /** The trip on which this vehicle would still have to be, by the same rules. */
  tripBefore(plateFront: string | null, said: Said, atMs: EpochMs): Trip | null {
    if (plateFront === null || this.#answered(plateFront, said)) return null;
    return this.#trip(plateFront, atMs);
  }

  /** That weighing began a trip which cannot be over yet. */
  cutShort(plateFront: string | null, repeated: Uuid, atMs: EpochMs): boolean {
    return plateFront !== null && this.#trip(plateFront, atMs)?.weighingId === repeated;
  }

  /** The axles that the file says where others are said now; null: nothing contradicts. */
  otherAxles(plateFront: string | null, plateRear: string | null, axleCount: number | undefined): number | null {
    if (plateFront === null) return null;
    return otherAxles({ axleCount, plateRear }, this.#parts.vehicles.get(plateFront));
  }

  /** What was said of one plate says nothing of another that was given afterwards. */
  repeatsOf(repeats: Repeats | undefined, plateFront: string | null): Repeats | null {
    if (repeats === undefined || plateFront === null) return null;
    return this.#parts.weighings.get(repeats.weighingId)?.plateFront === plateFront ? repeats : null;
  }

  #answered(plateFront: string, { kind, repeats, replaces }: Said): boolean {
    return kind === 'trial' || replaces !== undefined || this.repeatsOf(repeats, plateFront) !== null;
  }

  #trip(plateFront: string, atMs: EpochMs): Trip | null {
    const withinMs = this.minTripMinutes * 60_000;
    if (withinMs === 0) return null;
    return this.#parts.weighings.newestTrip(plateFront, atMs - withinMs + 1, atMs + withinMs - 1);
  }
}
