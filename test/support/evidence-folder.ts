/** A data folder with everything that a verifier looks at, made by the real chain, stores, outbox and pictures. */
import { randomBytes } from 'node:crypto';
import { CaptureStore } from '../../main/station/records/capture-store.ts';
import { DocumentChain } from '../../main/station/records/document-chain.ts';
import { GateStore } from '../../main/station/records/gate-store.ts';
import { LoadSheetStore } from '../../main/station/records/load-sheet-store.ts';
import { OutcomeStore } from '../../main/station/records/outcome-store.ts';
import { PassStore } from '../../main/station/records/pass-store.ts';
import { PhotoStore } from '../../main/station/records/photo-store.ts';
import { Publisher } from '../../main/station/records/publisher.ts';
import type { Signer } from '../../main/station/records/signing.ts';
import { WeighingStore } from '../../main/station/records/weighing-store.ts';
import { StationDatabase } from '../../main/station/store/database.ts';
import { Outbox } from '../../main/station/upload/outbox.ts';
import type { Image, WeighingBody } from '../../preload/contract/documents.ts';
import { kg, timestamp, type Sha256, type Uuid } from '../../preload/contract/vocabulary.ts';
import {
  captureRow,
  displaySeen,
  gateBody,
  image,
  newSigner,
  noticeBody,
  passRow,
  plateSeen,
  readingsOf,
  sheetBody,
  weighingBody,
} from '../unit/records/samples.ts';
import { newId, TestClock } from '../unit/store/temp-station.ts';

export class EvidenceFolder {
  readonly dataDir: string;
  readonly db: StationDatabase;
  readonly clock = new TestClock();
  readonly photos: PhotoStore;
  readonly outbox: Outbox;
  /** By hash: what each picture's file holds. */
  readonly pictures = new Map<Sha256, Buffer>();
  readonly #pictureBytes: number;
  #signer: Signer;
  #sheets = 0;

  static async make(dataDir: string, options: { readonly pictureBytes?: number } = {}): Promise<EvidenceFolder> {
    const folder = new EvidenceFolder(dataDir, options.pictureBytes ?? 300);
    await folder.photos.start();
    return folder;
  }

  private constructor(dataDir: string, pictureBytes: number) {
    this.dataDir = dataDir;
    this.db = StationDatabase.open({ dataDir, simulated: true, clock: this.clock, newId });
    this.photos = new PhotoStore({ dataDir, db: this.db });
    this.outbox = new Outbox(this.db);
    this.#pictureBytes = pictureBytes;
    this.#signer = newSigner();
  }

  get signer(): Signer {
    return this.#signer;
  }

