/** Bytes of a binary frame as hex capitals. */

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).toUpperCase().padStart(2, '0'));

/** Two capitals. */
export const hexOf = (byte: number): string => HEX[byte] ?? '';

/** Two capitals for each of bytes[from…to). */
export function byteHex(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at += 1) text += hexOf(bytes[at] ?? 0);
  return text;
}
