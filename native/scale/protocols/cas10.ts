/**
 * CAS, 10 bytes: eight characters with the weight, right-aligned, CR, LF. Nothing else: no unit, no status, no checksum.
 *
 * The line is all there is to hold on to, so a line is a weight only if it has exactly eight characters: of a shorter one
 * the beginning is missing (`framing`, once a line), and of a longer one the last eight are not taken either:
 * "63866046557" of a data radio would else be a weight.
 * Source: CAS CI-400 owner's manual p. 103 ("10 Bytes for CAS").
 */
import { byteText, printableEnd } from './byte-text.ts';
import { numberField, readNumber } from './number-field.ts';
import { startsWith } from './protocol.ts';
import type { DecodedFrame, FrameReader, RejectReason, ScaleProtocol } from './protocol.ts';
import { weightPart } from './weight-part.ts';

const CR = 0x0d;
const LF = 0x0a;
const WIDTH = 8;
const LENGTH = 10;
/** A longer row of such characters is cut here. */
const LONGEST = 64;
const CHARACTERS = [...' +-.0123456789'].map((character) => character.charCodeAt(0));

export const cas10: ScaleProtocol = {
  id: 'cas10',
  talks: 'by-itself',
  options: [{ key: 'mask7', values: [false, true] }],
  reader(options): FrameReader {
    const mask = options.mask7 === true ? 0x7f : 0xff;
    const starts = startsWith(CHARACTERS, mask);
    const field = numberField();

    /** What begins like a number but goes on otherwise at `to`: of a line as long as ours it is a fault. */
    function foreign(bytes: Uint8Array, at: number, to: number, end: number): RejectReason | 'no' | null {
      const cr = printableEnd(bytes, to, Math.min(end, at + WIDTH + 1), mask);
      if (cr === end && cr <= at + WIDTH) return null;
      if (cr !== at + WIDTH || ((bytes[cr] ?? 0) & mask) !== CR) return 'no';
      if (cr + 1 === end) return null;
      return ((bytes[cr + 1] ?? 0) & mask) === LF ? 'charset' : 'no';
    }

    return {
      starts,
      longest: LONGEST,
      read(bytes, at, end) {
        const stop = Math.min(end, at + LONGEST);
        let to = at + 1;
        while (to < stop && starts[bytes[to] ?? 0] === 1) to += 1;
        if (to === stop) {
          if (to - at < LONGEST) return null;
          return { length: LONGEST, skipped: true };
        }
        const width = to - at;
        if (((bytes[to] ?? 0) & mask) !== CR) return width < WIDTH ? foreign(bytes, at, to, end) : 'no';
        if (width > WIDTH) return { length: width, skipped: true };
        // Every place of a line that is too short is a start: the last one speaks for all.
        if (width < WIDTH) return width === 1 ? 'framing' : 'no';
        if (to + 1 === end) return null;
        if (((bytes[to + 1] ?? 0) & mask) !== LF) return 'framing';
        if (!readNumber(bytes, at, to, mask, field)) return 'charset';
        const part = weightPart(field.digits, field.decimals, field.minus);
        const frame: DecodedFrame = {
          weight: part.weight,
          weightText: part.weightText,
          decimals: part.decimals,
          unit: null,
          stable: null,
          sign: part.sign,
          tareOrNull: null,
          grossNet: null,
          overload: null,
          raw: byteText(bytes, at, to, mask),
        };
        return { length: LENGTH, frame };
      },
    };
  },
};
