/** The site's two gates: a camera at the way in and one at the way out, which tell when a vehicle crosses their line. */
import { CAMERA_ACCOUNT, cameraEntry } from './camera-entry.ts';
import { OnvifCameraSimulator } from './onvif-camera/onvif-camera-simulator.ts';
import type { SceneVideo } from './scene-video/scene-video.ts';
import type { Truck } from './truck.ts';

export const GATE_PATHS = ['/gate-in', '/gate-out'] as const;
/** A truck at walking pace. */
const BEFORE_LINE_MS = 1200;
const THROUGH_MS = 6000;
/** Half of the weighbridge's frames: nobody reads a weight here. */
const EVERY_BEAT = 2;

/** Four million pixels and some, as the rule wants at a gate. */
const GATE_SENSOR = [2688, 1520] as const;

type Way = 'in' | 'out';

export class Gates {
  readonly in = gateCamera('进口', 'front');
  readonly out = gateCamera('出口', 'rear');
  readonly #video: SceneVideo | null;
  readonly #timers = new Set<NodeJS.Timeout>();
  /** How many vehicles have come to each gate. */
  readonly #came = { in: 0, out: 0 };

  /** @param video started before, with {@link GATE_PATHS}; null: they give pictures only */
  constructor(video: SceneVideo | null) {
    this.#video = video;
  }

  async start(): Promise<void> {
    await Promise.all([this.in.start(), this.out.start()]);
    this.#video?.show('/gate-in', this.in, EVERY_BEAT);
    this.#video?.show('/gate-out', this.out, EVERY_BEAT);
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    await Promise.all([this.in.stop(), this.out.stop()]);
  }

  /** For a station's configuration; once they are started. */
  entries(): readonly object[] {
    return (['in', 'out'] as const).map((way) => {
      const main = this.#video?.address(`/gate-${way}`);
      return cameraEntry(`gate-${way}`, `gate-${way}`, this[way], main === undefined ? undefined : { main });
    });
  }

  /** Both cameras' events are listened to. */
  get heard(): boolean {
    return this.in.events.subscriptions > 0 && this.out.events.subscriptions > 0;
  }

  /** A truck drives through, and crosses the line on its way. */
  pass(way: Way, truck: Truck): void {
    const camera = this[way];
    const nth = (this.#came[way] += 1);
    Object.assign(camera.scene, truck, { truckOnDeck: true });
    this.#after(BEFORE_LINE_MS, () => camera.events.emit({ kind: 'lineCrossed' }));
    this.#after(THROUGH_MS, () => {
      // Whoever came right behind it is still there.
      if (this.#came[way] === nth) camera.scene.truckOnDeck = false;
    });
  }

  #after(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, ms);
    this.#timers.add(timer);
  }
}

const gateCamera = (gate: string, role: 'front' | 'rear'): OnvifCameraSimulator =>
  new OnvifCameraSimulator({
    role,
    gate,
    sensor: GATE_SENSOR,
    displayText: () => '',
    scene: { truckOnDeck: false },
    ...CAMERA_ACCOUNT,
  });
