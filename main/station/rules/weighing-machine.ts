/**
 * One scale's deck as a state machine: empty, a truck arriving, steady, photographed, recorded, released, empty again.
 * Pure: `step` gives the next state and says when a pass began or ended; the weighing service does the work.
 *
 * Rules: a pass begins when the weight leaves the zero band and ends when ZERO_FRAMES frames in a row are back in it
 * (product.md W4, return to zero between trucks); one record a pass, another one only as a named replacement (W6);
 * without a live frame there is no weighing, whatever was on the deck (W1).
 */
import type { Kg, WeighingPhase } from '../../../preload/contract/vocabulary.ts';

/** Three frames in a row in the zero band: one torn or noisy frame must not end a truck's pass. */
const ZERO_FRAMES = 3;

export interface DeckRules {
  readonly zeroBandKg: Kg;
  readonly minKg: Kg;
}

/** How far the record of the truck on the deck has come. */
export type Stage = 'none' | 'capturing' | 'waiting' | 'incomplete' | 'recorded' | 'over-limit' | 'released';

export interface DeckState {
  readonly signal: boolean;
  readonly occupied: boolean;
  readonly steady: boolean;
  readonly stage: Stage;
  /** Where a capture that fails falls back to: a recorded truck stays recorded. */
  readonly stageBefore: Stage;
  /** Frames in a row within the zero band. */
  readonly zeroFrames: number;
  /** The last weight seen in the zero band; null when the deck was never seen empty. */
  readonly zeroKg: Kg | null;
}

export type DeckEvent =
  | { readonly type: 'frame'; readonly weightKg: Kg | null; readonly steady: boolean }
  | { readonly type: 'signal-lost' }
  | { readonly type: 'capture-started' }
  | { readonly type: 'capture-failed' }
  /** The record of the truck on the deck was voided: it may be weighed again where it stands. */
  | { readonly type: 'voided' }
  | { readonly type: 'captured'; readonly complete: boolean }
  /** A Weighing document was made; `sheet` says that a load sheet must follow before the truck may go. */
  | { readonly type: 'recorded'; readonly next: 'sheet' | 'none' | 'over-limit' }
  | { readonly type: 'sheet-issued' };

export interface DeckStep {
  readonly state: DeckState;
  readonly began: boolean;
  readonly ended: boolean;
}

export const EMPTY_DECK: DeckState = {
  signal: false,
  occupied: false,
  steady: false,
  stage: 'none',
  stageBefore: 'none',
  zeroFrames: 0,
  zeroKg: null,
};

export function step(state: DeckState, event: DeckEvent, rules: DeckRules): DeckStep {
  const stay = (next: DeckState): DeckStep => ({ state: next, began: false, ended: false });
  switch (event.type) {
    case 'frame':
      return frame(state, event.weightKg, event.steady, rules);
    case 'signal-lost':
      return stay({ ...state, signal: false, steady: false, zeroFrames: 0 });
    case 'capture-started':
      return stay({ ...state, stage: 'capturing', stageBefore: state.stage });
    case 'capture-failed':
      return stay({ ...state, stage: state.stageBefore });
    case 'voided':
      return stay({ ...state, stage: 'none' });
    case 'captured':
      return stay({ ...state, stage: event.complete ? 'waiting' : 'incomplete' });
    case 'recorded':
      return stay({ ...state, stage: stageAfter(event.next) });
    case 'sheet-issued':
      return stay({ ...state, stage: 'released' });
    default:
      return never(event);
  }
}

function stageAfter(next: 'sheet' | 'none' | 'over-limit'): Stage {
  switch (next) {
    case 'sheet':
      return 'recorded';
    case 'none':
      return 'released';
    case 'over-limit':
      return 'over-limit';
    default:
      return never(next);
  }
}

function frame(state: DeckState, weightKg: Kg | null, steady: boolean, rules: DeckRules): DeckStep {
  // Overload and under-range frames carry no weight: the truck is still there, nothing else is known.
  if (weightKg === null)
    return { state: { ...state, signal: true, steady: false, zeroFrames: 0 }, began: false, ended: false };
  const atZero = Math.abs(weightKg) <= rules.zeroBandKg;
  const zeroFrames = atZero ? Math.min(state.zeroFrames + 1, ZERO_FRAMES) : 0;
  const seen = { ...state, signal: true, steady, zeroFrames };
  if (!state.occupied) {
    if (weightKg > rules.zeroBandKg)
      return { state: { ...seen, occupied: true, stage: 'none' }, began: true, ended: false };
    return { state: { ...seen, zeroKg: atZero ? weightKg : state.zeroKg }, began: false, ended: false };
  }
  if (zeroFrames < ZERO_FRAMES) return { state: seen, began: false, ended: false };
  return { state: { ...seen, occupied: false, stage: 'none', zeroKg: weightKg }, began: false, ended: true };
}

/** What the clerk is told. `weightKg` null = overload or no live frame. */
export function phaseOf(state: DeckState, weightKg: Kg | null, rules: DeckRules): WeighingPhase {
  if (!state.signal) return 'no-signal';
  if (!state.occupied) return 'idle';
  switch (state.stage) {
    case 'none':
      return state.steady && weightKg !== null && weightKg >= rules.minKg ? 'steady' : 'arriving';
    case 'capturing':
      return 'capturing';
    case 'waiting':
    case 'recorded':
      return 'confirm';
    case 'incomplete':
      return 'incomplete';
    case 'over-limit':
      return 'over-limit';
    case 'released':
      return 'released';
    default:
      return never(state.stage);
  }
}

function never(value: never): never {
  throw new TypeError(`unhandled ${JSON.stringify(value)}`);
}
