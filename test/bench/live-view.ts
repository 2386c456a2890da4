/** Four cameras live: from the last packet of a picture to its appearance, how many never appear, and what it all costs. */
import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { GLASS_SLOWER } from '../../renderer/live/glass-time.ts';
import { percentile, say, spread, type Bench } from './figure.ts';
import { PATHS, withFourCameras, type FourCameras } from './four-cameras.ts';
import type { PageLine } from './page-line.ts';
import { treeCpuMs } from './process-tree.ts';

const WATCH_MS = 20_000;
const TURN_MS = 15_000;
const TURNS = 2;
const PICTURE_MS = 40;

export const liveLatency: Bench = {
  name: 'live-packet-to-picture-p95',
  unit: 'ms',
  goal: { of: 'value', is: 'at-most', bound: 100 },
  measure: () =>
    withFourCameras({}, async (cameras) => {
      const { late } = await watched(cameras);
      say(`  ${spread(late)} ms`);
      return { value: percentile(late, 0.95), baseline: PICTURE_MS };
    }),
};

export const liveDropped: Bench = {
  name: 'live-dropped-pictures',
  unit: '%',
  goal: { of: 'value', is: 'at-most', bound: 1 },
  measure: () =>
    withFourCameras({}, async (cameras) => {
      const { dropped, sent } = await watched(cameras);
      say(`  ${dropped} of ${sent} never appeared`);
      return { value: (100 * dropped) / sent, baseline: 1 };
    }),
};

export const liveCpu: Bench = {
  name: 'live-cpu',
  unit: '% of a core',
  goal: { of: 'ratio', is: 'at-most', bound: 2.5 },
  measure: () =>
    withFourCameras({}, async ({ direct, pid, show }) => {
      const costs = { live: 0, dark: 0, ffmpeg: 0 };
      for (let turn = 0; turn < TURNS; turn += 1) {
        await show(true);
        costs.live += await costing(() => treeCpuMs(pid));
        await show(false);
        costs.dark += await costing(() => treeCpuMs(pid));
        costs.ffmpeg += await decoding(direct);
      }
      const share = (ms: number): number => (100 * ms) / (TURNS * TURN_MS);
      say(`  with nothing live ${share(costs.dark).toFixed(1)} % of a core`);
      return { value: share(costs.live), baseline: share(costs.ffmpeg) };
    }),
};

async function costing(cpuMs: () => number): Promise<number> {
  const before = cpuMs();
  await pause(TURN_MS);
  return cpuMs() - before;
}

/** What Debian's ffmpeg needs to decode the same four and throw them away. */
async function decoding(addresses: readonly string[]): Promise<number> {
  const children = addresses.map((address) =>
    spawn('ffmpeg', ['-v', 'error', '-nostdin', '-rtsp_transport', 'tcp', '-i', address, '-f', 'null', '-'], {
      stdio: 'ignore',
    }),
  );
  try {
    await pause(3000);
    return await costing(() => children.reduce((sum, { pid }) => sum + treeCpuMs(pid ?? 0), 0));
  } finally {
    await Promise.all(children.map(ended));
  }
}

async function ended(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

/** A picture as the page was told of it. Where the page was busy it is told of the newest only, and how many there were. */
type Presented = readonly [mediaTime: number, displayedAt: number, soFar: number];

/** @returns how long each picture took, how many there were and how many of them never appeared */
async function watched({ line, offsetMs, packets }: FourCameras) {
  packets.forget();
  await line.run(watchVideos, null);
  await pause(WATCH_MS);
  const presented = await presentedIn(line);
  const late: number[] = [];
  let [sent, shown] = [0, 0];
  for (const [at, path] of PATHS.entries()) {
    const seen = presented[at] ?? [];
    const [first, last] = [seen[0], seen.at(-1)];
    if (first === undefined || last === undefined) throw new Error(`nothing was seen of ${path}`);
    sent += Math.round(((last[0] - first[0]) * 1000) / PICTURE_MS);
    shown += last[2] - first[2];
    const times = packets.of(path);
    for (const [mediaTime, displayedAt] of seen) {
      const sentAt = nearest(times, mediaTime * 90_000);
      if (sentAt !== undefined) late.push(displayedAt + offsetMs - sentAt);
    }
  }
  if (late.length < sent / 2) throw new Error(`only ${late.length} of ${sent} pictures were seen`);
  return { late, sent, dropped: sent - shown };
}

/**
 * The station hands the RTP timestamp on in microseconds, the page a part of it, the decoder hands that through.
 * @param ticks to within some ticks; one picture is 3,600 from the next
 */
function nearest(times: ReadonlyMap<number, number>, ticks: number): number | undefined {
  const middle = Math.round(ticks);
  for (let off = 0; off <= 40; off += 1) {
    const found = times.get(middle + off) ?? times.get(middle - off);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** In the order of {@link PATHS}; the pictures' time is the stream's again. */
async function presentedIn(line: PageLine): Promise<Presented[][]> {
  const presented = await line.run(() => (window as unknown as { presented: Presented[][] }).presented, null);
  return presented.map((seen) => seen.map(([glassTime, ...others]) => [glassTime * GLASS_SLOWER, ...others]));
}

/** Runs in the page. */
function watchVideos(): void {
  const roles = ['front', 'rear', 'gate-in', 'gate-out'];
  const presented = roles.map((role) => {
    const video = document.querySelector<HTMLVideoElement>(`video[data-role=${role}]`);
    const seen: [number, number, number][] = [];
    const look = (
      _now: number,
      { expectedDisplayTime, mediaTime, presentedFrames }: VideoFrameCallbackMetadata,
    ): void => {
      seen.push([mediaTime, expectedDisplayTime, presentedFrames]);
      video?.requestVideoFrameCallback(look);
    };
    video?.requestVideoFrameCallback(look);
    return seen;
  });
  Object.assign(window, { presented });
}
