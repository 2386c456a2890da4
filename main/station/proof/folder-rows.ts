/** Everything of a folder but the signatures: its rows against its documents, its pictures, and what the platform saw. */
import type { Envelope } from '../../../preload/contract/documents.ts';
import type { ProofReport } from '../../../preload/contract/proof.ts';
import { photoPath } from '../../photo-path.ts';
import { schemaVersion } from '../store/migrate.ts';
import { MIGRATIONS } from '../store/migrations/all.ts';
import type { Sqlite } from '../store/open-sqlite.ts';
import { proveDerivedRows } from './derived-rows.ts';
import { Findings } from './findings.ts';
import { picturesToProve, provePictures, type PicturesToProve } from './folder-pictures.ts';
import { provePlatformFacts } from './platform-facts.ts';
import { NAMED, NAMED_INDEX, proveRepeatedRows } from './repeated-rows.ts';

/** What the transaction is needed for, with what is left to do without it. */
export interface RowsSeen extends Pick<ProofReport, 'receipts' | 'heartbeat'> {
  readonly findings: Findings;
  readonly pictures: PicturesToProve;
}

export interface RowsProof extends Pick<ProofReport, 'pictures' | 'receipts' | 'heartbeat'> {
  readonly findings: Pick<Findings, 'faults' | 'faultCount' | 'notes'>;
}

/** @param db in a transaction, on a connection of its own; it is over when {@link provePicturesOf} begins */
export function proveRows(db: Sqlite): RowsSeen {
  const findings = new Findings();
  const damage: unknown = db.pragma('main.quick_check(1)', { simple: true });
  if (damage !== 'ok') findings.fault('database-damaged', { reason: String(damage) });
  db.exec(NAMED);
  const insert = db.prepare(
    'INSERT INTO named (sequence, documentId, sha256, bytes, width, height, cameraId, takenAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const name = (document: Envelope): void => {
    for (const image of imagesOf(document))
      insert.run(
        document.sequence,
        document.id,
        image.sha256,
        image.bytes ?? null,
        image.width ?? null,
        image.height ?? null,
        image.cameraId ?? null,
        image.takenAt ?? null,
      );
  };
  const version = schemaVersion(db);
  const isOurs = version === MIGRATIONS.at(-1)?.version;
  if (isOurs) {
    const derived = proveDerivedRows(db, findings, name);
    db.exec(NAMED_INDEX);
    if (derived) proveRepeatedRows(db, findings);
  } else {
    findings.note('older-program', { version });
    nameAll(db, name);
    db.exec(NAMED_INDEX);
  }
  const open = db.prepare<[], { count: number }>('SELECT count(*) AS count FROM main.open_capture').get()?.count ?? 0;
  if (open > 0) findings.note('open-captures', { count: open });
  const platform = provePlatformFacts(db, findings);
  return { findings, pictures: picturesToProve(db), ...platform };
}

/** @param dataDir where the pictures lie */
export function provePicturesOf({ findings, pictures, ...facts }: RowsSeen, dataDir: string): RowsProof {
  return {
    ...facts,
    pictures: provePictures(pictures, (sha256) => photoPath(dataDir, sha256), findings),
    findings,
  };
}

/** In pages: the connection cannot write while it iterates. */
function nameAll(db: Sqlite, name: (document: Envelope) => void): void {
  const page = db.prepare<[number], { sequence: number; bytes: Uint8Array }>(
    'SELECT sequence, bytes FROM document WHERE sequence > ? ORDER BY sequence LIMIT 200',
  );
  for (
    let rows = page.all(Number.MIN_SAFE_INTEGER);
    rows.length > 0;
    rows = page.all(rows.at(-1)?.sequence ?? Number.MAX_SAFE_INTEGER)
  )
    for (const { bytes } of rows) tryToName(bytes, name);
}

/** A document that cannot be read is the chain's to say. */
function tryToName(bytes: Uint8Array, name: (document: Envelope) => void): void {
  try {
    name(JSON.parse(Buffer.from(bytes).toString('utf8')) as Envelope);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
}

interface NamedImage {
  readonly sha256: string;
  readonly bytes?: number;
  readonly width?: number;
  readonly height?: number;
  readonly cameraId?: string;
  readonly takenAt?: string;
}

/** Each picture of a document once: `images` of most kinds, `items[].evidence` of acceptance runs (as upload/pictures.ts). */
export function imagesOf(document: Readonly<Record<string, unknown>>): NamedImage[] {
  const items = list(document['items']).flatMap((item) => list((item as { evidence?: unknown } | null)?.evidence));
  const found = new Map<string, NamedImage>();
  for (const image of [...list(document['images']), ...items] as (NamedImage | null)[])
    if (typeof image?.sha256 === 'string' && /^[0-9a-f]{64}$/.test(image.sha256) && !found.has(image.sha256))
      found.set(image.sha256, image);
  return [...found.values()];
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
