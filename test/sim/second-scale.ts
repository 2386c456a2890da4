/** A second weighbridge beside a site's own: its indicator over TCP and its two cameras, and the configuration of both. */
import { IndicatorSimulator } from './indicator/indicator-simulator.ts';
import { OnvifCameraSimulator } from './onvif-camera/onvif-camera-simulator.ts';
import type { Site } from './site.ts';

export class SecondScale {
  readonly id = 'scale-2';
  readonly indicator = new IndicatorSimulator({ protocol: 'yaohua-tf0', rateHz: 20 });
  readonly #cameras = (['front', 'rear'] as const).map((role) => ({
    role,
    simulator: new OnvifCameraSimulator({ role, displayText: () => String(this.indicator.shownKg ?? '') }),
  }));

  /** Switches it on and writes it into the site's configuration, for the next start of a station. */
  async joinTo(site: Site): Promise<void> {
    await this.indicator.start();
    for (const { simulator } of this.#cameras) await simulator.start();
    await site.configure(({ scale, cameras, ...others }) => ({
      ...others,
      scales: [
        { ...scale, name: '东磅' },
        {
          ...scale,
          id: this.id,
          name: '西磅',
          divisionKg: 50,
          indicator: { ...scale.indicator, port: { kind: 'tcp', host: '127.0.0.1', port: this.indicator.port } },
        },
      ],
      cameras: [
        ...cameras.map((camera) => ({ ...camera, scaleId: 'scale-1' })),
        ...this.#cameras.map(({ role, simulator: { address, password, username } }) => ({
          id: `cam2-${role}`,
          role,
          scaleId: this.id,
          live: false,
          driver: 'onvif',
          address,
          username,
          password,
        })),
      ],
    }));
  }

  async stop(): Promise<void> {
    await this.indicator.stop();
    for (const { simulator } of this.#cameras) await simulator.stop();
  }
}
