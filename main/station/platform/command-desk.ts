/**
 * Carries out what the platform asks for (视频远程调阅): a fresh picture, a camera's live video for a while, what was recorded
 * in a time. Everything leaves over our own outgoing requests, to the platform's own origin; every command has its rows.
 */
import type { Image } from '../../../preload/contract/documents.ts';
import { CodedError, type ErrorCode } from '../../../preload/contract/errors.ts';
import { timestamp, type Clock } from '../../../preload/contract/vocabulary.ts';
import type { CommandResult, PlatformAdapter } from '../upload/adapters/adapter.ts';
import type { Log, Timers } from '../upload/surroundings.ts';
import type { Film, Films } from '../video/films.ts';
import type { CommandLog, CommandStep } from './command-log.ts';
import type { CommandEvent } from './platform-event.ts';

export interface CommandDeskOptions {
  readonly adapter: Pick<PlatformAdapter, 'sendCommandResult' | 'sendFilm' | 'sendPhoto'>;
  /** Of the configuration: only its origin is ever sent to. */
  readonly platformUrl: string;
  readonly log: CommandLog;
  readonly hasCamera: (cameraId: string) => boolean;
  /** A fresh picture, stored. */
  readonly snapshot: (
    cameraId: string,
  ) => Promise<{ readonly image: Image; readonly file: string } | { readonly code: ErrorCode }>;
  readonly films: Pick<Films, 'live' | 'clip' | 'trouble'>;
  /** The platform's clock minus ours, as far as it is known. */
  readonly clockOffsetMs: () => number;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly text: Log;
}

type VideoEvent = Extract<CommandEvent, { type: 'command.live' | 'command.clip' }>;

interface Running {
  /** Ends the film in order. */
  readonly stop: (why: string) => void;
  /** Ends it at once. */
  readonly abort: () => void;
}

/** openapi.yaml, commandResult. */
const EXPIRED_MS = 60_000;
const MOST_FILMS = 2;
/** How long a camera that is not played yet may take until its first picture. */
const FIRST_BYTES_MS = 10_000;
const LIVE_SECONDS = 60;
/** A film cannot be longer than a command can ask for. */
const LONGEST_CLIP_MS = 3_600_000;
const RESULT_RETRIES_MS = [1000, 5000, 15_000, 60_000] as const;

export class CommandDesk {
  readonly #options: CommandDeskOptions;
  readonly #running = new Map<string, Running>();
  readonly #results = new Set<Promise<void>>();
  readonly #callOffs = new Set<() => void>();
  #stopped = false;

  constructor(options: CommandDeskOptions) {
    this.#options = options;
  }

  /** Says of what the last run left unfinished that nothing will come of it. */
  start(): void {
    for (const commandId of this.#options.log.open())
      void this.#told(commandId, { status: 'failed', detail: 'the station restarted' }, Promise.resolve());
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const { abort } of this.#running.values()) abort();
    for (const callOff of this.#callOffs) callOff();
    await Promise.all(this.#results);
  }

  /** Never throws and never waits. */
  carryOut(event: CommandEvent): void {
    if (event.type === 'command.stop') {
      this.#running.get(event.data.commandId)?.stop('stopped by the platform');
      return;
    }
    const { commandId } = event.data;
    const refusal = this.#refusal(event);
    if (refusal !== null) {
      void this.#told(commandId, { status: 'refused', detail: refusal }, Promise.resolve());
      return;
    }
    const started = this.#told(commandId, { status: 'started', detail: '' }, Promise.resolve());
    const work = event.type === 'command.snapshot' ? this.#snapshot(event.data.cameraId) : this.#film(event);
    void work
      .catch((error: unknown): Ended => ({ status: 'failed', detail: reasonOf(error) }))
      .then(({ image, ...step }) => {
        // Cut off by our own end: its row stays open, and the next start says so.
        if (!this.#stopped) void this.#told(commandId, step, started, image);
      });
  }

  #refusal({ at, data, type }: Exclude<CommandEvent, { type: 'command.stop' }>): string | null {
    const { clock, clockOffsetMs, hasCamera, platformUrl } = this.#options;
    if (clock.wall() + clockOffsetMs() - at > EXPIRED_MS) return 'expired';
    if (!hasCamera(data.cameraId)) return 'no such camera';
    if (type === 'command.snapshot') return null;
    if (ownUrl(data.url, platformUrl) === null) return 'foreign origin';
    if (this.#running.size >= MOST_FILMS) return 'two films are on their way';
    if (type === 'command.clip' && !(data.from < data.to && data.to - data.from <= LONGEST_CLIP_MS))
      return 'from and to are no time of at most an hour';
    return null;
  }

  async #snapshot(cameraId: string): Promise<Ended> {
    const { adapter, snapshot } = this.#options;
    const taken = await snapshot(cameraId);
    if ('code' in taken) return { status: 'failed', detail: taken.code };
    const { file, image } = taken;
    // First the picture: a result that names what is not there yet helps nobody.
    const sent = await adapter.sendPhoto({ sha256: image.sha256, mime: 'image/jpeg', file });
    if (sent.kind !== 'received') return { status: 'failed', detail: 'the picture could not be sent' };
    return { status: 'done', detail: '', image };
  }

  async #film(event: VideoEvent): Promise<Ended> {
    const { adapter, films, platformUrl, timers } = this.#options;
    const { cameraId, commandId } = event.data;
    const url = ownUrl(event.data.url, platformUrl);
    if (url === null) return { status: 'refused', detail: 'foreign origin' };
    const calledOff = new AbortController();
    let why = '';
    let film: Film | null = null;
    this.#running.set(commandId, {
      stop: (because) => {
        why = because;
        film?.end();
      },
      abort: () => calledOff.abort(),
    });
    let callOffEnd = (): void => undefined;
    let bytes = 0;
    let broken = '';
    try {
      film =
        event.type === 'command.live'
          ? films.live(cameraId)
          : await films.clip(cameraId, event.data.from, event.data.to);
      // Stopped while it was looked up.
      if (why !== '') film.end();
      if (event.type === 'command.live')
        callOffEnd = timers.after((event.data.seconds ?? LIVE_SECONDS) * 1000, () => film?.end());
      const first = await this.#first(film, cameraId);
      const body = watched(
        first,
        (count) => (bytes += count),
        (error) => (broken = reasonOf(error)),
      );
      const outcome = await adapter.sendFilm({ url, body, signal: calledOff.signal });
      if (outcome.kind === 'received') return { status: 'done', detail: why, bytes };
      const line = `${outcome.error.code} ${outcome.error.status ?? ''}`.trim();
      return { status: 'failed', detail: broken === '' ? line : broken, bytes };
    } catch (error) {
      // Stopped before its first piece: that is what was asked for.
      if (why !== '') return { status: 'done', detail: why, bytes };
      return { status: 'failed', detail: reasonOf(error), bytes };
    } finally {
      callOffEnd();
      film?.end();
      this.#running.delete(commandId);
    }
  }

