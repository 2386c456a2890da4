/** When to look at a camera again. Pure. */
import { pauseMs } from '../reconnect.ts';
import type { CameraErrorCode } from './camera-error.ts';

/** While all is well. */
export const PROBE_EVERY_MS = 30_000;
/** Hikvision locks an address out after some 7 wrong passwords in half an hour. */
const UNAUTHORISED_EVERY_MS = 300_000;

/**
 * Milliseconds until the next probe. What may pass by itself is looked at soon (1, 2, 5, 10 s, as every wire here), so
 * that one probe missed is not half a minute of alarm; what only a person can mend keeps the pace of a camera that is well.
 * @param failures in a row; 0 = it is well
 * @param code of the newest failure
 * @param everyMs the pace while all is well
 */
export function nextProbeMs(failures: number, code: CameraErrorCode | null, everyMs: number): number {
  if (failures === 0 || code === 'camera.foreign-host' || code === 'camera.certificate') return everyMs;
  if (code === 'camera.unauthorised') return Math.max(everyMs, UNAUTHORISED_EVERY_MS);
  return Math.min(everyMs, pauseMs(failures - 1));
}
