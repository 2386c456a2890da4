/** Which parked parts our own side has parked: the platform never saw them, so nothing may say that it refused them. */
import type { ErrorCode } from '../../../preload/contract/errors.ts';

/** No form of that platform for it; a picture that goes with its document alone; a picture that is no longer what was signed. */
export const PARKED_HERE = [
  'platform.not-mappable',
  'platform.with-document',
  'evidence.damaged',
] as const satisfies readonly ErrorCode[];

export const isParkedHere = (code: ErrorCode): boolean => (PARKED_HERE as readonly ErrorCode[]).includes(code);
