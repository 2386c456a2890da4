/** Whether what was given is the secret, in a time that tells nothing of how much of it was right. */
import { createHash, timingSafeEqual } from 'node:crypto';

/** Of equal length whatever was given. */
const digestOf = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

export const sameSecret = (given: string, wanted: string): boolean =>
  timingSafeEqual(digestOf(given), digestOf(wanted));
