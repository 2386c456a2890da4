/**
 * The frame of Onbon (仰邦) BX-5 and BX-6 controllers, either direction:
 *
 *   A5 ×8 · header 14 · data · CRC-16/ARC of header and data, low first · 5A
 *   header: 0–1 to, low first · 2–3 from · 4–6 reserved · 7 barcode · 8 check mode · 9 display mode · 10 device type ·
 *           11 protocol version · 12–13 length of the data, low first
 *
 * Between A5 ×8 and 5A, with the CRC: A5 → A6 02, A6 → A6 01, 5A → 5B 02, 5B → 5B 01. Data begins with command group and
 * command. Check mode 0 (CRC) only; frames of the others are in none of the sources.
 * Source: protocols.md §27.3; six frames of public drivers check, the sample of a vendor's page does not.
 */

/** Why bytes that began like a frame are none. */
export type OnbonFault = 'framing' | 'escape' | 'length' | 'checksum';

export interface OnbonPacket {
  readonly to: number;
  readonly from: number;
  readonly data: Uint8Array;
  readonly crc: number;
}

export const ONBON_HEAD = 0xa5;
const HEADS = 8;
const TAIL = 0x5a;
const HEADER = 14;
const CRC = 2;
/** Controllers take blocks of about 1 KB; what says that it is longer is none. */
const MOST_DATA = 2048;
/** With every byte escaped. */
export const ONBON_LONGEST = HEADS + 2 * (HEADER + MOST_DATA + CRC) + 1;

const ESCAPES: Readonly<Record<number, readonly [number, number]>> = {
  0xa5: [0xa6, 0x02],
  0xa6: [0xa6, 0x01],
  0x5a: [0x5b, 0x02],
  0x5b: [0x5b, 0x01],
};

/** `header` without the length of the data. */
export function onbonFrame(header: readonly number[], data: readonly number[]): Uint8Array {
  const plain = [...header, ...word(data.length), ...data];
  const body = [...plain, ...word(crc16Arc(plain))].flatMap((byte) => ESCAPES[byte] ?? [byte]);
  return Uint8Array.from([...Array.from({ length: HEADS }, () => ONBON_HEAD), ...body, TAIL]);
}

/** The packet that begins at `at`, with the bytes it took. null: more bytes, please. 'no': nothing begins here. */
export function readOnbon(
  bytes: Uint8Array,
  at: number,
  end: number,
): { readonly length: number; readonly packet: OnbonPacket } | OnbonFault | 'no' | null {
  const limit = Math.min(end, at + ONBON_LONGEST);
  const from = at + HEADS;
  for (let index = at; index < from; index += 1) {
    if (index >= limit) return null;
    // Fewer than eight: the rest of a row that was cut, or refused before.
    if (bytes[index] !== ONBON_HEAD) return 'no';
  }
  let tailAt = from;
  while (tailAt < limit && bytes[tailAt] !== TAIL) {
    // A ninth: the row begins one later. Further on: the end was lost, and the next frame begins.
    if (bytes[tailAt] === ONBON_HEAD) return tailAt === from ? 'no' : 'framing';
    tailAt += 1;
  }
  if (tailAt === limit) return end - at < ONBON_LONGEST ? null : 'length';
  const plain = unescaped(bytes.subarray(from, tailAt));
  if (plain === null) return 'escape';
  const wordAt = (index: number): number => (plain[index] ?? 0) + (plain[index + 1] ?? 0) * 256;
  const size = wordAt(HEADER - 2);
  if (size < 2 || size > MOST_DATA || plain.length !== HEADER + size + CRC) return 'length';
  const crc = wordAt(HEADER + size);
  if (crc !== crc16Arc(plain.subarray(0, HEADER + size))) return 'checksum';
  const packet = { to: wordAt(0), from: wordAt(2), data: plain.subarray(HEADER, HEADER + size), crc };
  return { length: tailAt + 1 - at, packet };
}

/** Low byte first. */
export const word = (value: number): readonly [number, number] => [value & 0xff, value >> 8];

/** Polynomial 8005 reflected, start 0: "123456789" gives BB3Dh. */
export function crc16Arc(bytes: Iterable<number>): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >> 1) ^ ((crc & 1) === 1 ? 0xa001 : 0);
  }
  return crc;
}

/** null: an escape that means nothing. */
function unescaped(bytes: Uint8Array): Uint8Array | null {
  const plain = new Uint8Array(bytes.length);
  let length = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte === 0xa6 || byte === 0x5b) {
      index += 1;
      const second = bytes[index];
      if (second !== 0x01 && second !== 0x02) return null;
      plain[length] = second === 0x01 ? byte : byte - 1;
    } else plain[length] = byte;
    length += 1;
  }
  return plain.subarray(0, length);
}
