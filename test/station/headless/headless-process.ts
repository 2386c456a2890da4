/** Starts the real headless entry, bundled as it is shipped, on a station of the test's choice. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { build } from 'esbuild';
import { nodeOptions } from '../../../native/runtime/bundle.mjs';

export interface Announced {
  ready: boolean;
  url: string;
  error: { code: string; params: Record<string, unknown> };
}

/** A folder with headless.cjs and station.cjs (made from `stationSource`), laid out as out/ is. */
export async function bundleProgram(stationSource: string): Promise<{ folder: string; remove(): void }> {
  const top = mkdtempSync(join(tmpdir(), 'headless-'));
  const folder = join(top, 'out');
  mkdirSync(folder);
  writeFileSync(join(top, 'package.json'), '{"version":"1.2.3"}');
  // What cannot be bundled (SQLite, serial ports) lies beside the bundles, as in the package.
  symlinkSync(resolve('node_modules'), join(top, 'node_modules'), 'junction');
  for (const [from, to] of [
    [resolve('main/headless.ts'), 'headless.cjs'],
    [stationSource, 'station.cjs'],
  ] as const) {
    await build({ ...nodeOptions(from, join(folder, to)), write: true, sourcemap: false });
  }
  return { folder, remove: () => rmSync(top, { recursive: true, force: true }) };
}

export class HeadlessProcess {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #announced: Promise<Announced>;
  readonly exited: Promise<number | null>;
  readonly stdout: string[] = [];
  readonly stderr: string[] = [];

  constructor(folder: string, args: readonly string[], node = process.execPath) {
    this.#child = spawn(node, [join(folder, 'headless.cjs'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const lines = createInterface(this.#child.stdout);
    this.#announced = once(lines, 'line').then(([line]) => JSON.parse(line as string) as Announced);
    lines.on('line', (line) => this.stdout.push(line));
    createInterface(this.#child.stderr).on('line', (line) => this.stderr.push(line));
    this.exited = once(this.#child, 'close').then(([code]) => code as number | null);
    // A test that dies must not leave its processes behind.
    process.on('exit', this.#killAtExit);
    void this.exited.then(() => process.off('exit', this.#killAtExit));
  }

  readonly #killAtExit = (): void => void this.#child.kill('SIGKILL');

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** The one line on standard output. */
  announced(): Promise<Announced> {
    return this.#announced;
  }

  /** The process ids of the stations it started, oldest first, as its log tells them. */
  stationPids(): number[] {
    return this.stderr.flatMap((line) => {
      const { msg, stationPid } = JSON.parse(line) as { msg?: string; stationPid?: number };
      return msg === 'station process started' && stationPid !== undefined ? [stationPid] : [];
    });
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async stop(): Promise<number | null> {
    this.#child.kill('SIGTERM');
    return this.exited;
  }
}
