/**
 * An evidence export for an inspector: documents as they were signed, their pictures, receipts and keys, in a folder that proves
 * itself (export-form.ts, verify-export.ts). Written beside its place and renamed when all of it is on disk.
 */
import { createHash } from 'node:crypto';
import { open, copyFile, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Sha256, Timestamp, Uuid } from '../../../preload/contract/vocabulary.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import { makeFolder } from '../../make-folder.ts';
import { canonical } from '../records/canonical.ts';
import type { Signer } from '../records/signing.ts';
import type { Reader } from '../store/reader.ts';
import { storeError, systemCode } from '../store/store-error.ts';
import { syncFolder } from '../store/whole-file.ts';
import { DOCUMENTS, MANIFEST, PICTURES, RECEIPTS, type Manifest, type Receipt } from './export-form.ts';
import { exportReadme } from './export-readme.ts';
import { imagesOf } from './folder-rows.ts';

/** Which documents: of a time, its last millisecond included, by when they were made or weighed; or these with everything that speaks of them. */
export type ExportScope = { readonly fromMs: number; readonly toMs: number } | { readonly ids: readonly Uuid[] };

/** More than a year of one scale; a folder of more is of no use to who has to look at it. */
export const MOST_DOCUMENTS = 50_000;

export interface EvidenceExportParts {
  readonly reader: Pick<Reader, 'all' | 'get'>;
  readonly signer: Signer;
  readonly stationId: Uuid;
  readonly simulated: boolean;
  readonly unitName: string;
  /** Where a picture lies. */
  readonly photo: (sha256: Sha256) => string | null;
}

interface Row {
  readonly sequence: number;
  readonly id: Uuid;
  readonly bytes: Uint8Array;
}

const PAGE = 100;
/** Weighed in that time and recorded after it, too: the clerk confirms later. */
const BY_TIME = `SELECT sequence FROM document WHERE createdAtMs BETWEEN @fromMs AND @toMs
  UNION SELECT sequence FROM weighing WHERE weighedAtMs BETWEEN @fromMs AND @toMs ORDER BY sequence LIMIT ${MOST_DOCUMENTS + 1}`;
/** Sheets of these weighings with both their weighings, void ones too, and notices about any of them. */
const BY_IDS = `WITH asked AS (SELECT value AS id FROM json_each(?)),
  sheets AS (SELECT s.id, s.grossWeighingId, s.tareWeighingId FROM load_sheet s
    WHERE s.id IN asked OR s.grossWeighingId IN asked OR s.tareWeighingId IN asked),
  mine AS (SELECT id FROM asked UNION SELECT id FROM sheets UNION SELECT grossWeighingId FROM sheets UNION SELECT tareWeighingId FROM sheets),
  told AS (SELECT id FROM mine UNION SELECT id FROM notice WHERE subjectId IN mine)
  SELECT sequence FROM document WHERE id IN told ORDER BY sequence LIMIT ${MOST_DOCUMENTS + 1}`;
const BYTES = `SELECT sequence, id, bytes FROM document WHERE sequence IN (SELECT value FROM json_each(?)) ORDER BY sequence`;

export interface Exported {
  readonly documents: number;
  readonly pictures: number;
  readonly missing: number;
  /** Of the documents and their pictures. */
  readonly bytes: number;
}

/**
 * @param folder where it shall lie; must not be there yet
 * @param onDocuments called with how many are written
 * @throws CodedError store.disk-full | store.failed; then nothing is left. What the signal says once it is aborted
 */
export async function exportEvidence(
  parts: EvidenceExportParts,
  order: {
    /** See {@link sequencesOf}. */
    readonly sequences: readonly number[];
    readonly folder: string;
    readonly at: Timestamp;
    readonly signal: AbortSignal;
    readonly onDocuments: (written: number) => void;
  },
): Promise<Exported> {
  const part = `${order.folder}.part`;
  try {
    await rm(part, { recursive: true, force: true });
    makeFolder(join(part, PICTURES));
    const documents = await LinesFile.open(join(part, DOCUMENTS));
    const receipts = await LinesFile.open(join(part, RECEIPTS));
    const pictures = new Set<Sha256>();
    const missing = new Set<Sha256>();
    let bytes = 0;
    try {
      for await (const row of rowsOf(parts.reader, order.sequences)) {
        order.signal.throwIfAborted();
        await documents.add(Buffer.from(row.bytes));
        bytes += row.bytes.byteLength + 1;
        for (const receipt of await receiptsOf(parts.reader, row)) await receipts.add(Buffer.from(canonical(receipt)));
        for (const { sha256 } of imagesOf(
          JSON.parse(Buffer.from(row.bytes).toString('utf8')) as Record<string, unknown>,
        )) {
          const hash = sha256 as Sha256;
          if (pictures.has(hash) || missing.has(hash)) continue;
          order.signal.throwIfAborted();
          const size = await copied(parts.photo(hash), join(part, PICTURES, hash));
          (size === null ? missing : pictures).add(hash);
          bytes += size ?? 0;
        }
        order.onDocuments(documents.lines);
      }
    } finally {
      await Promise.all([documents.end(), receipts.end()]);
    }
    const unsigned: Omit<Manifest, 'signature'> = {
      evidenceExport: 1,
      stationId: parts.stationId,
      unitName: parts.unitName,
      simulated: parts.simulated,
      madeAt: order.at,
      documents: documents.listed(DOCUMENTS),
      receipts: receipts.listed(RECEIPTS),
      pictures: [...pictures].sort(),
      missing: [...missing].sort(),
      keys: await keysOf(parts),
    };
    const signature = parts.signer.sign(Buffer.from(canonical(unsigned), 'utf8'));
    await whole(join(part, MANIFEST), `${JSON.stringify({ ...unsigned, signature }, null, 2)}\n`);
    await whole(join(part, 'README.md'), exportReadme(unsigned, parts.signer.kid));
    await syncFolder(join(part, PICTURES));
    await syncFolder(part);
    await rename(part, order.folder);
    await syncFolder(dirname(order.folder));
    return { documents: documents.lines, pictures: pictures.size, missing: missing.size, bytes };
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw storeError(error);
  }
}

