/** A picture file as the readers get it, through the program's own door. */
import { readFileSync } from 'node:fs';
import { readJpegStructure } from '../../native/camera/jpeg-structure.ts';
import { decodeColour } from '../../native/camera/jpeg.ts';
import { type RawPicture } from '../../main/station/recognition/display/raw-picture.ts';

/** Null for what is no whole JPEG. */
export async function decodedPicture(path: string): Promise<RawPicture | null> {
  const bytes = readFileSync(path);
  const structure = readJpegStructure(bytes);
  if (!structure.ok || structure.width * structure.height > 7680 * 4320) return null;
  return decodeColour(bytes, structure);
}
