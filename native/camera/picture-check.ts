/** Is this picture evidence? A whole JPEG, large enough, showing something, taken now (product.md, C3). */
import { CameraError } from './camera-error.ts';
import { readExifTime } from './exif-time.ts';
import { pictureAgeMs, type PictureClaims, type PictureClocks } from './freshness.ts';
import { readJpegStructure } from './jpeg-structure.ts';
import { decodeGrey, type GreyPicture } from './jpeg.ts';

export interface PictureRules {
  readonly minWidth: number;
  readonly minHeight: number;
  /** A header may claim 4 gigapixels in 20 bytes; nothing is decoded above this. */
  readonly maxPixels: number;
  /** Surely older than this, by every clock, is stale. A picture without a stamp has no age. */
  readonly maxAgeMs: number;
}

export const PICTURE_RULES: PictureRules = {
  minWidth: 640,
  minHeight: 360,
  maxPixels: 40_000_000,
  maxAgeMs: 3000,
};

/** EXIF, HTTP and ONVIF clocks cut off to whole seconds: a stamp may be this much older than its picture. */
const STAMP_STEP_MS = 1000;

/** Every this many pixels, across and down, one is looked at: 32,400 of 1920×1080, well under a millisecond. */
const STEP = 8;
/** A lens cap gives about 16 (video black) and noise. The LED display and lamps of a night picture are far above. */
const DARK = 40;
/** A night picture must show at least this share of pixels that are not dark. */
const LIT_SHARE = 0.0005;
/** Two grey levels up or down: a blue "no video" picture, not fog. */
const FLAT_SPREAD = 4;

/**
 * Checks in the order of what an installer should hear first: not a JPEG, cut off, too small, broken data, black, stale.
 * Whether it is the same picture as the last truck's is for the caller, who knows the last truck.
 * @returns the measured size in pixels
 * @throws CameraError camera.not-jpeg | truncated | too-large | too-small | black | stale
 */
export async function checkPicture(
  jpeg: Buffer,
  claims: Omit<PictureClaims, 'exif'>,
  clocks: PictureClocks,
  rules: PictureRules = PICTURE_RULES,
): Promise<{ width: number; height: number }> {
  const structure = readJpegStructure(jpeg);
  if (!structure.ok) throw new CameraError(structure.code, structure.detail);
  const { width, height, exif } = structure;
  const size = `${width}×${height}`;
  if (width * height > rules.maxPixels) throw new CameraError('camera.too-large', `${size} pixels`);
  if (width < rules.minWidth || height < rules.minHeight) {
    throw new CameraError('camera.too-small', `${size}, at least ${rules.minWidth}×${rules.minHeight}`);
  }
  const grey = await decodeGrey(jpeg, { width, height });
  if (!grey.clean && lastRowsAreFlat(grey)) throw new CameraError('camera.truncated', 'picture data is missing');
  const dark = whatIsMissing(grey);
  if (dark !== null) throw new CameraError('camera.black', dark);
  const age = pictureAgeMs({ ...claims, exif: exif === null ? null : readExifTime(exif) }, clocks);
  if (age !== null && age.ageMs >= rules.maxAgeMs + STAMP_STEP_MS) {
    throw new CameraError('camera.stale', `${Math.round(age.ageMs / 1000)} s old by its ${age.says}`);
  }
  return { width, height };
}

/**
 * Where picture data is missing the decoder repeats its last value to the bottom, exactly flat; a lens never does that.
 * The binding also complains of harmless stray bytes, which some cameras always send: those pictures are kept.
 */
function lastRowsAreFlat({ pixels, width }: GreyPicture): boolean {
  const tail = pixels.subarray(pixels.length - width * 4);
  return tail.every((value) => value === tail[0]);
}

/** Why the picture shows nothing, or null. */
function whatIsMissing({ pixels, width, height }: GreyPicture): string | null {
  let seen = 0;
  let lit = 0;
  let lowest = 255;
  let highest = 0;
  for (let y = STEP >> 1; y < height; y += STEP) {
    for (let x = STEP >> 1; x < width; x += STEP) {
      const value = pixels[y * width + x] ?? 0;
      seen += 1;
      if (value > DARK) lit += 1;
      if (value < lowest) lowest = value;
      if (value > highest) highest = value;
    }
  }
  if (lit < seen * LIT_SHARE) return `${lit} of ${seen} samples brighter than ${DARK}`;
  return highest - lowest <= FLAT_SPREAD ? `one flat colour, grey ${lowest} to ${highest}` : null;
}
