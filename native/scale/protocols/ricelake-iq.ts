/**
 * Rice Lake IQ plus, 920i, 482, 880 (stream "Consolidated Controls", LFT) and, without the STX, Rinstrum FMT1:
 *
 *   STX · blank or `-` · seven characters of weight · unit · `G` or `N` · status · CR LF
 *
 * Weight right-aligned, blank-filled, with or without a point. Unit: L pounds, K kilograms, T tons, G grams, O ounces,
 * blank none; Rice Lake does not say which ton, a site in China means 1,000 kg. Status: blank good, M motion, O out of
 * range, I invalid, Z centre of zero (then it is at rest). Out of range the frame does not tell over from under.
 *
 * Without STX a line is known by its shape alone, so a line that was joined in the middle is skipped and no reject.
 * Source: Rice Lake 920i (§11.8) and 482 (figure 3-14) manuals, Rinstrum R320 manual §9.5. Not seen on a wire.
 */
import { byteText } from './byte-text.ts';
import { numberField, readNumber } from './number-field.ts';
import type { NumberField } from './number-field.ts';
import { startsWith } from './protocol.ts';
import type { DecodedFrame, FrameReader, FrameUnit, ScaleProtocol } from './protocol.ts';
import { NO_WEIGHT, weightPart } from './weight-part.ts';

const STX = 0x02;
const LF = 0x0a;
const CR = 0x0d;
const BLANK = 0x20;
const MINUS = 0x2d;
const GROSS = 0x47;
const NET = 0x4e;
const GOOD = BLANK;
const INVALID = 0x49;
const MOTION = 0x4d;
const OUT_OF_RANGE = 0x4f;
const CENTRE_ZERO = 0x5a;

/** From the sign on. */
const WEIGHT_AT = 1;
const UNIT_AT = 8;
const MODE_AT = 9;
const STATUS_AT = 10;
const CR_AT = 11;
const LENGTH = 13;

const UNITS: ReadonlyMap<number, FrameUnit | null> = new Map([
  [0x4b, 'kg'],
  [0x54, 't'],
  [0x4c, 'lb'],
  [0x47, 'g'],
  [0x4f, 'oz'],
  [BLANK, null],
] as const);

const isMode = (code: number): boolean => code === GROSS || code === NET;
const isStatus = (code: number): boolean =>
  code === GOOD || code === MOTION || code === OUT_OF_RANGE || code === INVALID || code === CENTRE_ZERO;

export const ricelakeIq: ScaleProtocol = {
  id: 'ricelake-iq',
  talks: 'by-itself',
  options: [{ key: 'stx', values: [true, false] }],
  reader(options): FrameReader {
    const stx = options.stx !== false;
    const head = stx ? 1 : 0;
    const length = head + LENGTH;
    const field = numberField();
    return {
      starts: startsWith(stx ? [STX] : [BLANK, MINUS]),
      longest: length,
      read(bytes, at, end) {
        if (end - at < length) return null;
        const from = at + head;
        const unit = UNITS.get(bytes[from + UNIT_AT] ?? 0);
        const mode = bytes[from + MODE_AT] ?? 0;
        const status = bytes[from + STATUS_AT] ?? 0;
        const ends = bytes[from + CR_AT] === CR && bytes[from + CR_AT + 1] === LF;
        if (!stx) {
          const letters = unit !== undefined && isMode(mode) && isStatus(status);
          if (!letters && !(ends && isMode(mode))) return 'no';
        }
        if (!ends) return 'framing';
        if (status === INVALID) return 'device-invalid';
        if (!isStatus(status) || !isMode(mode)) return 'status';
        const sign = bytes[from] ?? 0;
        const out = status === OUT_OF_RANGE;
        // Out of range the weight may be blanks or dashes: there is none to read.
        const aligned = out || (bytes[from + UNIT_AT - 1] !== BLANK && isUnsigned(bytes, from, field));
        if (unit === undefined || !aligned || (sign !== BLANK && sign !== MINUS)) return 'charset';
        const part = out ? NO_WEIGHT : weightPart(field.digits, field.decimals, sign === MINUS);
        const frame: DecodedFrame = {
          weight: part.weight,
          weightText: part.weightText,
          decimals: part.decimals,
          unit,
          stable: out ? null : status !== MOTION,
          sign: part.sign,
          tareOrNull: null,
          grossNet: mode === GROSS ? 'gross' : 'net',
          overload: out,
          raw: byteText(bytes, from, from + CR_AT),
          ...(status === CENTRE_ZERO ? { centreZero: true } : {}),
        };
        return { length, frame };
      },
    };
  },
};

/** The seven characters are a number; its sign has a place of its own. */
const isUnsigned = (bytes: Uint8Array, from: number, into: NumberField): boolean =>
  readNumber(bytes, from + WEIGHT_AT, from + UNIT_AT, 0xff, into) && !into.minus;
