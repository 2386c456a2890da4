/**
 * The camera folder's door to @julusian/jpeg-turbo (libjpeg-turbo; Node-API prebuilds inside the package).
 * Decoding runs on libuv's pool: the caller's thread only waits.
 */
import turbo from '@julusian/jpeg-turbo';

export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  /** One byte a pixel, rows from the top. Rows the decoder never reached are 0. */
  readonly pixels: Buffer;
  /**
   * False when the decoder found fault with the data. The binding reports warnings and errors alike, and without their
   * text (it destroys the handle before it asks for the message), so the pixels must tell how bad it is.
   */
  readonly clean: boolean;
}

/**
 * Decodes to grey.
 * @param size as the frame header says; the caller limits it, because the pixels are allocated here
 */
export async function decodeGrey(jpeg: Buffer, size: { width: number; height: number }): Promise<GreyPicture> {
  const pixels = Buffer.alloc(size.width * size.height);
  try {
    // Throws at once for a header it cannot read, rejects for everything later.
    await turbo.decompress(jpeg, pixels, { format: turbo.FORMAT_GRAY });
    return { ...size, pixels, clean: true };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { ...size, pixels, clean: false };
  }
}

export interface ColourPicture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue a pixel, rows from the top. Rows the decoder never reached are 0. */
  readonly data: Buffer;
  readonly channels: 3;
  /** As of {@link GreyPicture}. */
  readonly clean: boolean;
}

/**
 * Decodes to red, green and blue, for the readers.
 * @param size as the frame header says; the caller limits it, because the pixels are allocated here
 */
export async function decodeColour(jpeg: Buffer, size: { width: number; height: number }): Promise<ColourPicture> {
  const data = Buffer.alloc(size.width * size.height * 3);
  try {
    await turbo.decompress(jpeg, data, { format: turbo.FORMAT_RGB });
    return { ...size, data, channels: 3, clean: true };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { ...size, data, channels: 3, clean: false };
  }
}
