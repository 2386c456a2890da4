/** A certificate as cameras make themselves one, and its fingerprint as openssl says it. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterThisTest } from './rig.ts';

const run = promisify(execFile);

export interface SelfSigned {
  readonly key: string;
  readonly cert: string;
  /** SHA-256, pairs of digits with colons between. */
  readonly fingerprint: string;
}

export async function selfSigned(): Promise<SelfSigned> {
  const folder = await mkdtemp(join(tmpdir(), 'camera-tls-'));
  afterThisTest(() => rm(folder, { recursive: true }));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const kind = ['-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
  await run('openssl', ['req', '-x509', '-subj', '/CN=camera', '-days', '2', ...kind, '-keyout', key, '-out', cert]);
  const { stdout } = await run('openssl', ['x509', '-in', cert, '-noout', '-fingerprint', '-sha256']);
  return {
    key: await readFile(key, 'utf8'),
    cert: await readFile(cert, 'utf8'),
    fingerprint: stdout.trim().split('=')[1] ?? '',
  };
}
