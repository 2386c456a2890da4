/** Puts the fragments of one NAL unit together, in a buffer that is used again and has a limit. */

/** A picture of 4K in one slice has 1 to 2 MB. */
const MOST_BYTES = 8 * 1024 * 1024;
const FIRST_BYTES = 64 * 1024;

export class UnitFragments {
  #buffer = new Uint8Array(FIRST_BYTES);
  #length = 0;
  #open = false;

  get isOpen(): boolean {
    return this.#open;
  }

  /** @param header the bytes of the unit's header, put together from the fragment's own */
  begin(header: readonly number[]): void {
    this.#buffer.set(header);
    this.#length = header.length;
    this.#open = true;
  }

  /** @returns false where the unit would be too large; it is forgotten then */
  append(bytes: Uint8Array): boolean {
    const length = this.#length + bytes.length;
    if (length > MOST_BYTES) {
      this.drop();
      return false;
    }
    if (length > this.#buffer.length) {
      const larger = new Uint8Array(Math.min(MOST_BYTES, Math.max(length, this.#buffer.length * 2)));
      larger.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = larger;
    }
    this.#buffer.set(bytes, this.#length);
    this.#length = length;
    return true;
  }

  /** The whole unit, with bytes of its own. */
  end(): Uint8Array {
    const unit = this.#buffer.slice(0, this.#length);
    this.drop();
    return unit;
  }

  drop(): void {
    this.#length = 0;
    this.#open = false;
  }
}
