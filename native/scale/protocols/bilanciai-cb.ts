/**
 * Bilanciai (Società Cooperativa Bilanciai; D400, D410, DD700 and others), two strings that the indicator can be set to:
 *
 *   Cb        0 `$` · 1 status · 2–6 five digits of the net weight · CR
 *   extended  0 `$` · 1–9 net weight · blank · 11–19 tare · blank · 21–22 unit · blank · 24–27 four hex flags · CR LF
 *
 * Cb status: 0 stable, 1 moving, 3 invalid (negative, overload). Extended weights may have a sign and a point. Flags by
 * bit: s1.3 (first character, bit 3) centre of zero; s2.1 stable, s2.2 overload; s3.2 invalid weight; s4.1 failed
 * converter, s4.2 fault in the scale's parameters. The others (tare kinds, minimum weight, approval) are not told on.
 *
 * Beware of Cb above 99,999: a weight of more digits loses its *last* ones, and the frame does not say so.
 * Source: Bilanciai DD700 advanced use manual §2.2.1–2.2.2 (easymanua.ls/bilancial/btek-dd-700). Not seen on a wire.
 */
import { byteText } from './byte-text.ts';
import { numberField, readNumber, valueOf } from './number-field.ts';
import type { NumberField } from './number-field.ts';
import { startsWith } from './protocol.ts';
import type { DecodedFrame, FrameReader, ScaleProtocol } from './protocol.ts';
import { unitLetters } from './unit-letters.ts';
import { NO_WEIGHT, weightPart } from './weight-part.ts';

const DOLLAR = 0x24;
const BLANK = 0x20;
const CR = 0x0d;
const LF = 0x0a;
const ZERO = 0x30;

const LENGTH = 8;
const STABLE = 0x30;
const MOVING = 0x31;
const INVALID = 0x33;

const LONG = 30;
const NET_AT = 1;
const TARE_AT = 11;
const FIELD = 9;
const UNIT_AT = 21;
const FLAGS_AT = 24;

export const bilanciaiCb: ScaleProtocol = {
  id: 'bilanciai-cb',
  talks: 'by-itself',
  options: [{ key: 'form', values: ['plain', 'extended'] }],
  reader(options): FrameReader {
    return options.form === 'extended' ? extended : plain;
  },
};

const plain: FrameReader = {
  starts: startsWith([DOLLAR]),
  longest: LENGTH,
  read(bytes, at, end) {
    if (end - at < LENGTH) return null;
    if (bytes[at + 7] !== CR) return 'framing';
    const status = bytes[at + 1];
    if (status === INVALID) return 'device-invalid';
    if (status !== STABLE && status !== MOVING) return 'status';
    let digits = 0;
    for (let index = at + 2; index < at + 7; index += 1) {
      const digit = (bytes[index] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) return 'charset';
      digits = digits * 10 + digit;
    }
    const part = weightPart(digits, 0, false);
    const frame: DecodedFrame = {
      weight: part.weight,
      weightText: part.weightText,
      decimals: part.decimals,
      unit: null,
      stable: status === STABLE,
      sign: part.sign,
      tareOrNull: null,
      grossNet: null,
      overload: null,
      raw: byteText(bytes, at + 1, at + 7),
    };
    return { length: LENGTH, frame };
  },
};

const net = numberField();
const tare = numberField();
const extended: FrameReader = {
  starts: startsWith([DOLLAR]),
  longest: LONG,
  read(bytes, at, end) {
    if (end - at < LONG) return null;
    if (bytes[at + LONG - 2] !== CR || bytes[at + LONG - 1] !== LF) return 'framing';
    if (bytes[at + 10] !== BLANK || bytes[at + 20] !== BLANK || bytes[at + 23] !== BLANK) return 'framing';
    const s1 = hexDigit(bytes[at + FLAGS_AT]);
    const s2 = hexDigit(bytes[at + FLAGS_AT + 1]);
    const s3 = hexDigit(bytes[at + FLAGS_AT + 2]);
    const s4 = hexDigit(bytes[at + FLAGS_AT + 3]);
    if (s1 < 0 || s2 < 0 || s3 < 0 || s4 < 0) return 'status';
    if ((s4 & 0b0110) !== 0) return 'device-fault';
    const overload = (s2 & 0b0100) !== 0;
    if ((s3 & 0b0100) !== 0 && !overload) return 'device-invalid';
    // Over the range there is no net weight to read.
    if (!overload && !isField(bytes, at + NET_AT, net)) return 'charset';
    const unit = unitLetters(bytes, at + UNIT_AT, at + UNIT_AT + 2, 0xff);
    if (unit === undefined || !isField(bytes, at + TARE_AT, tare)) return 'charset';
    const part = overload ? NO_WEIGHT : weightPart(net.digits, net.decimals, net.minus);
    const frame: DecodedFrame = {
      weight: part.weight,
      weightText: part.weightText,
      decimals: part.decimals,
      unit,
      stable: (s2 & 0b0010) !== 0,
      sign: part.sign,
      tareOrNull: valueOf(tare),
      grossNet: tare.digits === 0 ? 'gross' : 'net',
      overload,
      raw: byteText(bytes, at + 1, at + LONG - 2),
      ...((s1 & 0b1000) !== 0 ? { centreZero: true } : {}),
    };
    return { length: LONG, frame };
  },
};

/** 0–15, −1 for anything else. */
function hexDigit(code = 0): number {
  if (code >= ZERO && code <= 0x39) return code - ZERO;
  return code >= 0x41 && code <= 0x46 ? code - 0x37 : -1;
}

/** Nine characters, right-aligned, with sign and point as they come. */
function isField(bytes: Uint8Array, from: number, into: NumberField): boolean {
  return bytes[from + FIELD - 1] !== BLANK && readNumber(bytes, from, from + FIELD, 0xff, into);
}
