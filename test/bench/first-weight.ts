/** From the start of the program to the first weight on its screen, beside an Electron window with one line of text. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { electronLaunch } from '../../native/runtime/launch.mjs';
import { openScreen } from '../../native/runtime/screen.mjs';
import { Site } from '../sim/site.ts';
import { inBenchFolder } from './bench-folder.ts';
import { median, say, spread, type Bench } from './figure.ts';
import { shownAt } from './page-watch.ts';
import { WatchedElectron, type Launch } from './watched-electron.ts';

const ROUNDS = 7;
/** Chromium makes its caches, the station its database: a clerk's program has been started before. */
const WARM_UP = 1;

export const firstWeight: Bench = {
  name: 'start-to-first-weight',
  unit: 'ms',
  goal: { of: 'ratio', is: 'at-most', bound: 2.5 },
  measure: () =>
    inBenchFolder(async (folder) => {
      const screen = await openScreen();
      const site = await Site.open({ dataDir: join(folder, 'data') });
      try {
        const bare = await makeBareApp(join(folder, 'bare'));
        const product = await electronLaunch(['--config', site.configFile, '--data', site.dataDir]);
        const env = { ...process.env, ...(screen.display === undefined ? {} : { DISPLAY: screen.display }) };
        const productMs: number[] = [];
        const bareMs: number[] = [];
        const pair = [
          // renderer/screens/weigh/weight-panel.tsx: the attribute is empty while there is no live weight.
          { launch: product, selector: '[data-weight]:not([data-weight=""])', into: productMs },
          { launch: bare, selector: '#text', into: bareMs },
        ];
        for (let round = -WARM_UP; round < ROUNDS; round += 1) {
          for (const { launch, selector, into } of round % 2 === 0 ? pair : pair.toReversed()) {
            const ms = await timeToShow(launch, selector, env);
            if (round >= 0) into.push(ms);
          }
        }
        say(`  product ${spread(productMs)} ms`);
        say(`  bare    ${spread(bareMs)} ms`);
        return { value: median(productMs), baseline: median(bareMs) };
      } finally {
        await site.close();
        screen.stop();
      }
    }),
};

/** The least an Electron program can be: a window of the same size, and a page with a line of text. */
async function makeBareApp(folder: string): Promise<Launch> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'bare-window', main: 'main.cjs' }));
  await writeFile(join(folder, 'index.html'), '<!doctype html><meta charset="utf-8"><p id="text">0</p>');
  await writeFile(
    join(folder, 'main.cjs'),
    `const { app, BrowserWindow } = require('electron');
app.setPath('userData', require('node:path').join(__dirname, 'window'));
app.whenReady().then(() => new BrowserWindow({ width: 1920, height: 1080, useContentSize: true }).loadFile('index.html'));
`,
  );
  return electronLaunch([], { app: folder });
}

/** Milliseconds from the start of the process to the frame that shows the element with text in it. */
async function timeToShow(launch: Launch, selector: string, env: NodeJS.ProcessEnv): Promise<number> {
  const startedAt = Date.now();
  const electron = new WatchedElectron(launch, env);
  try {
    return (await shownAt(await electron.debuggerUrl, selector)) - startedAt;
  } finally {
    await electron.stop();
  }
}
