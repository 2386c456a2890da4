/** Every picture that a row or a document of the folder names: hashed again, and where it is gone, whether that was signed. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import * as z from 'zod';
import type { ProofParams, ProofReport } from '../../../preload/contract/proof.ts';
import { parseCanonical } from '../records/canonical.ts';
import type { Sqlite } from '../store/open-sqlite.ts';
import { systemCode } from '../store/store-error.ts';
import type { Findings } from './findings.ts';

const PIECE = 1024 * 1024;

export interface PictureFound {
  readonly state: 'whole' | 'changed' | 'missing' | 'unreadable';
  /** What its first bytes say that it is; absent: none of the kinds that are stored here. */
  readonly mime?: string;
  /** Of one that cannot be read: the system's word. */
  readonly reason?: string;
}

export const NO_PICTURES: ProofReport['pictures'] = { whole: 0, purged: 0, missing: 0, changed: 0, unreadable: 0 };

/** One after the other, so one piece of memory serves all. */
const piece = Buffer.allocUnsafe(PIECE);

/** Hashes a file again. A bad block or a right that is missing is that picture's fault, and the proof goes on. */
export function pictureState(file: string, sha256: string): PictureFound {
  try {
    return hashed(file, sha256);
  } catch (error) {
    const reason = systemCode(error);
    if (reason === undefined) throw error;
    return reason === 'ENOENT' ? { state: 'missing' } : { state: 'unreadable', reason };
  }
}

/** What there is to say against one that is not whole. */
export function tellPicture({ reason, state }: PictureFound, place: ProofParams, findings: Findings): void {
  if (state !== 'whole') findings.fault(`picture-${state}`, reason === undefined ? place : { ...place, reason });
}

/** @throws Error of the file system */
function hashed(file: string, sha256: string): PictureFound {
  const handle = openSync(file, 'r');
  try {
    const hash = createHash('sha256');
    let mime: string | undefined;
    let first = true;
    for (let read = readSync(handle, piece, 0, PIECE, null); read > 0; read = readSync(handle, piece, 0, PIECE, null)) {
      if (first) mime = mimeOf(piece.subarray(0, read));
      first = false;
      hash.update(piece.subarray(0, read));
    }
    const state = hash.digest('hex') === sha256 ? 'whole' : 'changed';
    return { state, ...(mime === undefined ? {} : { mime }) };
  } finally {
    closeSync(handle);
  }
}

/** By its first bytes; what is none of ours is left to its hash. */
function mimeOf(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'image/jpeg';
  if (bytes.subarray(0, 4).toString('latin1') === '\x89PNG') return 'image/png';
  return bytes.subarray(4, 8).toString('latin1') === 'ftyp' ? 'video/mp4' : undefined;
}

const SignedPurge = z.object({ kind: z.literal('purge'), purged: z.object({ listSha256: z.string() }) });

interface Picture {
  readonly sha256: string;
  /** Of the first document that names it; 0: none does. */
  readonly sequence: number;
  /** As its row says. */
  readonly mime: string | null;
}

/** What has to be looked at on the disk: everything that is asked of the database. */
export interface PicturesToProve {
  readonly all: readonly Picture[];
  /** Gone by a signed notice whose list is right. */
  readonly purged: ReadonlySet<string>;
}

/** @param db in a transaction, with the table `named` (repeated-rows.ts) */
export function picturesToProve(db: Sqlite): PicturesToProve {
  const all = db
    .prepare<[], Picture>(
      `SELECT n.sha256, min(n.sequence) AS sequence, p.mime FROM named n LEFT JOIN photo p ON p.sha256 = n.sha256 GROUP BY n.sha256
       UNION ALL SELECT sha256, 0, mime FROM photo WHERE sha256 NOT IN (SELECT sha256 FROM named) ORDER BY 2, 1`,
    )
    .all();
  return { all, purged: purgedBySignature(db) };
}

/**
 * Hashes them all, which may take hours: no transaction may be open meanwhile, or a running station could not empty its log.
 * @param file where a picture lies
 */
export function provePictures(
  { all, purged }: PicturesToProve,
  file: (sha256: string) => string | null,
  findings: Findings,
): ProofReport['pictures'] {
  const counts = { ...NO_PICTURES };
  for (const { mime, sequence, sha256 } of all) {
    const path = file(sha256);
    const found: PictureFound = path === null ? { state: 'missing' } : pictureState(path, sha256);
    if (found.state === 'missing' && purged.has(sha256)) {
      counts.purged += 1;
      continue;
    }
    counts[found.state] += 1;
    if (found.mime !== undefined && mime !== null && mime !== found.mime)
      findings.fault('picture-row', { sha256, sequence });
    tellPicture(found, { sha256, sequence }, findings);
  }
  return counts;
}

/**
 * What a signed notice says that it went: any table whose rows name a file by `sha256` and the notice by `purgeId`. It counts only
 * where all rows of the notice together are the list that was signed (openapi.yaml, Notice.purged).
 */
function purgedBySignature(db: Sqlite): ReadonlySet<string> {
  const tables = db
    .prepare<[], { name: string }>(
      `SELECT m.name FROM main.sqlite_schema m WHERE m.type = 'table'
         AND EXISTS (SELECT 1 FROM pragma_table_info(m.name, 'main') WHERE name = 'sha256')
         AND EXISTS (SELECT 1 FROM pragma_table_info(m.name, 'main') WHERE name = 'purgeId')`,
    )
    .all();
  const purged = new Set<string>();
  for (const { name } of tables) {
    const lists = new Map<string, string[]>();
    for (const { purgeId, sha256 } of db
      .prepare<[], { purgeId: string; sha256: string }>(
        `SELECT purgeId, sha256 FROM main."${name}" WHERE purgeId IS NOT NULL AND sha256 IS NOT NULL`,
      )
      .iterate())
      lists.set(purgeId, [...(lists.get(purgeId) ?? []), sha256]);
    for (const [purgeId, list] of lists) {
      const notice = db
        .prepare<[string], { bytes: Uint8Array }>("SELECT bytes FROM document WHERE id = ? AND kind = 'notice'")
        .get(purgeId);
      if (notice !== undefined && signedList(notice.bytes) === listHash(list)) for (const one of list) purged.add(one);
    }
  }
  return purged;
}

/** undefined: it signs no list. A notice that cannot be read is the chain's to say. */
function signedList(bytes: Uint8Array): string | undefined {
  return SignedPurge.safeParse(parseCanonical(bytes)?.object).data?.purged.listSha256;
}

/** SHA-256 over the hashes, each on a line of its own, in ascending order. */
const listHash = (list: readonly string[]): string =>
  createHash('sha256')
    .update(
      list
        .map((sha256) => `${sha256}\n`)
        .sort()
        .join(''),
    )
    .digest('hex');
