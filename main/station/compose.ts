/**
 * Builds the whole station and wires it: the one place where features, stores and devices meet (architecture.md §4).
 * Each feature is built in its own compose-*.ts; here stands what they know of one another, and the order of start and stop.
 */
import { statfs } from 'node:fs/promises';
import { v7 as uuidv7 } from 'uuid';
import { CodedError } from '../../preload/contract/errors.ts';
import type { PlatformTest } from '../../preload/contract/platform.ts';
import type { StationInfo } from '../../preload/contract/station.ts';
import type { ScaleReading } from '../../preload/contract/weighing.ts';
import { kg, type Uuid } from '../../preload/contract/vocabulary.ts';
import { makeHandlers } from './calls.ts';
import { makeDrivers, type AttachedCamera } from './compose-devices.ts';
import { composeBarriers, type Barriers } from './compose-barriers.ts';
import { composeDisplays } from './compose-displays.ts';
import { composeGates, type Gates } from './compose-gates.ts';
import { composeFiles, type Files } from './compose-files.ts';
import { composeLedger, type Ledger } from './compose-ledger.ts';
import { connectPlatform, type PlatformConnection } from './compose-platform.ts';
import { composePlatePush } from './compose-plate-push.ts';
import { composeRecognition } from './compose-recognition.ts';
import { openRecords, type Records } from './compose-records.ts';
import { composeReports, type Reports } from './compose-reports.ts';
import { composeSettings, type Settings } from './compose-settings.ts';
import { composePrinting, type Printing } from './compose-printing.ts';
import { composeSheetDraft, type DraftSheet } from './compose-sheet-draft.ts';
import { composeSheets, type Sheets } from './compose-sheets.ts';
import { makeDiagnosticBundle } from './compose-support.ts';
import { makeVideo, type Video } from './compose-video.ts';
import { composeWarnings, type Warnings } from './compose-warnings.ts';
import { composeWeighing, type Weighings } from './compose-weighing.ts';
import { makeWorkbench, type Workbench } from './compose-workbench.ts';
import { DeviceBoard } from './device-board.ts';
import type { ComposeOptions } from './host-channel.ts';
import { NO_PLATFORM } from './platform/platform-link.ts';
import type { DisplayTrials } from './recognition/display-trials.ts';
import { PushedPlates } from './recognition/push/pushed-plates.ts';
import { CurveQuery } from './records/curve-query.ts';
import { GateQuery } from './records/gate-query.ts';
import { MeterQuery } from './records/meter-query.ts';
import { freshPicture } from './fresh-picture.ts';
import { LifeQuery } from './records/life-query.ts';
import type { RecordExport } from './records/record-export.ts';
import { RecordQuery } from './records/record-query.ts';
import { RecordLimits } from './records/record-limits.ts';
import type { RecordTotals } from './records/record-totals.ts';
import { TruckQuery } from './records/truck-query.ts';
import { TypedAxlesQuery } from './records/typed-axles-query.ts';
import { verifyChain, type Verdict } from './records/verify.ts';
import type { Station } from './rpc-server.ts';
import type { Configuration } from './settings/configuration.ts';
import { onceThere } from './once-there.ts';
import type { DiagnosticBundle } from './support/diagnostic-bundle.ts';
import type { StoreThread } from './store/store-thread.ts';
import { OutboxWatch } from './upload/outbox-status.ts';
import { systemTimers } from './upload/surroundings.ts';

const newId = (): Uuid => uuidv7() as Uuid;
const UPKEEP_MS = 600_000;
/** An indicator that is silent for so long keeps nobody else waiting. */
const FIRST_WEIGHT_LIMIT_MS = 1_000;

/** Everything that the calls reach. */
export interface Parts
  extends
    Settings,
    Sheets,
    Printing,
    Omit<Files, 'start' | 'stop'>,
    Reports,
    Omit<Weighings, 'idle'>,
    Pick<Records, 'db' | 'vehicles' | 'photos' | 'outbox'> {
  readonly configuration: Configuration;
  readonly clock: ComposeOptions['clock'];
  readonly query: RecordQuery;
  readonly lives: LifeQuery;
  readonly totals: RecordTotals;
  readonly exports: RecordExport;
  readonly recordPrint: Workbench['recordPrint'];
  readonly curves: CurveQuery;
  readonly trucks: TruckQuery;
  readonly typedAxles: TypedAxlesQuery;
  readonly recordLimits: RecordLimits;
  readonly meter: MeterQuery;
  readonly ledger: Ledger;
  readonly outboxWatch: OutboxWatch;
  readonly devices: DeviceBoard;
  readonly diagnosis: DiagnosticBundle;
  readonly displayTrials: DisplayTrials;
  readonly video: Video;
  readonly cameras: readonly AttachedCamera[];
  readonly gates: Gates;
  readonly warnings: Warnings;
  readonly barriers: Barriers['desk'];
  readonly gatePasses: GateQuery;
  readonly draftSheet: DraftSheet;
  info(): StationInfo;
  verify(): Promise<Verdict>;
  /** @throws CodedError platform.absent */
  readonly testPlatform: () => Promise<PlatformTest>;
}

