/**
 * Scale Manufacturers Association, SCP-0499, levels 1 and 2: the indicator answers `LF W CR` with 20 bytes.
 *
 *   0 LF · 1 status: blank good, `Z` centre of zero, `O` over, `U` under, `E` `I` `T` `e` no weight to tell
 *   2 range, `1` … · 3 `G` gross, `N` net, `T` tare, `g` `n` the same with ten times the resolution · 4 `M` in motion
 *   5 free · 6–15 weight, right-aligned · 16–18 unit · 19 CR
 *
 * LF stands in front: a reader of lines that end in LF is one frame late. What the indicator does not understand it
 * answers with `LF ? CR`.
 * Source: SMA SCP-0499 (1999, mod. 1 2005), standard scale response message; Fairbanks FB2550 manual p. 180, Sartorius
 * PR 5220 manual p. 130, Cardinal 190 manual (`e`).
 */
import { byteText, printableEnd } from './byte-text.ts';
import { numberField, readNumber, valueOf } from './number-field.ts';
import { startsWith } from './protocol.ts';
import type { DecodedFrame, FrameReader, ScaleProtocol } from './protocol.ts';
import { unitLetters } from './unit-letters.ts';
import { NO_WEIGHT, weightPart } from './weight-part.ts';

const LF = 0x0a;
const CR = 0x0d;
const BLANK = 0x20;
const QUESTION = 0x3f;
const M = 0x4d;
const LENGTH = 20;
const EVERY_MS = 200;

const codes = (letters: string): readonly number[] => [...letters].map((letter) => letter.charCodeAt(0));
const OVER = 0x4f;
const UNDER = 0x55;
const GOOD = codes(' ZOU');
const FAULTS = codes('EITe');
const TARE = 0x54;
const NET = codes('Nn');
const HIGH_RESOLUTION = codes('gn');
const TYPES = codes('GNTgn');

export const sma: ScaleProtocol = {
  id: 'sma',
  talks: 'when-asked',
  options: [{ key: 'mask7', values: [false, true] }],
  reader(options): FrameReader {
    const mask = options.mask7 === true ? 0x7f : 0xff;
    const field = numberField();
    return {
      starts: startsWith([LF], mask),
      longest: LENGTH,
      read(bytes, at, end) {
        const stop = Math.min(end, at + LENGTH);
        const cr = printableEnd(bytes, at + 1, stop, mask);
        const ends = cr < stop && ((bytes[cr] ?? 0) & mask) === CR;
        if (cr === stop && end - at < LENGTH) return null;
        const status = (bytes[at + 1] ?? 0) & mask;
        if (ends && cr === at + 2 && status === QUESTION) return 'unknown-command';
        const range = (bytes[at + 2] ?? 0) & mask;
        const type = (bytes[at + 3] ?? 0) & mask;
        const motion = (bytes[at + 4] ?? 0) & mask;
        const good = GOOD.includes(status);
        const plausible =
          cr > at + 4 &&
          (good || FAULTS.includes(status)) &&
          range >= 0x30 &&
          range <= 0x39 &&
          TYPES.includes(type) &&
          (motion === BLANK || motion === M);
        // Many a line ends in LF: one that begins nothing of ours is no fault of the line.
        if (!ends || cr !== at + LENGTH - 1) return plausible ? 'framing' : 'no';
        if (!plausible) return 'status';
        if (!good) return 'device-error';
        const outOfRange = status === OVER || status === UNDER;
        if (!outOfRange && !readNumber(bytes, at + 6, at + 16, mask, field)) return 'charset';
        const unit = unitLetters(bytes, at + 16, at + 19, mask);
        if (unit === undefined) return 'charset';
        const tare = type === TARE;
        const none = outOfRange || tare;
        const part = none ? NO_WEIGHT : weightPart(field.digits, field.decimals, field.minus);
        const frame: DecodedFrame = {
          weight: part.weight,
          weightText: part.weightText,
          decimals: part.decimals,
          unit,
          stable: motion === BLANK,
          sign: part.sign,
          tareOrNull: tare && !outOfRange ? valueOf(field) : null,
          grossNet: tare ? null : NET.includes(type) ? 'net' : 'gross',
          overload: status === OVER,
          raw: byteText(bytes, at + 1, at + 19, mask),
        };
        const expanded = HIGH_RESOLUTION.includes(type);
        // Nearly every frame has neither flag, and a copy costs as much as all the rest.
        if (status !== UNDER && !expanded) return { length: LENGTH, frame };
        const flags = {
          ...(status === UNDER ? { underload: true } : {}),
          ...(expanded ? { expandedX10: true as const } : {}),
        };
        return { length: LENGTH, frame: { ...frame, ...flags } };
      },
    };
  },
  poll() {
    return { request: Uint8Array.of(LF, 0x57, CR), everyMs: EVERY_MS };
  },
};
