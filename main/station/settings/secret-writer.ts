/** Adds to and clears `secrets.json` (secrets.ts says what it is), whole file by whole file. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '../../../preload/contract/errors.ts';
import { writeWhole } from '../store/whole-file.ts';
import { SecretFile } from './secrets.ts';

/**
 * @param change all secrets by name → all of them as they shall be
 * @throws CodedError config.not-writable {file}: also when the file is there and is none, for nothing of it may get lost
 */
export async function changeSecrets(
  dataDir: string,
  change: (now: Readonly<Record<string, string>>) => Readonly<Record<string, string>>,
): Promise<void> {
  const file = join(dataDir, 'secrets.json');
  try {
    const now = await readSecrets(file);
    const next = SecretFile.parse(change(now));
    await writeWhole(file, `${file}.part`, Buffer.from(`${JSON.stringify(next, null, 2)}\n`, 'utf8'));
  } catch (error) {
    // A parser's message may quote the file, so only its kind goes on.
    throw new CodedError(
      'config.not-writable',
      { file },
      { cause: (error as NodeJS.ErrnoException).code ?? 'unreadable' },
    );
  }
}

async function readSecrets(file: string): Promise<Record<string, string>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
  return SecretFile.parse(JSON.parse(text));
}
