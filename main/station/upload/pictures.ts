/** Which pictures belong to a document. */
import type { Envelope } from '../../../preload/contract/documents.ts';
import { Sha256 } from '../../../preload/contract/vocabulary.ts';

/**
 * The hashes of the pictures that a document names, each once, in its order: `images[]` of weighings, gate passes and
 * rectifications, `items[].evidence[]` of acceptance runs (openapi.yaml, components.schemas).
 */
export function picturesOf(document: Envelope): Sha256[] {
  const items = list(document['items']).flatMap((item) => list(field(item, 'evidence')));
  const hashes = [...list(document['images']), ...items].map((image) => Sha256.safeParse(field(image, 'sha256')).data);
  return [...new Set(hashes.filter((hash) => hash !== undefined))];
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
