/**
 * Secrets that the configuration only names (`{ "secret": "name" }`): they lie in `secrets.json` in the data folder,
 * readable by its owner only, and go neither into a site file nor into a log (product.md A4).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { CodedError } from '../../../preload/contract/errors.ts';
import { configInvalid, says } from './config-fault.ts';

const Name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, says('small-letters'));

/** A secret as the configuration has it: the thing itself, or its name. */
export const Secret = z.union([z.string().max(256), z.strictObject({ secret: Name })], {
  error: says('not-password'),
});
export type Secret = z.infer<typeof Secret>;

/** `secrets.json` in the data folder. */
export const SecretFile = z.record(Name, z.string().max(256));

/**
 * The value of a secret.
 * @param path where the configuration names it, for the message
 * @throws CodedError config.invalid {path, reason} when it is named and not there
 */
export function readSecret(secret: Secret, path: string, dataDir: string): string {
  if (typeof secret === 'string') return secret;
  const missing = (cause?: unknown): CodedError => configInvalid(path, 'secret-missing', undefined, { cause });
  let values: z.infer<typeof SecretFile>;
  try {
    values = SecretFile.parse(JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')));
  } catch (error) {
    // The cause names the file's fault; a parser's message may quote the file, so only its kind goes on.
    throw missing((error as NodeJS.ErrnoException).code ?? 'unreadable');
  }
  const value = values[secret.secret];
  if (value === undefined) throw missing();
  return value;
}
