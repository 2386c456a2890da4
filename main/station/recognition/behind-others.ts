/** The processor time of this folder's threads comes after that of the weights. */
import { constants, getPriority, setPriority } from 'node:os';

/**
 * For the thread that calls it. Linux takes a priority thread by thread (setpriority(2), 0 is the calling one); on Windows it would
 * be that of the whole program, so there it is left alone.
 */
export function goBehindOthers(): void {
  if (process.platform !== 'linux' || getPriority() >= constants.priority.PRIORITY_BELOW_NORMAL) return;
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
}
