/** The simulated platform in a process of its own: what it needs for verifying is not taken from the sender. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

export interface PlatformUsage {
  readonly documents: number;
  readonly pictures: number;
  /** Processor time since it was ready. */
  readonly cpuMs: number;
}

export class PlatformChild {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #killAtExit = (): void => void this.#child.kill('SIGKILL');

  static async start(): Promise<PlatformChild> {
    const child = fork(resolve(import.meta.dirname, 'platform-process.ts'), { stdio: ['ignore', 2, 2, 'ipc'] });
    const gone = once(child, 'exit').then(() => {
      throw new Error('the platform ended');
    });
    const [{ url }] = (await Promise.race([once(child, 'message'), gone])) as [{ url: string }];
    gone.catch(() => undefined);
    return new PlatformChild(child, url);
  }

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
    process.on('exit', this.#killAtExit);
  }

  async usage(): Promise<PlatformUsage> {
    this.#child.send('usage');
    const [usage] = (await once(this.#child, 'message')) as [PlatformUsage];
    return usage;
  }

  stop(): void {
    process.off('exit', this.#killAtExit);
    this.#child.kill('SIGKILL');
  }
}
