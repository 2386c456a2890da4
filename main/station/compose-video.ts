/** Builds everything that has to do with the cameras' video, live and recorded. */
import { join } from 'node:path';
import type { LiveStream } from '../../preload/contract/live.ts';
import type { VideoState } from '../../preload/contract/video.ts';
import { timestamp, type Uuid } from '../../preload/contract/vocabulary.ts';
import type { WeighingState } from '../../preload/contract/weighing.ts';
import type { AttachedCamera, Drivers } from './compose-devices.ts';
import type { ComposeOptions } from './host-channel.ts';
import { freshPicture } from './fresh-picture.ts';
import type { DocumentChain } from './records/document-chain.ts';
import type { PhotoStore } from './records/photo-store.ts';
import type { Publisher } from './records/publisher.ts';
import type { WarningStore } from './records/warning-store.ts';
import type { StationDatabase } from './store/database.ts';
import { Meta } from './store/meta.ts';
import type { Reader } from './store/reader.ts';
import { ClipCalls } from './video/clip-calls.ts';
import { ClipExport } from './video/clip-export.ts';
import { ClipQuery } from './video/clip-query.ts';
import { ClipRecorder } from './video/clip-recorder.ts';
import { ClipStore } from './video/clip-store.ts';
import { Cutter } from './video/cutter.ts';
import { Films } from './video/films.ts';
import { KeyPictures } from './video/key-pictures.ts';
import { LivePictures, type TakeJpeg } from './video/live-pictures.ts';
import { LivePort, type LiveLine, type Subscribe } from './video/live-port.ts';
import { PassRecorder } from './video/pass-recorder.ts';
import { ProofStore } from './video/proof-store.ts';
import type { ClipRules } from './video/video-messages.ts';
import { VideoFeeds } from './video/video-feeds.ts';
import { VideoProofs, type ProofSubject } from './video/video-proof.ts';
import { VideoRetention } from './video/video-retention.ts';
import { VideoThread } from './video/video-thread.ts';
import { videoStates } from './video/video-states.ts';
import type { SiteWarnings } from './warnings/site-warnings.ts';

export interface Video {
  readonly feeds: VideoFeeds;
  readonly clips: ClipCalls;
  readonly films: Films;
  readonly proofs: VideoProofs;
  live(cameraId: string, stream: LiveStream, line: LiveLine): void;
  states(): Promise<VideoState[]>;
  /** To be told every state of every scale's weighing. */
  weighingChanged(state: WeighingState): void;
  /** Something passed a gate: from before it came until ten seconds later. */
  gatePassed(cameraId: string, passId: Uuid): void;
  /** Begins to record; before, nothing is asked of any camera that nobody looks at. */
  start(): void;
  /** What has to be done now and then. */
  upkeep(): Promise<void>;
  stop(): Promise<void>;
}

export interface VideoParts {
  readonly options: ComposeOptions;
  readonly drivers: Drivers;
  readonly db: StationDatabase;
  readonly chain: DocumentChain;
  readonly publisher: Publisher;
  readonly reader: Reader;
  readonly freeBytes: () => Promise<number | null>;
  readonly photos: PhotoStore;
  readonly warnings: { readonly store: WarningStore; readonly site: SiteWarnings };
  /** No truck is on a scale. */
  readonly idle: () => boolean;
  readonly newId: () => Uuid;
}

