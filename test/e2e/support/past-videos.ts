/**
 * Rows of video from before the window opened, written by the station's own store into a folder that no station has yet.
 * Only rows: nothing lies behind them, so they are looked at and not played.
 */
import { v7 } from 'uuid';
import type { Clock, Sha256, Uuid } from '../../../preload/contract/vocabulary.ts';
import { ClipStore } from '../../../main/station/video/clip-store.ts';
import { StationDatabase } from '../../../main/station/store/database.ts';
import type { VideoCause, VideoFile } from '../../../preload/contract/video.ts';
import type { Site } from '../../sim/site.ts';

export interface PastVideo {
  readonly cameraId: string;
  readonly cause: VideoCause;
  /** Epoch milliseconds. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly state: Exclude<VideoFile['state'], 'open'>;
}

const clock = { wall: () => Date.now(), monotonic: () => performance.now() } as Clock;
const newId = (): Uuid => v7() as Uuid;

export function pastVideos(site: Site, videos: readonly PastVideo[]): void {
  const db = StationDatabase.open({ dataDir: site.dataDir, simulated: true, clock, newId });
  try {
    const store = new ClipStore(db);
    db.immediate(() => {
      for (const video of videos) write(store, video);
    });
    const purged = videos.filter(({ state }) => state === 'purged');
    if (purged.length > 0)
      db.immediate(() => db.prepare("UPDATE video_file SET state = 'purged' WHERE sha256 = ?").run(PURGED));
  } finally {
    db.close();
  }
}

const KEPT = 'c'.repeat(64) as Sha256;
const PURGED = 'd'.repeat(64) as Sha256;

function write(store: ClipStore, { cameraId, cause, fromMs, state, toMs }: PastVideo): void {
  const clip = newId();
  const file = { clip, nth: 0 };
  store.insert({ id: clip, cameraId, cause, passId: cause === 'always' ? null : newId(), beganAtMs: fromMs });
  store.take({ type: 'file-begun', file, fromMs, codec: 'h264', width: 1280, height: 720 });
  if (state === 'lost') store.take({ type: 'file-lost', file, code: 'ENOSPC' });
  else
    store.take({
      type: 'file-closed',
      file,
      salvaged: state === 'salvaged',
      closed: { bytes: 1_000_000, sha256: state === 'purged' ? PURGED : KEPT, toMs },
    });
}
