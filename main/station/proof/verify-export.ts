/** Proves an evidence export: what it holds is what was signed, and all of what its station listed. */
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { ProofReport } from '../../../preload/contract/proof.ts';
import { canonical } from '../records/canonical.ts';
import { checkDocument, kindOf } from '../records/document-check.ts';
import { systemCode } from '../store/store-error.ts';
import { DOCUMENTS, MANIFEST, Manifest, PICTURES, Receipt, RECEIPTS } from './export-form.ts';
import { Findings } from './findings.ts';
import type { ProofOptions } from './folder-documents.ts';
import { NO_PICTURES, pictureState, tellPicture } from './folder-pictures.ts';
import { imagesOf } from './folder-rows.ts';
import { Keys } from './keys.ts';
import { reportOf } from './report.ts';
import { Signatures } from './signatures.ts';

/** @throws CodedError station.folder-unreadable {dataDir, reason} */
export async function verifyExport(folder: string, options: ProofOptions): Promise<ProofReport> {
  const startedAt = performance.now();
  try {
    return await prove(folder, options, startedAt);
  } catch (error) {
    const reason = systemCode(error) ?? (error instanceof SyntaxError ? 'not JSON' : undefined);
    if (reason === undefined) throw error;
    throw new CodedError('station.folder-unreadable', { dataDir: folder, reason }, { cause: error });
  }
}

