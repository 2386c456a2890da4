/**
 * БУ 4263 М1 (BU4263M1), a Russian weighbridge terminal:
 *
 *   `#` · `N` · three bytes, the lowest first, in steps of 10 kg · `$`
 *
 * No sign, no mark of rest, no checksum; the three fixed characters may also come about within the number.
 * Source: a public driver that names the message "23 4E xx xx xx 24" and its test (23 4E 94 00 00 24 is 1480 kg). One
 * source only.
 */
import { hexOf } from './byte-hex.ts';
import { startsWith } from './protocol.ts';
import type { DecodedFrame, FrameReader, ScaleProtocol } from './protocol.ts';
import { weightPart } from './weight-part.ts';

const HASH = 0x23;
const N = 0x4e;
const DOLLAR = 0x24;
const LENGTH = 6;
const STEP_KG = 10;

export const bu4263: ScaleProtocol = {
  id: 'bu4263',
  talks: 'by-itself',
  options: [],
  reader: () => reader,
};

const reader: FrameReader = {
  starts: startsWith([HASH]),
  longest: LENGTH,
  read(bytes, at, end) {
    // A lone `#` may be part of a number.
    if (end - at >= 2 && bytes[at + 1] !== N) return 'no';
    if (end - at < LENGTH) return null;
    if (bytes[at + 5] !== DOLLAR) return 'framing';
    const low = bytes[at + 2] ?? 0;
    const middle = bytes[at + 3] ?? 0;
    const high = bytes[at + 4] ?? 0;
    const steps = low | (middle << 8) | (high << 16);
    const part = weightPart(steps * STEP_KG, 0, false);
    const frame: DecodedFrame = {
      weight: part.weight,
      weightText: part.weightText,
      decimals: part.decimals,
      unit: 'kg',
      stable: null,
      sign: part.sign,
      tareOrNull: null,
      grossNet: null,
      overload: null,
      raw: `234E${hexOf(low)}${hexOf(middle)}${hexOf(high)}24`,
    };
    return { length: LENGTH, frame };
  },
};
