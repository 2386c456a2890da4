/**
 * The program with four cameras live: front and rear beside the weight, both gate cameras in the same page. 720p25 of 2 Mbit/s
 * each from GStreamer's server; shell, station and worker are those that are shipped, the page is its own with two frames more.
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { electronLaunch } from '../../native/runtime/launch.mjs';
import { openScreen } from '../../native/runtime/screen.mjs';
import { RtspServer } from '../sim/rtsp-server/rtsp-server.ts';
import { Site, type SiteOptions } from '../sim/site.ts';
import { inBenchFolder } from './bench-folder.ts';
import { PacketTimes } from './packet-times.ts';
import { PageLine } from './page-line.ts';
import { makeProgramWithPage } from './program-with-page.ts';
import { WatchedElectron } from './watched-electron.ts';
import { clockOf } from './watched-page.ts';

export const PATHS = ['/front', '/rear', '/gate-in', '/gate-out'] as const;
/** A station plays a stream on for ten seconds after nobody wants it (main/station/video/video-source.ts). */
const LINGER_MS = 12_000;

export interface FourCameras {
  readonly line: PageLine;
  readonly packets: PacketTimes;
  /** Its scale, which sends weights of its own unless a serial device was given, and the cameras' pictures. */
  readonly site: Site;
  readonly pid: number;
  /** Added to the page's time it is ours. */
  readonly offsetMs: number;
  /** Where each camera's video is had without the relay. */
  readonly direct: readonly string[];
  /** All four live and settled, or none, and nothing plays on. */
  show(shown: boolean): Promise<void>;
  /** All four live again, settled or not. */
  untilLive(): Promise<void>;
}

export interface FourCamerasOptions {
  /** The serial device that the station reads, else the site's own indicator over TCP. */
  readonly serialPath?: string;
  readonly site?: SiteOptions;
}

export function withFourCameras<T>(options: FourCamerasOptions, use: (cameras: FourCameras) => Promise<T>): Promise<T> {
  return inBenchFolder(async (folder) => {
    const screen = await openScreen();
    const video = new RtspServer({ paths: PATHS, effort: 'camera' });
    await video.start();
    const packets = new PacketTimes(video.port);
    await packets.start();
    const site = await Site.open({ ...options.site, dataDir: join(folder, 'data') });
    let electron: WatchedElectron | null = null;
    let line: PageLine | null = null;
    try {
      await configure(site, packets.port, options);
      const app = await makeProgramWithPage(join(folder, 'app'), 'live-page');
      const env = { ...process.env, ...(screen.display === undefined ? {} : { DISPLAY: screen.display }) };
      const launch = await electronLaunch(['--config', site.configFile, '--data', site.dataDir], { app });
      electron = new WatchedElectron(launch, env);
      line = new PageLine(await electron.debuggerUrl);
      await line.open();
      const page = line;
      const untilLive = (): Promise<void> => until(page, PATHS.length);
      const show = async (shown: boolean): Promise<void> => {
        await page.run(showCameras, shown);
        await until(page, shown ? PATHS.length : 0);
        await pause(shown ? 3000 : LINGER_MS);
      };
      await untilLive();
      await pause(3000);
      const { offset: offsetMs } = await clockOf(page);
      const direct = PATHS.map((path) => video.address(path));
      return await use({ line: page, packets, site, pid: electron.pid, offsetMs, direct, show, untilLive });
    } finally {
      line?.close();
      await electron?.stop();
      await site.close();
      packets.stop();
      await video.stop();
      screen.stop();
    }
  });
}

async function configure(site: Site, port: number, { serialPath }: FourCamerasOptions): Promise<void> {
  await site.configure(({ cameras, scale, ...others }) => {
    const [front, rear] = cameras.map(({ live: _live, ...camera }) => camera);
    const played = (camera: object | undefined, path: string): object => ({
      ...camera,
      video: { address: `rtsp://127.0.0.1:${port}${path}` },
    });
    const at = serialPath === undefined ? {} : { port: { kind: 'serial', path: serialPath, baudRate: 9600 } };
    return {
      ...others,
      scale: { ...scale, indicator: { ...scale.indicator, ...at } },
      cameras: [
        played(front, '/front'),
        played(rear, '/rear'),
        played({ ...front, id: 'cam-gate-in', role: 'gate-in' }, '/gate-in'),
        played({ ...rear, id: 'cam-gate-out', role: 'gate-out' }, '/gate-out'),
      ],
    };
  });
}

async function until(line: PageLine, live: number): Promise<void> {
  for (let look = 0; look < 300; look += 1) {
    if ((await line.run(liveCount, null)) === live) return;
    await pause(100);
  }
  throw new Error(`${live} cameras were to be live`);
}

/** These run in the page. A hidden window shows nothing live (preload/contract/shell.ts). */
const liveCount = (): number => document.querySelectorAll('[data-live=live]').length;
const showCameras = (shown: boolean): void => window.postMessage({ type: 'window-shown', shown }, location.origin);
