/** The one word, shape and meaning that stand in the state band, for every state of station and truck. Pure. */
import type { StationStatus } from '../../preload/contract/shell.ts';
import type { WeighingPhase } from '../../preload/contract/vocabulary.ts';
import type { WordKey } from '../i18n/index.ts';
import type { Shape } from './state-shape.tsx';

/** Why colour is used at all: nothing to do, a person is waited for, a person should look, stop. */
export type Meaning = 'quiet' | 'waits' | 'look' | 'stop';

export interface BandState {
  readonly words: WordKey;
  readonly shape: Shape;
  readonly meaning: Meaning;
}

export interface BandInput {
  readonly status: StationStatus['status'];
  readonly connected: boolean;
  readonly phase: WeighingPhase | null;
  /** Enter would do something that the truck waits for. */
  readonly waits: boolean;
  /** The action offered is to enter the plate. */
  readonly plateWanted: boolean;
  readonly kind: 'gross' | 'tare' | 'trial';
  /** A gross above what the truck may weigh, not recorded yet, or above what it may carry. */
  readonly over: 'limit' | 'load' | null;
  /** Recorded without all its pictures, and nobody took that upon himself: no sheet comes of it. */
  readonly unproven: boolean;
  /** All pictures are there, and the display in them shows another number than the indicator. */
  readonly displayDiffers: boolean;
  /** Its pictures are being read, and nothing is recorded yet. */
  readonly reading: boolean;
}

const quiet = (words: WordKey, shape: Shape): BandState => ({ words, shape, meaning: 'quiet' });
const look = (words: WordKey, shape: Shape): BandState => ({ words, shape, meaning: 'look' });
const stop = (words: WordKey, shape: Shape): BandState => ({ words, shape, meaning: 'stop' });

const PLATE: BandState = { words: 'band.plate', shape: 'square-filled', meaning: 'waits' };

const INCOMPLETE = look('band.incomplete', 'triangle');

const DISPLAY_DIFFERS = look('band.display-differs', 'triangle');

const CONFIRM = {
  gross: 'band.confirm-sheet',
  tare: 'band.confirm-tare',
  trial: 'band.confirm-trial',
} as const;

export function bandState(s: BandInput): BandState {
  if (!s.connected || s.phase === null)
    return look(s.status === 'starting' ? 'band.starting' : 'band.restarting', 'broken-line');
  if (s.status === 'slow') return look('band.slow', 'broken-line');
  switch (s.phase) {
    case 'no-signal':
      return stop('band.no-signal', 'broken-line');
    case 'idle':
      return quiet('band.idle', 'square');
    case 'arriving':
      return quiet('band.arriving', 'arrow');
    case 'capturing':
      return quiet('band.capturing', 'aperture');
    case 'steady':
    case 'confirm':
      return waiting(s);
    case 'incomplete':
      return s.displayDiffers ? DISPLAY_DIFFERS : INCOMPLETE;
    case 'over-limit':
      return stop('band.over-limit', 'octagon');
    case 'released':
      // A record without a plate, and nobody said that there is none.
      if (s.waits && s.plateWanted) return PLATE;
      if (s.unproven) return INCOMPLETE;
      // A trial says nothing of whether the truck may go.
      return s.kind === 'trial' ? quiet('band.trial', 'square') : quiet('band.released', 'tick');
    default:
      return never(s.phase);
  }
}

function waiting(s: BandInput): BandState {
  if (s.unproven && !s.plateWanted) return INCOMPLETE;
  if (s.over !== null) return stop(s.over === 'limit' ? 'band.over-limit' : 'band.over-load', 'octagon');
  if (!s.waits && s.reading) return quiet('next.reading', 'aperture');
  if (!s.waits) return quiet(s.phase === 'steady' ? 'band.steady' : 'band.recorded', 'square');
  if (s.plateWanted) return PLATE;
  return { words: CONFIRM[s.kind], shape: 'square-filled', meaning: 'waits' };
}

function never(value: never): never {
  throw new TypeError(`unhandled ${JSON.stringify(value)}`);
}
