/** What saving one weight with two pictures costs, beside what the disk itself takes for the same bytes. */
import { randomBytes } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { CaptureStore, type CaptureRow } from '../../main/station/records/capture-store.ts';
import { PhotoStore } from '../../main/station/records/photo-store.ts';
import { StationDatabase } from '../../main/station/store/database.ts';
import type { Image } from '../../preload/contract/documents.ts';
import { kg, timestamp, type EpochMs, type Sha256 } from '../../preload/contract/vocabulary.ts';
import { captureRow, image } from '../unit/records/samples.ts';
import { newId } from '../unit/store/temp-station.ts';
import { inBenchFolder } from './bench-folder.ts';
import { percentile, say, spread, type Bench } from './figure.ts';
import { systemClock } from './system-clock.ts';

const PICTURE_BYTES = 500_000;
/** p99 of so many is the fifth worst. */
const SAMPLES = 400;
/** The first ones make the 256 folders and warm both paths. */
const WARM_UP = 40;

/** Saves two pictures and the row that names them; resolves when all of it survives a power cut. */
type Save = (pictures: readonly [Buffer, Buffer]) => Promise<void>;

export const captureCommit: Bench = {
  name: 'capture-commit-p99',
  unit: 'ms',
  goal: { of: 'ratio', is: 'at-most', bound: 2 },
  measure: () =>
    inBenchFolder(async (folder) => {
      const product = await openProduct(join(folder, 'product'));
      const floor = await openFloor(join(folder, 'floor'));
      const productMs: number[] = [];
      const floorMs: number[] = [];
      const content = randomBytes(PICTURE_BYTES);
      for (let sample = -WARM_UP; sample < SAMPLES; sample += 1) {
        const pictures = [different(content, 2 * sample), different(content, 2 * sample + 1)] as const;
        // In turns, and each first every other time: the disk's mood hits both.
        const pair = [
          { save: floor.save, into: floorMs },
          { save: product.save, into: productMs },
        ];
        for (const { save, into } of sample % 2 === 0 ? pair : pair.toReversed()) {
          const startedAt = performance.now();
          await save(pictures);
          if (sample >= 0) into.push(performance.now() - startedAt);
        }
      }
      product.close();
      floor.close();
      say(`  product ${spread(productMs)} ms`);
      say(`  floor   ${spread(floorMs)} ms`);
      return { value: percentile(productMs, 0.99), baseline: percentile(floorMs, 0.99) };
    }),
};

/** As weighing-service.ts does it: both pictures at once, then the row in one transaction. */
async function openProduct(dataDir: string): Promise<{ save: Save; close(): void }> {
  const db = StationDatabase.open({ dataDir, simulated: true, clock: systemClock(), newId });
  const captures = new CaptureStore(db);
  const photos = new PhotoStore({ dataDir, db });
  await photos.start();
  return {
    async save(pictures) {
      const [front, rear] = await Promise.all(pictures.map((picture) => photos.put(picture)));
      if (front === undefined || rear === undefined) throw new Error('two pictures were given');
      const row = rowOf(imageOf('cam-front', 'front', front), imageOf('cam-rear', 'rear', rear));
      db.immediate(() => captures.insert(row));
    },
    close: () => db.close(),
  };
}

/** Nothing but the same bytes: two files written and flushed at once, one row in one FULL commit. */
async function openFloor(folder: string): Promise<{ save: Save; close(): void }> {
  await mkdir(folder, { recursive: true });
  const db = new Database(join(folder, 'floor.sqlite'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE capture (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT');
  const insert = db.prepare('INSERT INTO capture VALUES (?, ?)');
  let files = 0;
  const write = async (bytes: Buffer): Promise<void> => {
    files += 1;
    const handle = await open(join(folder, `${files}.jpg`), 'w');
    await handle.writeFile(bytes);
    await handle.sync();
    await handle.close();
  };
  return {
    async save(pictures) {
      await Promise.all(pictures.map(write));
      const row = rowOf(image('cam-front', 'front'), image('cam-rear', 'rear'));
      insert.run(row.id, JSON.stringify(row));
    },
    close: () => db.close(),
  };
}

/** A truck that took half a minute to stand, at ten frames a second. */
function rowOf(...images: readonly Image[]): CaptureRow {
  const now = Date.now() as EpochMs;
  const trace = {
    startedAt: timestamp((now - 30_000) as EpochMs),
    intervalMs: 100,
    weightsKg: Array.from({ length: 300 }, (_, index) => kg(Math.min(48_620, index * 400))),
  };
  return captureRow({ images, trace, weighedAt: timestamp(now), weighedAtMs: now });
}

function imageOf(cameraId: string, role: Image['role'], sha256: Sha256): Image {
  return { ...image(cameraId, role), sha256, bytes: PICTURE_BYTES };
}

function different(content: Buffer, number: number): Buffer {
  const picture = Buffer.from(content);
  picture.writeInt32BE(number);
  return picture;
}
