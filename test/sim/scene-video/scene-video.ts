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

export class SceneVideo {
  readonly #server: RtspServer;
  readonly #cameras = new Map<string, OnvifCameraSimulator>();
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

  /** From now on this camera's scene is what is seen there. */
  show(path: string, camera: OnvifCameraSimulator): void {
    this.#cameras.set(path, camera);
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
    for (const [path, camera] of this.#cameras) {
      if (this.#server.isWatched(path)) this.#encoderOf(path).push(camera.film());
      else void this.#encoders.get(path)?.stop();
    }
  }

  #encoderOf(path: string): SceneEncoder {
    const running = this.#encoders.get(path);
    if (running?.runs === true) return running;
    const encoder = new SceneEncoder({
      ...SIZE,
      fps: FPS,
      onPicture: (picture) => this.#server.push(path, picture),
    });
    encoder.start();
    this.#encoders.set(path, encoder);
    return encoder;
  }
}
