/**
 * Installing without starting: Debian's packages start their services (a cupsd on port 631 of the machine), unless
 * policy-rc.d says no. Source: Debian policy 9.3.3.1 and invoke-rc.d(8): 101 = the action is forbidden.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const POLICY = '/usr/sbin/policy-rc.d';

/**
 * Does `install` while no service may be started. A policy that the machine has already is the machine's, and stays.
 * @template T
 * @param {() => Promise<T>} install
 * @param {(...command: string[]) => Promise<boolean>} asSystem runs a command with the right to write to the system
 * @param {string} [policy]
 * @returns {Promise<T>}
 */
export async function withoutDaemons(install, asSystem, policy = POLICY) {
  if (existsSync(policy)) return install();
  const folder = mkdtempSync(join(tmpdir(), 'policy-'));
  try {
    const written = join(folder, 'policy-rc.d');
    writeFileSync(written, '#!/bin/sh\nexit 101\n');
    await asSystem('install', '-m', '755', written, policy);
    return await install();
  } finally {
    await asSystem('rm', '-f', policy);
    rmSync(folder, { recursive: true, force: true });
  }
}
