/**
 * What real indicators put on the wire, written from the makers' layouts and on purpose without a glance at the product's
 * decoders: an error shared by both would cancel itself out.
 */

export interface Shown {
  /** What the display shows, in the unit and with the decimals of the display: 38.62. */
  readonly value: number;
  readonly decimals: number;
  readonly unit: 'kg' | 't';
  readonly moving: boolean;
  readonly tare: number;
  readonly outOfRange: boolean;
  /** Each wrong in its own way for the protocol; absent for Toledo where `none`. */
  readonly checksum: 'right' | 'wrong' | 'none';
}

const withoutPoint = (value: number, decimals: number): string => Math.abs(value).toFixed(decimals).replace('.', '');

/** XK3190-A9 manual, tF=0: STX, sign, six digits, decimals, XOR as two hex capitals, ETX. It has no way to say "out of range". */
export function encodeYaohua(shown: Shown): Buffer {
  const digits = withoutPoint(shown.value, shown.decimals).padStart(6, '0').slice(-6);
  const body = Buffer.from(`${shown.value < 0 ? '-' : '+'}${digits}${shown.decimals}`, 'latin1');
  const xor = body.reduce((sum, byte) => sum ^ byte, shown.checksum === 'wrong' ? 0x11 : 0);
  return Buffer.from(
    `\u0002${body.toString('latin1')}${xor.toString(16).toUpperCase().padStart(2, '0')}\u0003`,
    'latin1',
  );
}

/** IND245 manual, standard continuous: three status bytes, weight and tare blank-filled, CR, and the checksum if it is switched on. */
export function encodeToledo(shown: Shown): Buffer {
  const statusA = 0b0010_1000 | (shown.decimals + 2);
  const statusB =
    0b0011_0000 |
    (shown.tare === 0 ? 0 : 0b0001) |
    (shown.value < 0 ? 0b0010 : 0) |
    (shown.outOfRange ? 0b0100 : 0) |
    (shown.moving ? 0b1000 : 0);
  const statusC = 0b0010_0000 | (shown.unit === 't' ? 0b010 : 0);
  const number = (value: number): string => {
    const digits = withoutPoint(value, shown.decimals).replace(/^0+(?=\d)/, '');
    return digits.padStart(6, ' ').slice(-6);
  };
  const frame = Buffer.concat([
    Buffer.from([0x02, statusA, statusB, statusC]),
    Buffer.from(`${number(shown.value)}${number(shown.tare)}\r`, 'latin1'),
  ]);
  if (shown.checksum === 'none') return frame;
  let total = shown.checksum === 'wrong' ? 5 : 0;
  for (const byte of frame) total += byte;
  return Buffer.concat([frame, Buffer.from([(128 - (total % 128)) % 128])]);
}

/**
 * XK3190-A9+ manual p. 9, the line to the big display: three characters of nine bits, of which a port hands over eight.
 * `marks` holds the ninth ones. It has no way to say "out of range".
 */
export function encodeBigscreen(shown: Shown): { readonly bytes: Buffer; readonly marks: readonly number[] } {
  const number = Number(withoutPoint(shown.value, shown.decimals)) % 524_288;
  const minus = shown.value < 0 && number !== 0 ? 0b1000 : 0;
  const high = Math.floor(number / 65_536) * 32 + minus + shown.decimals;
  return { bytes: Buffer.from([high, Math.floor(number / 256) % 256, number % 256]), marks: [0, 0, 1] };
}
