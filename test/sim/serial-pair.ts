/** Two serial ports joined back to back, made by socat out of pseudo-terminals: real device files, no modem lines. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const APPEAR_MS = 10_000;

export class SerialPair {
  #child: ChildProcess | null = null;
  #folder: string | null = null;
  #endWithUs: (() => void) | null = null;

  /** The two device files; the same after a stop and a new start, as when a cable is put back. */
  get ends(): readonly [string, string] {
    if (this.#folder === null) throw new Error('the serial pair was never started');
    return [join(this.#folder, 'station'), join(this.#folder, 'device')];
  }

  /** Resolves when both ends exist. */
  async start(): Promise<void> {
    this.#folder ??= await mkdtemp(join(tmpdir(), 'serial-pair-'));
    const ends = this.ends;
    const child = spawn(
      'socat',
      ends.map((end) => `pty,raw,echo=0,link=${end}`),
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    this.#child = child;
    this.#endWithUs = () => child.kill('SIGKILL');
    process.once('exit', this.#endWithUs);
    let said = '';
    let failed: Error | null = null;
    child.stderr?.on('data', (bytes: Buffer) => (said += bytes.toString('utf8').slice(0, 1000)));
    child.on('error', (error) => (failed = error));
    const deadline = performance.now() + APPEAR_MS;
    while (!ends.every((end) => existsSync(end))) {
      if (failed !== null || child.exitCode !== null || performance.now() > deadline) {
        await this.stop();
        throw new Error(`socat made no pair of ports: ${said}`, { cause: failed });
      }
      await pause(5);
    }
  }

  /** Both ports vanish, as when a USB adapter is pulled out. `start` brings them back under the same names. */
  async unplug(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (this.#endWithUs !== null) process.removeListener('exit', this.#endWithUs);
    this.#endWithUs = null;
    if (child === null || child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  }

  async stop(): Promise<void> {
    await this.unplug();
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = null;
  }
}
