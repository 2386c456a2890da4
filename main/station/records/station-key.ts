/**
 * The station's private key: `key.json` in the data folder, readable by its owner only, sealed by the desktop where the
 * desktop can. Never in a backup, never in a log (architecture.md §5).
 */
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { Writer } from '../store/statement.ts';
import { storeError, systemCode } from '../store/store-error.ts';
import { writeWhole } from '../store/whole-file.ts';
import { makeSigner, type Signer } from './signing.ts';
import { isKnownKey } from './signing-keys.ts';

/** The desktop's sealing of secrets (Electron safeStorage in the shell). null: not available here. */
export interface KeyHost {
  seal(plain: Uint8Array): Promise<Uint8Array | null>;
  unseal(sealed: Uint8Array): Promise<Uint8Array | null>;
}

export interface StationKey {
  readonly signer: Signer;
  /** How the key lies on disk: sealed by the desktop, or a file only its owner may read. */
  readonly wrapping: 'electron' | 'none';
  /** True while the folder has documents but none by this key: the next one must be a Notice `key-change`. */
  readonly keyChanged: boolean;
}

/** `key` is base64url: the 32 private bytes (RFC 8037 `d`), or what the desktop made of them. */
const KeyFile = z.strictObject({
  version: z.literal(1),
  kid: z.string(),
  x: z.string(),
  wrapping: z.enum(['electron', 'none']),
  key: z.base64url(),
});
type KeyFile = z.infer<typeof KeyFile>;

/**
 * Loads the folder's key, or makes one where there is none.
 * @throws CodedError station.key-sealed {wrapping}: sealed by a desktop that is not here; station.key-damaged {reason};
 *   store.disk-full | store.failed
 */
export async function loadOrMakeKey(options: {
  readonly dataDir: string;
  readonly host: KeyHost;
  readonly db: Writer;
}): Promise<StationKey> {
  const { dataDir, host, db } = options;
  const file = join(dataDir, 'key.json');
  const stored = await readKeyFile(file);
  const { signer, wrapping } =
    stored === undefined
      ? await makeKey(file, host)
      : { signer: await unwrap(stored, host), wrapping: stored.wrapping };
  const hasDocuments = db.prepare('SELECT 1 FROM document LIMIT 1').get() !== undefined;
  return { signer, wrapping, keyChanged: hasDocuments && !isKnownKey(db, signer.kid) };
}

async function readKeyFile(file: string): Promise<KeyFile | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw storeError(error);
  }
  try {
    return KeyFile.parse(JSON.parse(text));
  } catch (error) {
    // The cause is left out: a parser's message may quote what it read.
    throw damaged(error instanceof SyntaxError ? 'not JSON' : 'not a key file');
  }
}

async function unwrap(stored: KeyFile, host: KeyHost): Promise<Signer> {
  const bytes = Buffer.from(stored.key, 'base64url');
  const plain = stored.wrapping === 'none' ? bytes : await host.unseal(bytes);
  if (plain === null) throw new CodedError('station.key-sealed', { wrapping: stored.wrapping });
  let signer: Signer;
  try {
    signer = signerOf(Buffer.from(plain).toString('base64url'), stored.x);
  } catch {
    // Nothing of what OpenSSL says about a private key goes further.
    throw damaged('not an Ed25519 key');
  }
  if (signer.kid !== stored.kid || signer.publicJwk.x !== stored.x) throw damaged('public and private half differ');
  return signer;
}

async function makeKey(file: string, host: KeyHost): Promise<{ signer: Signer; wrapping: 'electron' | 'none' }> {
  const { d, x } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  if (d === undefined || x === undefined) throw new Error('an Ed25519 key without its parts');
  const signer = signerOf(d, x);
  const sealed = await host.seal(Buffer.from(d, 'base64url'));
  const wrapping = sealed === null ? 'none' : 'electron';
  const key = sealed === null ? d : Buffer.from(sealed).toString('base64url');
  const content: KeyFile = { version: 1, kid: signer.kid, x, wrapping, key };
  await writeWhole(file, `${file}.part`, Buffer.from(`${JSON.stringify(content, null, 2)}\n`), 0o600);
  return { signer, wrapping };
}

/** OpenSSL derives the public half from `d` and refuses an `x` that is another key's. */
function signerOf(d: string, x: string): Signer {
  return makeSigner(createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', d, x }, format: 'jwk' }));
}

function damaged(reason: string): CodedError {
  return new CodedError('station.key-damaged', { reason });
}
