/**
 * A whole simulated site: indicator, two cameras, printer and platform on real wires, and a configuration file that
 * leads a station to them. Used by `npm start`, the station tests, the end-to-end tests and the bench.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CAMERA_ACCOUNT, cameraEntry } from './camera-entry.ts';
import { COUNTY_APP_ID, COUNTY_SECRET, CountyPlatform } from './county-platform/county-platform.ts';
import { ChaosProxy } from './chaos-proxy/chaos-proxy.ts';
import { GATE_PATHS, Gates } from './gates.ts';
import { IndicatorSimulator } from './indicator/indicator-simulator.ts';
import type { LineForm } from './indicator/uart.ts';
import { OnvifCameraSimulator } from './onvif-camera/onvif-camera-simulator.ts';
import { PlatformSimulator } from './platform/platform-simulator.ts';
import { EscposPrinterSimulator, type Ticket } from './printer/escpos-printer-simulator.ts';
import { SceneVideo } from './scene-video/scene-video.ts';
import { SerialPair } from './serial-pair.ts';
import type { Truck } from './truck.ts';

export interface SiteOptions {
  readonly wire?: 'tcp' | 'serial';
  readonly protocol?: 'yaohua-tf0' | 'toledo-continuous';
  /** Serial: the line has a speed of its own, and a station that listens at another one gets what a UART would give. */
  readonly line?: LineForm;
  readonly mode?: 'attended' | 'unattended';
  readonly captureWhenSteady?: boolean;
  readonly stabilityMs?: number;
  readonly rateHz?: number;
  readonly noiseKg?: number;
  readonly columns?: 32 | 48;
  readonly onTicket?: (ticket: Ticket) => void;
  /** Where the data folder is made; default a folder of the site's own that goes with it. */
  readonly dataDir?: string;
  /** Where the cameras' video is had. Left out, they have none and are not shown live. */
  readonly streams?: Readonly<Record<'front' | 'rear', { readonly main: string; readonly sub?: string }>>;
  /** The cameras' video is what their pictures show, moving (scene-video/); else see `streams`. */
  readonly video?: boolean;
  /** Plates and displays are read in the pictures of a weighing. Left out, nothing is: it takes a second of one core a truck. */
  readonly reads?: boolean;
  /** A camera at the way in and one at the way out, with video where the others have it of the site's own. */
  readonly gates?: boolean;
  /** The platform is one with an interface of its own (county-platform/), and not the standard one. */
  readonly county?: boolean;
  /** Merged over the configuration's top level, for tests of configuration itself. */
  readonly configuration?: Readonly<Record<string, unknown>>;
}

/** The file as this site writes it, as far as tests change it. */
export interface SiteConfiguration extends Readonly<Record<string, unknown>> {
  readonly station: Readonly<Record<string, unknown>>;
  readonly scale: Readonly<Record<string, unknown>> & { readonly indicator: Readonly<Record<string, unknown>> };
  readonly cameras: readonly Readonly<Record<string, unknown>>[];
  readonly printer: Readonly<Record<string, unknown>>;
  readonly platform: Readonly<Record<string, unknown>>;
}

/** Axle by axle, front to back: what of a loaded six-axle truck is on the deck. */
const AXLES = [0.13, 0.32, 0.5, 0.67, 0.84, 1];
const AXLE_MS = 350;
const BETWEEN_AXLES_MS = 500;

const ENROLMENT_CODE = 'DEMO-2026-0001';

export class Site {
  readonly indicator: IndicatorSimulator;
  readonly front: OnvifCameraSimulator;
  readonly rear: OnvifCameraSimulator;
  readonly printer: EscposPrinterSimulator;
  readonly platform = new PlatformSimulator({ codes: [ENROLMENT_CODE] });
  /** Where `county` is set. */
  readonly county = new CountyPlatform();
  /** What the big display shows instead of the indicator's weight; null: that. */
  displayShows: string | null = null;
  readonly #options: SiteOptions;
  readonly #pair: SerialPair | null;
  readonly #video: SceneVideo | null;
  readonly #gates: Gates | null;
  #proxy: ChaosProxy | null = null;
  #folder = '';

