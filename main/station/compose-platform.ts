/** Builds the line to the platform and wires it: enrolment, heartbeat, uploader, and the guard of a restored folder. */
import type { PlatformTest } from '../../preload/contract/platform.ts';
import type { EpochMs, Sha256, Uuid } from '../../preload/contract/vocabulary.ts';
import { photoPath } from '../photo-path.ts';
import { connectCounty } from './compose-county.ts';
import type { ComposeOptions } from './host-channel.ts';
import { ChainGuard } from './platform/chain-guard.ts';
import { CommandDesk, type CommandDeskOptions } from './platform/command-desk.ts';
import { CommandLog } from './platform/command-log.ts';
import { Enrolment } from './platform/enrolment.ts';
import { enrolmentFile } from './platform/enrolment-file.ts';
import { EventStream, type EventStreamOptions } from './platform/event-stream.ts';
import { Heartbeat, type StationCondition } from './platform/heartbeat.ts';
import { OutageLog } from './platform/outage-log.ts';
import { PlatformLink } from './platform/platform-link.ts';
import type { DocumentChain } from './records/document-chain.ts';
import { keepLastHeartbeat } from './records/last-heartbeat.ts';
import type { PhotoStore } from './records/photo-store.ts';
import type { Signer } from './records/signing.ts';
import type { PlatformSettings } from './settings/configuration.ts';
import type { StationDatabase } from './store/database.ts';
import { Meta } from './store/meta.ts';
import type { Reader } from './store/reader.ts';
import { StandardAdapter } from './upload/adapters/standard.ts';
import type { Outbox } from './upload/outbox.ts';
import { ServerClient } from './upload/server-client.ts';
import { askAgain } from './upload/not-taken.ts';
import { systemTimers } from './upload/surroundings.ts';
import { testRecord } from './upload/test-record.ts';
import { Uploader } from './upload/uploader.ts';

/** Parts on their way to the platform at once. */
const UPLOAD_SLOTS = 4;

export interface PlatformConnection {
  readonly link: PlatformLink;
  /** See test-record.ts. */
  test(): Promise<PlatformTest>;
  /** Reads what is on disk: what is wrong there stops the start of the station, and not the station. */
  prepare(): void;
  start(): void;
  stop(): Promise<void>;
}

export interface PlatformParts {
  options: ComposeOptions;
  settings: PlatformSettings;
  signer: Signer;
  stationId: Uuid;
  db: StationDatabase;
  chain: DocumentChain;
  outbox: Outbox;
  photos: PhotoStore;
  reader: Reader;
  condition: () => Promise<StationCondition>;
  onLost: (documents: number, newestAtMs: EpochMs | null) => void;
  callUp: Pick<CommandDeskOptions, 'hasCamera' | 'snapshot' | 'films'>;
  notices: EventStreamOptions['notices'];
}

/** What an interface has no form for is not built, so nobody asks for it (upload/adapters/abilities.ts). */
export function connectPlatform({ settings, ...parts }: PlatformParts): PlatformConnection {
  const connection =
    settings.adapter === 'standard'
      ? connectStandard({ ...parts, settings })
      : connectCounty({ ...parts, settings, slots: UPLOAD_SLOTS });
  const { clock, log } = parts.options;
  const outages = new OutageLog({
    db: parts.db,
    link: connection.link,
    clock,
    log: log.child({ part: 'platform' }),
  });
  return {
    ...connection,
    start() {
      outages.start();
      connection.start();
    },
    async stop() {
      outages.stop();
      await connection.stop();
    },
  };
}

function connectStandard(
  parts: Omit<PlatformParts, 'settings'> & { settings: Extract<PlatformSettings, { adapter: 'standard' }> },
): PlatformConnection {
  const { settings, signer, stationId, db, chain, outbox, photos } = parts;
  const { clock, configuration, dataDir, version } = parts.options;
  const log = parts.options.log.child({ part: 'platform' });
  const around = { clock, timers: systemTimers, random: Math.random, log };
  const link = new PlatformLink(around);
  const enrolment = new Enrolment({
    file: enrolmentFile(dataDir),
    url: settings.url,
    code: settings.enrolmentCode ?? null,
    keyId: signer.kid,
    station: {
      stationId,
      publicKey: signer.publicJwk,
      stationName: configuration.station.name,
      softwareVersion: version,
    },
    link,
    ...around,
  });
  const client = new ServerClient({
    url: settings.url,
    caFile: settings.caFile ?? null,
    connections: UPLOAD_SLOTS + 2,
    userAgent: `weighbridge-office/${version}`,
  });
  const adapter = new StandardAdapter({
    client,
    token: () => enrolment.token(),
    keyId: signer.kid,
    wallMs: () => clock.wall(),
  });
  const uploader = new Uploader({
    outbox,
    adapter,
    link,
    photoFile: (sha256) => photoPath(dataDir, sha256) ?? '',
    checkPhoto: (sha256) => photos.check(sha256),
    slots: UPLOAD_SLOTS,
    onEvidenceFault: (fault) => log.error(fault, 'a picture of a record is missing or damaged'),
    ...around,
  });
  const heartbeat = new Heartbeat({
    adapter,
    link,
    stationId,
    softwareVersion: version,
    condition: parts.condition,
    onHeard: ({ head, length }, answeredAt) => keepLastHeartbeat(db, { length, head: head as Sha256, answeredAt }),
    ...around,
  });
  const guard = new ChainGuard({ db, chain, dataDir, adapter, link, onLost: parts.onLost, ...around });
  const commandLog = new CommandLog(db);
  const desk = new CommandDesk({
    adapter,
    platformUrl: settings.url,
    log: commandLog,
    clockOffsetMs: () => link.state().clockOffsetMs ?? 0,
    clock,
    timers: systemTimers,
    text: log,
    ...parts.callUp,
  });
  const events = new EventStream({
    adapter,
    link,
    db,
    meta: new Meta(db),
    keep: (event) => commandLog.keep(event, clock.wall()),
    carryOut: (event) => desk.carryOut(event),
    notices: parts.notices,
    ...around,
  });
  // A token that is new is used at once: else a fresh station counts as offline until the next minute's beat.
  let admitted = false;
  const unlisten = link.onChange(() => {
    const before = admitted;
    admitted = !link.needsEnrolment();
    if (admitted && !before) heartbeat.beatNow();
  });
  return {
    link,
    test: () => testRecord(adapter, parts.reader),
    prepare() {
      enrolment.load();
      askAgain({ outbox, meta: new Meta(db), whom: adapter.id, takesAll: true });
    },
    start() {
      enrolment.start(adapter);
      guard.start();
      heartbeat.start();
      uploader.start();
      desk.start();
      events.start();
    },
    async stop() {
      unlisten();
      // Together: the closing client ends what is under way, and nobody takes that for a failure of the line.
      await Promise.all([
        events.stop(),
        desk.stop(),
        guard.stop(),
        uploader.stop(),
        heartbeat.stop(),
        enrolment.stop(),
        client.stop(),
      ]);
    },
  };
}
