/** The weight goes before the pictures: four decoders in the window keep a small computer busy, and frames would wait for them. */
import { constants, setPriority } from 'node:os';

/**
 * Above normal for this process (Windows), or for this thread and those that it starts (Linux). Windows lets everybody, Linux
 * root and whom it is allowed (RLIMIT_NICE); who is refused works on as before.
 * @returns whether it was granted
 */
export function goBeforeOthers(): boolean {
  try {
    setPriority(constants.priority.PRIORITY_ABOVE_NORMAL);
    return true;
  } catch (error) {
    // EACCES and EPERM come as a plain system error; there is no other reason (setpriority(2)).
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
