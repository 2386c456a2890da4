/**
 * Its own process: four 720p streams received by the video thread, kept in memory, and (`record`) written to files that are
 * begun and ended all the time, with a truck's clips beside them. Says on stdout how its memory stood at each look, as one
 * line of JSON. It ends with its stdin, so that it cannot outlive who started it.
 *
 * argv: its task as JSON (recording.ts)
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathOfClipFile } from '../../main/station/video/clip-file-name.ts';
import { ClipRecorder } from '../../main/station/video/clip-recorder.ts';
import { ClipStore } from '../../main/station/video/clip-store.ts';
import { VideoFeeds } from '../../main/station/video/video-feeds.ts';
import { VideoThread } from '../../main/station/video/video-thread.ts';
import { StationDatabase } from '../../main/station/store/database.ts';
import type { Uuid } from '../../preload/contract/vocabulary.ts';
import { systemClock } from '../bench/system-clock.ts';
import { newId } from '../unit/store/temp-station.ts';
import type { RecordedFile, Recording, RecordingTask } from './recording.ts';

const { addresses, dataDir, seconds, truckEveryS, what } = JSON.parse(process.argv[2] ?? '') as RecordingTask;
/** Memory of the last seconds is full, buffers have their size, the code is compiled. */
const WARM_UP_S = 40;
const LOOK_EVERY_S = 5;
const PRE_ROLL_MS = 15_000;
const ROTATE_MS = 10_000;
/** What was closed so long ago goes, but for one file in so many: the disk is not what is measured. */
const KEPT_MS = 30_000;
const KEPT_ONE_IN = 40;
const timers = {
  now: () => performance.now(),
  after(ms: number, run: () => void): () => void {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
const log = {
  info: () => undefined,
  warn: (fields: object, text: string) => void process.stderr.write(`${text} ${JSON.stringify(fields)}\n`),
};
process.stdin.resume().on('end', () => process.exit(1));

const clock = systemClock();
const db = StationDatabase.open({ dataDir, simulated: true, clock, newId });
const folder = join(dataDir, 'video');
const thread = new VideoThread({ timers, log });
const cameraIds = addresses.map((_, index) => `cam-${index}`);
const feeds = new VideoFeeds({
  cameras: addresses.map((address, index) => ({
    id: `cam-${index}`,
    configured: { address },
    streams: () => Promise.reject(new Error('configured')),
    username: null,
    password: '',
    certificate: null,
    preRollMs: PRE_ROLL_MS,
  })),
  thread,
  timers,
  log,
});
const recorder = new ClipRecorder({ folder, thread, db, store: new ClipStore(db), clock, timers, newId, log });
const stateOf = (cameraId: string) => feeds.state(cameraId, 'main');
for (const id of cameraIds) feeds.keep(id, 'main');
recorder.start();
while (!cameraIds.every((id) => stateOf(id)?.state.kind === 'playing')) await pause(100);
if (what === 'record') {
  const always = { preRollMs: 0, mostMs: null, rotateMs: ROTATE_MS };
  for (const cameraId of cameraIds) recorder.begin({ cameraId, cause: 'always', passId: null, rules: always });
}

const looks: number[] = [];
let closed = 0;
let goneToMs = 0;
let trucks: (Uuid | null)[] = [];
const from = performance.now();
// By the clock: where the machine is busy a second's turn is late, and the next is not.
for (let second = 1; second <= WARM_UP_S + seconds; second += 1) {
  await pause(Math.max(0, from + 1000 * second - performance.now()));
  if (what === 'record' && second % truckEveryS === 0) {
    for (const clip of trucks) if (clip !== null) recorder.end(clip);
    const passId = newId();
    const rules = { preRollMs: PRE_ROLL_MS, mostMs: 900_000, rotateMs: null };
    trucks = cameraIds.map((cameraId) => recorder.begin({ cameraId, cause: 'pass', passId, rules }));
    await makeRoom();
  }
  if (second > WARM_UP_S && second % LOOK_EVERY_S === 0) looks.push(process.memoryUsage().rss / 1e6);
}
const framesPerSecond = cameraIds.map((id) => stateOf(id)?.measured?.framesPerSecond ?? 0);
await recorder.stop();
feeds.stop();
await thread.stop();
const files = db
  .prepare<Row>('SELECT clipId, nth, cameraId, tied, fromMs, toMs, bytes, state FROM video_file')
  .all()
  .map(({ clipId, nth, ...file }) => ({ ...file, path: pathOf({ clipId, nth, fromMs: file.fromMs }) }));
db.close();
const { user, system } = process.cpuUsage();
const cpuS = (user + system) / 1e6;
process.stdout.write(`${JSON.stringify({ looks, framesPerSecond, files, cpuS } satisfies Recording)}\n`);
process.exit(0);

interface Named {
  readonly clipId: Uuid;
  readonly nth: number;
  readonly fromMs: number;
}
type Row = Omit<RecordedFile, 'path'> & Named;

function pathOf({ clipId, fromMs, nth }: Named): string {
  return join(folder, pathOfClipFile({ clip: clipId, nth }, fromMs));
}

async function makeRoom(): Promise<void> {
  const untilMs = clock.wall() - KEPT_MS;
  const old = db
    .prepare<Named>(
      `SELECT clipId, nth, fromMs FROM video_file WHERE state = 'whole' AND toMs > ? AND toMs <= ? ORDER BY toMs`,
    )
    .all(goneToMs, untilMs);
  goneToMs = untilMs;
  for (const file of old) {
    closed += 1;
    if (closed % KEPT_ONE_IN !== 0) await rm(pathOf(file));
  }
}
