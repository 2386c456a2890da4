/** Builds what reads the pictures of captures: its thread, and what is kept of it (part of compose.ts). */
import type { Readings } from '../../preload/contract/readings.ts';
import type { Uuid } from '../../preload/contract/vocabulary.ts';
import type { AttachedCamera } from './compose-devices.ts';
import type { Records } from './compose-records.ts';
import type { ComposeOptions } from './host-channel.ts';
import { readFile } from 'node:fs/promises';
import { photoPath } from '../photo-path.ts';
import type { PushedPlates } from './recognition/push/pushed-plates.ts';
import { CaptureReader } from './recognition/capture-reader.ts';
import { RecognitionThread } from './recognition/recognition-thread.ts';
import { ReadingStore } from './records/reading-store.ts';
import { systemTimers } from './upload/surroundings.ts';

export interface Recognition {
  readonly thread: RecognitionThread;
  readonly captures: CaptureReader;
  /** What was read of a capture, also before this start; null: nothing. */
  readingsOf(captureId: Uuid): Readings | null;
  /** Once the weight is there. */
  start(): void;
  stop(): Promise<void>;
}

export function composeRecognition({
  cameras,
  options,
  pushedPlates,
  records: { db, vehicles },
}: {
  readonly cameras: readonly AttachedCamera[];
  readonly options: ComposeOptions;
  readonly pushedPlates: Pick<PushedPlates, 'since'>;
  readonly records: Pick<Records, 'db' | 'vehicles'>;
}): Recognition {
  const { clock, configuration, dataDir } = options;
  const log = options.log.child({ part: 'recognition' });
  const timers = { now: () => clock.monotonic(), after: systemTimers.after };
  const thread = new RecognitionThread({ timers, log });
  const store = new ReadingStore(db);
  const { blindShare, displays, plates } = configuration.recognition;
  const camerasOf = (scaleId: string): string[] =>
    cameras.filter((camera) => camera.scaleId === scaleId).map(({ id }) => id);
  const captures = new CaptureReader({
    thread,
    plates,
    blindShare,
    displayOf: (cameraId) =>
      displays ? (configuration.cameras.find(({ id }) => id === cameraId)?.display ?? null) : null,
    regionOf: (cameraId) => configuration.cameras.find(({ id }) => id === cameraId)?.plateRegion ?? null,
    picture: (sha256) => readFile(photoPath(dataDir, sha256) ?? ''),
    pushed: ({ pushedFromMs, scaleId }) => pushedPlates.since(pushedFromMs, camerasOf(scaleId)),
    known: (texts) => vehicles.knownAmong(texts),
    store,
    clock,
    timers,
    random: Math.random,
    log,
  });
  return {
    thread,
    captures,
    readingsOf: (captureId) => captures.of(captureId) ?? store.newest(captureId),
    start() {
      const looked = configuration.cameras.some(({ role }) => role === 'front' || role === 'rear');
      if (looked && (plates || displays)) thread.start();
    },
    stop: () => thread.stop(),
  };
}
