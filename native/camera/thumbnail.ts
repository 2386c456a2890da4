/** A picture as a few grey cells, each the mean of its part: for seeing that something moved. */
import { CameraError } from './camera-error.ts';
import { readJpegStructure } from './jpeg-structure.ts';
import { decodeGrey } from './jpeg.ts';

/** Every so many pixels one is counted, across and down: half a hundred a cell, and well under a millisecond for all. */
const STEP = 8;

/**
 * @returns one byte a cell, rows from the top
 * @throws CameraError camera.not-jpeg and its kin for what is no whole picture
 */
export async function thumbnail(jpeg: Buffer, grid: { width: number; height: number }): Promise<Uint8Array> {
  const structure = readJpegStructure(jpeg);
  if (!structure.ok) throw new CameraError(structure.code, structure.detail);
  const { width, height } = structure;
  const { pixels } = await decodeGrey(jpeg, { width, height });
  const sums = new Float64Array(grid.width * grid.height);
  const counts = new Uint32Array(grid.width * grid.height);
  for (let y = 0; y < height; y += STEP) {
    const row = Math.floor((y * grid.height) / height) * grid.width;
    for (let x = 0; x < width; x += STEP) {
      const cell = row + Math.floor((x * grid.width) / width);
      sums[cell] = (sums[cell] ?? 0) + (pixels[y * width + x] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  return Uint8Array.from(sums, (sum, cell) => Math.round(sum / Math.max(1, counts[cell] ?? 1)));
}
