/** The whole platform link of a station on a real folder and real sockets, against any address. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { photoPath } from '../../../main/photo-path.ts';
import { Enrolment } from '../../../main/station/platform/enrolment.ts';
import { enrolmentFile } from '../../../main/station/platform/enrolment-file.ts';
import { Heartbeat } from '../../../main/station/platform/heartbeat.ts';
import { PlatformLink } from '../../../main/station/platform/platform-link.ts';
import { StationDatabase } from '../../../main/station/store/database.ts';
import { StandardAdapter } from '../../../main/station/upload/adapters/standard.ts';
import { Reader } from '../../../main/station/store/reader.ts';
import { Outbox } from '../../../main/station/upload/outbox.ts';
import { OutboxWatch } from '../../../main/station/upload/outbox-status.ts';
import { ServerClient } from '../../../main/station/upload/server-client.ts';
import { Uploader, type EvidenceFault } from '../../../main/station/upload/uploader.ts';
import type { Envelope } from '../../../preload/contract/documents.ts';
import type { Uuid } from '../../../preload/contract/vocabulary.ts';
import { FastTime } from './fast-time.ts';
import { insertSigned, SignedDocuments } from './signed-documents.ts';

export interface RigOptions {
  readonly url: string;
  readonly code?: string | null;
  readonly factor?: number;
  readonly caFile?: string;
  /** Another station's folder and key: the same station with another configuration. */
  readonly sameAs?: UploadRig;
}

export class UploadRig {
  readonly folder: string;
  readonly documents: SignedDocuments;
  readonly time: FastTime;
  readonly faults: EvidenceFault[] = [];
  readonly logged: { fields: object; message: string }[] = [];
  readonly #options: RigOptions;
  link!: PlatformLink;
  outbox!: Outbox;
  uploader!: Uploader;
  enrolment!: Enrolment;
  heartbeat!: Heartbeat;
  adapter!: StandardAdapter;
  watch!: OutboxWatch;
  db!: StationDatabase;
  reader!: Reader;

  constructor(options: RigOptions) {
    this.#options = options;
    this.folder = options.sameAs?.folder ?? mkdtempSync(join(tmpdir(), 'upload-'));
    this.documents = options.sameAs?.documents ?? new SignedDocuments();
    this.time = new FastTime(options.factor ?? 200);
  }

  async start(): Promise<this> {
    const { url, code = 'TEST-CODE', caFile } = this.#options;
    const { time, documents, folder } = this;
    const keyId = await documents.keyId();
    const log = {
      info: (fields: object, message: string) => void this.logged.push({ fields, message }),
      warn: (fields: object, message: string) => void this.logged.push({ fields, message }),
    };
    const shared = { clock: time, timers: time, random: Math.random, log };
    this.db = StationDatabase.open({
      dataDir: folder,
      simulated: true,
      clock: time,
      newId: () => documents.stationId as Uuid,
    });
    this.reader = new Reader({ dataDir: folder });
    this.outbox = new Outbox(this.db);
    this.link = new PlatformLink(shared);
    const client = new ServerClient({
      url,
      connections: 6,
      userAgent: 'test',
      connectTimeoutMs: 1_000,
      headersTimeoutMs: 600,
      bodyTimeoutMs: 600,
      ...(caFile === undefined ? {} : { caFile }),
    });
    this.enrolment = new Enrolment({
      ...shared,
      file: enrolmentFile(folder),
      url,
      code,
      keyId,
      link: this.link,
      station: {
        stationId: documents.stationId as Uuid,
        publicKey: documents.publicKey,
        stationName: '1号磅',
        softwareVersion: '0.1.0',
      },
    });
    const { outbox, link, enrolment } = this;
    this.adapter = new StandardAdapter({ client, token: () => enrolment.token(), keyId, wallMs: () => time.wall() });
    const { adapter } = this;
    this.uploader = new Uploader({
      ...shared,
      outbox,
      adapter,
      link,
      photoFile: (sha256) => photoPath(folder, sha256) ?? '',
      checkPhoto: (sha256) => Promise.resolve(this.#check(sha256)),
      onEvidenceFault: (fault) => this.faults.push(fault),
    });
    this.heartbeat = new Heartbeat({
      ...shared,
      adapter,
      link,
      stationId: documents.stationId,
      softwareVersion: '0.1.0',
      condition: () =>
        Promise.resolve({
          devices: [],
          outbox: this.watch.summary(),
          chain: { length: documents.length, head: '0'.repeat(64) },
          diskFreeBytes: null,
        }),
      onHeard: () => undefined,
    });
    this.watch = new OutboxWatch({ outbox, reader: this.reader, link, clock: time, timers: time });
    this.watch.start();
    this.uploader.start();
    this.enrolment.load();
    this.enrolment.start(adapter);
    return this;
  }

  async stop(): Promise<void> {
    this.watch.stop();
    await Promise.all([this.uploader.stop(), this.enrolment.stop(), this.heartbeat.stop(), this.adapter.stop()]);
    await this.reader.stop();
    this.db.close();
  }

  /** Stops and removes everything. */
  async end(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Saves the next document as the chain writer would; `ageMs` lets it be older. */
  async save(pictures = 2, ageMs = 0, pictureBytes = 2_000): Promise<Envelope> {
    const document = await this.documents.next(this.folder, this.time.wall() - ageMs, pictures, pictureBytes);
    this.db.immediate(() => {
      insertSigned(this.db, document);
      this.outbox.enqueue(document);
    });
    return document;
  }

  #check(sha256: string): 'whole' | 'damaged' | 'missing' {
    const file = photoPath(this.folder, sha256) ?? '';
    if (!existsSync(file)) return 'missing';
    return createHash('sha256').update(readFileSync(file)).digest('hex') === sha256 ? 'whole' : 'damaged';
  }
}
