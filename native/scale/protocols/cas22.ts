/**
 * CAS, 22 bytes (CI-200A, CI-400, CI-6000, CI-150A and clones):
 *
 *   0–1 `ST` stable, `US` unstable, `OL` overload · 2 `,` · 3–4 `GS` gross, `NT` net · 5 `,` · 6 device id, any byte
 *   7 lamps · 8 `,` · 9–16 weight · 17 a blank, on a CI-6000 NUL, in the relay form the outputs: any byte
 *   18–19 unit, right-aligned · 20 CR · 21 LF
 *
 * The id may be a comma or a line feed: so the frame is cut by position, never by line. Lamps: bit 7 always 1 · 6 stable ·
 * 4 hold · 3 printer · 2 gross · 1 tare · 0 zero. Stable is said twice, and counts where both say so.
 * What digits an `OL` frame carries is not looked at.
 * Source: CAS CI-400 owner's manual p. 103, CI-150A manual p. 55; captures: github elyor04/go-cas-scales (CI-200A),
 * public repository file 12366990007 (CI-6000).
 */
import { byteText } from './byte-text.ts';
import { numberField, readNumber } from './number-field.ts';
import { startsWith } from './protocol.ts';
import type { DecodedFrame, FrameReader, ScaleProtocol } from './protocol.ts';
import { unitLetters } from './unit-letters.ts';
import { NO_WEIGHT, weightPart } from './weight-part.ts';

const CR = 0x0d;
const LF = 0x0a;
const COMMA = 0x2c;
const LENGTH = 22;
const ST = 0x5354;
const US = 0x5553;
const OL = 0x4f4c;
const GS = 0x4753;
const NT = 0x4e54;

export const cas22: ScaleProtocol = {
  id: 'cas22',
  talks: 'by-itself',
  options: [],
  reader(): FrameReader {
    const field = numberField();
    return {
      starts: startsWith([0x53, 0x55, 0x4f]),
      longest: LENGTH,
      read(bytes, at, end) {
        if (end - at < 2) return null;
        const status = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
        // S, U and O are letters of other words too.
        if (status !== ST && status !== US && status !== OL) return 'no';
        if (end - at > 2 && bytes[at + 2] !== COMMA) return 'no';
        if (end - at < LENGTH) return null;
        const type = ((bytes[at + 3] ?? 0) << 8) | (bytes[at + 4] ?? 0);
        const net = type === NT;
        if (bytes[at + 20] !== CR || bytes[at + 21] !== LF) return 'framing';
        if (bytes[at + 5] !== COMMA || bytes[at + 8] !== COMMA || (type !== GS && !net)) return 'framing';
        const lamps = bytes[at + 7] ?? 0;
        if ((lamps & 0x80) === 0) return 'status';
        const overload = status === OL;
        if (!overload && !readNumber(bytes, at + 9, at + 17, 0xff, field)) return 'charset';
        const unit = unitLetters(bytes, at + 18, at + 20, 0xff);
        if (unit === undefined) return 'charset';
        const lampStable = (lamps & 0x40) !== 0;
        const part = overload ? NO_WEIGHT : weightPart(field.digits, field.decimals, field.minus);
        const frame: DecodedFrame = {
          weight: part.weight,
          weightText: part.weightText,
          decimals: part.decimals,
          unit,
          stable: overload ? null : status === ST && lampStable,
          sign: part.sign,
          tareOrNull: null,
          grossNet: net ? 'net' : 'gross',
          overload,
          raw: byteText(bytes, at, at + 20),
          lampStable,
          lampZero: (lamps & 0x01) !== 0,
        };
        return { length: LENGTH, frame };
      },
    };
  },
};