  /** Makes the site and switches everything on. */
  static async open(options: SiteOptions = {}): Promise<Site> {
    const pair = options.wire === 'serial' ? new SerialPair() : null;
    await pair?.start();
    const gatePaths = options.gates === true ? GATE_PATHS : [];
    const video = options.video === true ? new SceneVideo(['/front', '/rear', ...gatePaths], CAMERA_ACCOUNT) : null;
    await video?.start();
    const gates = options.gates === true ? new Gates(video) : null;
    const streams =
      video === null
        ? options.streams
        : { front: { main: video.address('/front') }, rear: { main: video.address('/rear') } };
    const site = new Site({ ...options, ...(streams === undefined ? {} : { streams }) }, pair, video, gates);
    await site.#start();
    return site;
  }

  private constructor(options: SiteOptions, pair: SerialPair | null, video: SceneVideo | null, gates: Gates | null) {
    this.#gates = gates;
    this.#options = options;
    this.#pair = pair;
    this.#video = video;
    this.indicator = new IndicatorSimulator({
      protocol: options.protocol ?? 'yaohua-tf0',
      rateHz: options.rateHz ?? 10,
      ...(options.noiseKg === undefined ? {} : { noiseKg: options.noiseKg }),
      ...(pair === null ? {} : { tcp: null, serialPath: pair.ends[1] }),
      ...(pair === null || options.line === undefined
        ? {}
        : { line: { form: options.line, listenerPath: pair.ends[0] } }),
    });
    // A big display shows what the indicator shows, at the very moment of the picture; dark while that is silent.
    const displayText = (): string => this.displayShows ?? String(this.indicator.shownKg ?? '');
    const camera = (role: 'front' | 'rear'): OnvifCameraSimulator => {
      const streams = options.streams?.[role];
      return new OnvifCameraSimulator({
        role,
        displayText,
        scene: { truckOnDeck: false },
        ...CAMERA_ACCOUNT,
        ...(streams === undefined ? {} : { streams }),
      });
    };
    this.front = camera('front');
    this.rear = camera('rear');
    this.printer = new EscposPrinterSimulator({
      columns: options.columns ?? 48,
      ...(options.onTicket === undefined ? {} : { onTicket: options.onTicket }),
    });
  }

  /** What the site keeps on disk; with it the data folder, unless that has a place of its own. */
  get folder(): string {
    return this.#folder;
  }

