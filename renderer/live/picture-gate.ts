/**
 * Which pictures go into the decoder. One that is behind is never given more: what waits is thrown away up to the next key
 * picture, because a decoder that is given a picture without the one before it shows what never was. Pure.
 */

/** Pictures that may wait before the decoder: a third of a second at 25 a second. */
export const MOST_WAITING = 8;

export class PictureGate {
  #open = false;
  /** Refused, since the beginning. */
  dropped = 0;

  /** @param waiting pictures that the decoder has not begun with */
  admits(key: boolean, waiting: number): boolean {
    this.#open = (this.#open || key) && waiting < MOST_WAITING;
    if (!this.#open) this.dropped += 1;
    return this.#open;
  }

  /** What comes next follows nothing that the decoder knows. */
  shut(): void {
    this.#open = false;
  }
}
