/** A station's folder full of documents and pictures that nobody has received yet, made by the real chain and stores. */
import { randomBytes } from 'node:crypto';
import { CaptureStore } from '../../main/station/records/capture-store.ts';
import { PhotoStore } from '../../main/station/records/photo-store.ts';
import type { Signer } from '../../main/station/records/signing.ts';
import { StationDatabase } from '../../main/station/store/database.ts';
import { Outbox } from '../../main/station/upload/outbox.ts';
import { HELD, READY } from '../../main/station/upload/outbox-queue.ts';
import type { Image } from '../../preload/contract/documents.ts';
import { captureRow, chainOf, image, newSigner, weighingBody } from '../unit/records/samples.ts';
import { newId } from '../unit/store/temp-station.ts';
import { say } from './figure.ts';
import { systemClock } from './system-clock.ts';

export const PICTURES_A_DOCUMENT = 2;
/** Old enough to be a backlog, and not the truck that just left: product.md U2 treats them apart. */
const AGE_MS = 86_400_000;

export interface Part {
  readonly documentId: string;
  /** null: the document itself. */
  readonly sha256: string | null;
  /** Of the document. */
  readonly bytes: Uint8Array;
}

export class Backlog {
  readonly dataDir: string;
  readonly db: StationDatabase;
  readonly signer: Signer;
  /** Everything that goes over the line, bodies only. */
  readonly bytes: number;

  static async make(dataDir: string, documents: number, pictureBytes: number): Promise<Backlog> {
    const clock = systemClock(AGE_MS);
    const db = StationDatabase.open({ dataDir, simulated: true, clock, newId });
    const signer = newSigner();
    const { add } = chainOf(db, clock, signer);
    const captures = new CaptureStore(db);
    const outbox = new Outbox(db);
    const photos = new PhotoStore({ dataDir, db });
    await photos.start();
    const content = randomBytes(pictureBytes);
    let pictures = 0;
    const picture = async (cameraId: string, role: Image['role']): Promise<Image> => {
      const bytes = Buffer.from(content);
      bytes.writeInt32BE((pictures += 1));
      return { ...image(cameraId, role), sha256: await photos.put(bytes), bytes: pictureBytes };
    };
    const startedAt = performance.now();
    let bytes = documents * PICTURES_A_DOCUMENT * pictureBytes;
    for (let made = 0; made < documents; made += 1) {
      const images = await Promise.all([picture('cam-front', 'front'), picture('cam-rear', 'rear')]);
      const row = captureRow({ images });
      db.immediate(() => captures.insert(row));
      const document = add('weighing', weighingBody({ images }), row.id);
      db.immediate(() => outbox.enqueue(document));
      bytes += Buffer.byteLength(JSON.stringify(document));
    }
    const seconds = (performance.now() - startedAt) / 1000;
    say(`  ${documents} documents and ${pictures} pictures made in ${seconds.toFixed(1)} s`);
    return new Backlog(dataDir, db, signer, bytes);
  }

  private constructor(dataDir: string, db: StationDatabase, signer: Signer, bytes: number) {
    this.dataDir = dataDir;
    this.db = db;
    this.signer = signer;
    this.bytes = bytes;
  }

  /** Nothing waits but the parts of these documents, as if never tried; `from` counts from 0 and `to` is not included. */
  owe(from: number, to: number): void {
    const { db } = this;
    db.immediate(() => {
      db.prepare(`UPDATE outbox SET state = 'done', nextAttemptAtMs = ${READY}`).run();
      db.prepare(
        `UPDATE outbox SET state = 'pending', attempts = 0, receivedAt = NULL,
         nextAttemptAtMs = CASE part WHEN 'document' THEN ${READY} ELSE ${HELD} END
         WHERE sequence > ? AND sequence <= ?`,
      ).run(from, to);
    });
  }

  /** The same parts, in the order in which they were made. */
  parts(from: number, to: number): Part[] {
    return this.db
      .prepare<Part>(
        `SELECT o.documentId, o.sha256, d.bytes FROM outbox o JOIN document d ON d.id = o.documentId
         WHERE o.sequence > ? AND o.sequence <= ? ORDER BY o.id`,
      )
      .all(from, to);
  }

  close(): void {
    this.db.close();
  }
}
