/** An Electron that runs with its DevTools port open. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Launch {
  readonly executablePath: string;
  readonly args: readonly string[];
}

export class WatchedElectron {
  /** Rejected when it ends before it opened a window. */
  readonly debuggerUrl: Promise<string>;
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #kill: () => void;

  /** Starts it at once. */
  constructor({ executablePath, args }: Launch, env: NodeJS.ProcessEnv) {
    const child = spawn(executablePath, ['--remote-debugging-port=0', ...args], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child = child;
    this.#kill = () => void child.kill('SIGKILL');
    process.on('exit', this.#kill);
    this.#ended = once(child, 'exit');
    this.debuggerUrl = debuggerOf(child);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.#ended;
    process.off('exit', this.#kill);
  }
}

/** Chromium says its address on stderr, as soon as it has one. */
async function debuggerOf(child: ChildProcess): Promise<string> {
  if (child.stderr === null) throw new Error('no standard error');
  const said: string[] = [];
  return new Promise((found, failed) => {
    createInterface({ input: child.stderr as NodeJS.ReadableStream }).on('line', (line) => {
      const url = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (url === undefined) said.push(line);
      else found(url);
    });
    child.once('exit', () =>
      failed(new Error(`Electron ended before it opened a window\n${said.slice(-20).join('\n')}`)),
    );
  });
}
