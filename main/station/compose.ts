/**
 * Builds the whole station and wires it: the one place where features, stores and devices meet (architecture.md §4).
 * Reading order is the order of a weighing: scale → store → key → weighing → sheets → printing → upload → calls.
 */
import { statfs } from 'node:fs/promises';
import { v7 as uuidv7 } from 'uuid';
import type { LoadSheet, Weighing } from '../../preload/contract/documents.ts';
import type { PrintJob } from '../../preload/contract/load-sheet.ts';
import type { StationInfo } from '../../preload/contract/station.ts';
import type { ScaleReading } from '../../preload/contract/weighing.ts';
import { kg, timestamp, type Sha256, type Uuid } from '../../preload/contract/vocabulary.ts';
import type { Paper } from '../../native/printer/paper.ts';
import { makeHandlers } from './calls.ts';
import {
  INDICATOR_PROTOCOLS,
  makeCameraInspection,
  makeDrivers,
  makeListening,
  type AttachedCamera,
} from './compose-devices.ts';
import { composeGates } from './compose-gates.ts';
import { connectPlatform, type PlatformConnection } from './compose-platform.ts';
import { makeDiagnosticBundle } from './compose-support.ts';
import { makeVideo, type Video } from './compose-video.ts';
import { DeviceBoard } from './device-board.ts';
import type { GateService } from './gate/gate-service.ts';
import type { ComposeOptions } from './host-channel.ts';
import { holdIfOlder } from './platform/chain-guard.ts';
import { ListeningService } from './listening/listening-service.ts';
import { NO_PLATFORM } from './platform/platform-link.ts';
import { PrintQueue } from './printing/print-queue.ts';
import { layoutSheet } from './printing/sheet-layout.ts';
import { CameraInspector } from './cameras/camera-inspector.ts';
import { CameraSettings } from './cameras/camera-settings.ts';
import { CaptureStore } from './records/capture-store.ts';
import { ClaimStore } from './records/claim-store.ts';
import { CurveQuery } from './records/curve-query.ts';
import { DocumentChain } from './records/document-chain.ts';
import { GateQuery } from './records/gate-query.ts';
import { LoadSheetStore } from './records/load-sheet-store.ts';
import { NoticeStore } from './records/notice-store.ts';
import { PassStore } from './records/pass-store.ts';
import { PhotoStore } from './records/photo-store.ts';
import { freshPicture } from './fresh-picture.ts';
import { Publisher } from './records/publisher.ts';
import { RecordQuery } from './records/record-query.ts';
import { RequestStore } from './records/request-store.ts';
import { loadOrMakeKey } from './records/station-key.ts';
import { TruckQuery } from './records/truck-query.ts';
import { VehicleStore } from './records/vehicle-store.ts';
import { verifyChain, type Verdict } from './records/verify.ts';
import { WarningStore } from './records/warning-store.ts';
import { WeighingStore } from './records/weighing-store.ts';
import type { Station } from './rpc-server.ts';
import type { Configuration } from './settings/configuration.ts';
import { writeCameras } from './settings/camera-writer.ts';
import { writeIndicator } from './settings/indicator-writer.ts';
import { changeSecrets } from './settings/secret-writer.ts';
import { LoadSheetService, numberPrefix } from './sheets/load-sheet-service.ts';
import { SkippedNumbers } from './sheets/skipped-numbers.ts';
import { StationDatabase } from './store/database.ts';
import type { DiagnosticBundle } from './support/diagnostic-bundle.ts';
import { DiskReserve } from './store/disk-reserve.ts';
import { prepareFolder } from './store/prepare-folder.ts';
import { Reader } from './store/reader.ts';
import type { StoreThread } from './store/store-thread.ts';
import { Outbox } from './upload/outbox.ts';
import { OutboxWatch } from './upload/outbox-status.ts';
import { RefusalBridge } from './upload/refusal-bridge.ts';
import { systemTimers } from './upload/surroundings.ts';
import { SiteWarnings } from './warnings/site-warnings.ts';
import { Amendments } from './weighing/amendments.ts';
import { Weighbridges } from './weighbridges.ts';
import { CaptureQuestions } from './weighing/capture-questions.ts';
import { Deck } from './weighing/deck.ts';
import { EvidenceCollector } from './weighing/evidence.ts';
import { PassJudge } from './weighing/pass-judge.ts';
import { PassLog } from './weighing/pass-log.ts';
import { RecordMaker } from './weighing/record-maker.ts';
import { WeighingService } from './weighing/weighing-service.ts';

