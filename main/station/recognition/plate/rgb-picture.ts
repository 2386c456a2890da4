/** A decoded picture in colour: what the plate reader looks at, whoever decoded it. */
export interface RgbPicture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, row by row from the top. */
  readonly data: Uint8Array;
  readonly channels: 3;
}
