/** The uploader with the adapter of a county's own interface, on a real folder, a real socket and a fast clock. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { photoPath } from '../../../main/photo-path.ts';
import { PlatformLink } from '../../../main/station/platform/platform-link.ts';
import { readCountyMapping } from '../../../main/station/settings/county-mapping-file.ts';
import { StationDatabase } from '../../../main/station/store/database.ts';
import { CountyJsonAdapter } from '../../../main/station/upload/adapters/county/county-json.ts';
import { Outbox } from '../../../main/station/upload/outbox.ts';
import { ServerClient } from '../../../main/station/upload/server-client.ts';
import { testRecord } from '../../../main/station/upload/test-record.ts';
import { Uploader } from '../../../main/station/upload/uploader.ts';
import type { DocumentKind, Envelope } from '../../../preload/contract/documents.ts';
import type { PlatformTest } from '../../../preload/contract/platform.ts';
import { timestamp, type Uuid } from '../../../preload/contract/vocabulary.ts';
import { COUNTY_APP_ID, COUNTY_SECRET } from '../../sim/county-platform/county-platform.ts';
import { FastTime } from './fast-time.ts';

export const stationId = '01930000-0000-7000-8000-00000000beef' as Uuid;

interface PartRow {
  readonly part: string;
  readonly state: string;
  readonly receivedAt: string | null;
  readonly attempts: number;
  readonly lastError: string | null;
}

export class CountyRig {
  readonly folder = mkdtempSync(join(tmpdir(), 'county-'));
  readonly time = new FastTime(200, Date.now());
  /** Documents that the platform itself refused for ever. */
  readonly refused: Uuid[] = [];
  readonly link: PlatformLink;
  readonly outbox: Outbox;
  readonly db: StationDatabase;
  readonly adapter: CountyJsonAdapter;
  readonly #uploader: Uploader;
  #sequence = 0;

  constructor(url: string, options: { readonly secret?: string; readonly caFile?: string } = {}) {
    const { folder, time } = this;
    const log = { info: () => undefined, warn: () => undefined };
    const shared = { clock: time, timers: time, random: Math.random, log };
    const photoFile = (sha256: string): string => photoPath(folder, sha256) ?? '';
    this.db = StationDatabase.open({ dataDir: folder, simulated: true, clock: time, newId: () => stationId });
    this.outbox = new Outbox(this.db, (documentId) => this.refused.push(documentId));
    this.adapter = new CountyJsonAdapter({
      client: new ServerClient({
        url,
        connections: 4,
        userAgent: 'test',
        connectTimeoutMs: 1_000,
        headersTimeoutMs: 600,
        bodyTimeoutMs: 600,
        ...(options.caFile === undefined ? {} : { caFile: options.caFile }),
      }),
      mapping: readCountyMapping('example-county', [20]),
      credentials: { appId: COUNTY_APP_ID, secret: options.secret ?? COUNTY_SECRET },
      station: { unitCode: '140321-0001', unitName: '示例煤矿', name: '1号磅', stationNo: '1', stationId },
      photoFile,
      // Its requests are timed by the real clock: the county's is real.
      wallMs: () => Date.now(),
      newNonce: () => '',
    });
    this.link = new PlatformLink({ ...shared, abilities: this.adapter.abilities });
    this.#uploader = new Uploader({
      ...shared,
      outbox: this.outbox,
      adapter: this.adapter,
      link: this.link,
      photoFile,
      checkPhoto: () => Promise.resolve('damaged'),
    });
  }

  start(): void {
    this.link.enrolled();
    this.#uploader.start();
  }

  async end(): Promise<void> {
    await Promise.all([this.#uploader.stop(), this.adapter.stop()]);
    this.db.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  test(): Promise<PlatformTest> {
    return testRecord(this.adapter, { all: <T>(sql: string) => Promise.resolve(this.db.prepare<T>(sql).all()) });
  }

  /** Saves a weighing as the chain writer would, as far as uploading looks at it. */
  save(weightKg: number, more: object = {}, kind: DocumentKind = 'weighing'): Envelope {
    const sequence = ++this.#sequence;
    const at = timestamp(this.time.wall());
    const images = (['front', 'rear'] as const).map((role) => this.#picture(role, sequence, at));
    const document = {
      id: `01930000-0000-7000-9000-${sequence.toString(16).padStart(12, '0')}`,
      stationId, sequence, createdAt: at, prevHash: '0'.repeat(64), hash: sequence.toString(16).padStart(64, '0'),
      signature: 'a..b', kind: 'gross', weightKg, weighedAt: at, plateFront: { text: '晋C12345', color: 'yellow' },
      plateRear: { text: null }, axleCount: 6, limitKg: 49_000, overKg: 0, operatorId: '张三', images, ...more,
    } as unknown as Envelope; // prettier-ignore
    this.db.immediate(() => {
      const { createdAt, hash, id, prevHash } = document;
      this.db
        .prepare('INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
        .run(
          sequence,
          id,
          kind,
          prevHash,
          hash,
          createdAt,
          Date.parse(createdAt),
          Buffer.from(JSON.stringify(document)),
        );
      this.outbox.enqueue(document);
    });
    return document;
  }

  parts(document: Envelope): readonly PartRow[] {
    return this.db
      .prepare<PartRow>(
        'SELECT part, state, receivedAt, attempts, lastError FROM outbox WHERE documentId = ? ORDER BY id',
      )
      .all(document.id);
  }

  picture(role: string, sequence: number): Buffer {
    return Buffer.from(`${role} of ${sequence} `.repeat(200));
  }

  pictureFile(sha256: string): string {
    return photoPath(this.folder, sha256) ?? '';
  }

  #picture(role: string, sequence: number, takenAt: string): object {
    const content = this.picture(role, sequence);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const file = this.pictureFile(sha256);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return { role, sha256, bytes: content.length, width: 1920, height: 1080, takenAt, cameraId: `cam-${role}` };
  }
}
