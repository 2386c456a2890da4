/**
 * FF + BCD (HT9800 衡天, GM8803 format 1, Yousheng JCS-B), 5 or 6 bytes:
 *
 *   0 FFh · 1 status · 2–4 six digits as BCD, lowest pair first · (5 unit: 0 kg, 1 lb)
 *
 * Status: bits 2–0 decimals (from 0, or on some HT9800 from 1: `dpBase`), 5 negative, 7 overload; stable is bit 4, on
 * JCS-B bit 6 (`stableBit`). FFh cannot occur in BCD, so a frame is found again at once; there is no checksum.
 * Source: HT9800 note (public repository file 35569659777), GM8803 and JCS-B layouts (18030030097).
 */
import { startsWith } from './protocol.ts';
import type { DecodedFrame, ScaleProtocol } from './protocol.ts';
import { NO_WEIGHT, weightPart } from './weight-part.ts';

const FF = 0xff;
const MOST_DECIMALS = 5;
const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).toUpperCase().padStart(2, '0'),
);

const isBcd = (byte: number): boolean => byte < 0xa0 && (byte & 0x0f) < 0x0a;
const fromBcd = (byte: number): number => (byte >> 4) * 10 + (byte & 0x0f);

export const ffBcd: ScaleProtocol = {
  id: 'ff-bcd',
  talks: 'by-itself',
  options: [
    { key: 'dpBase', values: [0, 1] },
    { key: 'stableBit', values: [4, 6] },
    { key: 'unitByte', values: [false, true] },
  ],
  reader(options) {
    const dpBase = options.dpBase ?? 0;
    const stableMask = 1 << (options.stableBit ?? 4);
    const hasUnit = options.unitByte === true;
    const length = hasUnit ? 6 : 5;
    return {
      starts: startsWith([FF]),
      longest: length,
      read(bytes, at, end) {
        if (end - at < length) return null;
        const status = bytes[at + 1] ?? 0;
        const low = bytes[at + 2] ?? 0;
        const middle = bytes[at + 3] ?? 0;
        const high = bytes[at + 4] ?? 0;
        const unit = hasUnit ? (bytes[at + 5] ?? 0) : 0;
        if (status === FF || unit > 1) return 'status';
        const overload = (status & 0x80) !== 0;
        const decimals = (status & 0x07) - dpBase;
        if (!isBcd(low) || !isBcd(middle) || !isBcd(high)) return 'charset';
        if (!overload && (decimals < 0 || decimals > MOST_DECIMALS)) return 'range';
        const minus = (status & 0x20) !== 0;
        const digits = fromBcd(high) * 10_000 + fromBcd(middle) * 100 + fromBcd(low);
        // The sign has a bit of its own, and holds without the number.
        const part = overload
          ? { ...NO_WEIGHT, sign: minus ? ('-' as const) : ('+' as const) }
          : weightPart(digits, decimals, minus);
        const frame: DecodedFrame = {
          weight: part.weight,
          weightText: part.weightText,
          decimals: part.decimals,
          unit: hasUnit ? (unit === 1 ? 'lb' : 'kg') : null,
          stable: (status & stableMask) !== 0,
          sign: part.sign,
          tareOrNull: null,
          grossNet: null,
          overload,
          raw: hexText(bytes, at, at + length),
        };
        return { length, frame };
      },
    };
  },
};

function hexText(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let index = from; index < to; index += 1) text += HEX[bytes[index] ?? 0] ?? '';
  return text;
}
