/** Documents as far as the outbox looks at them, with ids and hashes that tests can tell apart. */
import type { Envelope } from '../../../preload/contract/documents.ts';
import { timestamp, type EpochMs, type Sha256 } from '../../../preload/contract/vocabulary.ts';
import type { Writer } from '../../../main/station/store/statement.ts';

/** Noon of 22 November 2026 in Beijing. */
export const NOON = Date.UTC(2026, 10, 22, 4);

export const sampleId = (sequence: number): string =>
  `01930000-0000-7000-8000-${sequence.toString(16).padStart(12, '0')}`;
export const samplePicture = (sequence: number, index: number): Sha256 =>
  `${sequence.toString(16).padStart(32, '0')}${index.toString(16).padStart(32, '0')}` as Sha256;

/** A document with `pictures` distinct pictures, made at `madeMs`. */
export function sampleDocument(sequence: number, madeMs: number, pictures = 2): Envelope {
  return {
    id: sampleId(sequence),
    stationId: sampleId(0xfff),
    sequence,
    createdAt: timestamp(madeMs as EpochMs),
    prevHash: '0'.repeat(64),
    hash: sequence.toString(16).padStart(64, '0'),
    signature: 'a..b',
    images: Array.from({ length: pictures }, (_, index) => ({ role: 'front', sha256: samplePicture(sequence, index) })),
  } as unknown as Envelope;
}

/** What the chain writer does with a document, as far as the outbox depends on it; inside a transaction. */
export function insertDocument(db: Writer, document: Envelope): void {
  const { sequence, id, prevHash, hash, createdAt } = document;
  db.prepare('INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
    sequence, id, 'gate-pass', prevHash, hash, createdAt, Date.parse(createdAt), Buffer.from(JSON.stringify(document)),
  ); // prettier-ignore
}
