/**
 * Lines whose characters have nine bits (`ScaleProtocol.ninthBit`), as a stream of bytes: each character 0…511, with the
 * ninth bit on top, in the one or two bytes that UTF-8 has for it. So a character can begin at no byte of another one.
 */

/** One character. 0x39 is 39; 0x39 with the ninth bit is C4 B9; 0xFF without it is C3 BF. */
export function ninthBitBytes(byte: number, mark: boolean): readonly number[] {
  const code = byte | (mark ? 0x100 : 0);
  return code < 0x80 ? [code] : [0xc0 | (code >> 6), 0x80 | (code & 0x3f)];
}

/** A capture, and the ninth bit of each of its bytes; 0 where `marks` ends before the bytes do. */
export function ninthBitStream(bytes: Uint8Array, marks: readonly number[] = []): Uint8Array {
  const stream: number[] = [];
  bytes.forEach((byte, index) => stream.push(...ninthBitBytes(byte, (marks[index] ?? 0) !== 0)));
  return Uint8Array.from(stream);
}
