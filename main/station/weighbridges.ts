/** The scales of this computer, each with the truck on it: which one a call means. */
import { CodedError } from '../../preload/contract/errors.ts';
import type { Uuid } from '../../preload/contract/vocabulary.ts';
import type { ScaleSettings } from './settings/configuration.ts';
import type { Deck } from './weighing/deck.ts';
import type { WeighingService } from './weighing/weighing-service.ts';

export interface Weighbridge {
  readonly settings: ScaleSettings;
  readonly deck: Deck;
  readonly weighing: WeighingService;
}

export class Weighbridges {
  readonly all: readonly Weighbridge[];

  constructor(all: readonly Weighbridge[]) {
    this.all = all;
  }

  /**
   * The named one; without a name the only one.
   * @throws CodedError scale.unknown {scaleId}; rpc.invalid-input {path, expected} when there are several and none is named:
   *   a weight must never come from the scale beside
   */
  of(scaleId: string | undefined): Weighbridge {
    const [first, ...others] = this.all;
    if (scaleId === undefined && first !== undefined && others.length === 0) return first;
    if (scaleId === undefined)
      throw new CodedError('rpc.invalid-input', { path: 'scaleId', expected: this.#ids().join(' | ') });
    const named = this.all.find(({ settings }) => settings.id === scaleId);
    if (named === undefined) throw new CodedError('scale.unknown', { scaleId });
    return named;
  }

  /** The one that this truck stands on. @throws CodedError weighing.no-capture when it stands on none */
  under(passId: Uuid): Weighbridge {
    const found = this.all.find(({ weighing }) => weighing.isOn(passId));
    if (found === undefined) throw new CodedError('weighing.no-capture');
    return found;
  }

  #ids(): string[] {
    return this.all.map(({ settings }) => settings.id);
  }
}
