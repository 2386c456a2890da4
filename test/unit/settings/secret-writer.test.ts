/** The passwords' file is whole or as it was, readable by its owner only, and nothing that a person wrote gets lost. */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSecret } from '../../../main/station/settings/secrets.ts';
import { changeSecrets } from '../../../main/station/settings/secret-writer.ts';

let folder = '';
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'secret-writer-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a new file, then one more, then one less', async () => {
  await changeSecrets(folder, (now) => ({ ...now, 'cam-front': '密码' }));
  await changeSecrets(folder, (now) => ({ ...now, 'cam-rear': 'geheim' }));
  expect(readSecret({ secret: 'cam-front' }, 'a', folder)).toBe('密码');
  await changeSecrets(folder, ({ 'cam-front': _, ...others }) => others);
  expect(() => readSecret({ secret: 'cam-front' }, 'a', folder)).toThrow();
  expect(readSecret({ secret: 'cam-rear' }, 'a', folder)).toBe('geheim');
  expect((await stat(join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['secrets.json']);
});

test.each(['{"cam-front": 5}', 'geheim', '[]'])('%s is left as it is, and not quoted', async (text) => {
  const file = join(folder, 'secrets.json');
  await writeFile(file, text);
  const error: unknown = await changeSecrets(folder, (now) => ({ ...now, 'cam-rear': 'x' })).catch((e: unknown) => e);
  expect(error).toMatchObject({ code: 'config.not-writable', params: { file } });
  expect(JSON.stringify(error) + String((error as Error).cause)).not.toContain('geheim');
  expect(await readFile(file, 'utf8')).toBe(text);
});

test('a name that a configuration could not say is refused', async () => {
  await expect(changeSecrets(folder, () => ({ 'Cam Front': 'x' }))).rejects.toMatchObject({
    code: 'config.not-writable',
  });
  expect(await readdir(folder)).toEqual([]);
});
