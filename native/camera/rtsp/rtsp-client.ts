/**
 * The video of one camera, kept coming: connects, plays, notices silence, connects again with growing pauses, for ever.
 * Holds no picture back and no picture up: what comes is handed on at once.
 */
import { randomBytes, randomInt } from 'node:crypto';
import type { Clock, MonotonicMs } from '../../../preload/contract/vocabulary.ts';
import { after as realAfter, pauseMs, type After } from '../../reconnect.ts';
import { CameraError } from '../camera-error.ts';
import type { CertificatePin } from '../certificate-pin.ts';
import type { VideoFormat } from '../video/video-format.ts';
import { RtspSession, type CameraUnit } from './rtsp-session.ts';

export type RtspState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'playing' }
  /** Connected, and no picture has come for a while: the one on screen is old. */
  | { readonly kind: 'silent' }
  /** Something went wrong; the next attempt comes by itself. */
  | { readonly kind: 'waiting'; readonly error: CameraError; readonly retryInMs: number };

export interface RtspClientOptions {
  /** rtsp: or rtsps:, without user and password; only its host is ever spoken to. */
  readonly address: string;
  /** Null or empty: the camera is asked without. */
  readonly username: string | null;
  readonly password: string;
  /** Of rtsps: another certificate is refused, before a word is said. Left out: any is taken. */
  readonly certificate?: CertificatePin | null;
  readonly clock: Clock;
  /** No picture for so long: said as `silent`. */
  readonly silentAfterMs?: number;
  /** No packet for so long: the connection is given up. */
  readonly reconnectAfterMs?: number;
  readonly after?: After;
  readonly cnonce?: () => string;
}

export interface RtspClientEvents {
  /** Before the first picture of a format, and again on every new connection. */
  onFormat(format: VideoFormat): void;
  onAccessUnit(unit: CameraUnit): void;
  onState(state: RtspState): void;
}

/** A frozen picture is noticed within 2 s; the watch looks four times in that. */
const SILENT_AFTER_MS = 1500;
const RECONNECT_AFTER_MS = 5000;
/** Packets and no picture for so long: nothing will become of it. Cameras send a key picture every 1 to 10 s. */
const NO_PICTURE_MS = 20_000;
const LOOKS = 4;
/** Cameras lock out who repeats a wrong password. */
const UNAUTHORISED_PAUSE_MS = 300_000;

export class RtspClient {
  readonly #options: RtspClientOptions;
  readonly #url: URL;
  readonly #events: RtspClientEvents;
  readonly #after: After;
  #session: RtspSession | null = null;
  #state: RtspState = { kind: 'stopped' };
  #failures = 0;
  #callOffRetry: (() => void) | null = null;
  #callOffWatch: (() => void) | null = null;
  #lastMedia = 0 as MonotonicMs;
  #lastPicture = 0 as MonotonicMs;
  #connections = 0;
  /** Of sessions that are over. */
  readonly #past = new Map<string, number>();

  /** @throws TypeError when the address is none of rtsp: or rtsps: */
  constructor(options: RtspClientOptions, events: RtspClientEvents) {
    this.#options = options;
    this.#events = events;
    this.#after = options.after ?? realAfter;
    this.#url = new URL(options.address);
    if (this.#url.hostname === '' || !['rtsp:', 'rtsps:'].includes(this.#url.protocol)) {
      throw new TypeError(`no address of a video stream: ${this.#url.protocol}//${this.#url.host}`);
    }
  }

  get state(): RtspState {
    return this.#state;
  }

