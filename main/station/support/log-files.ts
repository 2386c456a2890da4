/** The newest part of the log files, within a budget of bytes, read in small pieces: weight frames come in between. */
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface LogPart {
  readonly name: string;
  /** Whole lines, some at a time. */
  pieces(): AsyncGenerator<string>;
}

export interface Logs {
  readonly parts: readonly LogPart[];
  /** Of older lines that had no room. */
  readonly leftOutBytes: number;
}

const PIECE_BYTES = 128 * 1024;
const NEWLINE = 0x0a;

/** @returns the newest files whole, of the first that does not fit its end, from the beginning of a line; no folder = no logs */
export async function newestLogs(folder: string, budget: number): Promise<Logs> {
  const files = (await filesOf(folder)).toSorted((a, b) => b.changedMs - a.changedMs);
  const parts: LogPart[] = [];
  let [left, leftOutBytes] = [budget, 0];
  for (const { name, size } of files) {
    const take = Math.min(size, left);
    leftOutBytes += size - take;
    if (take === 0) continue;
    left -= take;
    parts.push({ name, pieces: () => piecesOf(join(folder, name), size - take, size) });
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

/** Bytes [from, end) by whole lines; where it begins inside a line, from the next one. What the file grows by is not read. */
async function* piecesOf(file: string, from: number, end: number): AsyncGenerator<string> {
  const handle = await open(file, 'r');
  try {
    let [at, begun, skipping] = [from, Buffer.alloc(0), from > 0];
    while (at < end) {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(PIECE_BYTES, end - at)), { position: at });
      if (bytesRead === 0) break;
      at += bytesRead;
      let bytes = Buffer.concat([begun, buffer.subarray(0, bytesRead)]);
      if (skipping) {
        const first = bytes.indexOf(NEWLINE);
        bytes = first < 0 ? Buffer.alloc(0) : bytes.subarray(first + 1);
        skipping = first < 0;
      }
      // A line without an end is none of ours; it is not waited for longer than a piece.
      const last = bytes.length > 2 * PIECE_BYTES ? bytes.length : bytes.lastIndexOf(NEWLINE) + 1;
      begun = bytes.subarray(last);
      if (last > 0) yield bytes.toString('utf8', 0, last);
    }
    if (begun.length > 0) yield begun.toString('utf8');
  } finally {
    await handle.close();
  }
}
