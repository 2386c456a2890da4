/** A decoded picture: what the readers get, whoever decoded it. */
export interface RawPicture {
  readonly width: number;
  readonly height: number;
  /** Rows from the top, channels of a pixel side by side: red, green, blue and whatever follows; one channel is grey. */
  readonly data: Uint8Array;
  readonly channels: number;
}

/** Beyond it nothing is read: no camera of the trade has more (8K). */
const MOST_PIXELS = 7680 * 4320;

/** Is it what it says: whole numbers, all pixels there, neither empty nor endless. */
export function isWhole({ width, height, data, channels }: RawPicture): boolean {
  return (
    Number.isInteger(width) &&
    Number.isInteger(height) &&
    (channels === 1 || channels === 3 || channels === 4) &&
    width > 0 &&
    height > 0 &&
    width * height <= MOST_PIXELS &&
    data.length >= width * height * channels
  );
}