  get gates(): Gates {
    if (this.#gates === null) throw new Error('the site has no gates');
    return this.#gates;
  }

  /** The station's end of the serial pair. */
  get serialPath(): string {
    if (this.#pair === null) throw new Error('the site has no serial line');
    return this.#pair.ends[0];
  }

  get configFile(): string {
    return join(this.#folder, 'config.json');
  }

  get dataDir(): string {
    return this.#options.dataDir ?? join(this.#folder, 'data');
  }

  /** Between station and platform, for tests of the line; without chaos it only passes bytes on. */
  get proxy(): ChaosProxy {
    if (this.#proxy === null) throw new Error('the site is not open');
    return this.#proxy;
  }

  async close(): Promise<void> {
    await this.#video?.stop();
    await this.#gates?.stop();
    await Promise.all([this.indicator.stop(), this.front.stop(), this.rear.stop(), this.printer.stop()]);
    await this.#proxy?.stop();
    await this.platform.stop();
    await this.county.stop();
    await this.#pair?.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** A truck drives on; the cameras see it from its first metre. In 0 ms it stands there at once, without swinging. */
  driveOn(truck: Truck, weightKg: number, overMs = 1500): void {
    for (const camera of [this.front, this.rear]) Object.assign(camera.scene, truck, { truckOnDeck: true });
    this.#load(weightKg, overMs);
  }

  driveOff(overMs = 1000): void {
    this.#load(0, overMs);
    for (const camera of [this.front, this.rear]) camera.scene.truckOnDeck = false;
  }

  /** As a real one: axle by axle, at walking pace. Resolves when it stands there. */
  async rollOn(truck: Truck, weightKg: number): Promise<void> {
    this.driveOn(truck, weightKg * (AXLES[0] ?? 1), AXLE_MS);
    for (const share of AXLES.slice(1)) await this.#axle(weightKg * share);
  }

  /** As {@link rollOn}, forwards off the deck. Resolves when it is gone. */
  async rollOff(weightKg: number): Promise<void> {
    for (const share of AXLES) await this.#axle(weightKg * (1 - share));
    this.driveOff(0);
  }

  async #axle(toKg: number): Promise<void> {
    await new Promise((next) => setTimeout(next, BETWEEN_AXLES_MS));
    this.indicator.ramp(toKg, AXLE_MS);
  }

  /** The cameras' video stands still, its lines open; see `video`. */
  freezeVideo(frozen: boolean): void {
    if (this.#video === null) throw new Error('the site has no video of its own');
    this.#video.frozen = frozen;
  }

  /** The serial cable is pulled out at the station's end; {@link replug} puts it back under the same names. */
  async unplug(): Promise<void> {
    await this.indicator.unplugSerial();
    await this.#pair?.unplug();
  }

  async replug(): Promise<void> {
    await this.#pair?.start();
    await this.indicator.plugSerial();
  }

  /** Rewrites the configuration file for the next start of a station. */
  async configure(change: (configuration: SiteConfiguration) => object): Promise<void> {
    const configuration = JSON.parse(await readFile(this.configFile, 'utf8')) as SiteConfiguration;
    await writeFile(this.configFile, JSON.stringify(change(configuration), null, 2));
  }

  #load(weightKg: number, overMs: number): void {
    if (overMs > 0) this.indicator.ramp(weightKg, overMs);
    else this.indicator.setWeight(weightKg);
  }

  async #start(): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'site-'));
    await Promise.all([this.indicator.start(), this.front.start(), this.rear.start(), this.printer.start()]);
    await this.#gates?.start();
    this.#video?.show('/front', this.front);
    this.#video?.show('/rear', this.rear);
    await this.platform.start();
    if (this.#options.county === true) await this.county.start();
    const { port } = this.#options.county === true ? this.county : this.platform;
    this.#proxy = new ChaosProxy({ target: { port } });
    await this.#proxy.start();
    await writeFile(this.configFile, JSON.stringify(this.#configuration(), null, 2));
  }

  #configuration(): object {
    const {
      captureWhenSteady = false,
      columns = 48,
      mode = 'attended',
      protocol = 'yaohua-tf0',
      reads = false,
      stabilityMs = 3000,
    } = this.#options;
    const { front, rear } = this.#options.streams ?? {};
    return {
      station: { name: '1号磅', unitName: '示例煤矿', unitCode: '140321-0001', stationNo: '1', operator: '测试员' },
      simulated: true,
      mode,
      captureWhenSteady,
      scale: {
        id: 'scale-1',
        divisionKg: 20,
        maxKg: 100_000,
        minKg: 400,
        zeroBandKg: 40,
        unit: 'kg',
        indicator: { protocol, port: this.#port(), options: { checksum: 'required' } },
        stability: { windowMs: stabilityMs, toleranceDivisions: 1 },
      },
      cameras: [
        cameraEntry('cam-front', 'front', this.front, front, reads),
        cameraEntry('cam-rear', 'rear', this.rear, rear, reads),
        ...(this.#gates?.entries() ?? []),
      ],
      printer: { driver: 'escpos', port: { kind: 'tcp', host: '127.0.0.1', port: this.printer.port }, columns },
      displayBoard: null,
      barrier: null,
      platform: this.#platform(),
      retention: { imagesDays: 365, videoDays: 90 },
      recognition: { plates: reads, displays: reads, blindShare: 0 },
      ...this.#options.configuration,
    };
  }

  #platform(): object {
    const at = ({ url }: { readonly url: string }): object => ({
      url: `http://127.0.0.1:${this.proxy.port}${new URL(url).pathname}`,
      caFile: null,
    });
    if (this.#options.county !== true)
      return { adapter: 'standard', ...at(this.platform), enrolmentCode: ENROLMENT_CODE };
    const mapping = { mapping: 'example-county', appId: COUNTY_APP_ID, secret: COUNTY_SECRET };
    return { adapter: 'county-json', ...at(this.county), ...mapping };
  }

  #port(): object {
    if (this.#pair === null) return { kind: 'tcp', host: '127.0.0.1', port: this.indicator.port };
    return { kind: 'serial', path: this.serialPath, baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 };
  }
}