async function prove(folder: string, options: ProofOptions, startedAt: number): Promise<ProofReport> {
  const findings = new Findings();
  const parsed = Manifest.safeParse(JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')));
  if (!parsed.success) {
    const reason = `${MANIFEST} ${parsed.error.issues[0]?.path.join('.') ?? ''}`;
    throw new CodedError('station.folder-unreadable', { dataDir: folder, reason });
  }
  const manifest = parsed.data;
  const keys = new Keys(manifest.keys, findings);
  const listKid = checkSignature(manifest, keys, findings);
  const { ids, pictures: named, ...documents } = await proveDocuments(folder, manifest, keys, findings);
  if (listKid !== null) keys.signedList(listKid);
  const receipts = { documents: 0, pictures: 0 };
  const listed = await lines(join(folder, RECEIPTS), (line) => {
    const receipt = Receipt.safeParse(JSON.parse(line.toString('utf8'))).data;
    const part = receipt === undefined ? undefined : ids.get(receipt.documentId);
    if (receipt === undefined || part !== receipt.sequence) findings.fault('manifest', { what: RECEIPTS });
    else if (receipt.sha256 === null) receipts.documents += 1;
    else receipts.pictures += 1;
  });
  compare(manifest.receipts, listed, RECEIPTS, findings);

  const pictures = { ...NO_PICTURES };
  const gone = new Set<string>(manifest.missing);
  for (const [sha256, sequence] of named) {
    const found = pictureState(join(folder, PICTURES, sha256), sha256);
    pictures[found.state] += 1;
    if (found.state !== 'missing' || !gone.has(sha256)) tellPicture(found, { sha256, sequence }, findings);
  }
  const all = [...named.keys()].sort();
  if (canonical(all) !== canonical([...manifest.pictures, ...manifest.missing].sort()))
    findings.fault('manifest', { what: PICTURES });
  if (gone.size > 0) findings.note('not-exported', { count: gone.size });
  const facts = { stationId: manifest.stationId, simulated: manifest.simulated, pictures, receipts, heartbeat: null };
  return reportOf('export', { ...facts, ...documents, ...keys.close(options.given, false) }, [findings], startedAt);
}

/** By one of its own keys: whoever trusts that key's thumbprint trusts the list. @returns whose it is; null: nobody's */
function checkSignature(manifest: Manifest, keys: Keys, findings: Findings): string | null {
  const { signature, ...rest } = manifest;
  const check = keys.checks.get(signature.slice(0, signature.indexOf('.')));
  if (check?.now(signature, canonical(rest)) === true) return check.kid;
  findings.fault('manifest-signature');
  return null;
}

interface Seen extends Pick<ProofReport, 'documents' | 'head' | 'headAt'> {
  /** Sequences by id. */
  readonly ids: ReadonlyMap<string, number>;
  /** The first document that names each picture. */
  readonly pictures: ReadonlyMap<string, number>;
}

async function proveDocuments(folder: string, manifest: Manifest, keys: Keys, findings: Findings): Promise<Seen> {
  const signatures = new Signatures();
  const ids = new Map<string, number>();
  const pictures = new Map<string, number>();
  let head: { sequence: number; hash: string; at: string } | null = null;
  let broken: number | null = null;
  const listed = await lines(join(folder, DOCUMENTS), async (bytes) => {
    if (broken !== null) return;
    const after: number = head?.sequence ?? 0;
    const row = rowOf(bytes);
    const sequence = row?.sequence ?? after + 1;
    const follows = sequence === after + 1;
    // At a border the hash before is what the document says; its own hash and signature cover that.
    const prevHash: string = follows && head !== null ? head.hash : (row?.prevHash ?? '');
    const found =
      row === undefined
        ? 'not-canonical'
        : sequence <= after
          ? 'gap'
          : checkDocument(row, { sequence, prevHash, stationId: manifest.stationId, keys: keys.checks });
    if (typeof found === 'string') {
      broken = sequence;
      findings.fault(found, { sequence });
      return;
    }
    if (!follows && after === 0) findings.note('border', { sequence });
    else if (!follows) findings.note('between', { after, from: sequence });
    if ((found.document['simulated'] === true) !== manifest.simulated)
      findings.fault('simulated-differs', { sequence });
    keys.signed(found.check.kid, sequence, found.document, follows);
    ids.set(String(found.document['id']), sequence);
    for (const { sha256 } of imagesOf(found.document)) if (!pictures.has(sha256)) pictures.set(sha256, sequence);
    head = { sequence, hash: row?.hash ?? '', at: row?.createdAt ?? '' };
    await signatures.add(sequence, found);
  });
  const wrong = await signatures.end();
  if (wrong !== null) findings.fault('signature', { sequence: wrong });
  compare(manifest.documents, listed, DOCUMENTS, findings);
  const top = head as { sequence: number; hash: string; at: string } | null;
  return {
    documents: ids.size,
    head: top === null ? null : { sequence: top.sequence, hash: top.hash },
    headAt: top?.at ?? null,
    ids,
    pictures,
  };
}

/** An export has no columns beside its documents: what they say of themselves stands in for them. */
function rowOf(bytes: Buffer): Parameters<typeof checkDocument>[0] | undefined {
  try {
    const said = JSON.parse(bytes.toString('utf8')) as Record<string, unknown>;
    const { createdAt, hash, id, prevHash, sequence } = said;
    if (typeof sequence !== 'number' || !Number.isSafeInteger(sequence)) return undefined;
    const [at, own, name, before] = [createdAt, hash, id, prevHash].map((value) =>
      typeof value === 'string' ? value : '',
    );
    const createdAtMs = Date.parse(at ?? '');
    if (Number.isNaN(createdAtMs)) return undefined;
    const row = { sequence, id: name ?? '', kind: kindOf(said) ?? 'notice', prevHash: before ?? '', hash: own ?? '' };
    return { ...row, createdAt: at ?? '', createdAtMs, bytes };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

interface Listed {
  readonly lines: number;
  readonly sha256: string;
}

function compare(said: Listed, found: Listed, what: string, findings: Findings): void {
  if (said.lines !== found.lines || said.sha256 !== found.sha256) findings.fault('manifest', { what });
}

/** Lines of a file, piece by piece; the last one ends with a line break, too. */
async function lines(file: string, take: (line: Buffer) => void | Promise<void>): Promise<Listed> {
  const hash = createHash('sha256');
  let rest: Buffer = Buffer.alloc(0);
  let count = 0;
  for await (const piece of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(piece);
    rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    for (let at = rest.indexOf(10); at >= 0; at = rest.indexOf(10)) {
      await take(rest.subarray(0, at));
      rest = rest.subarray(at + 1);
      count += 1;
    }
  }
  return { lines: count + (rest.length > 0 ? 1 : 0), sha256: hash.digest('hex') };
}
