/**
 * What a listener hears of a simulated indicator: its frames, as levels on a line of some speed and form, sampled at the
 * listener's speed. No wire and no time passes.
 */
import { HeardBytes } from '../../../../../native/scale/listening/heard.ts';
import type { Heard, WordForm } from '../../../../../native/scale/listening/heard.ts';
import { canBeHeard } from '../../../../../native/scale/listening/judge.ts';
import { SCALE_PROTOCOLS } from '../../../../../native/scale/protocols/index.ts';
import { lineOf } from '../../../../sim/indicator/dialects.ts';
import type { Dialect, SimulatedProtocol } from '../../../../sim/indicator/dialects.ts';
import type { Shown } from '../../../../sim/indicator/encoders.ts';
import { bitsPerCharacter, levels, Receiver } from '../../../../sim/indicator/uart.ts';
import type { LineForm } from '../../../../sim/indicator/uart.ts';

export const AUDIBLE = SCALE_PROTOCOLS.filter(canBeHeard);
export const AS_8N1: WordForm = { dataBits: 8, parity: 'none', stopBits: 1 };

export const lineForm = (baudRate: number, name: '8N1' | '7E1' | '7O1' | '7N2' | '8E1' | '8O1' = '8N1'): LineForm => ({
  baudRate,
  dataBits: name.startsWith('7') ? 7 : 8,
  parity: name.includes('E') ? 'even' : name.includes('O') ? 'odd' : 'none',
  stopBits: name.endsWith('2') ? 2 : 1,
});

/** What lies on the deck, frame by frame. */
export const DECKS = {
  empty: () => 0,
  'a truck at rest': () => 15_640,
  'a truck drives on': (frame: number) => Math.min(38_620, Math.round((frame * frame * 60) / 20) * 20),
  'at rest, then driving': (frame: number) => (frame < 15 ? 4320 : 4320 + (frame - 15) * 1260),
} as const satisfies Record<string, (frame: number) => number>;

export interface Sent {
  readonly protocol: SimulatedProtocol;
  readonly dialect?: Dialect;
  readonly checksum?: Shown['checksum'];
  readonly decimals?: number;
  readonly line?: LineForm;
  readonly deck?: (frame: number) => number;
  readonly frames?: number;
  readonly hz?: number;
  /** Changes what is put on the line. */
  readonly spoil?: (frame: Uint8Array, index: number) => Uint8Array;
}

export function asHeard(sent: Sent, atBaud = sent.line?.baudRate ?? 9600): Heard {
  const {
    checksum = 'right',
    decimals = 0,
    deck = DECKS['a truck at rest'],
    dialect = {},
    frames = 30,
    hz = 10,
  } = sent;
  const { line = lineForm(9600), protocol, spoil = (frame) => frame } = sent;
  const receiver = new Receiver();
  const heard = new HeardBytes();
  let ms = 0;
  let before = deck(0);
  for (let index = 0; index < frames; index += 1) {
    const value = deck(index) / 10 ** decimals;
    const moving = deck(index) !== before;
    before = deck(index);
    const shown: Shown = { value, decimals, unit: 'kg', moving, tare: 0, outOfRange: false, checksum };
    const bytes = spoil(lineOf(protocol).encode(shown, dialect), index);
    const sendingS = (bytes.length * bitsPerCharacter(line)) / line.baudRate;
    const idleS = Math.max(0, 1 / hz - sendingS);
    ms += 1000 * sendingS;
    heard.push(receiver.receive(levels(bytes, line), line.baudRate, idleS, atBaud), ms);
    ms += 1000 * idleS;
  }
  return heard.heard(AS_8N1, ms);
}