const timers = {
  now: () => performance.now(),
  after(ms: number, run: () => void): () => void {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

const GB = 1024 ** 3;
/** What a truck needs to be through a gate that its event was for. */
const GATE_MS = 10_000;
/** Sixteen fast cameras write two gigabytes in it. */
const ROOM_EVERY_MS = 60_000;
/** What is recorded all the time is in files of so long. */
const SEGMENT_MS = 600_000;
/** What a weighing's clips are of. With one scale every camera is said to be at it, the gates' as well. */
const WEIGHED_ROLES: readonly string[] = ['front', 'rear'];
/** What a truck passes: its clips are evidence. Side and office are looked at, and recorded with `segments` only. */
const RECORDED_ROLES: readonly string[] = [...WEIGHED_ROLES, 'gate-in', 'gate-out'];

/** Nothing is started before somebody wants a picture. */
export function makeVideo(parts: VideoParts): Video {
  const { chain, db, drivers, freeBytes, newId, options, photos, publisher, reader, warnings } = parts;
  const { clock, configuration, dataDir, log: stationLog } = options;
  const { cameras, videoCameras } = drivers;
  const { recording, retention: terms } = configuration;
  const log = stationLog.child({ part: 'video' });
  const folder = join(dataDir, 'video');
  const preRollMs = (recording?.preRollSeconds ?? 0) * 1000;
  const thread = new VideoThread({ timers, log });
  const feeds = new VideoFeeds({
    cameras: videoCameras.map((camera) => ({ ...camera, preRollMs })),
    thread,
    timers,
    log,
  });
  const store = new ClipStore(db);
  const recorder = new ClipRecorder({ folder, thread, db, store, clock, timers, newId, log });
  const passRules: ClipRules = { preRollMs, mostMs: (recording?.clipMinutes ?? 0) * 60_000, rotateMs: null };
  const passes = new PassRecorder({
    recorder,
    camerasOf: (scaleId) =>
      cameras.filter((one) => one.scaleId === scaleId && WEIGHED_ROLES.includes(one.role)).map(({ id }) => id),
    rules: passRules,
  });
  const retention = new VideoRetention({
    folder,
    db,
    store,
    days: terms.videoDays,
    minFreeBytes: (recording?.minFreeGb ?? 0) * GB,
    freeBytes,
    hasPlatform: configuration.platform !== null,
    mayAppend: () => chain.mayAppend(),
    publish: (id, body) => publisher.publish('notice', id, body),
    setRoom: (room) => recorder.setRoom(room),
    clock,
    newId,
    log,
  });
  const query = new ClipQuery(reader);
  const exports = new ClipExport({ folder, target: join(dataDir, 'support'), cutter: new Cutter(thread) });
  const cameraIds = cameras.map(({ id }) => id);
  const always: ClipRules = { preRollMs: 0, mostMs: null, rotateMs: SEGMENT_MS };
  const keyPictures = new KeyPictures(thread);
  const proofs = new VideoProofs({
    subjects: [
      ...cameraIds.map((id): ProofSubject => ({
        id,
        kind: 'camera',
        gbId: null,
        take: async () => {
          const taken = await freshPicture({ cameraId: id, cameras, db, photos, dataDir });
          return 'code' in taken ? taken : { ...taken.image, codec: null };
        },
      })),
      ...drivers.channels.map(({ gbId, id, ...stream }): ProofSubject => ({
        id,
        kind: 'channel',
        gbId,
        take: async () => {
          const taken = await keyPictures.take({ ...stream, certificate: null });
          if ('code' in taken) return taken;
          const { codec, data, height, width } = taken;
          const sha256 = await photos.put(new Uint8Array(data));
          const takenAt = timestamp(clock.wall());
          const facts = { sha256, bytes: data.byteLength, width, height, takenAt, cameraId: id };
          db.immediate(() => photos.record({ ...facts, mime: 'video/mp4' }));
          return { sha256, width, height, codec };
        },
      })),
    ],
    db,
    store: new ProofStore(db),
    meta: new Meta(db),
    raise: (warning) => warnings.store.raise({ ...warning, kind: 'video-unproven', scaleId: null }),
    onRaised: () => warnings.site.raised(),
    idle: parts.idle,
    clock,
    timers,
    newId,
    log,
  });
  let callOffTurn = (): void => undefined;
  return {
    feeds,
    proofs,
    films: new Films({ feeds, thread, query, folder }),
    clips: new ClipCalls({ clips: query, exports, cameraIds }),
    live(cameraId, stream, line) {
      const camera = cameras.find(({ id }) => id === cameraId);
      if (camera?.live !== true) new LivePort(line).serve(cameraId, 'main', notShown);
      else if (stream === 'pictures') new LivePictures(line, jpegOf(camera), timers).serve();
      else new LivePort(line).serve(cameraId, stream, (...subscription) => feeds.subscribe(...subscription));
    },
    states: () => videoStates({ cameraIds, feeds, recorder, clips: query }),
    weighingChanged(state) {
      if (recording !== null) passes.changed(state);
    },
    gatePassed(cameraId, passId) {
      if (recording === null) return;
      const clip = recorder.begin({ cameraId, cause: 'gate-pass', passId, rules: passRules });
      if (clip !== null) timers.after(GATE_MS, () => recorder.end(clip));
    },
    start() {
      if (recording === null) return;
      const recorded = cameras.filter(({ role }) => recording.segments || RECORDED_ROLES.includes(role));
      // Kept for ever: its memory is what a clip begins with.
      for (const { id } of recorded) feeds.keep(id, 'main');
      recorder.start();
      if (recording.segments)
        for (const { id } of recorded) recorder.begin({ cameraId: id, cause: 'always', passId: null, rules: always });
      const turn = (): void => {
        retention.run().catch((err: unknown) => log.warn({ err }, 'the retention of video has to wait'));
        callOffTurn = timers.after(ROOM_EVERY_MS, turn);
      };
      turn();
    },
    async upkeep() {
      recorder.upkeep();
      // What was recorded once has its term, also when nothing is recorded any more.
      await retention.run();
      await proofs.daily();
    },
    async stop() {
      callOffTurn();
      proofs.stop();
      await recorder.stop();
      feeds.stop();
      await thread.stop();
    },
  };
}

/** Not there, or by the configuration not to be shown. */
const notShown: Subscribe = (_cameraId, _stream, { onState }) => {
  onState({ kind: 'no-such-stream' });
  return () => undefined;
};

const jpegOf =
  (camera: AttachedCamera): TakeJpeg =>
  async (deadlineMs) => {
    const picture = await camera.takePicture({ deadlineMs });
    return picture.ok ? { jpeg: picture.jpeg } : { code: picture.code };
  };
