/**
 * What was recorded in a time as one fragmented MP4, a fragment at a time: files one behind the other, as long as one
 * decoder can show them. Reads only what it gives.
 */
import { open, type FileHandle } from 'node:fs/promises';
import { decoderConfig, retime } from '../../../../native/camera/mp4/retime.ts';
import { indexOf } from '../../../../native/camera/mp4/video-file.ts';
import type { FragmentEntry } from '../../../../native/camera/mp4/file-index.ts';
import type { FilmFile } from '../video-messages.ts';
import { fragmentsIn } from './cut.ts';

const SLACK_MS = 100;

/**
 * @param files in their order; those that are gone or were begun and have nothing whole are left out
 * @param fromMs by our clock, as `toMs`
 * @throws Error of the file system
 */
export async function* clipFilm(files: readonly FilmFile[], fromMs: number, toMs: number): AsyncGenerator<Uint8Array> {
  let config: Uint8Array | null = null;
  let beganMs = 0;
  let sequence = 0;
  /** By our clock: what was recorded twice (a truck's clip beside what is recorded all the time) is given once. */
  let givenToMs = -Infinity;
  for (const file of files) {
    const handle = await openIfThere(file.path);
    if (handle === null) continue;
    try {
      const index = await indexOf(handle);
      if (index === null) continue;
      const window = { fromMs: Math.max(0, fromMs - file.fromMs), toMs: toMs - file.fromMs };
      const fragments = from(fragmentsIn(index, window), givenToMs - file.fromMs);
      const [first] = fragments;
      if (first === undefined) continue;
      const init = await readAll(handle, 0, index.initLength);
      const own = decoderConfig(init);
      if (own === null) continue;
      if (config === null) {
        // What is yielded is moved away.
        config = own.slice();
        beganMs = file.fromMs + first.start90k / 90;
        yield init;
      } else if (!isEqual(config, own)) return;
      const by90k = (file.fromMs - beganMs) * 90;
      for (const { at, duration90k, length, start90k } of fragments) {
        const bytes = await readAll(handle, at, length);
        if (!retime(bytes, sequence + 1, by90k)) continue;
        sequence += 1;
        givenToMs = file.fromMs + (start90k + duration90k) / 90;
        yield bytes;
      }
    } finally {
      await handle.close();
    }
  }
}

/** From the first one on that begins with a key picture and not before. */
function from(fragments: readonly FragmentEntry[], ms: number): readonly FragmentEntry[] {
  // Our clock and the camera's differ by a picture or so from file to file.
  const first = fragments.findIndex(({ beginsWithKey, start90k }) => beginsWithKey && start90k >= (ms - SLACK_MS) * 90);
  return first < 0 ? [] : fragments.slice(first);
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  for (const name of [path, `${path}.part`]) {
    try {
      return await open(name, 'r');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return null;
}

async function readAll(handle: FileHandle, at: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  const { bytesRead } = await handle.read(bytes, 0, length, at);
  if (bytesRead < length) throw new Error('the file became shorter while it was read');
  return bytes;
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
