/** What follows from the documents: one function applies a document, so that rebuilding gives the same tables. */
import type {
  DocumentKind,
  Envelope,
  GatePass,
  LoadSheet,
  Notice,
  Weighing,
} from '../../../preload/contract/documents.ts';
import type { Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Writer } from '../store/statement.ts';
import { parseDocument, type SignedDocument } from './document-chain.ts';
import { GateStore } from './gate-store.ts';
import { LoadSheetStore } from './load-sheet-store.ts';
import { NoticeStore } from './notice-store.ts';
import { OutcomeStore } from './outcome-store.ts';
import { WeighingStore } from './weighing-store.ts';

/** The tables that documents and captures fully determine. */
export const DERIVED_TABLES = [
  'weighing',
  'plate',
  'plate_part',
  'plate_mention',
  'load_sheet',
  'sheet_mention',
  'notice',
  'sheet_number',
  'open_capture',
  'gate_pass',
  'open_gate_capture',
] as const;

/**
 * Does everything that follows from a document in the derived tables: its row, the weighing it voids or corrects, the
 * sheet it voids. Call it right after `append`, in the same transaction.
 */
export function indexDocument<K extends DocumentKind>(db: Writer, kind: K, document: SignedDocument<K>): void {
  switch (kind) {
    case 'weighing':
      new WeighingStore(db).index(document as Weighing);
      return;
    case 'load-sheet':
      new LoadSheetStore(db).index(document as LoadSheet);
      return;
    case 'notice':
      indexNotice(db, document as Notice);
      return;
    case 'gate-pass':
      new GateStore(db).index(document as GatePass);
      return;
    case 'rectification':
    case 'acceptance-run':
      return;
  }
}

function indexNotice(db: Writer, notice: Notice): void {
  new NoticeStore(db).index(notice);
  const subject = notice.subjectId;
  if (subject === undefined || subject === null) return;
  const weighings = new WeighingStore(db);
  if (notice.kind === 'weighing-void') weighings.markVoid(subject as Uuid, notice.id);
  if (notice.kind === 'correction' && notice.correction !== undefined && weighings.get(subject) !== null)
    weighings.applyCorrection(subject as Uuid, notice.correction.field, notice.correction.to);
  if (notice.kind === 'correction' && notice.correction?.field === 'gatePlate') {
    const { to } = notice.correction;
    new GateStore(db).applyCorrection(subject as Uuid, typeof to === 'string' ? to : null);
  }
}

/**
 * Empties the derived tables and makes them again from the documents, in one transaction. For salvage and for the proof
 * that they are derived; it holds the thread for as long as it takes.
 */
export function rebuildDerived(db: Writer): void {
  // Not emptied: when each plate was confirmed stands nowhere else. What was lost is made again as far as it can be.
  const outcomes = new OutcomeStore(db);
  db.immediate(() =>
    makeDerived(db, (kind, document) => {
      if (kind === 'weighing') outcomes.recover(document as Weighing);
    }),
  );
}

/**
 * Fills the derived tables of `db`, emptied, from its documents and captures. In the caller's transaction.
 * @param onDocument called after each document has been applied
 * @throws whatever applying a document throws that was never made by this program
 */
export function makeDerived(db: Writer, onDocument: (kind: DocumentKind, document: Envelope) => void): void {
  for (const table of DERIVED_TABLES) db.prepare(`DELETE FROM ${table}`).run();
  db.prepare('INSERT INTO open_capture SELECT id FROM capture').run();
  db.prepare('INSERT INTO open_gate_capture SELECT id FROM gate_capture').run();
  const skipped = db.prepare<{ value: string }>("SELECT value FROM meta WHERE key = 'skippedNumbers'").get()?.value;
  const outOfUse = lastSkipped(skipped ?? '');
  // In pages: the connection cannot write while it iterates.
  const page = db.prepare<{ sequence: number; kind: DocumentKind; bytes: Uint8Array }>(
    'SELECT sequence, kind, bytes FROM document WHERE sequence > ? ORDER BY sequence LIMIT 200',
  );
  for (let rows = page.all(0); rows.length > 0; rows = page.all(rows.at(-1)?.sequence ?? 0))
    for (const { kind, bytes } of rows) {
      const document = parseDocument(bytes);
      indexDocument(db, kind, document);
      if (kind === 'notice' && document['kind'] === 'outage') outOfUse.push(...lastSkipped((document as Notice).text));
      onDocument(kind, document);
    }
  db.prepare(
    // The serial is what follows the last hyphen of the number, the day what stands before it.
    `INSERT INTO sheet_number (prefix, day, serial)
     SELECT substr(rest, 1, length(rest) - 9), substr(rest, -8), MAX(serial) FROM (
       SELECT rtrim(rtrim(number, '0123456789'), '-') AS rest,
         CAST(substr(number, length(rtrim(number, '0123456789')) + 1) AS INTEGER) AS serial
       FROM load_sheet WHERE status = 'issued')
     GROUP BY rest`,
  ).run();
  for (const { day, prefix, serial } of outOfUse)
    db.prepare(
      `INSERT INTO sheet_number (prefix, day, serial) VALUES (?, ?, ?)
       ON CONFLICT (prefix, day) DO UPDATE SET serial = max(serial, excluded.serial)`,
    ).run(prefix, day, serial);
}

/** The last of each run of numbers that a text says are not used any more (sheets/skipped-numbers.ts writes it). */
function lastSkipped(text: string): { readonly prefix: string; readonly day: string; readonly serial: number }[] {
  return [...text.matchAll(/ 至 ([^\s、]+)-(\d{8})-(\d{4,9})(?=[\s、])/g)].map(([, prefix = '', day = '', serial]) => ({
    prefix,
    day,
    serial: Number(serial),
  }));
}
