/** Whether the memory of the reading side stands still over 1 GB of bytes with noise, beside a process that drops them. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { say, type Bench } from './figure.ts';

/** Memory after a forced collection, in MB. */
export interface Look {
  /** What the process holds of the machine. */
  readonly rssMb: number;
  /** What lives: objects and buffers. */
  readonly heapMb: number;
}

const PROCESS = join(import.meta.dirname, 'stream-memory-process.ts');

export const streamMemory: Bench = {
  name: 'stream-memory',
  unit: 'MB',
  goal: { of: 'value', is: 'at-most', bound: 5 },
  async measure() {
    const baseline = await drift('drop');
    return { value: await drift('weigh'), baseline };
  },
};

/** How far memory went from where it stood after the warm-up, up or down: the farther one of the two kinds. */
async function drift(what: 'drop' | 'weigh'): Promise<number> {
  const startedAt = performance.now();
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', PROCESS, what]);
  const looks = JSON.parse(stdout) as Look[];
  const [first] = looks;
  if (first === undefined) throw new Error('no look at the memory');
  const rss = Math.max(...looks.map(({ rssMb }) => Math.abs(rssMb - first.rssMb)));
  const heap = Math.max(...looks.map(({ heapMb }) => Math.abs(heapMb - first.heapMb)));
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  say(`  ${what}: ${seconds} s, from ${JSON.stringify(first)} to ${JSON.stringify(looks.at(-1))}`);
  return Math.max(rss, heap);
}
