/**
 * How fast a whole data folder is proved (copy, chain, signatures, derived tables, rows), beside a loop that does nothing but
 * check the same Ed25519 signatures over the same payloads, which lie in memory ready for it.
 */
import { execFile } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { parseCanonical } from '../../main/station/records/canonical.ts';
import { CaptureStore } from '../../main/station/records/capture-store.ts';
import { DocumentChain } from '../../main/station/records/document-chain.ts';
import { PassStore } from '../../main/station/records/pass-store.ts';
import { PhotoStore } from '../../main/station/records/photo-store.ts';
import { Publisher } from '../../main/station/records/publisher.ts';
import { WeighingStore } from '../../main/station/records/weighing-store.ts';
import { StationDatabase } from '../../main/station/store/database.ts';
import { Outbox } from '../../main/station/upload/outbox.ts';
import type { Image } from '../../preload/contract/documents.ts';
import type { ProofReport } from '../../preload/contract/proof.ts';
import { kg, timestamp } from '../../preload/contract/vocabulary.ts';
import { captureRow, image, newSigner, passRow, weighingBody } from '../unit/records/samples.ts';
import { newId, TestClock } from '../unit/store/temp-station.ts';
import { inBenchFolder } from './bench-folder.ts';
import { median, say, type Bench } from './figure.ts';

const PROGRAM = resolve(import.meta.dirname, '../../out/verify.cjs');
const DOCUMENTS = 20_000;
const A_TRANSACTION = 500;
const ROUNDS = 3;

interface Signed {
  readonly input: Buffer;
  readonly signature: Buffer;
}

export const verifyFigure: Bench = {
  name: 'verify',
  unit: 'documents/s',
  goal: { of: 'ratio', is: 'at-least', bound: 0.7 },
  measure: () =>
    inBenchFolder(async (folder) => {
      const dataDir = join(folder, 'data');
      const { jwk, signed } = await fill(dataDir);
      const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
      const bare = (): void => {
        for (const { input, signature } of signed)
          if (!verify(null, input, key, signature)) throw new Error('a signature of our own is wrong');
      };
      // As it is shipped, its start included.
      const product = async (): Promise<void> => {
        const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, dataDir, '--json']);
        const { documents, faults, seconds } = JSON.parse(stdout) as ProofReport;
        if (documents !== DOCUMENTS || faults.length > 0) throw new Error(JSON.stringify(faults[0]));
        say(`  of that ${seconds} s at work`);
      };
      const taken: { bare: number[]; product: number[] } = { bare: [], product: [] };
      for (let round = 0; round < ROUNDS; round += 1) {
        const ways = [
          { name: 'bare', run: bare },
          { name: 'product', run: product },
        ] as const;
        for (const { name, run } of round % 2 === 0 ? ways : ways.toReversed()) {
          const startedAt = performance.now();
          await run();
          const perSecond = DOCUMENTS / ((performance.now() - startedAt) / 1000);
          taken[name].push(perSecond);
          say(`  ${name} ${perSecond.toFixed(0)} documents/s`);
        }
      }
      return { value: median(taken.product), baseline: median(taken.bare) };
    }),
};

/** Trucks that took half a minute to stand; all of them in the same two pictures, for this is about documents. */
async function fill(dataDir: string): Promise<{ jwk: object; signed: readonly Signed[] }> {
  const clock = new TestClock();
  const db = StationDatabase.open({ dataDir, simulated: true, clock, newId });
  db.prepare('PRAGMA synchronous = OFF').run();
  const signer = newSigner();
  const chain = new DocumentChain({ db, signer, stationId: db.stationId, simulated: true, clock });
  const outbox = new Outbox(db);
  const publisher = new Publisher({ db, chain, enqueue: (document) => outbox.enqueue(document) });
  const photos = new PhotoStore({ dataDir, db });
  await photos.start();
  const pictures: Image[] = [];
  for (const [cameraId, role] of [
    ['cam-front', 'front'],
    ['cam-rear', 'rear'],
  ] as const) {
    const bytes = Buffer.from(`a picture of ${role}`);
    pictures.push({ ...image(cameraId, role), sha256: await photos.put(bytes), bytes: bytes.length });
  }
  const weightsKg = Array.from({ length: 300 }, (_, index) => kg(Math.min(48_620, index * 400)));
  const captures = new CaptureStore(db);
  const passes = new PassStore(db);
  const weighings = new WeighingStore(db);
  for (let made = 0; made < DOCUMENTS; made += A_TRANSACTION)
    db.immediate(() => {
      for (let nth = made; nth < made + A_TRANSACTION; nth += 1) {
        clock.now += 60_000;
        const weighedAt = timestamp(clock.wall());
        const plate = { text: `晋C${String(nth % 500).padStart(5, '0')}`, source: 'manual' } as const;
        const trace = { startedAt: weighedAt, intervalMs: 100, weightsKg };
        const body = weighingBody({ images: pictures, weighedAt, trace, plateFront: plate });
        const row = captureRow({ images: pictures, weighedAt, weighedAtMs: clock.wall(), trace });
        captures.insert(row);
        publisher.publish('weighing', row.id, { ...body, caseId: row.caseId });
        passes.insert(passRow({ id: row.passId, startedAt: weighedAt, endedAt: weighedAt, curveStartedAt: weighedAt }));
        weighings.left([row.id], clock.wall());
      }
    });
  const signed = db
    .prepare<{ bytes: Uint8Array }>('SELECT bytes FROM document ORDER BY sequence')
    .all()
    .map(({ bytes }) => partsOf(bytes));
  db.close();
  const size = signed.reduce((sum, { input }) => sum + input.length, 0) / DOCUMENTS;
  say(`  ${DOCUMENTS} documents, ${size.toFixed(0)} signed bytes each`);
  return { jwk: signer.publicJwk, signed };
}

function partsOf(bytes: Uint8Array): Signed {
  const read = parseCanonical(bytes);
  const jws = read?.object['signature'];
  if (read === undefined || typeof jws !== 'string') throw new Error('a document of our own is not one');
  const payload = read.text.replace(`,"signature":${JSON.stringify(jws)}`, '');
  const [header = '', , signature = ''] = jws.split('.');
  return {
    input: Buffer.from(`${header}.${Buffer.from(payload).toString('base64url')}`),
    signature: Buffer.from(signature, 'base64url'),
  };
}
