/**
 * Dini Argeo (DFW, DGT, 3590, CPWE): the indicator answers `READ` (or repeats by itself) with lines of text, CR, LF.
 *
 *   standard: (address, two digits, RS-485 only) · `ST` stable, `US` unstable, `OL` over, `UL` under · `,` · `GS` gross,
 *             `NT` net · `,` · 8 to 10 characters, right-aligned · `,` · unit (2)
 *   extended: (address) · number of the scale · status as above · `,` · range · `,` · net · `,` · `PT` (preset) or blanks
 *             and tare · `,` · pieces · `,` · unit · (`,` date and time)
 *
 * `ERRnn` answers a question that went wrong. Types `VL` (microvolts) and `RZ` (converter points) are no weight: traffic.
 * Source: Dini Argeo 3590 technical manual 5.4, DGT4X technical manual p. 52, DFW serial protocol manual 5.
 */
import { byteText, printableEnd } from './byte-text.ts';
import { numberField, readNumber, valueOf } from './number-field.ts';
import { startsWith } from './protocol.ts';
import type { DecodedFrame, Found, FrameReader, FrameUnit, RejectReason, ScaleProtocol } from './protocol.ts';
import { unitLetters } from './unit-letters.ts';
import { NO_WEIGHT, weightPart } from './weight-part.ts';

const CR = 0x0d;
const LF = 0x0a;
const COMMA = 0x2c;
const ZERO = 0x30;
const E = 0x45;
const O = 0x4f;
const R = 0x52;
const S = 0x53;
const U = 0x55;
/** Of an extended string with address, date and time; a standard one is much shorter. */
const LONGEST = 80;
const LEAST_FIELD = 8;
/** Type, weight, a unit of one letter, CR LF: no line is shorter behind its status. */
const SHORTEST_REST = 2 + 1 + LEAST_FIELD + 1 + 1 + 2;
const MOST_FIELD = 10;
const MOST_ADDRESS = 99;
const EVERY_MS = 200;

// Two letters each, as one number.
const ST = 0x5354;
const US = 0x5553;
const OL = 0x4f4c;
const UL = 0x554c;
const GS = 0x4753;
const NT = 0x4e54;
const VL = 0x564c;
const RZ = 0x525a;

const isDigit = (code: number): boolean => code >= ZERO && code <= ZERO + 9;
/** Whether a status begins with it. */
const isFirst = (code: number): boolean => code === S || code === U || code === O;

/** What a line says, and where. */
interface Line {
  readonly status: number;
  readonly net: boolean;
  /** The weight. */
  readonly from: number;
  readonly to: number;
  readonly unitAt: number;
  readonly unitEnd: number;
  readonly tare: number | null;
}