/**
 * The documents of a scope, ascending.
 * @throws CodedError export.too-many-documents {most}
 */
export async function sequencesOf(reader: Pick<Reader, 'all'>, scope: ExportScope): Promise<readonly number[]> {
  const rows =
    'ids' in scope
      ? await reader.all<{ sequence: number }>(BY_IDS, [JSON.stringify(scope.ids)])
      : await reader.all<{ sequence: number }>(BY_TIME, [scope]);
  if (rows.length > MOST_DOCUMENTS) throw new CodedError('export.too-many-documents', { most: MOST_DOCUMENTS });
  return rows.map(({ sequence }) => sequence);
}

async function* rowsOf(reader: Pick<Reader, 'all'>, sequences: readonly number[]): AsyncGenerator<Row> {
  for (let at = 0; at < sequences.length; at += PAGE)
    yield* await reader.all<Row>(BYTES, [JSON.stringify(sequences.slice(at, at + PAGE))]);
}

/** Those that signed documents; and ours, which signs the list and may have signed nothing yet. */
async function keysOf({ reader, signer }: Pick<EvidenceExportParts, 'reader' | 'signer'>): Promise<Manifest['keys']> {
  const keys = await reader.all<Manifest['keys'][number]>(
    'SELECT kid, publicJwk, firstSequence FROM signing_key ORDER BY firstSequence',
  );
  if (keys.some(({ kid }) => kid === signer.kid)) return keys;
  return [...keys, { kid: signer.kid, publicJwk: JSON.stringify(signer.publicJwk), firstSequence: 0 }];
}

/** What the platform has no place for is done without a receipt, and is none. By its indexes: the queue may be long. */
const RECEIPTS_OF = (['document', 'photo'] as const)
  .map(
    (part) =>
      `SELECT id, documentId, sequence, sha256, receivedAt FROM outbox INDEXED BY outbox_${part}
       WHERE documentId = @id AND part = '${part}' AND state = 'done' AND receivedAt IS NOT NULL`,
  )
  .join(' UNION ALL ');

function receiptsOf(reader: Pick<Reader, 'all'>, { id }: Row): Promise<Receipt[]> {
  return reader.all<Receipt>(`SELECT documentId, sequence, sha256, receivedAt FROM (${RECEIPTS_OF}) ORDER BY id`, [
    { id },
  ]);
}

/** @returns its bytes; null: there is no such picture */
async function copied(from: string | null, to: string): Promise<number | null> {
  try {
    if (from === null) return null;
    await copyFile(from, to);
    const handle = await open(to, 'r');
    try {
      await handle.sync();
      return (await handle.stat()).size;
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}

async function whole(file: string, text: string): Promise<void> {
  await writeFile(file, text, { mode: 0o600, flush: true });
}

/** A file of lines, hashed while it is written. */
class LinesFile {
  lines = 0;
  readonly #handle: FileHandle;
  readonly #hash = createHash('sha256');

  static async open(file: string): Promise<LinesFile> {
    return new LinesFile(await open(file, 'wx', 0o600));
  }

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async add(line: Buffer): Promise<void> {
    const bytes = Buffer.concat([line, Buffer.from('\n')]);
    this.#hash.update(bytes);
    await this.#handle.appendFile(bytes);
    this.lines += 1;
  }

  async end(): Promise<void> {
    await this.#handle.sync().finally(() => this.#handle.close());
  }

  /** Once it has ended. */
  listed(file: string): Manifest['documents'] {
    return { file, lines: this.lines, sha256: this.#hash.digest('hex') as Sha256 };
  }
}
