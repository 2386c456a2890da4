/** Bytes of a frame as characters, one each (Latin 1). */

/** The characters of bytes[from…to), each under `mask`. Many a call, never one: this is most of the work of a good frame. */
export function byteText(bytes: Uint8Array, from: number, to: number, mask = 0xff): string {
  let text = '';
  let at = from;
  for (; at + 16 <= to; at += 16) {
    text += String.fromCharCode(
      (bytes[at] ?? 0) & mask,
      (bytes[at + 1] ?? 0) & mask,
      (bytes[at + 2] ?? 0) & mask,
      (bytes[at + 3] ?? 0) & mask,
      (bytes[at + 4] ?? 0) & mask,
      (bytes[at + 5] ?? 0) & mask,
      (bytes[at + 6] ?? 0) & mask,
      (bytes[at + 7] ?? 0) & mask,
      (bytes[at + 8] ?? 0) & mask,
      (bytes[at + 9] ?? 0) & mask,
      (bytes[at + 10] ?? 0) & mask,
      (bytes[at + 11] ?? 0) & mask,
      (bytes[at + 12] ?? 0) & mask,
      (bytes[at + 13] ?? 0) & mask,
      (bytes[at + 14] ?? 0) & mask,
      (bytes[at + 15] ?? 0) & mask,
    );
  }
  if (at + 8 <= to) {
    text += String.fromCharCode(
      (bytes[at] ?? 0) & mask,
      (bytes[at + 1] ?? 0) & mask,
      (bytes[at + 2] ?? 0) & mask,
      (bytes[at + 3] ?? 0) & mask,
      (bytes[at + 4] ?? 0) & mask,
      (bytes[at + 5] ?? 0) & mask,
      (bytes[at + 6] ?? 0) & mask,
      (bytes[at + 7] ?? 0) & mask,
    );
    at += 8;
  }
  if (at + 4 <= to) {
    text += String.fromCharCode(
      (bytes[at] ?? 0) & mask,
      (bytes[at + 1] ?? 0) & mask,
      (bytes[at + 2] ?? 0) & mask,
      (bytes[at + 3] ?? 0) & mask,
    );
    at += 4;
  }
  if (at + 2 <= to) {
    text += String.fromCharCode((bytes[at] ?? 0) & mask, (bytes[at + 1] ?? 0) & mask);
    at += 2;
  }
  if (at < to) text += String.fromCharCode((bytes[at] ?? 0) & mask);
  return text;
}

/** Where the printable characters (blank to tilde) that begin at `from` end: at the first other byte, or at `stop`. */
export function printableEnd(bytes: Uint8Array, from: number, stop: number, mask = 0xff): number {
  let at = from;
  while (at < stop) {
    const code = (bytes[at] ?? 0) & mask;
    if (code < 0x20 || code > 0x7e) break;
    at += 1;
  }
  return at;
}