export const diniArgeo: ScaleProtocol = {
  id: 'dini-argeo',
  talks: 'when-asked',
  options: [
    // 0: no address, as on RS-232; then lines with any address are taken.
    { key: 'address', least: 0, most: MOST_ADDRESS, byDefault: 0 },
    { key: 'mask7', values: [false, true] },
  ],
  reader(options): FrameReader {
    const wanted = options.address ?? 0;
    const mask = options.mask7 === true ? 0x7f : 0xff;
    const field = numberField();
    const code = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) & mask;
    const pairAt = (bytes: Uint8Array, at: number): number => (code(bytes, at) << 8) | code(bytes, at + 1);

    /** The frame bytes[at…cr) that says this. */
    function found(bytes: Uint8Array, at: number, cr: number, line: Line): Found | RejectReason {
      const { from, net, status, tare, to, unitAt, unitEnd } = line;
      const outOfRange = status === OL || status === UL;
      const unit = unitLetters(bytes, unitAt, unitEnd, mask);
      if (unit === undefined || (!outOfRange && !readNumber(bytes, from, to, mask, field))) return 'framing';
      return { length: cr + 2 - at, frame: frameOf(status, unit, net, tare, byteText(bytes, at, cr, mask)) };
    }

    /** Of what {@link field} holds, where there is a weight. */
    function frameOf(
      status: number,
      unit: FrameUnit | null,
      net: boolean,
      tareOrNull: number | null,
      raw: string,
    ): DecodedFrame {
      const outOfRange = status === OL || status === UL;
      const part = outOfRange ? NO_WEIGHT : weightPart(field.digits, field.decimals, field.minus);
      const frame: DecodedFrame = {
        weight: part.weight,
        weightText: part.weightText,
        decimals: part.decimals,
        unit,
        stable: outOfRange ? null : status === ST,
        sign: part.sign,
        tareOrNull,
        grossNet: net ? 'net' : 'gross',
        overload: status === OL,
        raw,
      };
      return status === UL ? { ...frame, underload: true } : frame;
    }

    /** What stands in bytes[from…cr), behind the status' comma, in a standard string that begins at `at`. */
    function standard(bytes: Uint8Array, at: number, from: number, cr: number, status: number): Found | RejectReason {
      if (cr < from + 3 + LEAST_FIELD || code(bytes, from + 2) !== COMMA) return 'framing';
      let to = from + 3 + LEAST_FIELD;
      while (to < cr && code(bytes, to) !== COMMA) to += 1;
      if (to === cr || to > from + 3 + MOST_FIELD) return 'framing';
      const type = pairAt(bytes, from);
      if (type === VL || type === RZ) {
        const decoded = { type: byteText(bytes, from, from + 2, mask), text: byteText(bytes, from + 3, cr, mask) };
        return { length: cr + 2 - at, decoded };
      }
      if (type !== GS && type !== NT) return 'framing';
      const line = { status, net: type === NT, from: from + 3, to, unitAt: to + 1, unitEnd: cr, tare: null };
      return found(bytes, at, cr, line);
    }

    /** The same in one pass, where the string has nothing unusual in it; null: look again with more care. */
    function atOnce(
      bytes: Uint8Array,
      at: number,
      from: number,
      end: number,
      status: number,
    ): Found | RejectReason | null {
      const type = pairAt(bytes, from);
      if ((status !== ST && status !== US) || (type !== GS && type !== NT)) return null;
      if (code(bytes, from + 2) !== COMMA) return null;
      let to = from + 3 + LEAST_FIELD;
      while (to < from + 3 + MOST_FIELD && code(bytes, to) !== COMMA) to += 1;
      const cr = to + 3;
      if (cr + 1 >= end || code(bytes, to) !== COMMA || code(bytes, cr) !== CR || code(bytes, cr + 1) !== LF)
        return null;
      const unit = unitLetters(bytes, to + 1, cr, mask);
      if (unit === undefined || !readNumber(bytes, from + 3, to, mask, field)) return 'framing';
      return { length: cr + 2 - at, frame: frameOf(status, unit, type === NT, null, byteText(bytes, at, cr, mask)) };
    }

    /** Where the next comma stands in bytes[from…cr), or `cr`. */
    function comma(bytes: Uint8Array, from: number, cr: number): number {
      let at = from;
      while (at < cr && code(bytes, at) !== COMMA) at += 1;
      return at;
    }

    /** The same of an extended string: range, net, tare, pieces, unit. */
    function extended(bytes: Uint8Array, at: number, from: number, cr: number, status: number): Found | RejectReason {
      const net = comma(bytes, from, cr) + 1;
      const tare = comma(bytes, net, cr) + 1;
      const pieces = comma(bytes, tare, cr) + 1;
      const unitAt = comma(bytes, pieces, cr) + 1;
      if (net !== from + 2 || unitAt > cr) return 'framing';
      // Two letters or blanks stand before the tare.
      if (!readNumber(bytes, tare + 2, pieces - 1, mask, field)) return 'framing';
      return found(bytes, at, cr, {
        status,
        net: true,
        from: net,
        to: tare - 1,
        unitAt,
        unitEnd: comma(bytes, unitAt, cr),
        tare: valueOf(field),
      });
    }

    /** Whether a line that begins with so many digits of address is for us. */
    function isWanted(bytes: Uint8Array, at: number, digits: number): boolean {
      if (wanted === 0) return true;
      return digits === 2 && 10 * (code(bytes, at) - ZERO) + code(bytes, at + 1) - ZERO === wanted;
    }

    /** `ERRnn`: the question went wrong. */
    function error(bytes: Uint8Array, at: number, end: number): RejectReason | 'no' | null {
      for (let index = at + 1; index < Math.min(end, at + 7); index += 1) {
        const place = index - at;
        const one = code(bytes, index);
        const right = place < 3 ? one === R : place < 5 ? isDigit(one) : one === (place === 5 ? CR : LF);
        if (!right) return 'no';
      }
      return end - at < 7 ? null : 'device-error';
    }

    const digits = Array.from({ length: 10 }, (_, digit) => ZERO + digit);
    return {
      starts: startsWith([...digits, S, U, O, E], mask),
      longest: LONGEST,
      read(bytes, at, end) {
        if (code(bytes, at) === E) return error(bytes, at, end);
        // Digits before the status: none or an address (standard), a scale or both (extended).
        let before = 0;
        while (before < 4 && at + before < end && isDigit(code(bytes, at + before))) before += 1;
        if (before === 4) return 'no';
        const statusAt = at + before;
        const from = statusAt + 3;
        if (statusAt >= end) return null;
        if (!isFirst(code(bytes, statusAt))) return 'no';
        if (statusAt + 1 >= end) return null;
        const status = pairAt(bytes, statusAt);
        if (status !== ST && status !== US && status !== OL && status !== UL) return 'no';
        if (statusAt + 2 >= end) return null;
        if (code(bytes, statusAt + 2) !== COMMA) return 'no';
        if (end < from + SHORTEST_REST) return null;
        const isExtended = before === 1 || before === 3;
        // Behind a scale's number a range follows: else the digit was the half of an address.
        if (isExtended && !isDigit(code(bytes, from))) return before === 1 ? 'no' : 'framing';
        if (!isWanted(bytes, at, isExtended ? before - 1 : before)) return 'address';
        const quick = isExtended ? null : atOnce(bytes, at, from, end, status);
        if (quick !== null) return quick;
        const stop = Math.min(end, at + LONGEST - 1);
        const cr = printableEnd(bytes, from, stop, mask);
        if (cr === stop) return end - at < LONGEST ? null : 'framing';
        if (code(bytes, cr) !== CR) return 'framing';
        if (cr + 1 >= end) return null;
        if (code(bytes, cr + 1) !== LF) return 'framing';
        return isExtended ? extended(bytes, at, from, cr, status) : standard(bytes, at, from, cr, status);
      },
    };
  },
  poll(options) {
    const address = options.address ?? 0;
    const text = `${address === 0 ? '' : String(address).padStart(2, '0')}READ\r\n`;
    return { request: Uint8Array.from(text, (letter) => letter.charCodeAt(0)), everyMs: EVERY_MS };
  },
};
