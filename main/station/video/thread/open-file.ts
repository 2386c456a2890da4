/** One file of a clip while it is being written: pictures in; at the end its length and hash, or what of it could be saved. */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { FragmentedMp4 } from '../../../../native/camera/mp4/fragmented-mp4.ts';
import { salvage, VideoFile } from '../../../../native/camera/mp4/video-file.ts';
import type { CameraUnit } from '../../../../native/camera/rtsp/rtsp-session.ts';
import type { ClosedFile } from '../video-messages.ts';

export type Ended =
  | { readonly kind: 'closed'; readonly salvaged: boolean; readonly closed: ClosedFile }
  | { readonly kind: 'lost'; readonly code: string };

export class OpenFile {
  readonly #path: string;
  readonly #mp4: FragmentedMp4;
  readonly #file: VideoFile;
  readonly #hash: Hash = createHash('sha256');
  #lastMs: number;

  /** @param first a key picture; it has to be pushed, too */
  constructor(path: string, first: CameraUnit) {
    this.#path = path;
    this.#mp4 = new FragmentedMp4(first.format, { createdMs: first.receivedAt });
    this.#file = VideoFile.begin(path);
    this.#lastMs = first.receivedAt;
    this.#append(this.#mp4.init);
  }

  takes(unit: CameraUnit): boolean {
    return this.#mp4.takes(unit);
  }

  /** @throws Error of the file system: nothing more can be written, {@link end} says what is left */
  push(unit: CameraUnit): void {
    const fragment = this.#mp4.push(unit);
    this.#lastMs = Math.max(this.#lastMs, unit.receivedAt);
    if (fragment !== null) this.#append(fragment);
  }

  /** Never rejects. */
  async end(): Promise<Ended> {
    try {
      const last = this.#mp4.finish();
      if (last !== null) this.#append(last);
      await this.#file.finish();
      return { kind: 'closed', salvaged: false, closed: this.#closed() };
    } catch (error) {
      // A file that could not even be begun because it is there already belongs to somebody.
      if (systemCode(error) === 'EEXIST') return { kind: 'lost', code: 'EEXIST' };
      // Where only the last bytes did not go in, the file is whole without them.
      const isWhole = await this.#file.finish().then(
        () => true,
        () => false,
      );
      if (isWhole) return { kind: 'closed', salvaged: true, closed: this.#closed() };
      return await saved(this.#path, systemCode(error), this.#lastMs);
    }
  }

  #closed(): ClosedFile {
    return { bytes: this.#file.length, sha256: this.#hash.digest('hex'), toMs: this.#lastMs };
  }

  #append(bytes: Uint8Array): void {
    this.#file.append(bytes);
    this.#hash.update(bytes);
  }
}

/**
 * What of a file that was left behind can be saved. Never rejects.
 * @param path of the finished file, without `.part`
 * @param because what kept it from being whole; empty: being cut off
 * @param toMs when its last picture came, as far as that is known
 */
export async function saved(path: string, because: string, toMs: number): Promise<Ended> {
  try {
    const whole = await salvage(path);
    if (whole === null) {
      await rm(`${path}.part`, { force: true });
      return { kind: 'lost', code: because === '' ? 'EMPTY' : because };
    }
    const sha256 = await hashOf(path);
    const closed = { bytes: whole.wholeLength, sha256, toMs };
    return { kind: 'closed', salvaged: true, closed };
  } catch (error) {
    return { kind: 'lost', code: because === '' ? systemCode(error) : because };
  }
}

export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** `ENOSPC` and its like; what is none is named so. */
export function systemCode(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : 'EIO';
}
