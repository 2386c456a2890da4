/** Makes chained, signed documents and their picture files, by the contract alone: nothing of the product's chain writer. */
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { photoPath } from '../../../main/photo-path.ts';
import type { Writer } from '../../../main/station/store/statement.ts';
import type { Envelope } from '../../../preload/contract/documents.ts';
import { timestamp, type EpochMs } from '../../../preload/contract/vocabulary.ts';
import { jcs } from '../../sim/platform/jcs.ts';
import { hashOf, thumbprint } from '../../sim/platform/judge.ts';

export interface PublicKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
}

export class SignedDocuments {
  readonly stationId = '01930000-0000-7000-8000-00000000beef';
  readonly publicKey: PublicKey;
  readonly #privateKey: KeyObject;
  #head = '0'.repeat(64);
  #sequence = 0;
  #pictures = 0;
  #keyId = '';

  constructor() {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    this.#privateKey = privateKey;
    this.publicKey = { kty: 'OKP', crv: 'Ed25519', x: publicKey.export({ format: 'jwk' }).x ?? '' };
  }

  async keyId(): Promise<string> {
    this.#keyId ||= await thumbprint(this.publicKey);
    return this.#keyId;
  }

  get length(): number {
    return this.#sequence;
  }

  /** The next document: a gate pass with `pictures` pictures, whose files are written below `dataDir`. */
  async next(dataDir: string, madeMs: number, pictures = 2, pictureBytes = 2_000): Promise<Envelope> {
    const kid = await this.keyId();
    const at = timestamp(madeMs as EpochMs);
    const sequence = ++this.#sequence;
    const images = Array.from({ length: pictures }, () => this.#picture(dataDir, pictureBytes, at));
    const id = `01930000-0000-7000-9000-${sequence.toString(16).padStart(12, '0')}`;
    const unsigned: Record<string, unknown> = {
      id, stationId: this.stationId, sequence, createdAt: at, prevHash: this.#head, gateId: 'gate-1', direction: 'out',
      passedAt: at, plate: { text: '晋C12345', color: 'yellow', source: 'manual' }, images,
    }; // prettier-ignore
    unsigned['hash'] = hashOf(unsigned);
    this.#head = String(unsigned['hash']);
    const header = Buffer.from(`{"alg":"EdDSA","kid":"${kid}"}`).toString('base64url');
    const payload = Buffer.from(jcs(unsigned), 'utf8').toString('base64url');
    const signature = sign(null, Buffer.from(`${header}.${payload}`, 'ascii'), this.#privateKey).toString('base64url');
    return { ...unsigned, signature: `${header}..${signature}` } as unknown as Envelope;
  }

  #picture(dataDir: string, bytes: number, takenAt: string): object {
    const content = Buffer.alloc(bytes, `picture ${++this.#pictures} `);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const file = photoPath(dataDir, sha256) ?? '';
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return { role: 'front', sha256, bytes, width: 1920, height: 1080, takenAt, cameraId: 'cam-front' };
  }
}

/** Inserts a document's row; inside a transaction. */
export function insertSigned(db: Writer, document: Envelope): void {
  const { sequence, id, prevHash, hash, createdAt } = document;
  const bytes = Buffer.from(JSON.stringify(document), 'utf8');
  db.prepare('INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
    sequence, id, 'gate-pass', prevHash, hash, createdAt, Date.parse(createdAt), bytes,
  ); // prettier-ignore
}
