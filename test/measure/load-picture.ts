/** A picture file as pixels: JPEG by the program's own decoder, anything else (a PNG named .jpg) by a library of the tests. */
import { loadImage, createCanvas } from '@napi-rs/canvas';
import { decodeJpeg } from '../../main/station/recognition/plate/decode-jpeg.ts';
import { type RgbPicture } from '../../main/station/recognition/plate/rgb-picture.ts';

/** Null when it is no picture. */
export async function loadPicture(bytes: Buffer): Promise<RgbPicture | null> {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return decodeJpeg(bytes);
  const image = await loadImage(bytes).catch(() => null);
  if (image === null) return null;
  const { width, height } = image;
  const context = createCanvas(width, height).getContext('2d');
  context.drawImage(image, 0, 0);
  const pixels = context.getImageData(0, 0, width, height).data;
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) data.set(pixels.subarray(i * 4, i * 4 + 3), i * 3);
  return { width, height, data, channels: 3 };
}
