/**
 * The simulated site's cameras as video: what the pictures show, moving, painted and encoded as it happens, given out by
 * GStreamer's RTSP server. Nothing is painted while nobody watches.
 */
import type { OnvifCameraSimulator } from '../onvif-camera/onvif-camera-simulator.ts';
import { RtspServer } from '../rtsp-server/rtsp-server.ts';
import { SceneEncoder } from './scene-encoder.ts';

const FPS = 10;
/** The least that a lane's video has to have. */
const SIZE = { width: 1280, height: 720 };

interface Shown {
  readonly camera: OnvifCameraSimulator;
  /** Every so many beats: what is looked at in passing costs half. */
  readonly every: number;
}

export class SceneVideo {
  readonly #server: RtspServer;
  readonly #cameras = new Map<string, Shown>();
  #beats = 0;
  readonly #encoders = new Map<string, SceneEncoder>();
  #beat: NodeJS.Timeout | null = null;

  /** @param paths of its cameras, e.g. /front */
  constructor(paths: readonly string[], auth: { readonly username: string; readonly password: string }) {
    this.#server = new RtspServer({ ...SIZE, fps: FPS, paths, auth, pushed: true });
  }

  /** Before the cameras: they say where it is. */
  async start(): Promise<void> {
    await this.#server.start();
  }

  address(path: string): string {
    return this.#server.address(path);
  }

  set frozen(frozen: boolean) {
    this.#server.frozen = frozen;
  }

  /** From now on this camera's scene is what is seen there. @param every of ten frames a second, that is every so many */
  show(path: string, camera: OnvifCameraSimulator, every = 1): void {
    this.#cameras.set(path, { camera, every });
    this.#beat ??= setInterval(() => this.#paint(), 1000 / FPS);
  }

  async stop(): Promise<void> {
    if (this.#beat !== null) clearInterval(this.#beat);
    this.#beat = null;
    await Promise.all([...this.#encoders.values()].map((encoder) => encoder.stop()));
    this.#encoders.clear();
    await this.#server.stop();
  }

  #paint(): void {
    this.#beats += 1;
    for (const [path, { camera, every }] of this.#cameras) {
      if (this.#beats % every !== 0) continue;
      if (this.#server.isWatched(path)) this.#encoderOf(path, FPS / every).push(camera.film());
      else void this.#encoders.get(path)?.stop();
    }
  }

  #encoderOf(path: string, fps: number): SceneEncoder {
    const running = this.#encoders.get(path);
    if (running?.runs === true) return running;
    const encoder = new SceneEncoder({
      ...SIZE,
      fps,
      onPicture: (picture) => this.#server.push(path, picture),
    });
    encoder.start();
    this.#encoders.set(path, encoder);
    return encoder;
  }
}