  /** A new key, as a folder gets it that lost its own, with its notice. @param tells the notice names it */
  changeKey(tells = true): Signer {
    this.#signer = newSigner();
    this.#publisher((publisher) =>
      publisher.publish('notice', newId(), {
        ...noticeBody('key-change', { subjectId: null, text: tells ? `new key ${this.#signer.kid}` : 'new key' }),
      }),
    );
    return this.#signer;
  }

  async picture(cameraId: string, role: Image['role']): Promise<Image> {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(this.#pictureBytes)]);
    const sha256 = await this.photos.put(bytes);
    this.pictures.set(sha256, bytes);
    const takenAt = timestamp(this.clock.wall());
    return { ...image(cameraId, role), sha256, bytes: bytes.length, takenAt };
  }

  /** Saved, read, recorded, gone from the deck. */
  async weigh(changes: Partial<WeighingBody> = {}): Promise<Uuid> {
    this.clock.now += 60_000;
    const images = await Promise.all([this.picture('cam-front', 'front'), this.picture('cam-rear', 'rear')]);
    const weighedAt = timestamp(this.clock.wall());
    const body = weighingBody({ images, weighedAt, ...changes });
    const row = captureRow({
      images,
      weighedAt,
      weighedAtMs: this.clock.wall(),
      weightKg: body.weightKg,
      caseId: body.caseId ?? newId(),
    });
    this.db.immediate(() => new CaptureStore(this.db).insert(row));
    this.clock.now += 5_000;
    this.#publisher((publisher) => {
      const document = publisher.publish('weighing', row.id, { ...body, caseId: row.caseId });
      const readings = readingsOf({
        plateFront: plateSeen('晋C12345', { sha256: images[0]?.sha256 }),
        displays: [displaySeen('cam-front', { sha256: images[0]?.sha256 })],
      });
      const how = { passId: row.passId, taken: false, reads: true, confirmedAt: null };
      new OutcomeStore(this.db).add(document, readings, how);
    });
    this.clock.now += 5_000;
    this.db.immediate(() => {
      new PassStore(this.db).insert(
        passRow({
          id: row.passId,
          startedAt: weighedAt,
          endedAt: timestamp(this.clock.wall()),
          curveStartedAt: weighedAt,
        }),
      );
      new WeighingStore(this.db).left([row.id], this.clock.wall());
    });
    return row.id;
  }

  /** Saved, and not recorded yet. */
  async save(): Promise<void> {
    const images = [await this.picture('cam-front', 'front')];
    this.db.immediate(() => new CaptureStore(this.db).insert(captureRow({ images })));
  }

  sheet(gross: Uuid, tare: Uuid): Uuid {
    const id = newId();
    this.#sheets += 1;
    this.#publisher((publisher) => {
      const number = new LoadSheetStore(this.db).nextNumber('140321-0001-1', '20261122');
      publisher.publish('load-sheet', id, sheetBody(gross, tare, number));
      this.db
        .prepare(
          `INSERT INTO print_job (id, sheetId, sheetNumber, copy, state, createdAt, createdAtMs, operatorId)
           VALUES (?, ?, ?, 1, 'printed', ?, ?, '测试员')`,
        )
        .run(newId(), id, number, timestamp(this.clock.wall()), this.clock.wall());
    });
    return id;
  }

  voidSheet(sheet: Uuid, gross: Uuid, tare: Uuid): void {
    this.#publisher((publisher) =>
      publisher.publish('load-sheet', newId(), {
        ...sheetBody(gross, tare, `140321-0001-1-20261122-${String(this.#sheets).padStart(4, '0')}`),
        status: 'void',
        voids: sheet,
      }),
    );
  }

  notice(...[kind, changes]: Parameters<typeof noticeBody>): void {
    this.#publisher((publisher) => publisher.publish('notice', newId(), noticeBody(kind, changes)));
  }

  async gatePass(plate: string | null): Promise<void> {
    const body = { ...gateBody(plate), images: [await this.picture('cam-in', 'gate')] };
    const id = newId();
    this.db.immediate(() => new GateStore(this.db).insert({ id, body }));
    this.#publisher((publisher) => publisher.publish('gate-pass', id, body));
  }

  /** The platform has the first so many documents, and what they name. */
  receive(documents: number): void {
    const at = timestamp(this.clock.wall());
    for (const part of ['document', 'photo'] as const) {
      const rows = this.db
        .prepare<{ id: number; part: 'document' | 'photo'; documentId: Uuid; sequence: number; sha256: Sha256 | null }>(
          'SELECT * FROM outbox WHERE part = ? AND sequence <= ?',
        )
        .all(part, documents);
      this.outbox.settle(rows.map((row) => ({ kind: 'received', row: row as never, receivedAt: at })));
    }
  }

  /** One of each kind of thing. @returns the ids of the weighings */
  async ordinaryDay(): Promise<Uuid[]> {
    const tare = await this.weigh({ kind: 'tare', weightKg: kg(16_200) });
    const gross = await this.weigh();
    const sheet = this.sheet(gross, tare);
    this.notice('maintenance', { text: '保养' });
    const wrong = await this.weigh({ plateFront: { text: '晋C00000', source: 'manual' } });
    this.notice('correction', {
      subjectId: wrong,
      correction: { field: 'plateFront', from: '晋C00000', to: '晋C54321' },
    });
    this.notice('correction', { subjectId: wrong, correction: { field: 'axleCount', from: 6, to: 5 } });
    const voided = await this.weigh({ kind: 'recheck' });
    this.notice('weighing-void', { subjectId: voided });
    this.voidSheet(sheet, gross, tare);
    this.sheet(gross, tare);
    await this.gatePass('晋C12345');
    this.notice('outage', {
      text: '数据恢复后缺 2 份文件，装载单号 140321-0001-1-20261122-0003 至 140321-0001-1-20261122-0004 不再使用',
    });
    this.db.immediate(() => new LoadSheetStore(this.db).skip('140321-0001-1', '20261122', 2));
    this.receive(5);
    return [tare, gross, wrong, voided];
  }

  end(): void {
    this.db.close();
  }

  #publisher(deed: (publisher: Publisher) => void): void {
    const { clock, db, outbox } = this;
    const chain = new DocumentChain({
      db,
      signer: this.#signer,
      stationId: db.stationId,
      simulated: db.simulated,
      clock,
    });
    const publisher = new Publisher({ db, chain, enqueue: (document) => outbox.enqueue(document) });
    db.immediate(() => deed(publisher));
  }
}
