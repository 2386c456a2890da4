/**
 * Every simulated protocol with what it sends for what the display shows, and, where it speaks only when asked, with the
 * question it answers. The keys of a dialect are the settings of indicator-vectors.json.
 */
import {
  encodeBilanciai,
  encodeBilanciaiExtended,
  encodeBu4263,
  encodeOhaus,
  encodeRiceLake,
  encodeWeighTronix,
} from './encoders-abroad.ts';
import {
  encodeAnd,
  encodeCas10,
  encodeCas22,
  encodeDiniArgeo,
  encodeDingsong,
  encodeHt9800,
  encodeMtSics,
  encodeSartorius,
  encodeSma,
} from './encoders-ascii.ts';
import {
  encode8217,
  encodeA12,
  encodeA12e,
  encodeEquals,
  encodeFfBcd,
  encodeParen,
  encodeToledoExtended,
  encodeYaohuaAnswer,
  encodeYaohuaQuestion,
  encodeZemic,
} from './encoders-yaohua.ts';
import type { BcdDialect, EqualsDialect } from './encoders-yaohua.ts';
import { encodeToledo, encodeYaohua } from './encoders.ts';
import type { Shown } from './encoders.ts';

/** The menu of the indicator, as far as it changes what is sent. */
export interface Dialect extends EqualsDialect, BcdDialect {
  readonly scale?: '1' | '0.1';
  readonly bit3Means?: 'stable' | 'moving';
  readonly stx?: boolean;
  readonly extended?: boolean;
}

interface Line {
  /** Empty: it has no word for this, and stays silent. */
  encode(shown: Shown, dialect: Dialect): Buffer;
  /** It answers this, as Latin 1, and nothing else; absent: it talks by itself. */
  readonly question?: RegExp;
}

const literally = (bytes: Buffer): RegExp =>
  new RegExp([...bytes].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join(''), 'u');

const LINES = {
  'yaohua-tf0': { encode: (shown) => (shown.outOfRange ? Buffer.alloc(0) : encodeYaohua(shown)) },
  'yaohua-cmd': { encode: (shown) => encodeYaohuaAnswer(shown), question: literally(encodeYaohuaQuestion('B')) },
  'eq-number': { encode: encodeEquals },
  'paren-text': { encode: (shown) => encodeParen(shown) },
  'a12-text': { encode: (shown) => (shown.checksum === 'none' ? encodeA12(shown) : encodeA12e(shown)) },
  'zemic-a9': { encode: (shown, { scale }) => encodeZemic(shown, scale === '0.1') },
  'toledo-continuous': { encode: encodeToledo },
  'toledo-extended': { encode: encodeToledoExtended },
  'toledo-8217': { encode: encode8217, question: /W/ },
  'ff-bcd': { encode: encodeFfBcd },
  'dingsong-ds822': { encode: (shown) => encodeDingsong(shown) },
  'ht9800-ascii12': { encode: (shown, { bit3Means }) => encodeHt9800(shown, bit3Means) },
  cas22: { encode: (shown) => encodeCas22(shown) },
  cas10: { encode: encodeCas10 },
  'and-family': { encode: encodeAnd },
  'mt-sics': { encode: encodeMtSics, question: /SI?\r\n/ },
  'sartorius-sbi': { encode: (shown) => encodeSartorius(shown) },
  sma: { encode: encodeSma, question: /\nW\r/ },
  'dini-argeo': { encode: (shown) => encodeDiniArgeo(shown), question: /READ\r\n/ },
  'bilanciai-cb': {
    encode: (shown, { extended }) => (extended ? encodeBilanciaiExtended(shown) : encodeBilanciai(shown)),
  },
  'ricelake-iq': { encode: (shown, { stx }) => encodeRiceLake(shown, stx) },
  'weightronix-wi120': { encode: encodeWeighTronix },
  'ohaus-text': { encode: encodeOhaus },
  bu4263: { encode: encodeBu4263 },
} satisfies Record<string, Line>;

/** Protocols of IndicatorSimulator. `modbus-rtu` has a simulator of its own (../modbus-slave). */
export type SimulatedProtocol = keyof typeof LINES;

export const SIMULATED_PROTOCOLS = Object.keys(LINES) as readonly SimulatedProtocol[];

export const lineOf = (protocol: SimulatedProtocol): Line => LINES[protocol];
