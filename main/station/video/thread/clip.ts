/**
 * One clip of one stream: what memory holds of the time before, then every picture until it is ended. A break of the
 * stream, a new format or a broken file begins another file of the same clip; where the disk refuses, it is tried again.
 */
import { join } from 'node:path';
import type { CameraUnit } from '../../../../native/camera/rtsp/rtsp-session.ts';
import { pathOfClipFile } from '../clip-file-name.ts';
import type { ClipFileName, ClipRules, FromRecorder } from '../video-messages.ts';
import { OpenFile } from './open-file.ts';

export interface ClipParts {
  readonly folder: string;
  readonly clip: string;
  readonly nth: number;
  readonly rules: ClipRules;
  /** What memory holds since then, by the thread's monotonic clock. */
  readonly since: (ms: number) => readonly CameraUnit[];
  readonly now: () => number;
  readonly hasRoom: () => boolean;
  readonly tell: (message: FromRecorder) => void;
}

interface Current {
  readonly file: OpenFile;
  readonly name: ClipFileName;
  readonly beganMs: number;
}

/** A disk that refused a file is left alone for so long. */
const RETRY_MS = 10_000;

export class Clip {
  readonly #parts: ClipParts;
  readonly #beganMs: number;
  #nth: number;
  #current: Current | null = null;
  #last: CameraUnit | null = null;
  #retryMs = -Infinity;
  #ended = false;
  /** Files on their way to their end, in their order. */
  #closing: Promise<void> = Promise.resolve();

  constructor(parts: ClipParts) {
    this.#parts = parts;
    this.#nth = parts.nth;
    this.#beganMs = parts.now();
    const { preRollMs } = parts.rules;
    if (preRollMs > 0) for (const unit of parts.since(this.#beganMs - preRollMs)) this.#write(unit);
  }

  push(unit: CameraUnit): void {
    const { mostMs } = this.#parts.rules;
    if (this.#ended) return;
    if (mostMs !== null && unit.receivedMonotonic - this.#beganMs >= mostMs) this.#close();
    else this.#write(unit);
  }

  /** Resolves when all of its files are closed and told. */
  async end(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    const { clip, now, rules, since, tell } = this.#parts;
    // It had become too long: of the rest, its end.
    if (rules.mostMs !== null && now() - this.#beganMs >= rules.mostMs) {
      const seen = this.#last?.receivedMonotonic ?? -Infinity;
      for (const unit of since(now() - rules.preRollMs)) if (unit.receivedMonotonic > seen) this.#write(unit);
    }
    this.#close();
    await this.#closing;
    tell({ type: 'clip-ended', clip });
  }

  #write(unit: CameraUnit): void {
    this.#last = unit;
    const { rotateMs } = this.#parts.rules;
    if (this.#current !== null) {
      const { beganMs, file } = this.#current;
      const isFull = rotateMs !== null && unit.key && unit.receivedMonotonic - beganMs >= rotateMs;
      if (isFull || !file.takes(unit)) this.#close();
    }
    this.#current ??= this.#begin(unit);
    if (this.#current === null) return;
    try {
      this.#current.file.push(unit);
    } catch {
      // Its end says why, and what of it is left.
      this.#retryMs = this.#parts.now() + RETRY_MS;
      this.#close();
    }
  }

  #begin(unit: CameraUnit): Current | null {
    const { clip, folder, hasRoom, now, tell } = this.#parts;
    if (!unit.key || now() < this.#retryMs || !hasRoom()) return null;
    const name: ClipFileName = { clip, nth: this.#nth };
    this.#nth += 1;
    const file = new OpenFile(join(folder, pathOfClipFile(name, unit.receivedAt)), unit);
    const { codec, height, width } = unit.format;
    tell({ type: 'file-begun', file: name, fromMs: unit.receivedAt, codec, width, height });
    return { file, name, beganMs: unit.receivedMonotonic };
  }

  #close(): void {
    const current = this.#current;
    this.#current = null;
    if (current === null) return;
    const { file, name } = current;
    const ending = file.end();
    this.#closing = this.#closing.then(async () => {
      const ended = await ending;
      if (ended.kind === 'lost') this.#parts.tell({ type: 'file-lost', file: name, code: ended.code });
      else this.#parts.tell({ type: 'file-closed', file: name, salvaged: ended.salvaged, closed: ended.closed });
    });
  }
}
