/**
 * A camera's video as bytes of one fragmented MP4, for who hands them on: live, or what was recorded in a time. What is not
 * taken is not read, or (live) ends the film: nothing queues without end.
 */
import { CodedError } from '../../../preload/contract/errors.ts';
import type { ErrorCode } from '../../../preload/contract/errors.ts';
import { join } from 'node:path';
import { pathOfClipFile } from './clip-file-name.ts';
import type { ClipQuery } from './clip-query.ts';
import { streamKey, type FilmEnd, type FromVideoThread } from './video-messages.ts';
import type { VideoFeeds } from './video-feeds.ts';
import type { VideoThread } from './video-thread.ts';

export interface Film {
  /** To be read once. Ends with the film; throws CodedError where it breaks. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** To be called in any case; what is read after it ends at once. */
  end(): void;
}

export interface FilmsParts {
  readonly feeds: Pick<VideoFeeds, 'keep' | 'state'>;
  readonly thread: Pick<VideoThread, 'listen' | 'post'>;
  readonly query: Pick<ClipQuery, 'inTime'>;
  /** Where video lies. */
  readonly folder: string;
}

interface Taker {
  onBytes(bytes: Uint8Array): void;
  /** null: as it should. */
  onEnd(error: CodedError | null): void;
}

const MOST_FILES = 100;
const BREAKS: Readonly<Record<FilmEnd, ErrorCode | null>> = {
  whole: null,
  broken: 'camera.disconnected',
  slow: 'platform.timeout',
  unreadable: 'store.failed',
};

export class Films {
  readonly #parts: FilmsParts;
  readonly #takers = new Map<number, Taker>();
  #lastFilm = 0;

  constructor(parts: FilmsParts) {
    this.#parts = parts;
    parts.thread.listen({
      onMessage: (message) => this.#take(message),
      onRestarted: () => undefined,
      onEnded: () => {
        for (const taker of [...this.#takers.values()]) taker.onEnd(new CodedError('video.restarting'));
      },
    });
  }

  /** From now on, until it is ended. */
  live(cameraId: string): Film {
    const { feeds, thread } = this.#parts;
    const film = ++this.#lastFilm;
    const stream = streamKey(cameraId, 'main');
    const letGo = feeds.keep(cameraId, 'main');
    const taken = new Int32Array(new SharedArrayBuffer(4));
    const queue = new ByteQueue(() => Atomics.add(taken, 0, 1));
    this.#takers.set(film, queue);
    const buffer = taken.buffer;
    if (!thread.post({ type: 'film-open', stream, film, taken: buffer }))
      queue.onEnd(new CodedError('video.restarting'));
    const end = (): void => {
      this.#takers.delete(film);
      queue.onEnd(null);
      thread.post({ type: 'film-close', film, stream });
      letGo();
    };
    return { bytes: queue, end };
  }

  /** Why a live film does not begin; null while it may. */
  trouble(cameraId: string): ErrorCode | null {
    const { state } = this.#parts.feeds.state(cameraId, 'main') ?? {};
    if (state?.kind === 'waiting') return state.code;
    return state?.kind === 'no-such-stream' ? 'camera.no-video' : null;
  }

  /** @throws CodedError video.not-found when nothing was recorded then */
  async clip(cameraId: string, fromMs: number, toMs: number): Promise<Film> {
    const { folder, query, thread } = this.#parts;
    const stored = await query.inTime([cameraId], { fromMs, toMs }, MOST_FILES);
    const files = stored
      .filter(({ state }) => state === 'open' || state === 'whole' || state === 'salvaged')
      .map((file) => ({
        path: join(folder, pathOfClipFile({ clip: file.clipId, nth: file.nth }, file.fromMs)),
        fromMs: file.fromMs,
      }));
    if (files.length === 0) throw new CodedError('video.not-found');
    const film = ++this.#lastFilm;
    const pull = (): void => void thread.post({ type: 'film-pull', film });
    // One piece is asked for when the one before is taken.
    const queue = new ByteQueue(pull);
    this.#takers.set(film, queue);
    if (thread.post({ type: 'film-clip', film, files, fromMs, toMs })) pull();
    else queue.onEnd(new CodedError('video.restarting'));
    const end = (): void => {
      this.#takers.delete(film);
      queue.onEnd(null);
      thread.post({ type: 'film-close', film, stream: null });
    };
    return { bytes: queue, end };
  }

  #take(message: FromVideoThread): void {
    if (message.type === 'film-bytes') this.#takers.get(message.film)?.onBytes(new Uint8Array(message.data));
    else if (message.type === 'film-ended') {
      const code = BREAKS[message.why];
      this.#takers.get(message.film)?.onEnd(code === null ? null : new CodedError(code, { why: message.why }));
    }
  }
}

/** Bytes on their way from who sends them to who reads them, in order. */
class ByteQueue implements AsyncIterable<Uint8Array>, Taker {
  readonly #onTaken: () => void;
  readonly #held: Uint8Array[] = [];
  #end: { readonly error: CodedError | null } | null = null;
  #wake: (() => void) | null = null;

  constructor(onTaken: () => void) {
    this.#onTaken = onTaken;
  }

  onBytes(bytes: Uint8Array): void {
    if (this.#end !== null) return;
    this.#held.push(bytes);
    this.#wake?.();
  }

  onEnd(error: CodedError | null): void {
    this.#end ??= { error };
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      const bytes = this.#held.shift();
      if (bytes !== undefined) {
        yield bytes;
        this.#onTaken();
      } else if (this.#end !== null) {
        if (this.#end.error !== null) throw this.#end.error;
        return;
      } else {
        await new Promise<void>((resolve) => (this.#wake = resolve));
        this.#wake = null;
      }
    }
  }
}
