/** Bytes of a frame as characters, one each (Latin 1). */

/** The characters of bytes[from…to), each under `mask`. Eight a call: this is most of the work of a good frame. */
export function byteText(bytes: Uint8Array, from: number, to: number, mask = 0xff): string {
  let text = '';
  let at = from;
  for (; at + 8 <= to; at += 8) {
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
  }
  for (; at < to; at += 1) text += String.fromCharCode((bytes[at] ?? 0) & mask);
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
