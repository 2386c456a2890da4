/**
 * A&D text lines and their look-alikes (Excell, GEC Avery, GM M02 and 8803-3, TScale, QHW, PT650D, CB900, EX2002, SB520,
 * LP7510, Jinzhong XK3102, the "AND" format of CAS). In the classic case 18 bytes:
 *
 *   header `ST` stable, `US` unstable, `OL` overload · `,` · type `GS` gross, `NT` net, `TR` tare · `,`
 *   sign and 7 characters · unit (2) · CR · LF
 *
 * In the field: `G `, `N `, `T ` for the types, `PT` for a preset tare, no type at all (A&D balances), no second comma,
 * blanks between sign and digits, a comma before the unit, `Kg`, `KG`, `LB`, a bare point ("+000000."), a bare `OL`.
 * So a line is read tolerantly, but nothing foreign may stand inside the number. A tare line is no weight. The digits of
 * an `OL` line are nines or blanks and are never used; with a minus it is an underload. `QT` counts pieces, `TW` and `TN`
 * are totals, `CH`, `Re`, `Co`, `Sv` are extra lines of the XK3102: traffic. No checksum. A&D sends 2400 7E1, clones 9600
 * 8N1.
 * Source: A&D AD-4404 manual 9.2.6, AD-4329A manual, AD-4403 manual 8-6, EK-L manual 9-2; Excell, GEC Avery and GM M02
 * manuals; captures of TScale NHB in github chumpon-asaneerat/NSerialCommTools.
 */
import { byteText, printableEnd } from './byte-text.ts';
import { numberField, readNumber, valueOf } from './number-field.ts';
import { startsWith } from './protocol.ts';
import type { DecodedFrame, Found, FrameReader, RejectReason, ScaleProtocol } from './protocol.ts';
import { unitLetters } from './unit-letters.ts';
import { NO_WEIGHT, weightPart } from './weight-part.ts';

const CR = 0x0d;
const LF = 0x0a;
const BLANK = 0x20;
const COMMA = 0x2c;
const MINUS = 0x2d;
const NINE = 0x39;
/** No line of the family is longer. */
const LONGEST = 40;

// Two letters each, as one number.
const ST = 0x5354;
const US = 0x5553;
const OL = 0x4f4c;
const ZR = 0x5a52;

/** What a line is about, by its type. */
function kindOf(type: number): 'gross' | 'net' | 'tare' | 'total' | null {
  switch (type) {
    case 0x4753: // GS
    case 0x4720: // G and a blank
      return 'gross';
    case 0x4e54: // NT
    case 0x4e20: // N and a blank
      return 'net';
    case 0x5452: // TR
    case 0x5420: // T and a blank
    case 0x5054: // PT
      return 'tare';
    case 0x5457: // TW
    case 0x544e: // TN
      return 'total';
    default:
      return null;
  }
}

/** QT, CH, Re, Co, Sv: a line of the family that is no weight. */
const isExtra = (header: number): boolean =>
  header === 0x5154 || header === 0x4348 || header === 0x5265 || header === 0x436f || header === 0x5376;