/**
 * @param thread of the store, which takes it over
 * @throws CodedError station.* | store.* when the station cannot start
 */
export const compose = async (options: ComposeOptions, thread: StoreThread): Promise<Station> => {
  const { clock, configuration, dataDir, log, version } = options;
  const { simulated, station } = configuration;

  // Devices
  const drivers = makeDrivers(options);
  const { scales, cameras, printer, displayBoard, others } = drivers;
  const pushedPlates = new PushedPlates();
  const platePush = composePlatePush({ cameras, options, pushedPlates });
  const devices = new DeviceBoard(
    scales.map(({ driver }) => driver),
    [...others, ...(platePush.receiver === null ? [] : [platePush.receiver])],
  );

  // Store, key and what is written
  const records = await openRecords(options, {
    thread,
    newId,
    // The weight comes while the store is made ready; before, another station might be using the same port.
    onOurs: () => devices.startScales(),
  });
  const { chain, db, outbox, photos, publisher, reader, requests, reserve, signer, skippedNumbers, warnings } = records;
  const ledger = composeLedger({
    options,
    drivers,
    devices,
    records,
    portOf: (scaleId) => listening.indicatorOf(scaleId).port,
    idle: () => scales.every(({ settings }) => idle(settings.id)),
    newId,
  });
  const video = makeVideo({
    options,
    drivers,
    db,
    chain,
    publisher,
    reader,
    freeBytes: () => freeBytes(dataDir),
    photos,
    warnings: { store: records.warningStore, site: warnings },
    idle: () => scales.every(({ settings }) => idle(settings.id)),
    newId,
  });

  // Platform
  const desk = composeWarnings({
    options,
    records,
    clockOffsetMs: () => platform?.link.state().clockOffsetMs ?? null,
    newId,
  });
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
          reader,
          condition: async () => ({
            // Its contract knows of no device that takes in pushes.
            devices: devices.list().filter(({ kind }) => kind !== 'plate-push'),
            outbox: outboxWatch.summary(),
            chain: chain.head(),
            diskFreeBytes: await freeBytes(dataDir),
          }),
          callUp: {
            hasCamera: (cameraId) => cameras.some(({ id }) => id === cameraId),
            snapshot: (cameraId) => freshPicture({ cameraId, cameras, db, photos, dataDir }),
            films: video.films,
          },
          notices: desk.notices,
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

  // Weighing, gates, sheets, paper
  const recognition = composeRecognition({ cameras, options, pushedPlates, records });
  const { amendments, axleConfirmation, idle, recordMaker, weighbridges } = composeWeighing({
    options,
    drivers,
    records,
    recognition,
    clockOffsetMs: () => platform?.link.state().clockOffsetMs ?? null,
    newId,
  });
  const { cameraInspector, cameraSettings, listening } = composeSettings({ options, scales, idle });
  const displayTrials = composeDisplays({ options, cameras, recognition, weighbridges, newId });
  const paper = composePrinting({ options, printer, records, newId });
  const { printing } = paper;
  const { sheets } = composeSheets({
    options,
    printer,
    printing,
    records,
    certificateOf: (scaleId) => ledger.certificateOf(scaleId),
    newId,
  });
  const barriers = composeBarriers({ options, records, relays: drivers.relays, weighbridges, newId });
  const gates = composeGates({
    options,
    cameras,
    records,
    recognition,
    sheets,
    barriers: barriers.desk,
    clock,
    newId,
    log: log.child({ part: 'gate' }),
  });
  const files = composeFiles({ options, records, sheets, newId });

  const info = (): StationInfo => ({
    version,
    stationId: db.stationId,
    keyId: signer.kid,
    keyWrapping: records.keyWrapping,
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
    readsPlates: configuration.recognition.plates && cameras.some(({ role }) => role === 'front'),
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
      ...(platePush.receiver === null ? {} : { pushes: platePush.counts() }),
    }),
  });

  const workbench = makeWorkbench(options, newId, records);
  const trucks = new TruckQuery(reader);
  const reports = composeReports({ options, records, trucks, outboxWatch, devices, newId });
  const parts: Parts = {
    ...reports,
    configuration,
    clock,
    db,
    vehicles: records.vehicles,
    photos,
    query: new RecordQuery(reader),
    lives: new LifeQuery(reader),
    totals: workbench.totals,
    exports: workbench.exports,
    ledger,
    recordPrint: workbench.recordPrint,
    curves: new CurveQuery(reader),
    trucks,
    typedAxles: new TypedAxlesQuery(reader),
    recordLimits: new RecordLimits(reader),
    meter: new MeterQuery(reader),
    warnings: desk,
    weighbridges,
    listening,
    cameraSettings,
    cameraInspector,
    recordMaker,
    amendments,
    axleConfirmation,
    sheets,
    ...paper,
    draftSheet: composeSheetDraft({ chain, newId, papers: paper.papers, recordMaker, sheets, weighbridges }),
    fileDesk: files.fileDesk,
    fileQuery: files.fileQuery,
    importDesk: files.importDesk,
    fileExport: files.fileExport,
    outbox,
    outboxWatch,
    devices,
    diagnosis,
    displayTrials,
    video,
    cameras,
    gates,
    barriers: barriers.desk,
    gatePasses: new GateQuery(reader),
    info,
    verify: () => verifyChain({ reader }),
    testPlatform: async () => {
      if (platform === null) throw new CodedError('platform.absent');
      return platform.test();
    },
  };

  reader.start();
  ledger.begin();
  const upkeepOfWeighing = (): void => {
    skippedNumbers.tell();
    recordMaker.recordOwed('restart', ({ scaleId }) => !scales.some(({ settings }) => settings.id === scaleId));
    for (const { weighing } of weighbridges.all) weighing.upkeep();
    gates.service.recordOwed().catch((err: unknown) => log.warn({ err }, 'gate passes still have to wait'));
    gates.reconciler.upkeep();
  };
  for (const { weighing } of weighbridges.all) weighing.start();
  // Also what a scale left behind that is no longer in the configuration.
  upkeepOfWeighing();
  chain.onOpen(upkeepOfWeighing);
  outboxWatch.start();
  desk.start();
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
  pushedPlates.onPush((cameraId) => {
    const scaleId = cameras.find(({ id }) => id === cameraId)?.scaleId;
    if (scaleId != null) weighbridges.of(scaleId).weighing.platePushed();
  });
  recordMaker.onDocument((document) => gates.weighingSaved(document));
  sheets.onDocument((sheet) => gates.sheetChanged(sheet));
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
    FIRST_WEIGHT_LIMIT_MS,
    (weight) => {
      const undo = scales.map(({ driver }) => driver.onFrame(weight));
      return () => undo.forEach((off) => off());
    },
    () => {
      devices.startOthers();
      ledger.start();
      recognition.start();
      gates.start();
      barriers.desk.start(weighbridges.all.map(({ weighing }) => weighing.state()));
      for (const { weighing } of weighbridges.all) weighing.onState((state) => barriers.desk.weighingChanged(state));
      files.start();
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
    ledger.upkeep();
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
      gates.reconciler.onChange(() => push('gate.changed', { open: gates.open() }));
      barriers.onChange((state) => push('barrier.changed', state));
      displayTrials.onChange((trial) => push('cameras.trial', trial));
      listening.onChange((state) => push('scale.listening', state));
      printing.onChange((jobs) => push('print.changed', jobs));
      desk.onChange((open) => push('warnings.changed', open));
      devices.onChange(() => push('devices.changed', devices.list()));
      outboxWatch.onChange((summary) => push('outbox.changed', summary));
    },
    live: video.live,
    async stop() {
      whenWeightIsThere.cancel();
      clearInterval(upkeep);
      desk.stop();
      // First, for it may have to ask the system for its paper back, and the process ends in a few seconds whatever happens.
      const paperOver = printing.stop();
      cameraInspector.stop();
      // Its pictures are read on the thread that ends here: it is over as soon as that answers no more.
      const trialOver = displayTrials.stop();
      await gates.stop();
      await barriers.desk.stop();
      await listening.stop();
      await Promise.all(weighbridges.all.map(({ weighing }) => weighing.stop()));
      await platePush.stop();
      await recognition.stop();
      await trialOver;
      await files.stop();
      await reports.reportExport.stop();
      await Promise.all([platform?.stop(), paperOver, video.stop(), workbench.stop()]);
      outboxWatch.stop();
      ledger.stop();
      await devices.stop();
      await reader.stop();
      db.close();
    },
  } satisfies Station;
};

/** null when the file system does not tell. */
async function freeBytes(dataDir: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(dataDir);
    return bavail * bsize;
  } catch {
    return null;
  }
}
