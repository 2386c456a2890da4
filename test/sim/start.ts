/**
 * npm start: the program at its main job with every device simulated over its real protocol, for whoever sees it first.
 * On a machine without a screen it opens one by itself (Xvfb), a hand on the keyboard is simulated too, the first
 * truck's steps are told in words and a screenshot is written.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle } from '../../native/runtime/bundle.mjs';
import { electronLaunch } from '../../native/runtime/launch.mjs';
import { root, runMain, say } from '../../native/runtime/project.mjs';
import { openScreen } from '../../native/runtime/screen.mjs';
import { RunningStation } from '../support/running-station.ts';
import { DEMO_TRUCKS, demoDay } from './demo-day.ts';
import { demoClerk } from './demo-clerk.ts';
import { Site } from './site.ts';

/** All of it goes with the site's folder. */
const RECORDING = { preRollSeconds: 5, minFreeGb: 1 };
const SCREENSHOT = join(root, 'out', 'first-truck.png');

/** The trucks of this site are known there: their files are written through the station's own call. */
async function writeVehicleFiles(site: Site): Promise<void> {
  const station = await RunningStation.start(site);
  for (const truck of DEMO_TRUCKS)
    await station.call('vehicle.put', {
      plate: truck.plateFront,
      trailerPlate: truck.plateRear,
      axleCount: truck.axleCount,
      vehicleType: truck.vehicleType,
      driveAxles: truck.driveAxles,
      goodsName: truck.goods,
      receiver: truck.receiver,
    });
  await station.stop();
}

const { values } = parseArgs({ options: { platform: { type: 'string' } } });

await runMain(async () => {
  await bundle({ ifStale: true });
  const withoutScreen = process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
  const site = await Site.open({
    county: values.platform === 'county',
    wire: process.platform === 'win32' ? 'tcp' : 'serial',
    captureWhenSteady: true,
    reads: true,
    video: true,
    gates: true,
    configuration: { recording: RECORDING, retention: { imagesDays: 365, videoDays: 1 } },
    onTicket: (ticket) => say(`The printer printed:\n${ticket.text}\n`),
  });
  const ending = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => ending.abort());
  try {
    await writeVehicleFiles(site);
    say(
      'Simulated: indicator, two cameras and two at the gates with video, printer, platform. All on this computer, over their real protocols.',
    );
    const args = ['--config', site.configFile, '--data', site.dataDir];
    if (withoutScreen) await onVirtualScreen(site, args, ending.signal);
    else await onScreen(site, args, ending);
  } finally {
    ending.abort();
    await site.close();
  }
});

async function onScreen(site: Site, args: readonly string[], ending: AbortController): Promise<void> {
  const { executablePath, args: all } = await electronLaunch(args);
  const program = spawn(executablePath, all, { stdio: ['ignore', 'ignore', 'ignore'] });
  const closed = once(program, 'exit').then(() => ending.abort());
  ending.signal.addEventListener('abort', () => program.kill('SIGTERM'), { once: true });
  say(
    'A truck arrives in a few seconds. Enter is the key for whatever the screen offers; F11 shows the gates; close the window to end.',
  );
  await Promise.all([demoDay(site, say, ending.signal), closed]);
}

async function onVirtualScreen(site: Site, args: readonly string[], signal: AbortSignal): Promise<void> {
  const screen = await openScreen();
  try {
    await mkdir(join(root, 'out'), { recursive: true });
    let pictured = (): void => undefined;
    const waved = new Promise<void>((resolve) => {
      pictured = resolve;
    });
    const day = demoDay(site, say, signal, waved);
    await demoClerk({ site, args, display: screen.display, screenshot: SCREENSHOT, tell: say, pictured, signal });
    await day;
  } finally {
    screen.stop();
  }
}