const isLetter = (code: number): boolean => (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;

export const andFamily: ScaleProtocol = {
  id: 'and-family',
  talks: 'by-itself',
  options: [{ key: 'mask7', values: [false, true] }],
  reader(options): FrameReader {
    const mask = options.mask7 === true ? 0x7f : 0xff;
    const field = numberField();
    const capitals = Array.from({ length: 26 }, (_, letter) => 0x41 + letter);

    /** The line bytes[at…cr), whose header and comma are looked at already. */
    function line(bytes: Uint8Array, at: number, cr: number, header: number): Found | RejectReason {
      const length = cr + 2 - at;
      let from = at + 3;
      let kind: ReturnType<typeof kindOf> = null;
      if (isLetter((bytes[from] ?? 0) & mask)) {
        kind = kindOf((((bytes[from] ?? 0) & mask) << 8) | ((bytes[from + 1] ?? 0) & mask));
        if (kind === null) return header === OL ? noWeight(bytes, at, cr) : 'framing';
        from += 2;
        if (((bytes[from] ?? 0) & mask) === COMMA) from += 1;
      }
      if (kind === 'total') return traffic(bytes, at, cr);
      const tare = kind === 'tare';
      const grossNet = kind === 'gross' || kind === 'net' ? kind : null;

      // The unit stands behind the last digit or point, a comma between them or not.
      let unitAt = cr;
      while (unitAt > from && !isNumeral((bytes[unitAt - 1] ?? 0) & mask)) unitAt -= 1;
      if (header === OL) return noWeight(bytes, at, cr, from, grossNet);
      if (!readNumber(bytes, from, unitAt, mask, field)) return 'framing';
      while (unitAt < cr && ((bytes[unitAt] ?? 0) & mask) === BLANK) unitAt += 1;
      if (((bytes[unitAt] ?? 0) & mask) === COMMA) unitAt += 1;
      const unit = unitLetters(bytes, unitAt, cr, mask);
      if (unit === undefined) return 'framing';
      const part = tare ? NO_WEIGHT : weightPart(field.digits, field.decimals, field.minus);
      const frame: DecodedFrame = {
        weight: part.weight,
        weightText: part.weightText,
        decimals: part.decimals,
        unit,
        stable: header !== US,
        sign: part.sign,
        tareOrNull: tare ? valueOf(field) : null,
        grossNet,
        overload: false,
        raw: byteText(bytes, at, cr, mask),
      };
      return { length, frame };
    }

    const traffic = (bytes: Uint8Array, at: number, cr: number): Found => ({
      length: cr + 2 - at,
      decoded: { header: byteText(bytes, at, at + 2, mask), text: byteText(bytes, at + 3, cr, mask) },
    });

    /** An `OL` line: unit and type if it tells them, no weight whatever it tells. */
    function noWeight(
      bytes: Uint8Array,
      at: number,
      cr: number,
      from = cr,
      grossNet: 'gross' | 'net' | null = null,
    ): Found {
      let under = false;
      let unitAt = from;
      for (let index = from; index < cr; index += 1) {
        const code = (bytes[index] ?? 0) & mask;
        if (code === MINUS) under = true;
        if (!isLetter(code) && code !== BLANK) unitAt = index + 1;
      }
      const frame: DecodedFrame = {
        ...NO_WEIGHT,
        unit: unitLetters(bytes, unitAt, cr, mask) ?? null,
        stable: null,
        tareOrNull: null,
        grossNet,
        overload: !under,
        raw: byteText(bytes, at, cr, mask),
        ...(under ? { underload: true } : {}),
      };
      return { length: cr + 2 - at, frame };
    }

    return {
      starts: startsWith(capitals, mask),
      longest: LONGEST,
      read(bytes, at, end) {
        if (end - at < 2) return null;
        const second = (bytes[at + 1] ?? 0) & mask;
        if (!isLetter(second)) return 'no';
        if (end - at < 3) return null;
        const third = (bytes[at + 2] ?? 0) & mask;
        const header = (((bytes[at] ?? 0) & mask) << 8) | second;
        if (third !== COMMA && (third !== CR || header !== OL)) return 'no';
        // A line that was joined in the middle begins with its type.
        if (kindOf(header) !== null) return 'no';
        const extra = isExtra(header);
        if (header !== ST && header !== US && header !== OL && header !== ZR && !extra) return 'framing';
        const stop = Math.min(end, at + LONGEST - 1);
        const cr = printableEnd(bytes, at + 2, stop, mask);
        if (cr === stop) return end - at < LONGEST ? null : 'framing';
        if (((bytes[cr] ?? 0) & mask) !== CR) return 'framing';
        if (cr + 1 === end) return null;
        if (((bytes[cr + 1] ?? 0) & mask) !== LF) return 'framing';
        if (extra) return traffic(bytes, at, cr);
        return third === CR ? noWeight(bytes, at, cr) : line(bytes, at, cr, header);
      },
    };
  },
};

/** A digit or a point. */
function isNumeral(code: number): boolean {
  return code <= NINE && code >= 0x2e && code !== 0x2f;
}