  /** The film from its first piece on: nothing is sent, and nothing opened at the other side, before there is something. */
  async #first(film: Film, cameraId: string): Promise<AsyncIterable<Uint8Array>> {
    const { films, timers } = this.#options;
    const pieces = film.bytes[Symbol.asyncIterator]();
    let callOff = (): void => undefined;
    const late = new Promise<'late'>((resolve) => (callOff = timers.after(FIRST_BYTES_MS, () => resolve('late'))));
    const first = await Promise.race([pieces.next(), late]).finally(() => callOff());
    if (first === 'late') throw new CodedError(films.trouble(cameraId) ?? 'camera.video-silent');
    if (first.done === true) throw new CodedError('video.not-found');
    return (async function* () {
      yield first.value;
      for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
    })();
  }

  /** In the log, and to the platform; never rejects. What is told of one command is told in order. */
  #told(commandId: string, step: CommandStep, before: Promise<void>, image?: Image): Promise<void> {
    const { clock, log, text } = this.#options;
    try {
      log.step(commandId, step, clock.wall());
    } catch (err) {
      text.warn({ err, commandId }, 'a step of a command could not be written');
    }
    text.info({ commandId, ...step }, 'a command of the platform');
    const { detail, status } = step;
    const result: CommandResult = {
      status,
      at: timestamp(clock.wall()),
      ...(detail === '' ? {} : { detail }),
      ...(image === undefined ? {} : { image }),
    };
    const telling = before
      .then(() => this.#tell(commandId, result))
      .catch((err: unknown) => text.warn({ err, commandId }, 'a result could not be sent'))
      .finally(() => this.#results.delete(telling));
    this.#results.add(telling);
    return telling;
  }

  /** A result is worth some tries and no more: the platform asks again for what it wants. */
  async #tell(commandId: string, result: CommandResult): Promise<void> {
    const { adapter, text } = this.#options;
    for (const pause of [...RESULT_RETRIES_MS, null]) {
      if (this.#stopped) return;
      const outcome = await adapter.sendCommandResult(commandId, result);
      if (outcome.kind === 'noted') return;
      if (outcome.kind === 'refused' || pause === null) {
        text.warn({ commandId, status: result.status, error: outcome.error }, 'a result was not taken');
        return;
      }
      // Whoever stops has called off the pauses that there were.
      if (this.#stopped) return;
      await this.#pause(pause);
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#callOffs.delete(over);
        resolve();
      };
      const callOff = this.#options.timers.after(ms, done);
      const over = (): void => {
        callOff();
        done();
      };
      this.#callOffs.add(over);
    });
  }
}

interface Ended extends CommandStep {
  readonly image?: Image;
}

/** An address on the platform's own origin, without user and password; null for any other. */
export function ownUrl(text: string, platformUrl: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.origin !== new URL(platformUrl).origin || url.username !== '' || url.password !== '') return null;
  return url;
}

async function* watched(
  pieces: AsyncIterable<Uint8Array>,
  onBytes: (count: number) => void,
  onBroken: (error: unknown) => void,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of pieces) {
      onBytes(piece.length);
      yield piece;
    }
  } catch (error) {
    onBroken(error);
    throw error;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof CodedError ? error.code : 'rpc.fault';
}
