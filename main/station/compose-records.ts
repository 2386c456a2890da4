/** Opens store and key, and builds what is written there: chain, documents, pictures, outbox (part of compose.ts). */
import { timestamp, type Clock, type Sha256, type Uuid } from '../../preload/contract/vocabulary.ts';
import type { ComposeOptions } from './host-channel.ts';
import { holdIfOlder } from './platform/chain-guard.ts';
import { CaptureStore } from './records/capture-store.ts';
import { ClaimStore } from './records/claim-store.ts';
import { DocumentChain } from './records/document-chain.ts';
import { LoadSheetStore } from './records/load-sheet-store.ts';
import { NoticeStore } from './records/notice-store.ts';
import { PassStore } from './records/pass-store.ts';
import { PlatformWarningStore } from './records/platform-warning-store.ts';
import { PhotoStore } from './records/photo-store.ts';
import { Publisher } from './records/publisher.ts';
import { RequestStore } from './records/request-store.ts';
import type { Signer } from './records/signing.ts';
import { loadOrMakeKey } from './records/station-key.ts';
import { VehicleStore } from './records/vehicle-store.ts';
import { WarningStore } from './records/warning-store.ts';
import { WeighingStore } from './records/weighing-store.ts';
import { numberPrefix } from './sheets/load-sheet-service.ts';
import { SkippedNumbers } from './sheets/skipped-numbers.ts';
import { StationDatabase } from './store/database.ts';
import { DiskReserve } from './store/disk-reserve.ts';
import { prepareFolder } from './store/prepare-folder.ts';
import { Reader } from './store/reader.ts';
import type { StoreThread } from './store/store-thread.ts';
import { ABILITIES } from './upload/adapters/abilities.ts';
import { Outbox } from './upload/outbox.ts';
import { RefusalBridge } from './upload/refusal-bridge.ts';
import { SiteWarnings } from './warnings/site-warnings.ts';

export interface Records {
  readonly db: StationDatabase;
  readonly reserve: DiskReserve;
  readonly signer: Signer;
  readonly keyWrapping: 'electron' | 'none';
  /** Not started yet. */
  readonly reader: Reader;
  readonly chain: DocumentChain;
  readonly requests: RequestStore;
  readonly captures: CaptureStore;
  readonly claims: ClaimStore;
  readonly passes: PassStore;
  readonly warningStore: WarningStore;
  readonly warnings: SiteWarnings;
  readonly platformWarnings: PlatformWarningStore;
  readonly weighings: WeighingStore;
  readonly loadSheets: LoadSheetStore;
  readonly vehicles: VehicleStore;
  readonly photos: PhotoStore;
  readonly outbox: Outbox;
  readonly publisher: Publisher;
  readonly skippedNumbers: SkippedNumbers;
}

/**
 * @param thread of the store, which takes it over
 * @param onOurs called as soon as no other station can be using the folder
 * @throws CodedError station.* | store.* when the station cannot start
 */
export async function openRecords(
  options: ComposeOptions,
  { newId, onOurs, thread }: { newId: () => Uuid; onOurs: () => void; thread: StoreThread },
): Promise<Records> {
  const { clock, configuration, dataDir, log, progress } = options;
  const { simulated } = configuration;
  await prepareFolder({
    dataDir,
    simulated,
    thread,
    onOurs,
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
  const warningStore = new WarningStore(db);
  const loadSheets = new LoadSheetStore(db);
  const notices = new NoticeStore(db);
  const onDamaged = (sha256: Sha256): void => log.error({ sha256 }, 'a stored picture no longer equals its hash');
  const photos = new PhotoStore({ dataDir, db, onDamaged });
  await photos.start();
  const outbox = new Outbox(db, (documentId, error) => refusals.bridge(documentId, error));
  const publisher = new Publisher({ db, chain, enqueue: (document) => outbox.enqueue(document) });
  const refusals = new RefusalBridge({ db, chain, notices, publisher, clock, newId });

  // A folder taken back to an older state makes no document before the platform has said what it holds.
  if (configuration.platform !== null && ABILITIES[configuration.platform.adapter].chain)
    holdIfOlder({ db, chain, dataDir, log });
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
    prefix: numberPrefix(configuration.station),
  });
  const firstDocuments = (): void => {
    if (keyToTell) db.immediate(() => recordKeyChange({ publisher, clock, newId, kid: signer.kid }));
    keyToTell = false;
    skippedNumbers.tell();
    refusals.catchUp();
  };
  chain.onOpen(firstDocuments);
  if (chain.mayAppend()) firstDocuments();

  return {
    db,
    reserve,
    signer,
    keyWrapping: wrapping,
    reader,
    chain,
    requests: new RequestStore(db, clock),
    captures: new CaptureStore(db),
    claims: new ClaimStore(db),
    passes: new PassStore(db),
    warningStore,
    warnings: new SiteWarnings({ db, store: warningStore, clock }),
    platformWarnings: new PlatformWarningStore(db),
    weighings: new WeighingStore(db),
    loadSheets,
    vehicles: new VehicleStore(db),
    photos,
    outbox,
    publisher,
    skippedNumbers,
  };
}

/** The first document under a new key says that the key changed (architecture.md §5). */
function recordKeyChange(parts: { publisher: Publisher; clock: Clock; newId: () => Uuid; kid: string }): void {
  parts.publisher.publish('notice', parts.newId(), {
    kind: 'key-change',
    subjectId: null,
    effectiveAt: timestamp(parts.clock.wall()),
    text: `new key ${parts.kid}`,
    operatorId: 'nobody',
  });
}