const newId = (): Uuid => uuidv7() as Uuid;
const UPKEEP_MS = 600_000;
/** An indicator that is silent for so long keeps nobody else waiting. */
const FIRST_WEIGHT_LIMIT_MS = 1_000;

/** Everything that the calls reach. */
export interface Parts {
  readonly configuration: Configuration;
  readonly clock: ComposeOptions['clock'];
  readonly db: StationDatabase;
  readonly vehicles: VehicleStore;
  readonly photos: PhotoStore;
  readonly query: RecordQuery;
  readonly curves: CurveQuery;
  readonly trucks: TruckQuery;
  readonly warnings: SiteWarnings;
  readonly weighbridges: Weighbridges;
  readonly listening: ListeningService;
  readonly cameraSettings: CameraSettings;
  readonly cameraInspector: CameraInspector;
  readonly recordMaker: RecordMaker;
  readonly amendments: Amendments;
  readonly sheets: LoadSheetService;
  readonly printing: PrintQueue;
  readonly outbox: Outbox;
  readonly outboxWatch: OutboxWatch;
  readonly devices: DeviceBoard;
  readonly diagnosis: DiagnosticBundle;
  readonly video: Video;
  readonly cameras: readonly AttachedCamera[];
  readonly gates: GateService;
  readonly gatePasses: GateQuery;
  info(): StationInfo;
  verify(): Promise<Verdict>;
}

/**
 * @param thread of the store, which takes it over
 * @throws CodedError station.* | store.* when the station cannot start
 */
