/**
 * Encodes a camera's frames as they are painted: ffmpeg's H.264, each picture out as soon as the next one is in. A frame that
 * finds it busy is left out, as a camera under load does.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { FILM_HEIGHT, FILM_WIDTH } from '../onvif-camera/scene-film.ts';

export interface SceneEncoderOptions {
  /** Of the video; frames are smaller. */
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** One picture, a byte stream with its delimiter. */
  onPicture(picture: Buffer): void;
}

/** An access unit delimiter: the encoder puts one before every picture. */
const DELIMITER = Buffer.from([0, 0, 0, 1, 9]);
/** Far more than a picture has. */
const MOST_BYTES = 4 * 1024 * 1024;

export class SceneEncoder {
  readonly #options: SceneEncoderOptions;
  #child: ChildProcess | null = null;
  #endWithUs: (() => void) | null = null;
  #held = Buffer.alloc(0);
  #busy = false;

  constructor(options: SceneEncoderOptions) {
    this.#options = options;
  }

  get runs(): boolean {
    return this.#child !== null;
  }

  start(): void {
    const { fps, height, width } = this.#options;
    const input = [
      '-f',
      'rawvideo',
      '-pix_fmt',
      'rgba',
      '-s',
      `${FILM_WIDTH}x${FILM_HEIGHT}`,
      '-r',
      String(fps),
      '-i',
      'pipe:0',
    ];
    const scale = ['-vf', `scale=${width}:${height}:flags=bilinear`];
    const quick = ['-preset', 'ultrafast', '-tune', 'zerolatency', '-threads', '1', '-pix_fmt', 'yuv420p'];
    // A key picture a second: who comes anew waits no longer.
    const rate = ['-g', String(fps), '-sc_threshold', '0', '-crf', '24', '-x264-params', 'aud=1:repeat-headers=1'];
    const child = spawn(
      'ffmpeg',
      ['-v', 'error', '-nostdin', '-probesize', '32', ...input, ...scale, '-c:v', 'libx264', ...quick, ...rate]
        .concat('-flush_packets', '1', '-f', 'h264', 'pipe:1'),
      { stdio: ['pipe', 'pipe', 'ignore'] },
    ); // prettier-ignore
    this.#child = child;
    this.#endWithUs = () => child.kill('SIGKILL');
    process.once('exit', this.#endWithUs);
    child.stdin.on('error', () => undefined);
    child.stdout.on('data', (bytes: Buffer) => this.#take(bytes));
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (this.#endWithUs !== null) process.removeListener('exit', this.#endWithUs);
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  /** @param frame RGBA */
  push(frame: Buffer): void {
    const into = this.#child?.stdin;
    if (into === null || into === undefined || this.#busy) return;
    this.#busy = !into.write(frame, () => (this.#busy = false));
  }

  #take(bytes: Buffer): void {
    this.#held = Buffer.concat([this.#held, bytes]);
    if (this.#held.length > MOST_BYTES) throw new Error('the encoder gives no pictures');
    for (let next = this.#held.indexOf(DELIMITER, 1); next > 0; next = this.#held.indexOf(DELIMITER, 1)) {
      this.#options.onPicture(this.#held.subarray(0, next));
      this.#held = this.#held.subarray(next);
    }
  }
}