  start(): void {
    if (this.#state.kind !== 'stopped') return;
    this.#failures = 0;
    this.#connect();
  }

  /** Resolves when the connection is closed. */
  async stop(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    this.#callOff();
    if (this.#state.kind !== 'stopped') this.#become({ kind: 'stopped' });
    if (session === null) return;
    this.#bury(session);
    await session.stop();
  }

  /** Connections made, bytes and pictures received, and everything that was dropped, by reason, since the beginning. */
  counters(): Readonly<Record<string, number>> {
    const sum = new Map(this.#past);
    for (const [name, count] of Object.entries(this.#session?.counters() ?? {})) add(sum, name, count);
    return { connections: this.#connections, ...Object.fromEntries(sum) };
  }

  #connect(): void {
    const { username, password, certificate = null, clock, cnonce } = this.#options;
    const session: RtspSession = new RtspSession(
      {
        url: this.#url,
        username: username === '' ? null : username,
        password,
        certificate,
        clock,
        after: this.#after,
        cnonce: cnonce ?? (() => randomBytes(8).toString('hex')),
        ssrc: randomInt(1, 2 ** 32),
      },
      {
        onFormat: (format) => {
          if (this.#session === session) this.#events.onFormat(format);
        },
        onAccessUnit: (unit) => {
          if (this.#session === session) this.#picture(unit);
        },
        onMedia: () => {
          if (this.#session === session) this.#lastMedia = clock.monotonic();
        },
        onLost: (error) => {
          if (this.#session === session) this.#lost(error);
        },
      },
    );
    this.#session = session;
    this.#connections += 1;
    this.#become({ kind: 'connecting' });
    // Who heard of it may have stopped us.
    if (this.#session !== session) return;
    this.#callOffWatch = this.#after(NO_PICTURE_MS, () => this.#giveUp(noPicture()));
    session.start();
  }

  #picture(unit: CameraUnit): void {
    this.#lastPicture = unit.receivedMonotonic;
    if (this.#state.kind !== 'playing') {
      const first = this.#state.kind === 'connecting';
      this.#failures = 0;
      this.#become({ kind: 'playing' });
      // Who heard of it may have stopped us.
      if (this.#session === null) return;
      if (first) {
        this.#callOffWatch?.();
        this.#watch();
      }
    }
    this.#events.onAccessUnit(unit);
  }

  #watch(): void {
    const { silentAfterMs = SILENT_AFTER_MS, reconnectAfterMs = RECONNECT_AFTER_MS, clock } = this.#options;
    this.#callOffWatch = this.#after(silentAfterMs / LOOKS, () => {
      const now = clock.monotonic();
      const silentMs = now - this.#lastMedia;
      if (silentMs >= reconnectAfterMs) {
        this.#giveUp(new CameraError('camera.video-silent', `no packet for ${Math.round(silentMs)} ms`));
        return;
      }
      const pictureAgeMs = now - this.#lastPicture;
      if (pictureAgeMs >= NO_PICTURE_MS) {
        this.#giveUp(noPicture());
        return;
      }
      if (pictureAgeMs >= silentAfterMs && this.#state.kind === 'playing') this.#become({ kind: 'silent' });
      // Who heard of it may have stopped us.
      if (this.#session === null) return;
      this.#watch();
    });
  }

  #giveUp(error: CameraError): void {
    const session = this.#session;
    this.#lost(error);
    void session?.stop();
  }

  #lost(error: CameraError): void {
    if (this.#session !== null) this.#bury(this.#session);
    this.#session = null;
    this.#callOff();
    const pause = pauseMs(this.#failures);
    const retryInMs = error.code === 'camera.unauthorised' ? Math.max(pause, UNAUTHORISED_PAUSE_MS) : pause;
    this.#failures += 1;
    this.#callOffRetry = this.#after(retryInMs, () => {
      this.#callOffRetry = null;
      this.#connect();
    });
    this.#become({ kind: 'waiting', error, retryInMs });
  }

  #bury(session: RtspSession): void {
    for (const [name, count] of Object.entries(session.counters())) add(this.#past, name, count);
  }

  #callOff(): void {
    this.#callOffRetry?.();
    this.#callOffRetry = null;
    this.#callOffWatch?.();
    this.#callOffWatch = null;
  }

  #become(state: RtspState): void {
    this.#state = state;
    this.#events.onState(state);
  }
}

function noPicture(): CameraError {
  return new CameraError('camera.no-video', `no picture in ${NO_PICTURE_MS / 1000} s`);
}

function add(counts: Map<string, number>, name: string, count: number): void {
  counts.set(name, (counts.get(name) ?? 0) + count);
}
