/**
 * One scale's deck as a state machine: empty → arriving → moving → steady → captured → leaving → empty. Pure: `step` gives
 * the next state and says when a pass began or ended; the weighing service does the work.
 *
 * Rules: a pass begins when the weight leaves the zero band and ends when ZERO_FRAMES frames in a row are back in it
 * (product.md W4, return to zero between trucks); one record a pass, another one only as a named replacement (W6);
 * without a live frame there is no weighing, whatever was on the deck (W1). Only a steady weight of at least the minimum
 * load is a truck that stands.
 */
import type { Kg, WeighingPhase } from '../../../preload/contract/vocabulary.ts';

/** Three frames in a row in the zero band: one torn or noisy frame must not end a truck's pass. */
const ZERO_FRAMES = 3;

export interface DeckRules {
  readonly zeroBandKg: Kg;
  readonly minKg: Kg;
  /** Two readings of one unaltered truck differ by no more. */
  readonly sameKg: Kg;
}

/**
 * Where the truck on the deck is. `arriving`: it has not brought the minimum load yet; `moving`: it has, and does not
 * stand; `captured`: its weight is on disk and it still stands there; `leaving`: it weighs something else since.
 */
export type Place = 'empty' | 'arriving' | 'moving' | 'steady' | 'captured' | 'leaving';

/** How far the record of the truck on the deck has come. */
export type Stage = 'none' | 'capturing' | 'waiting' | 'incomplete' | 'recorded' | 'over-limit' | 'released';

export interface DeckState {
  readonly signal: boolean;
  readonly place: Place;
  readonly stage: Stage;
  /** Where a capture that fails falls back to: a recorded truck stays recorded. */
  readonly stageBefore: Stage;
  /** What was captured of the truck on the deck; null before. */
  readonly capturedKg: Kg | null;
  /** The newest frame; null without a weight or without a signal. */
  readonly weightKg: Kg | null;
  readonly steady: boolean;
  /** Frames in a row within the zero band. */
  readonly zeroFrames: number;
  /** The last weight seen in the zero band; null when nobody saw the deck empty before this truck. */
  readonly zeroKg: Kg | null;
}

export type DeckEvent =
  | { readonly type: 'frame'; readonly weightKg: Kg | null; readonly steady: boolean }
  | { readonly type: 'signal-lost' }
  /** Nobody could look for so long that a truck may have come: what was seen of the empty deck is no zero before it. */
  | { readonly type: 'unseen' }
  | { readonly type: 'capture-started' }
  | { readonly type: 'capture-failed' }
  /** The record of the truck on the deck was voided: it may be weighed again where it stands. */
  | { readonly type: 'voided' }
  | { readonly type: 'captured'; readonly weightKg: Kg; readonly complete: boolean }
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
  place: 'empty',
  stage: 'none',
  stageBefore: 'none',
  capturedKg: null,
  weightKg: null,
  steady: false,
  zeroFrames: 0,
  zeroKg: null,
};

/** A truck that came before anybody looked, after a restart: captured, or to be weighed anew (stage `none`). */
export const deckWith = (stage: Stage, capturedKg: Kg): DeckState => ({
  ...EMPTY_DECK,
  place: stage === 'none' ? 'moving' : 'captured',
  stage,
  capturedKg: stage === 'none' ? null : capturedKg,
});

export function step(state: DeckState, event: DeckEvent, rules: DeckRules): DeckStep {
  if (event.type === 'frame') return frame(state, event, rules);
  const next = told(state, event);
  return { state: { ...next, place: placeOf(next, rules) }, began: false, ended: false };
}

/** What came of the record. Of an empty deck nothing can come: its truck is gone. */
function told(state: DeckState, event: Exclude<DeckEvent, { type: 'frame' }>): DeckState {
  const empty = state.place === 'empty';
  switch (event.type) {
    case 'signal-lost':
      return { ...state, signal: false, weightKg: null, steady: false, zeroFrames: 0 };
    case 'unseen':
      return empty ? { ...state, zeroKg: null } : state;
    case 'capture-started':
      if (empty || state.stage === 'capturing') return state;
      return { ...state, stage: 'capturing', stageBefore: state.stage };
    case 'capture-failed':
      return state.stage === 'capturing' ? { ...state, stage: state.stageBefore } : state;
    case 'voided':
      return { ...state, stage: 'none', capturedKg: null };
    case 'captured':
      if (empty) return state;
      return {
        ...state,
        place: 'captured',
        stage: event.complete ? 'waiting' : 'incomplete',
        capturedKg: event.weightKg,
      };
    case 'recorded':
      return empty ? state : { ...state, stage: stageAfter(event.next) };
    case 'sheet-issued':
      return empty ? state : { ...state, stage: 'released' };
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

function frame(state: DeckState, event: Extract<DeckEvent, { type: 'frame' }>, rules: DeckRules): DeckStep {
  const { weightKg } = event;
  const atZero = weightKg !== null && Math.abs(weightKg) <= rules.zeroBandKg;
  const zeroFrames = atZero ? Math.min(state.zeroFrames + 1, ZERO_FRAMES) : 0;
  // Overload and under-range frames carry no weight: the truck is still there, nothing else is known.
  const seen = { ...state, signal: true, weightKg, steady: event.steady && weightKg !== null, zeroFrames };
  if (state.place === 'empty') {
    if (weightKg === null || weightKg <= rules.zeroBandKg)
      return { state: { ...seen, zeroKg: atZero ? weightKg : state.zeroKg }, began: false, ended: false };
    const came: DeckState = { ...seen, place: 'arriving' };
    return { state: { ...came, place: placeOf(came, rules) }, began: true, ended: false };
  }
  if (zeroFrames < ZERO_FRAMES) return { state: { ...seen, place: placeOf(seen, rules) }, began: false, ended: false };
  const gone: DeckState = { ...seen, place: 'empty', stage: 'none', stageBefore: 'none', capturedKg: null };
  return { state: { ...gone, zeroKg: weightKg }, began: false, ended: true };
}

/** Of a truck that is on the deck and stays there. */
function placeOf({ capturedKg, place, steady, weightKg }: DeckState, rules: DeckRules): Place {
  if (place === 'empty') return 'empty';
  if (capturedKg !== null) {
    if (weightKg === null) return place === 'leaving' ? 'leaving' : 'captured';
    return Math.abs(weightKg - capturedKg) <= rules.sameKg ? 'captured' : 'leaving';
  }
  if (weightKg !== null && weightKg >= rules.minKg) return steady ? 'steady' : 'moving';
  return place === 'arriving' ? 'arriving' : 'moving';
}

/** What the clerk is told. */
export function phaseOf({ place, signal, stage }: DeckState): WeighingPhase {
  if (!signal) return 'no-signal';
  if (place === 'empty') return 'idle';
  switch (stage) {
    case 'none':
      return place === 'steady' ? 'steady' : 'arriving';
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
      return never(stage);
  }
}

function never(value: never): never {
  throw new TypeError(`unhandled ${JSON.stringify(value)}`);
}
