/** Puts a fragment of one file behind those of another: its number and its time are what it says of its place. Pure. */

/** Where they stand in the fragments of this program (`fragment.ts`): always in the same order. */
const SEQUENCE_AT = 20;
const TFDT_AT = 52;
const TIME_AT = 60;
const TFDT = 0x74_66_64_74;

/**
 * @param fragment as this program writes it; is changed
 * @param sequence its number among the fragments of the film
 * @param by90k what is added to its time, in 90,000ths of a second
 * @returns false, and changes nothing, when it is none of ours or would begin before the film
 */
export function retime(fragment: Uint8Array, sequence: number, by90k: number): boolean {
  if (fragment.length < TIME_AT + 8) return false;
  const view = new DataView(fragment.buffer, fragment.byteOffset, fragment.byteLength);
  if (view.getUint32(TFDT_AT) !== TFDT) return false;
  const time = Number(view.getBigUint64(TIME_AT)) + Math.round(by90k);
  if (time < 0) return false;
  view.setUint32(SEQUENCE_AT, sequence);
  view.setBigUint64(TIME_AT, BigInt(time));
  return true;
}

/** The decoder's configuration of a file's beginning (the content of avcC or hvcC); null when there is none. */
export function decoderConfig(init: Uint8Array): Uint8Array | null {
  for (const type of ['avcC', 'hvcC']) {
    const at = indexOfAscii(init, type);
    if (at < 4) continue;
    const length = new DataView(init.buffer, init.byteOffset + at - 4, 4).getUint32(0);
    if (length >= 8 && at - 4 + length <= init.length) return init.subarray(at + 4, at - 4 + length);
  }
  return null;
}

function indexOfAscii(bytes: Uint8Array, text: string): number {
  const codes = [...text].map((letter) => letter.charCodeAt(0));
  for (let at = 0; at + codes.length <= bytes.length; at += 1)
    if (codes.every((code, offset) => bytes[at + offset] === code)) return at;
  return -1;
}