export const compose = async (options: ComposeOptions, thread: StoreThread): Promise<Station> => {
  const { clock, configuration, dataDir, log, progress, version } = options;
  const { simulated, station } = configuration;

  // Devices
  const drivers = makeDrivers(options);
  const { scales, cameras, printer, displayBoard, others } = drivers;
  const devices = new DeviceBoard(
    scales.map(({ driver }) => driver),
    others,
  );

  // Store and key
  await prepareFolder({
    dataDir,
    simulated,
    thread,
    // The weight comes while the store is made ready; before, another station might be using the same port.
    onOurs: () => devices.startScales(),
    onStep: ({ step, done, of }) => progress(step, done, of),
  });
  const reserve = new DiskReserve(dataDir);
  const onDiskFull = (): boolean => {
    if (!reserve.held) return false;
    log.error({}, 'the disk is full: the reserve is given up so that what was begun can be finished');
    reserve.release();
    return true;
  };
  const db = StationDatabase.open({ dataDir, simulated, clock, newId, onDiskFull });
  await reserve.ensure();
  const { signer, wrapping, keyChanged } = await loadOrMakeKey({ dataDir, host: options.keyHost, db });
  if (wrapping === 'none') log.warn({}, 'the private key lies unsealed in a file that only its owner may read');
  const reader = new Reader({ dataDir, thread, onCrash: (err) => log.error({ err }, 'the reading thread ended') });
  const chain = new DocumentChain({ db, signer, stationId: db.stationId, simulated, clock });
  const requests = new RequestStore(db, clock);
  const captures = new CaptureStore(db);
  const claims = new ClaimStore(db);
  const passes = new PassStore(db);
  const warningStore = new WarningStore(db);
  const warnings = new SiteWarnings({ db, store: warningStore, clock });
  const weighings = new WeighingStore(db);
  const loadSheets = new LoadSheetStore(db);
  const notices = new NoticeStore(db);
  const vehicles = new VehicleStore(db);
  const onDamaged = (sha256: Sha256): void => log.error({ sha256 }, 'a stored picture no longer equals its hash');
  const photos = new PhotoStore({ dataDir, db, onDamaged });
  await photos.start();
  const outbox = new Outbox(db, (documentId, error) => refusals.bridge(documentId, error));
  const publisher = new Publisher({ db, chain, enqueue: (document) => outbox.enqueue(document) });
  const refusals = new RefusalBridge({ db, chain, notices, publisher, clock, newId });

  const video = makeVideo({
    options,
    drivers,
    db,
    chain,
    publisher,
    reader,
    freeBytes: () => freeBytes(dataDir),
    photos,
    warnings: { store: warningStore, site: warnings },
    idle: () => weighbridges.all.every(({ weighing }) => ['idle', 'no-signal'].includes(weighing.state().phase)),
    newId,
  });

  // A folder taken back to an older state makes no document before the platform has said what it holds.
  if (configuration.platform !== null) holdIfOlder({ db, chain, dataDir, log });
  // A new key says so before anything else it signs (openapi.yaml, enrol).
  let keyToTell = keyChanged;
  const skippedNumbers = new SkippedNumbers({
    db,
    chain,
    sheets: loadSheets,
    publisher,
    clock,
    newId,
    log,
    prefix: numberPrefix(station),
  });
  const firstDocuments = (): void => {
    if (keyToTell) db.immediate(() => recordKeyChange({ publisher, clock, kid: signer.kid }));
    keyToTell = false;
    skippedNumbers.tell();
    refusals.catchUp();
  };
  chain.onOpen(firstDocuments);
  if (chain.mayAppend()) firstDocuments();

  // Platform
  const timers = systemTimers;
  const platform: PlatformConnection | null =
    configuration.platform === null
      ? null
      : connectPlatform({
          options,
          settings: configuration.platform,
          signer,
          stationId: db.stationId,
          db,
          chain,
          outbox,
          photos,
          condition: async () => ({
            devices: devices.list(),
            outbox: outboxWatch.summary(),
            chain: chain.head(),
            diskFreeBytes: await freeBytes(dataDir),
          }),
          callUp: {
            hasCamera: (cameraId) => cameras.some(({ id }) => id === cameraId),
            snapshot: (cameraId) => freshPicture({ cameraId, cameras, db, photos, dataDir }),
            films: video.films,
          },
          onLost: (documents, newestAtMs) => {
            skippedNumbers.skip(documents, newestAtMs);
            // After the transaction that this is called in.
            setImmediate(() => skippedNumbers.tell());
          },
        });
  const outboxWatch = new OutboxWatch({
    outbox,
    reader,
    link: platform?.link ?? { state: () => NO_PLATFORM },
    clock,
    timers,
  });

  // Weighing, sheets, paper
  const weighingLog = log.child({ part: 'weighing' });
  const recordMaker = new RecordMaker({
    configuration,
    db,
    chain,
    captures,
    claims,
    weighings,
    vehicles,
    publisher,
    requests,
    clock,
    clockOffsetMs: () => platform?.link.state().clockOffsetMs ?? null,
    log: weighingLog,
  });
  const weighbridges = new Weighbridges(
    scales.map(({ settings, driver }) => {
      const deck = new Deck({ settings, driver, clock, newId });
      const judge = new PassJudge({ scale: settings, passes, log: weighingLog });
      const weighing = new WeighingService({
        scale: settings,
        mode: configuration.mode,
        captureWhenSteady: configuration.captureWhenSteady,
        deck,
        questions: new CaptureQuestions({ deck, captures, weighings, records: recordMaker, clock }),
        evidence: new EvidenceCollector({
          cameras: cameras.filter(({ scaleId }) => scaleId === settings.id),
          photos,
          lastPictureOf: (cameraId) => captures.lastPictureOf(settings.id, cameraId),
          clock,
        }),
        records: recordMaker,
        db,
        captures,
        claims,
        judge,
        passLog: new PassLog({
          scale: settings,
          db,
          claims,
          weighings,
          passes,
          warnings: warningStore,
          judge,
          newId,
          onRaised: () => warnings.raised(),
          log: weighingLog,
        }),
        weighings,
        clock,
        newId,
        log: weighingLog,
      });
      return { settings, deck, weighing };
    }),
  );
  const configFile = { configFile: options.configFile, protocols: INDICATOR_PROTOCOLS };
  // Without a signal nothing is lost when nobody listens for it.
  const idle = (scaleId: string): boolean =>
    ['idle', 'no-signal'].includes(weighbridges.of(scaleId).weighing.state().phase);
  const listening = new ListeningService({
    ...makeListening(clock),
    scales: scales.map(({ settings, driver }) => ({ settings, driver, idle: () => idle(settings.id) })),
    write: (scaleId, indicator) => writeIndicator(configFile, scaleId, indicator),
    log: log.child({ part: 'listening' }),
  });
  const cameraSettings = new CameraSettings({
    configured: configuration.cameras,
    idle: () => scales.every(({ settings }) => idle(settings.id)),
    write: (list) => writeCameras(configFile, list),
    changeSecrets: (change) => changeSecrets(dataDir, change),
    // After the answer of the call that asks for it.
    renew: () => setImmediate(options.renew),
    log: log.child({ part: 'cameras' }),
  });
  const cameraInspector = new CameraInspector(makeCameraInspection(options));
  const gates = composeGates({
    options,
    cameras,
    db,
    chain,
    photos,
    publisher,
    clock,
    newId,
    log: log.child({ part: 'gate' }),
  });
  const amendments = new Amendments({ db, chain, weighings, sheets: loadSheets, publisher, clock, newId });
  const paperOf = (job: PrintJob): Paper | null => {
    const sheet = chain.get(job.sheetId)?.document as LoadSheet | undefined;
    const gross =
      sheet === undefined ? undefined : (chain.get(sheet.grossWeighingId)?.document as Weighing | undefined);
    const row = loadSheets.get(job.sheetId);
    // A first copy of a sheet voided meanwhile is no longer worth paper; a reprint of it says 作废 in large letters.
    if (sheet === undefined || gross === undefined || configuration.printer === null) return null;
    if (row?.voidedById != null && job.copy === 1) return null;
    const facts = { keyId: signer.kid, copy: job.copy, unitName: station.unitName, simulated };
    const shown: LoadSheet = row?.voidedById == null ? sheet : { ...sheet, status: 'void' };
    return layoutSheet(
      { sheet: shown, ...facts, grossWeighedAt: gross.weighedAt, axleCount: gross.axleCount ?? null },
      configuration.printer.columns,
    );
  };
  const printing = new PrintQueue({
    db,
    printer,
    paperOf,
    clock,
    newId,
    onFault: (err, jobId) => log.error({ err, jobId }, 'a print job could not be worked on'),
  });
  const sheets = new LoadSheetService({
    configuration,
    db,
    chain,
    weighings,
    sheets: loadSheets,
    vehicles,
    publisher,
    printing,
    hasPrinter: printer !== null,
    clock,
    newId,
  });

  const info = (): StationInfo => ({
    version,
    stationId: db.stationId,
    keyId: signer.kid,
    keyWrapping: wrapping,
    enrolled: platform?.link.state().enrolled ?? false,
    simulated,
    dataDir,
    chain: chain.head(),
    name: station.name,
    unitName: station.unitName,
    unitCode: station.unitCode,
    stationNo: station.stationNo,
    operator: station.operator ?? 'nobody',
    mode: configuration.mode,
    captureWhenSteady: configuration.captureWhenSteady,
    scales: scales.map(({ settings }) => ({
      id: settings.id,
      name: settings.name ?? settings.id,
      divisionKg: kg(settings.divisionKg),
      maxKg: kg(settings.maxKg),
      minKg: kg(settings.minKg),
      zeroBandKg: kg(settings.zeroBandKg),
    })),
    cameras: cameras.map(({ id, live, role, scaleId }) => ({ id, role, scaleId, live })),
    records: configuration.recording !== null,
    hasPrinter: printer !== null,
    hasPlatform: platform !== null,
  });
  const diagnosis = makeDiagnosticBundle({
    options,
    scales,
    indicatorOf: (scaleId) => listening.indicatorOf(scaleId),
    info,
    schemaVersion: db.schemaVersion,
    states: async () => ({
      devices: devices.list(),
      outbox: outboxWatch.summary(),
      disk: { freeBytes: await freeBytes(dataDir) },
    }),
  });

  const parts: Parts = {
    configuration,
    clock,
    db,
    vehicles,
    photos,
    query: new RecordQuery(reader),
    curves: new CurveQuery(reader),
    trucks: new TruckQuery(reader),
    warnings,
    weighbridges,
    listening,
    cameraSettings,
    cameraInspector,
    recordMaker,
    amendments,
    sheets,
    printing,
    outbox,
    outboxWatch,
    devices,
    diagnosis,
    video,
    cameras,
    gates: gates.service,
    gatePasses: new GateQuery(reader),
    info,
    verify: () => verifyChain({ reader }),
  };

  reader.start();
  const upkeepOfWeighing = (): void => {
    skippedNumbers.tell();
    recordMaker.recordOwed('restart', ({ scaleId }) => !scales.some(({ settings }) => settings.id === scaleId));
    for (const { weighing } of weighbridges.all) weighing.upkeep();
    gates.service.recordOwed();
  };
  for (const { weighing } of weighbridges.all) weighing.start();
  // Also what a scale left behind that is no longer in the configuration.
  upkeepOfWeighing();
  chain.onOpen(upkeepOfWeighing);
  outboxWatch.start();
  printing.start();
  platform?.prepare();
  // Screen and outdoor board are told the same, at the same moment.
  const onReading = (listener: (reading: ScaleReading) => void): void => {
    for (const [index, { deck }] of weighbridges.all.entries()) {
      scales[index]?.driver.onFrame(() => listener(deck.reading()));
      deck.onSilence(() => listener(deck.reading()));
    }
  };
  if (displayBoard !== null)
    onReading((reading) => {
      if (reading.scaleId === displayBoard.scaleId) displayBoard.driver.show(reading);
    });
  gates.service.onPass(({ gateId, id }) => video.gatePassed(gateId, id));
  const startVideo = (): void => {
    video.start();
    for (const { weighing } of weighbridges.all) {
      video.weighingChanged(weighing.state());
      weighing.onState((state) => video.weighingChanged(state));
    }
  };
  // The weight first: what cameras, paper and platform load holds the loop a quarter of a second.
  const whenWeightIsThere = onceThere(
    (weight) => {
      const undo = scales.map(({ driver }) => driver.onFrame(weight));
      return () => undo.forEach((off) => off());
    },
    () => {
      devices.startOthers();
      gates.start();
      platform?.start();
      startVideo();
    },
  );
  const sweepPhotos = async (): Promise<void> => {
    const removed = await photos.sweep(clock.wall());
    if (removed > 0) log.info({ removed }, 'pictures of captures that never became a row were removed');
  };
  const upkeep = setInterval(() => {
    sweepPhotos().catch((err: unknown) => log.warn({ err }, 'the sweep of pictures has to wait'));
    video.upkeep().catch((err: unknown) => log.warn({ err }, 'upkeep of video has to wait'));
    void reserve
      .ensure()
      .then(() => db.immediate(() => requests.purge()))
      .then(upkeepOfWeighing)
      .catch((err: unknown) => log.warn({ err }, 'upkeep of the store has to wait'));
  }, UPKEEP_MS);

  return {
    handlers: makeHandlers(parts),
    requests,
    simulated,
    operator: station.operator ?? '',
    onPush(push) {
      // The station lives as long as its process: these listeners are never taken back.
      onReading((reading) => push('scale.reading', reading));
      for (const { weighing } of weighbridges.all) weighing.onState((state) => push('weighing.changed', state));
      recordMaker.onDocument((document) => push('weighing.saved', document));
      sheets.onDocument((sheet) => {
        for (const { weighing } of weighbridges.all) weighing.sheetChanged(sheet);
        if (sheet.status === 'issued') push('loadSheet.issued', sheet);
      });
      gates.service.onPass((pass) => push('gate.passed', pass));
      listening.onChange((state) => push('scale.listening', state));
      printing.onChange((jobs) => push('print.changed', jobs));
      warnings.onChange((open) => push('warnings.changed', open));
      devices.onChange(() => push('devices.changed', devices.list()));
      outboxWatch.onChange((summary) => push('outbox.changed', summary));
    },
    live: video.live,
    async stop() {
      whenWeightIsThere.cancel();
      clearInterval(upkeep);
      cameraInspector.stop();
      await gates.stop();
      await listening.stop();
      await Promise.all(weighbridges.all.map(({ weighing }) => weighing.stop()));
      await Promise.all([platform?.stop(), printing.stop(), video.stop()]);
      outboxWatch.stop();
      await devices.stop();
      await reader.stop();
      db.close();
    },
  } satisfies Station;
};

/** Runs `then` after the first call of what is listened to, or after a second without one. */
function onceThere(listen: (heard: () => void) => () => void, then: () => void): { cancel(): void } {
  let waiting = true;
  const cancel = (): void => {
    waiting = false;
    unlisten();
    clearTimeout(timer);
  };
  const run = (): void => {
    if (!waiting) return;
    cancel();
    then();
  };
  // Not within the call itself: whoever else listens hears it first.
  const unlisten = listen(() => setImmediate(run));
  const timer = setTimeout(run, FIRST_WEIGHT_LIMIT_MS);
  return { cancel };
}

/** The first document under a new key says that the key changed (architecture.md §5). */
function recordKeyChange(parts: { publisher: Publisher; clock: ComposeOptions['clock']; kid: string }): void {
  parts.publisher.publish('notice', newId(), {
    kind: 'key-change',
    subjectId: null,
    effectiveAt: timestamp(parts.clock.wall()),
    text: `new key ${parts.kid}`,
    operatorId: 'nobody',
  });
}

/** null when the file system does not tell. */
async function freeBytes(dataDir: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(dataDir);
    return bavail * bsize;
  } catch {
    return null;
  }
}
