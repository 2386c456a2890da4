/** What the platform holds: stations with their keys and tokens, documents, pictures. Knows the rules, not HTTP. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JWK } from 'jose';
import { documentFault, thumbprint, type Json } from './judge.ts';
import { DOCUMENT_SCHEMAS, type Schemas } from './schemas.ts';

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
}
export const problem = (status: number, title: string, detail: string): Reply => ({
  status,
  body: { type: 'about:blank', title, status, detail },
});

export interface HeldDocument {
  readonly id: string;
  readonly path: string;
  readonly stationId: string;
  readonly sequence: number;
  readonly hash: string;
  readonly prevHash: string;
  readonly receivedAt: string;
  readonly bytes: Buffer;
  readonly document: Json;
  /** Every picture that the document names. */
  readonly pictures: readonly string[];
  /** How often it was PUT, the first time included. */
  puts: number;
}

export interface Station {
  readonly stationId: string;
  readonly name: string;
  readonly keys: Map<string, JWK>;
}

export interface LedgerOptions {
  readonly schemas: Schemas;
  /** Codes that installers may hold. */
  readonly codes: readonly string[];
  readonly now: () => Date;
  /** Also written here: documents/<id>.json and blobs/<sha256>. */
  readonly folder?: string;
  /** False: of pictures only the size is kept (long runs). */
  readonly keepPictures?: boolean;
}

export class Ledger {
  readonly documents = new Map<string, HeldDocument>();
  /** Hash → bytes (empty when not kept). */
  readonly blobs = new Map<string, Buffer>();
  readonly stations = new Map<string, Station>();
  readonly tokens = new Map<string, string>();
  readonly #codes = new Map<string, string | null>();
  readonly #options: LedgerOptions;

  constructor(options: LedgerOptions) {
    this.#options = options;
    for (const code of options.codes) this.#codes.set(code, null);
    if (options.folder === undefined) return;
    for (const name of ['documents', 'blobs']) mkdirSync(join(options.folder, name), { recursive: true });
  }

  async enrol(body: Json): Promise<Reply> {
    const text = (name: string): string => (typeof body[name] === 'string' ? body[name] : '');
    const fault = this.#options.schemas.fault('Jwk', body['publicKey']);
    if (fault !== null) return problem(400, 'not an enrolment', `/publicKey${fault}`);
    for (const name of ['enrolmentCode', 'stationId', 'stationName', 'softwareVersion'])
      if (text(name) === '') return problem(400, 'not an enrolment', `/${name} must be a text`);
    const jwk = body['publicKey'] as JWK;
    const keyId = await thumbprint(jwk);
    const code = text('enrolmentCode');
    const usedBy = this.#codes.get(code);
    const use = `${text('stationId')} ${keyId}`;
    if (usedBy === undefined || (usedBy !== null && usedBy !== use))
      return problem(403, 'enrolment refused', 'unknown code, or one used with another key');
    this.#codes.set(code, use);
    const stationId = text('stationId');
    const station = this.stations.get(stationId) ?? { stationId, name: text('stationName'), keys: new Map() };
    station.keys.set(keyId, jwk);
    this.stations.set(stationId, station);
    this.revoke(stationId);
    const token = randomBytes(24).toString('base64url');
    this.tokens.set(token, stationId);
    return { status: 201, body: { stationId, keyId, token } };
  }

  /** Every token of a station (or of all) is worth nothing from now on. */
  revoke(stationId?: string): void {
    for (const [token, owner] of this.tokens)
      if (stationId === undefined || owner === stationId) this.tokens.delete(token);
  }

  async putDocument(station: Station, path: string, id: string, bytes: Buffer): Promise<Reply> {
    const held = this.documents.get(id);
    if (held !== undefined) {
      held.puts++;
      if (held.path !== path || !held.bytes.equals(bytes))
        return problem(409, 'conflict', 'this id is held with other content');
      return { status: 200, body: this.#receipt(held) };
    }
    const document = parse(bytes);
    if (document === null) return problem(400, 'not JSON', 'the body is no JSON object in UTF-8');
    const fault = await this.fault(station, path, id, document);
    if (fault !== null) return problem(422, 'document refused', fault);
    const taken: HeldDocument = {
      id,
      path,
      stationId: station.stationId,
      sequence: document['sequence'] as number,
      hash: document['hash'] as string,
      prevHash: document['prevHash'] as string,
      receivedAt: this.#options.now().toISOString(),
      bytes,
      document,
      pictures: picturesIn(document),
      puts: 1,
    };
    // Verifying took turns of the event loop: a repeated PUT may have been first.
    if (this.documents.has(id)) return this.putDocument(station, path, id, bytes);
    this.documents.set(id, taken);
    if (this.#options.folder !== undefined) writeFileSync(join(this.#options.folder, 'documents', `${id}.json`), bytes);
    return { status: 201, body: this.#receipt(taken) };
  }

  /** What is wrong with a document, naming the field; null when nothing is. */
  async fault(station: Station, path: string, id: string, document: Json): Promise<string | null> {
    const schema = DOCUMENT_SCHEMAS[path];
    if (schema === undefined) return `no documents at ${path}`;
    const misfit = this.#options.schemas.fault(schema, document);
    if (misfit !== null) return misfit;
    if (document['id'] !== id) return '/id is not the id of the address';
    if (document['stationId'] !== station.stationId) return '/stationId is not the station that sends';
    return documentFault(document, station.keys);
  }

  putBlob(sha256: string, bytes: Buffer): Reply {
    if (createHash('sha256').update(bytes).digest('hex') !== sha256)
      return problem(400, 'hash mismatch', 'the bytes that arrived have another SHA-256');
    if (this.blobs.has(sha256)) return { status: 200 };
    this.blobs.set(sha256, this.#options.keepPictures === false ? Buffer.alloc(0) : bytes);
    if (this.#options.folder !== undefined) writeFileSync(join(this.#options.folder, 'blobs', sha256), bytes);
    return { status: 201 };
  }

  chain(station: Station, from: number, limit: number): Reply {
    const own = this.documentsOf(station.stationId);
    const items = own
      .filter((held) => held.sequence >= from)
      .slice(0, limit)
      .map((held) => ({ sequence: held.sequence, ...this.#receipt(held) }));
    return { status: 200, body: { highestSequence: own.at(-1)?.sequence ?? 0, items } };
  }

  /** In order of sequence. */
  documentsOf(stationId: string): HeldDocument[] {
    const own = [...this.documents.values()].filter((held) => held.stationId === stationId);
    return own.sort((a, b) => a.sequence - b.sequence);
  }

  missingBlobs(held: HeldDocument): string[] {
    return held.pictures.filter((sha256) => !this.blobs.has(sha256));
  }

  #receipt(held: HeldDocument): { id: string; hash: string; receivedAt: string; missingBlobs: string[] } {
    return { id: held.id, hash: held.hash, receivedAt: held.receivedAt, missingBlobs: this.missingBlobs(held) };
  }
}

export function parse(bytes: Buffer): Json | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}

/** Wherever a document carries an Image of the contract: every member `sha256` in it, each once. */
function picturesIn(value: unknown): string[] {
  const found = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    else if (typeof node === 'object' && node !== null) {
      const { sha256, cameraId } = node as Json;
      if (typeof sha256 === 'string' && typeof cameraId === 'string') found.add(sha256);
      Object.values(node).forEach(visit);
    }
  };
  visit(value);
  return [...found];
}
