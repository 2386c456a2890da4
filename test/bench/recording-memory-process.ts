/**
 * Its own process: four 720p streams received by the video thread, kept in memory, and (`record`) written to files that are
 * begun and ended all the time, with a truck's clips beside them. Says on stdout how its memory stood at each look, as one
 * line of JSON.
 *
 * argv: `record` or `receive`, the data folder, the seconds, the streams' addresses
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ClipRecorder } from '../../main/station/video/clip-recorder.ts';
import { ClipStore } from '../../main/station/video/clip-store.ts';
import { VideoFeeds } from '../../main/station/video/video-feeds.ts';
import { VideoThread } from '../../main/station/video/video-thread.ts';
import { StationDatabase } from '../../main/station/store/database.ts';
import type { Uuid } from '../../preload/contract/vocabulary.ts';
import { newId } from '../unit/store/temp-station.ts';
import { systemClock } from './system-clock.ts';
import type { RecordingLooks } from './recording-memory.ts';

const [what, dataDir = '', seconds = '60', ...addresses] = process.argv.slice(2);
/** Memory of the last seconds is full, buffers have their size, the code is compiled. */
const WARM_UP_S = 40;
const PRE_ROLL_MS = 15_000;
const TRUCK_EVERY_S = 4;
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

const clock = systemClock();
const db = StationDatabase.open({ dataDir, simulated: true, clock, newId });
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
const recorder = new ClipRecorder({
  folder: join(dataDir, 'video'),
  thread,
  db,
  store: new ClipStore(db),
  clock,
  timers,
  newId,
  log,
});
for (const id of cameraIds) feeds.keep(id, 'main');
recorder.start();
if (what === 'record') {
  const always = { preRollMs: 0, mostMs: null, rotateMs: 10_000 };
  for (const cameraId of cameraIds) recorder.begin({ cameraId, cause: 'always', passId: null, rules: always });
}

const looks: RecordingLooks['looks'][number][] = [];
let trucks: (Uuid | null)[] = [];
for (let second = 1; second <= WARM_UP_S + Number(seconds); second += 1) {
  await pause(1000);
  if (what === 'record' && second % TRUCK_EVERY_S === 0) {
    for (const clip of trucks) if (clip !== null) recorder.end(clip);
    const passId = newId();
    const rules = { preRollMs: PRE_ROLL_MS, mostMs: 900_000, rotateMs: null };
    trucks = cameraIds.map((cameraId) => recorder.begin({ cameraId, cause: 'pass', passId, rules }));
  }
  if (second >= WARM_UP_S && second % 5 === 0) looks.push(process.memoryUsage().rss / 1e6);
}
const measured = cameraIds.map((id) => feeds.state(id, 'main')?.measured?.framesPerSecond ?? 0);
await recorder.stop();
feeds.stop();
await thread.stop();
const rows = db
  .prepare<{ state: string; files: number; bytes: number }>(
    'SELECT state, COUNT(*) AS files, SUM(bytes) AS bytes FROM video_file GROUP BY state',
  )
  .all();
db.close();
process.stdout.write(`${JSON.stringify({ looks, measured, rows } satisfies RecordingLooks)}\n`);
