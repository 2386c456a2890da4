/**
 * The form of an evidence export: a folder that proves itself.
 *
 * `documents.jsonl`: the documents as they were signed, one a line, ascending. `receipts.jsonl`: what the platform acknowledged of
 * them. `pictures/<sha256>`: their pictures. `manifest.json`: what there is, the public keys, and the station's own signature over
 * all of it (a detached JWS over the canonical form without `signature`), so that nothing can be left out later.
 */
import * as z from 'zod';
import { Sha256, Timestamp, Uuid } from '../../../preload/contract/vocabulary.ts';

export const MANIFEST = 'manifest.json';
export const DOCUMENTS = 'documents.jsonl';
export const RECEIPTS = 'receipts.jsonl';
export const PICTURES = 'pictures';

const Listed = z.strictObject({ file: z.string(), lines: z.number().int(), sha256: Sha256 });

export const Manifest = z.strictObject({
  evidenceExport: z.literal(1),
  stationId: Uuid,
  unitName: z.string(),
  simulated: z.boolean(),
  madeAt: Timestamp,
  documents: Listed,
  receipts: Listed,
  /** Ascending. */
  pictures: z.array(Sha256),
  /** Named by a document, and gone already. */
  missing: z.array(Sha256),
  keys: z.array(z.strictObject({ kid: z.string(), publicJwk: z.string(), firstSequence: z.number().int() })),
  signature: z.string(),
});
export type Manifest = z.infer<typeof Manifest>;

export const Receipt = z.strictObject({
  documentId: Uuid,
  sequence: z.number().int(),
  /** null: the document itself. */
  sha256: Sha256.nullable(),
  receivedAt: z.string().nullable(),
});
export type Receipt = z.infer<typeof Receipt>;
