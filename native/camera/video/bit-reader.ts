/**
 * Reads bits and Exp-Golomb codes out of a NAL unit. Sources: H.264 §7.3.1 and §9.1, H.265 §7.3.1.1 and §9.2 (both
 * standards agree): a 03 after two zero bytes is no data; ue(v) is as many zeros as bits follow the first one.
 * Never throws: past the end it gives zeros and `failed` is true, so that a reader of rubbish ends by itself.
 */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  /** More was read than there is, or a code was longer than any that the standards allow. */
  failed = false;

  /**
   * @param nal a NAL unit with its header
   * @param headerBytes 1 in H.264, 2 in H.265
   */
  constructor(nal: Uint8Array, headerBytes: number) {
    this.#bytes = withoutEmulationPrevention(nal, headerBytes);
  }

  bit(): number {
    const byte = this.#bytes[this.#at >> 3];
    if (byte === undefined) {
      this.failed = true;
      return 0;
    }
    const bit = (byte >> (7 - (this.#at & 7))) & 1;
    this.#at += 1;
    return bit;
  }

  flag(): boolean {
    return this.bit() === 1;
  }

  /** @param count 0 to 32 */
  bits(count: number): number {
    let value = 0;
    for (let left = count; left > 0; left -= 1) value = value * 2 + this.bit();
    return value;
  }

  /** @param count any number of bits that nobody asks for */
  skip(count: number): void {
    this.#at += count;
    if (this.#at > this.#bytes.length * 8) this.failed = true;
  }

  /** ue(v) */
  unsigned(): number {
    let zeros = 0;
    while (!this.failed && this.bit() === 0) zeros += 1;
    if (zeros > 32) this.failed = true;
    return this.failed ? 0 : 2 ** zeros - 1 + this.bits(zeros);
  }

  /** se(v) */
  signed(): number {
    const code = this.unsigned();
    return code % 2 === 1 ? (code + 1) / 2 : -code / 2;
  }
}

function withoutEmulationPrevention(nal: Uint8Array, from: number): Uint8Array {
  const bytes = new Uint8Array(Math.max(0, nal.length - from));
  let length = 0;
  let zeros = 0;
  for (let at = from; at < nal.length; at += 1) {
    const byte = nal[at] ?? 0;
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    bytes[length] = byte;
    length += 1;
  }
  return bytes.subarray(0, length);
}
