/**
 * `platform.json` in the data folder: the token of the last enrolment. Readable by its owner alone; never logged, never in a
 * backup or a site file.
 */
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { writeWhole } from '../store/whole-file.ts';

const Enrolled = z.looseObject({
  /** Whose token it is: another platform, station or key must never be given it. */
  url: z.string(),
  stationId: z.string(),
  keyId: z.string(),
  token: z.string().regex(/^[\x21-\x7e]{1,4096}$/),
  enrolledAt: z.string(),
});
export type Enrolled = z.infer<typeof Enrolled>;

export const enrolmentFile = (dataDir: string): string => join(dataDir, 'platform.json');

/** @returns null when there is none, or none that can be understood (then the station enrols again) */
export function readEnrolment(file: string): Enrolled | null {
  try {
    return Enrolled.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}

/**
 * After a power cut there is the old token or the new one, never half of one.
 * @throws CodedError store.disk-full | store.failed
 */
export async function writeEnrolment(file: string, enrolled: Enrolled): Promise<void> {
  const part = `${file}.part`;
  // The mode counts only for a new file: one left by a crash may have another.
  await rm(part, { force: true });
  await writeWhole(file, part, Buffer.from(JSON.stringify(enrolled, null, 2), 'utf8'), 0o600);
}
