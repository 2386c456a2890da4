import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withoutDaemons } from '../../../native/runtime/without-daemons.mjs';

const run = promisify(execFile);
const asSystem = async (program: string, ...args: string[]): Promise<boolean> =>
  run(program, args).then(
    () => true,
    () => false,
  );
let folder = '';
let policy = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daemons-'));
  policy = join(folder, 'policy-rc.d');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('an installation that starts no service', () => {
  it('forbids it meanwhile, and takes the word back', async () => {
    const said = await withoutDaemons(
      () => run(policy, ['cups', 'start']).catch((error: { code: number }) => error.code),
      asSystem,
      policy,
    );
    expect(said).toBe(101);
    expect(existsSync(policy)).toBe(false);
  });

  it('takes it back too when the installation fails', async () => {
    await expect(withoutDaemons(() => Promise.reject(new Error('no network')), asSystem, policy)).rejects.toThrow(
      'no network',
    );
    expect(existsSync(policy)).toBe(false);
  });

  it('leaves a policy alone that the machine has', async () => {
    writeFileSync(policy, 'its own');
    const during = await withoutDaemons(() => Promise.resolve(readFileSync(policy, 'utf8')), asSystem, policy);
    expect(during).toBe('its own');
    expect(readFileSync(policy, 'utf8')).toBe('its own');
  });
});
