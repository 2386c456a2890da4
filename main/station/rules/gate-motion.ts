/**
 * Motion in a gate's picture, from small grey pictures a second apart: for cameras without events. Pure.
 *
 * What is usual is a running mean of each cell; light that changes everywhere at once (clouds, exposure, lamps) is taken
 * out by the median difference; a vehicle is a patch of cells that differ by more than noise. One that stays becomes usual.
 */

/** Cells across and down; each is a mean over many pixels, so that noise is far below the threshold. */
export const MOTION_GRID = { width: 32, height: 18 } as const;
const CELLS = MOTION_GRID.width * MOTION_GRID.height;
/** Grey levels of 256. */
const DIFFERS = 14;
/** A truck fills a tenth of a gate's picture and more; a person one or two cells in a hundred. */
const ENTER_SHARE = 0.06;
const LEAVE_SHARE = 0.03;
/** Of each new picture in what is usual: a parked truck is usual after about half a minute. */
const LEARNS = 0.04;
/** While something is there the usual learns slower: a truck that waits for the barrier is one truck. */
const LEARNS_BUSY = 0.01;
/** After the first picture, and after a jump of the whole picture (night vision, a moved camera), so many are only learnt. */
const WARM_UP = 3;
const JUMP_SHARE = 0.85;

export class GateMotion {
  #usual: Float32Array | null = null;
  #warmUp = WARM_UP;
  #busy = false;

  /**
   * @param grey one byte a cell, {@link MOTION_GRID}, rows from the top
   * @returns true when something begins, false when it ends, null when nothing changes
   */
  take(grey: Uint8Array): boolean | null {
    if (grey.length !== CELLS) throw new RangeError(`not ${CELLS} cells: ${grey.length}`);
    const usual = this.#usual;
    if (usual === null || this.#warmUp > 0) {
      if (usual === null) this.#usual = Float32Array.from(grey);
      else learn(usual, grey, 0.5);
      this.#warmUp -= 1;
      return null;
    }
    const share = differingShare(usual, grey);
    if (share > JUMP_SHARE) {
      // Everything is other at once: the camera, not a vehicle.
      const ended = this.#busy;
      this.#usual = Float32Array.from(grey);
      this.#warmUp = WARM_UP;
      this.#busy = false;
      return ended ? false : null;
    }
    learn(usual, grey, this.#busy || share >= ENTER_SHARE ? LEARNS_BUSY : LEARNS);
    if (!this.#busy && share >= ENTER_SHARE) {
      this.#busy = true;
      return true;
    }
    if (this.#busy && share < LEAVE_SHARE) {
      this.#busy = false;
      return false;
    }
    return null;
  }
}

function learn(usual: Float32Array, grey: Uint8Array, share: number): void {
  for (let cell = 0; cell < CELLS; cell += 1)
    usual[cell] = (usual[cell] ?? 0) * (1 - share) + (grey[cell] ?? 0) * share;
}

function differingShare(usual: Float32Array, grey: Uint8Array): number {
  const differences = new Float32Array(CELLS);
  for (let cell = 0; cell < CELLS; cell += 1) differences[cell] = (grey[cell] ?? 0) - (usual[cell] ?? 0);
  const middle = Float32Array.from(differences).sort()[CELLS >> 1] ?? 0;
  let differing = 0;
  for (const difference of differences) if (Math.abs(difference - middle) > DIFFERS) differing += 1;
  return differing / CELLS;
}
