import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSecret } from '../../../main/station/settings/secrets.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a secret written in the configuration is itself', () => {
  expect(readSecret('12345', 'cameras.a.password', folder)).toBe('12345');
});

test('a named one is read beside the records', () => {
  writeFileSync(join(folder, 'secrets.json'), '{"cam-front":"geheim"}');
  expect(readSecret({ secret: 'cam-front' }, 'cameras.a.password', folder)).toBe('geheim');
});

test.each([
  ['no file', null],
  ['another name', '{"cam-rear":"geheim"}'],
  ['not JSON', 'geheim'],
  ['no object of texts', '{"cam-front":5}'],
])('%s: the start stops, names the place and quotes nothing', (_name, content) => {
  if (content !== null) writeFileSync(join(folder, 'secrets.json'), content);
  const read = (): string => readSecret({ secret: 'cam-front' }, 'cameras.a.password', folder);
  expect(read).toThrow(expect.objectContaining({ code: 'config.invalid' }));
  try {
    read();
  } catch (error) {
    expect((error as { params: object }).params).toEqual({ path: 'cameras.a.password', reason: 'secret-missing' });
    expect(String(error)).not.toContain('geheim');
  }
});
