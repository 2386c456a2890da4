/** Builds what reads the pictures of captures: its thread, and what is kept of it (part of compose.ts). */
import type { Readings } from '../../preload/contract/readings.ts';
import type { Sha256, Uuid } from '../../preload/contract/vocabulary.ts';
import type { AttachedCamera } from './compose-devices.ts';
import type { Records } from './compose-records.ts';
import type { SeenPlate } from './gate/plates-seen.ts';
import type { ComposeOptions } from './host-channel.ts';
import { readFile } from 'node:fs/promises';
import { photoPath } from '../photo-path.ts';
import type { PushedPlates } from './recognition/push/pushed-plates.ts';
import { CaptureReader } from './recognition/capture-reader.ts';
import { GateReader } from './recognition/gate-reader.ts';
import { RecognitionThread } from './recognition/recognition-thread.ts';
import { ReadingStore } from './records/reading-store.ts';
import { systemTimers } from './upload/surroundings.ts';

export interface Recognition {
  readonly thread: RecognitionThread;
  readonly captures: CaptureReader;
  /** What was read of a capture, also before this start; null: nothing. */
  readingsOf(captureId: Uuid): Readings | null;
  /** The plate in a stored picture of that gate, if it is read in time; null: nobody reads plates here. */
  readonly lookAtGate: ((gateId: string, sha256: Sha256) => Promise<SeenPlate | 'later' | null>) | null;
  /** Once the weight is there. */
  start(): void;
  stop(): Promise<void>;
}

/** Whose pictures have plates to be read. */
const ROLES_READ: readonly string[] = ['front', 'rear', 'gate-in', 'gate-out'];

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
  const regionOf = (cameraId: string) => configuration.cameras.find(({ id }) => id === cameraId)?.plateRegion ?? null;
  const picture = (sha256: Sha256): Promise<Buffer> => readFile(photoPath(dataDir, sha256) ?? '');
  const gates = new GateReader({ thread, regionOf, picture, timers, log });
  const captures = new CaptureReader({
    thread,
    plates,
    blindShare,
    displayOf: (cameraId) =>
      displays ? (configuration.cameras.find(({ id }) => id === cameraId)?.display ?? null) : null,
    regionOf,
    picture,
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
    lookAtGate: plates ? (gateId, sha256) => gates.look(gateId, sha256) : null,
    readingsOf: (captureId) => captures.of(captureId) ?? store.newest(captureId),
    start() {
      const looked = configuration.cameras.some(({ role }) => ROLES_READ.includes(role));
      if (looked && (plates || displays)) thread.start();
    },
    stop: () => thread.stop(),
  };
}
