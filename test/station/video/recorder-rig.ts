/** Recording with the real thread, database and disk, a camera behind a real RTSP server; ended after each test. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterThisTest } from '../camera/rig.ts';
import { until } from '../camera/rtsp-rig.ts';
import { ClipQuery, type StoredFile } from '../../../main/station/video/clip-query.ts';
import { ClipRecorder } from '../../../main/station/video/clip-recorder.ts';
import { ClipStore } from '../../../main/station/video/clip-store.ts';
import { Cutter } from '../../../main/station/video/cutter.ts';
import { pathOfClipFile } from '../../../main/station/video/clip-file-name.ts';
import type { ClipRules } from '../../../main/station/video/video-messages.ts';
import { Reader } from '../../../main/station/store/reader.ts';
import { StationDatabase } from '../../../main/station/store/database.ts';
import type { Uuid } from '../../../preload/contract/vocabulary.ts';
import { newId, tempFolder } from '../../unit/store/temp-station.ts';
import { CLOCK } from '../camera/rig.ts';
import { feedsRig, systemTimers, type FeedsRig } from './feeds-rig.ts';

export const PASS: ClipRules = { preRollMs: 15_000, mostMs: 900_000, rotateMs: null };

export interface RecorderRig extends FeedsRig {
  readonly recorder: ClipRecorder;
  readonly query: ClipQuery;
  readonly cutter: Cutter;
  readonly dataDir: string;
  readonly folder: string;
  /** Begins a clip of `cam`. */
  begin(rules?: Partial<ClipRules>): Uuid;
  /** Once its memory reaches back so far. */
  remembers(ms: number): Promise<void>;
  filesOf(clip: Uuid): Promise<StoredFile[]>;
  /** Its files, once none is being written any more and there are so many. */
  closed(clip: Uuid, count: number): Promise<StoredFile[]>;
  pathOf(file: Pick<StoredFile, 'clipId' | 'nth' | 'fromMs'>): string;
}

export function recorderRig(address: string, options: { readonly dataDir?: string } = {}): RecorderRig {
  const temporary = options.dataDir === undefined ? tempFolder('recorder-') : null;
  const dataDir = options.dataDir ?? temporary?.path ?? '';
  const db = StationDatabase.open({ dataDir, simulated: true, clock: CLOCK, newId });
  const reader = new Reader({ dataDir });
  afterThisTest(async () => {
    await reader.stop();
    db.close();
    temporary?.remove();
  });
  const rig = feedsRig({ configured: { address }, preRollMs: PASS.preRollMs });
  const folder = join(dataDir, 'video');
  const log = {
    info: () => undefined,
    warn: (fields: object, text: string) => void rig.log.push(text + JSON.stringify(fields)),
  };
  const recorder = new ClipRecorder({
    folder,
    thread: rig.thread,
    db,
    store: new ClipStore(db),
    clock: CLOCK,
    timers: systemTimers,
    newId,
    log,
  });
  const query = new ClipQuery(reader);
  const kept = Date.now();
  rig.feeds.keep('cam', 'main');
  recorder.start();
  const filesOf = (clip: Uuid): Promise<StoredFile[]> =>
    query.named(Array.from({ length: 100 }, (_, nth) => ({ clipId: clip, nth })));
  return {
    ...rig,
    recorder,
    query,
    cutter: new Cutter(rig.thread),
    dataDir,
    folder,
    begin(rules = {}) {
      const id = recorder.begin({ cameraId: 'cam', cause: 'pass', passId: newId(), rules: { ...PASS, ...rules } });
      if (id === null) throw new Error(`no clip: ${rig.log.join('\n')}`);
      return id;
    },
    async remembers(ms) {
      await until('it plays', () => rig.feeds.state('cam', 'main')?.state.kind === 'playing');
      const from = Math.max(kept, Date.now());
      await until('memory', () => Date.now() - from >= ms);
    },
    filesOf,
    async closed(clip, count) {
      let files: StoredFile[] = [];
      await untilAsync(`${count} files of the clip`, async () => {
        files = await filesOf(clip);
        return files.length >= count && files.every(({ state }) => state !== 'open');
      });
      return files;
    },
    pathOf: ({ clipId, fromMs, nth }) => join(folder, pathOfClipFile({ clip: clipId, nth }, fromMs)),
  };
}

export async function untilAsync(what: string, holds: () => Promise<boolean>): Promise<void> {
  let answer = false;
  const ask = async (): Promise<void> => {
    answer = await holds();
  };
  const deadline = performance.now() + 30_000;
  while (!answer) {
    if (performance.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await ask();
    if (!answer) await new Promise((next) => setTimeout(next, 20));
  }
}

export const sha256Of = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Names below the video folder, day folders left out. */
export function namesIn(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .flatMap((day) => readdirSync(join(folder, day)))
        .sort()
    : [];
}
