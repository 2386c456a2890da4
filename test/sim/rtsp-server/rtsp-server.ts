/**
 * A camera's video on a real RTSP server: GStreamer's, through Debian's python3, H.264 or H.265, with or without digest.
 * Nothing of it is ours but the feeding of pictures (serve.py).
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { encodedVideo } from './encoded-video.ts';
import { SdpMask } from './sdp-mask.ts';

export interface RtspServerOptions {
  readonly codec: 'h264' | 'h265';
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** Pictures from one key picture to the next. */
  readonly gop: number;
  /** Of the encoded video, which is sent in a loop. */
  readonly seconds: number;
  readonly kbitPerSecond: number;
  readonly slices: number;
  readonly reordered: boolean;
  readonly effort: 'quick' | 'camera';
  /** Digest (MD5, as this server has no other); null for none. */
  readonly auth: { readonly username: string; readonly password: string } | null;
  /** Each is a camera of its own, at another picture of the same video. */
  readonly paths: readonly string[];
  /** Where the parameter sets stand; cameras of every kind exist. */
  readonly parameterSets: 'both' | 'sdp' | 'in-band';
  /** After so long without a sign of life the server ends a session. */
  readonly sessionTimeoutS: number;
  /** Bytes of an RTP packet at most. */
  readonly mtu: number;
  readonly port: number;
  /** Its pictures come by `push` instead of out of a file. */
  readonly pushed: boolean;
}

const DEFAULTS: RtspServerOptions = {
  codec: 'h264',
  width: 1280,
  height: 720,
  fps: 25,
  gop: 50,
  seconds: 10,
  kbitPerSecond: 2000,
  slices: 1,
  reordered: false,
  effort: 'quick',
  auth: null,
  paths: ['/stream'],
  parameterSets: 'both',
  sessionTimeoutS: 60,
  mtu: 1400,
  port: 0,
  pushed: false,
};
const READY_MS = 20_000;
/** /usr/bin/python3, not the first in the path: only the system's own finds Debian's bindings. */
const PYTHON = '/usr/bin/python3';

export class RtspServer {
  readonly options: RtspServerOptions;
  #child: ChildProcess | null = null;
  #mask: SdpMask | null = null;
  #endWithUs: (() => void) | null = null;
  #port = 0;
  #frozen = false;
  readonly #watched = new Set<string>();

  constructor(options: Partial<RtspServerOptions> = {}) {
    this.options = { ...DEFAULTS, ...options };
  }

  /** Resolves when it listens; a second start takes the same port again. */
  async start(): Promise<void> {
    const { options } = this;
    const file = options.pushed ? '' : await encodedVideo(options);
    const masked = options.parameterSets === 'in-band';
    const port = masked ? 0 : this.#port || options.port;
    const child = spawn(PYTHON, [join(import.meta.dirname, 'serve.py'), JSON.stringify({ ...options, file, port })], {
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    });
    this.#watched.clear();
    this.#child = child;
    this.#endWithUs = () => child.kill('SIGKILL');
    process.once('exit', this.#endWithUs);
    let said = '';
    child.stderr.on('data', (bytes: Buffer) => (said = (said + bytes.toString('utf8')).slice(-2000)));
    child.stdin.on('error', () => undefined);
    child.stdio[3]?.on('error', () => undefined);
    const ready = await new Promise<string>((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(`the RTSP server does not start: ${said}`)), READY_MS);
      const failed = (why: string): void => {
        clearTimeout(limit);
        reject(new Error(`the RTSP server ${why}: ${said}`));
      };
      child.once('error', (error) => failed(error.message));
      child.once('close', () => failed('ended'));
      createInterface({ input: child.stdout }).on('line', (line) => {
        clearTimeout(limit);
        resolve(line);
        this.#heard(JSON.parse(line) as { watched?: string; left?: string });
      });
    }).catch(async (error: unknown) => {
      await this.stop();
      throw error;
    });
    const bound = (JSON.parse(ready) as { port: number }).port;
    if (masked) {
      this.#mask ??= new SdpMask();
      await this.#mask.start(bound, this.#port || options.port);
      this.#port = this.#mask.port;
    } else this.#port = bound;
    this.frozen = this.#frozen;
  }

  /** The process is gone when it resolves, and with it every connection. */
  async stop(): Promise<void> {
    await this.#mask?.stop();
    const child = this.#child;
    this.#child = null;
    if (this.#endWithUs !== null) process.removeListener('exit', this.#endWithUs);
    this.#endWithUs = null;
    if (child === null || child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  get port(): number {
    return this.#port;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** The address of one of its cameras, without user name and password. */
  address(path = this.options.paths[0] ?? '/'): string {
    return `rtsp://127.0.0.1:${this.#port}${path}`;
  }

  /** Somebody takes the pictures of that path. */
  isWatched(path: string): boolean {
    return this.#watched.has(path);
  }

  /** One picture as a byte stream, a key picture with its sets; lost while nobody watches. */
  push(path: string, picture: Uint8Array): void {
    const into = this.#child?.stdio[3];
    if (!(into instanceof Writable)) return;
    const head = Buffer.alloc(5);
    head.writeUInt8(this.options.paths.indexOf(path), 0);
    head.writeUInt32BE(picture.length, 1);
    into.write(head);
    into.write(picture);
  }

  #heard({ left, watched }: { watched?: string; left?: string }): void {
    if (watched !== undefined) this.#watched.add(watched);
    if (left !== undefined) this.#watched.delete(left);
  }

  /** A camera that hangs in part: it holds connections, answers requests, and sends no picture. */
  get frozen(): boolean {
    return this.#frozen;
  }

  set frozen(frozen: boolean) {
    this.#frozen = frozen;
    this.#child?.stdin?.write(frozen ? 'freeze\n' : 'thaw\n');
  }
}
