/**
 * From the last byte of a frame on the wire to its number on the screen: the program as it is shipped, on a serial pair,
 * beside a bare window whose page gets the same numbers straight from a socket.
 */
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { electronLaunch } from '../../native/runtime/launch.mjs';
import { openScreen } from '../../native/runtime/screen.mjs';
import { seeded } from '../sim/indicator/platform-weight.ts';
import { SerialPair } from '../sim/serial-pair.ts';
import { Site } from '../sim/site.ts';
import { inBenchFolder } from './bench-folder.ts';
import { percentile, type Bench } from './figure.ts';
import { WatchedElectron, type Launch } from './watched-electron.ts';
import { frameOf, tookMs, WatchedPage } from './watched-page.ts';

const FRAMES = 600;
/** The first ones find every code path of the page cold. */
const WARM_UP = 40;

export const frameToScreen: Bench = {
  name: 'frame-to-screen-p99',
  unit: 'ms',
  goal: { of: 'value', is: 'at-most', bound: 50 },
  measure: () =>
    inBenchFolder(async (folder) => {
      const screen = await openScreen();
      const pair = new SerialPair();
      await pair.start();
      const site = await Site.open({ dataDir: join(folder, 'data') });
      const numbers = await NumberServer.start();
      try {
        const port = { kind: 'serial', path: pair.ends[0], baudRate: 9600 };
        await site.configure(({ scale, ...others }) => ({
          ...others,
          scale: { ...scale, indicator: { ...scale.indicator, port } },
        }));
        const env = { ...process.env, ...(screen.display === undefined ? {} : { DISPLAY: screen.display }) };
        const product = await electronLaunch(['--config', site.configFile, '--data', site.dataDir]);
        const bare = await makeBareApp(join(folder, 'bare'), numbers.port);
        return await compare({ product, bare, env, device: pair.ends[1], numbers });
      } finally {
        numbers.stop();
        await site.close();
        await pair.stop();
        screen.stop();
      }
    }),
};

interface Comparison {
  readonly product: Launch;
  readonly bare: Launch;
  readonly env: NodeJS.ProcessEnv;
  /** The indicator's end of the serial pair. */
  readonly device: string;
  readonly numbers: NumberServer;
}

/** A way for a number to a screen, and the moments at which each number was sent. */
interface Way {
  readonly page: WatchedPage;
  readonly sentAt: Map<string, number>;
  send(kg: number): void;
}

async function compare({
  product,
  bare,
  env,
  device,
  numbers,
}: Comparison): Promise<{ value: number; baseline: number }> {
  const line = openSync(device, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  const electrons = [new WatchedElectron(product, env), new WatchedElectron(bare, env)] as const;
  const pages: WatchedPage[] = [];
  try {
    const open = async (electron: WatchedElectron, selector: string): Promise<WatchedPage> => {
      const page = await WatchedPage.open(await electron.debuggerUrl, selector);
      pages.push(page);
      return page;
    };
    const ways: readonly [Way, Way] = [
      {
        // renderer/screens/weigh/weight-panel.tsx
        page: await open(electrons[0], '[data-weight]'),
        sentAt: new Map(),
        send: (kg) => void writeSync(line, frameOf(kg)),
      },
      { page: await open(electrons[1], '#text'), sentAt: new Map(), send: (kg) => numbers.send(String(kg)) },
    ];
    await sendAll(ways);
    const ours = await tookMs('product', ways[0]);
    const theirs = await tookMs('bare', ways[1]);
    return { value: percentile(ours, 0.99), baseline: percentile(theirs, 0.99) };
  } finally {
    for (const page of pages) page.close();
    await Promise.all(electrons.map((electron) => electron.stop()));
    closeSync(line);
  }
}

/** In turns, each number once, at no fixed beat: some come just before the screen's own beat and some just after. */
async function sendAll(ways: readonly Way[]): Promise<void> {
  const random = seeded(7);
  for (let index = -WARM_UP; index < FRAMES; index += 1) {
    const kg = 10_000 + 20 * (((index + WARM_UP) * 37) % 2003);
    for (const { send, sentAt } of index % 2 === 0 ? ways : ways.toReversed()) {
      await pause(30 + 40 * random());
      // Before the write: what it takes to hand the frame over counts, too.
      if (index >= 0) sentAt.set(String(kg), performance.now());
      send(kg);
    }
  }
  await pause(1000);
}

/** Sends numbers to whoever is connected. */
class NumberServer {
  readonly #server = createServer((socket) => {
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    this.#sockets.push(socket);
  });
  readonly #sockets: Socket[] = [];

  static async start(): Promise<NumberServer> {
    const numbers = new NumberServer();
    numbers.#server.listen(0, '127.0.0.1');
    await once(numbers.#server, 'listening');
    return numbers;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  send(text: string): void {
    for (const socket of this.#sockets) socket.write(text);
  }

  stop(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }
}

/** The least there can be between a wire and a screen: socket, one message, one line of text. */
async function makeBareApp(folder: string, port: number): Promise<Launch> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'bare-number', main: 'main.cjs' }));
  await writeFile(join(folder, 'index.html'), '<!doctype html><meta charset="utf-8"><p id="text">0</p>');
  await writeFile(
    join(folder, 'preload.cjs'),
    `require('electron').ipcRenderer.on('number', (_event, text) => {
  document.getElementById('text').textContent = text;
});
`,
  );
  await writeFile(
    join(folder, 'main.cjs'),
    `const { app, BrowserWindow } = require('electron');
const { join } = require('node:path');
app.setPath('userData', join(__dirname, 'window'));
app.whenReady().then(async () => {
  const window = new BrowserWindow({ width: 1920, height: 1080, useContentSize: true, webPreferences: { preload: join(__dirname, 'preload.cjs') } });
  await window.loadFile('index.html');
  require('node:net').connect(${port}, '127.0.0.1').on('data', (bytes) => window.webContents.send('number', String(bytes)));
});
`,
  );
  return electronLaunch([], { app: folder });
}
