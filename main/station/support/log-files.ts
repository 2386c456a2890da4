/** The newest part of the log files, within a budget of bytes. */
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface LogPart {
  readonly name: string;
  readonly text: string;
}

export interface Logs {
  readonly parts: readonly LogPart[];
  /** Of older lines that had no room. */
  readonly leftOutBytes: number;
}

/** @returns the newest files whole, of the first that does not fit its end, from the beginning of a line; no folder = no logs */
export async function newestLogs(folder: string, budget: number): Promise<Logs> {
  const files = (await filesOf(folder)).toSorted((a, b) => b.changedMs - a.changedMs);
  const parts: LogPart[] = [];
  let [left, leftOutBytes] = [budget, 0];
  for (const { name, size } of files) {
    const take = Math.min(size, left);
    leftOutBytes += size - take;
    if (take === 0) continue;
    const text = await endOf(join(folder, name), size - take, take);
    left -= take;
    parts.push({ name, text: take < size ? text.slice(text.indexOf('\n') + 1) : text });
  }
  return { parts, leftOutBytes };
}

async function filesOf(folder: string): Promise<{ name: string; size: number; changedMs: number }[]> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  const files = await Promise.all(
    names
      .filter((name) => name.endsWith('.log'))
      .map(async (name) => {
        const found = await stat(join(folder, name)).catch(() => null);
        return found?.isFile() === true ? [{ name, size: found.size, changedMs: found.mtimeMs }] : [];
      }),
  );
  return files.flat();
}

/** The file may go on growing: what comes meanwhile is not read. */
async function endOf(file: string, from: number, length: number): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await handle.read(bytes, 0, length, from);
    return bytes.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
