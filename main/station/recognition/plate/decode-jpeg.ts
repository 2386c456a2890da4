/**
 * A camera's JPEG as pixels (@julusian/jpeg-turbo, on libuv's pool). What is cut short is still read as far as it goes: a plate
 * may stand in the part that is there.
 */
import turbo from '@julusian/jpeg-turbo';
import { type RgbPicture } from './rgb-picture.ts';

/** No camera of the trade has more (8K); a header that says more is a fault or an attack, and pixels are allocated here. */
const MOST_PIXELS = 7680 * 4320;

/** Width and height from the frame header (ITU-T T.81 B.2.2), or null where there is none. */
export function jpegSize(bytes: Uint8Array): { width: number; height: number } | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const word = (at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    // Every SOF but DHT (C4), JPG (C8) and DAC (CC).
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      const size = { height: word(at + 5), width: word(at + 7) };
      return size.width > 0 && size.height > 0 ? size : null;
    }
    if (marker === 0xd9 || marker === 0xda) return null;
    at += 2 + word(at + 2);
  }
  return null;
}

/** A decoded picture, and whether the decoder had nothing to say against it. */
export interface DecodedJpeg extends RgbPicture {
  readonly clean: boolean;
}

/** Null for what is no JPEG, or a picture of more pixels than any camera has. */
export async function decodeJpeg(jpeg: Buffer): Promise<DecodedJpeg | null> {
  const size = jpegSize(jpeg);
  if (size === null || size.width * size.height > MOST_PIXELS) return null;
  const data = Buffer.alloc(size.width * size.height * 3);
  let clean = true;
  try {
    await turbo.decompress(jpeg, data, { format: turbo.FORMAT_RGB });
  } catch (error) {
    // The binding reports warnings and errors alike; rows that were never reached stay black.
    if (!(error instanceof Error)) throw error;
    if (data.every((value) => value === 0)) return null;
    clean = false;
  }
  return { ...size, data, channels: 3, clean };
}
