/**
 * Rows that repeat what a document says, and are not made anew by records/derived.ts: captures, pictures, the outbox, print
 * jobs, what was read. Each question gives the rows that say something else; no answer is the good one.
 *
 * Asked after the derived tables were made a second time (store/shadow.ts): `weighing` and `load_sheet` are what the documents
 * say, and `named` holds each picture that a document names.
 */
import type { Sqlite } from '../store/open-sqlite.ts';
import type { Findings } from './findings.ts';

/** The temporary table of the pictures that documents name, one row a mention. */
export const NAMED = `CREATE TEMP TABLE named (
  sequence INTEGER NOT NULL, documentId TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER, width INTEGER, height INTEGER,
  cameraId TEXT, takenAt TEXT)`;
export const NAMED_INDEX = 'CREATE INDEX temp.named_sha ON named (sha256, cameraId, takenAt)';

/**
 * The columns of a row that its body says otherwise, a body that is no JSON included. One question for all of them: SQLite then
 * reads each body once.
 */
function againstBody(table: string, members: Readonly<Record<string, string>>): string {
  const differs = Object.entries(members).map(
    ([column, path]) => [column, `${column} IS NOT body ->> '${path}'`] as const,
  );
  return `SELECT id AS row, CASE WHEN NOT json_valid(body) THEN 'body' ${differs
    .map(([column, condition]) => `WHEN ${condition} THEN '${column}'`)
    .join(' ')} END AS column
    FROM ${table} WHERE CASE WHEN json_valid(body) THEN ${differs.map(([, condition]) => condition).join(' OR ')} ELSE 1 END`;
}

/** An image of a capture that was taken when and where the picture's row says: pictures of before are rows already. */
const inCapture = (table: string, images: string): string =>
  `EXISTS (SELECT 1 FROM ${table} c, json_each(CASE WHEN json_valid(c.body) THEN c.body ->> '${images}' ELSE '[]' END) i
     WHERE instr(c.body, p.sha256) > 0 AND i.value ->> '$.sha256' = p.sha256
       AND i.value ->> '$.cameraId' = p.cameraId AND i.value ->> '$.takenAt' = p.takenAt)`;

const OUTBOX = [
  `SELECT d.sequence FROM document d LEFT JOIN outbox o INDEXED BY outbox_document ON o.documentId = d.id AND o.part = 'document'
   WHERE o.id IS NULL OR o.sequence <> d.sequence OR o.createdAtMs <> d.createdAtMs`,
  `SELECT sequence FROM (
     SELECT sequence, documentId, sha256 FROM named EXCEPT SELECT sequence, documentId, sha256 FROM outbox WHERE part = 'photo')`,
  `SELECT sequence FROM (
     SELECT sequence, documentId, sha256 FROM outbox WHERE part = 'photo' EXCEPT SELECT sequence, documentId, sha256 FROM named)
   WHERE documentId IN (SELECT id FROM document)`,
  `SELECT o.sequence FROM outbox o JOIN document d ON d.id = o.documentId WHERE o.createdAtMs <> d.createdAtMs AND o.part = 'photo'`,
];

const STRAY = `SELECT DISTINCT o.sequence FROM outbox o LEFT JOIN document d ON d.id = o.documentId WHERE d.id IS NULL`;

const PICTURES = `SELECT DISTINCT n.sequence, n.sha256 FROM named n LEFT JOIN photo p ON p.sha256 = n.sha256
  WHERE p.sha256 IS NULL OR p.bytes IS NOT n.bytes OR p.width IS NOT n.width OR p.height IS NOT n.height
    OR NOT (EXISTS (SELECT 1 FROM named m WHERE m.sha256 = p.sha256 AND m.cameraId = p.cameraId AND m.takenAt = p.takenAt)
      OR ${inCapture('capture', '$.images')} OR ${inCapture('retake', '$.images')} OR ${inCapture('gate_capture', '$.body.images')})`;

const SAVED = (open: string, table: string, key: string, images: string): string =>
  `SELECT i.value AS image FROM ${open} o JOIN ${table} c ON c.id = o.${key},
     json_each(CASE WHEN json_valid(c.body) THEN c.body ->> '${images}' ELSE '[]' END) i`;

/** Pictures of captures that wait for their document: no document names them yet, the capture does. */
const NOT_NAMED = `SELECT image ->> '$.sha256' AS row, CASE WHEN p.sha256 IS NULL THEN 'sha256' WHEN p.bytes IS NOT image ->> '$.bytes' THEN 'bytes'
    WHEN p.width IS NOT image ->> '$.width' THEN 'width' WHEN p.height IS NOT image ->> '$.height' THEN 'height'
    ELSE 'cameraId' END AS column
  FROM (${SAVED('open_capture', 'capture', 'captureId', '$.images')}
    UNION ALL ${SAVED('open_gate_capture', 'gate_capture', 'captureId', '$.body.images')})
  LEFT JOIN photo p ON p.sha256 = image ->> '$.sha256'
  WHERE image ->> '$.sha256' NOT IN (SELECT sha256 FROM named) AND (p.sha256 IS NULL OR p.bytes IS NOT image ->> '$.bytes'
    OR p.width IS NOT image ->> '$.width' OR p.height IS NOT image ->> '$.height'
    OR NOT (${inCapture('capture', '$.images')} OR ${inCapture('retake', '$.images')} OR ${inCapture('gate_capture', '$.body.images')}))`;

/** By table: each gives `row`, whose `column` says something else. */
const REPEATED: readonly (readonly [table: string, sql: string])[] = [
  [
    'capture',
    againstBody('capture', {
      id: '$.id',
      passId: '$.passId',
      caseId: '$.caseId',
      scaleId: '$.scaleId',
      weightKg: '$.weightKg',
      weighedAt: '$.weighedAt',
    }),
  ],
  ['photo', NOT_NAMED],
  ['gate_capture', againstBody('gate_capture', { id: '$.id', gateId: '$.body.gateId', passedAt: '$.body.passedAt' })],
  [
    'capture',
    `SELECT c.id AS row, CASE WHEN c.weightKg <> w.weightKg THEN 'weightKg' WHEN c.weighedAt <> w.weighedAt THEN 'weighedAt'
       ELSE 'scaleId' END AS column
     FROM capture c JOIN weighing w ON w.id = c.id
     WHERE c.weightKg <> w.weightKg OR c.weighedAt <> w.weighedAt OR c.scaleId <> w.scaleId`,
  ],
  [
    'print_job',
    `SELECT j.id AS row, 'sheetNumber' AS column FROM print_job j LEFT JOIN load_sheet s ON s.id = j.sheetId
     WHERE j.sheetNumber IS NOT s.number`,
  ],
  [
    'plate_outcome',
    `SELECT p.id AS row, CASE WHEN w.id IS NULL OR p.id <> w.id || '/' || p.role THEN 'weighingId'
       WHEN p.atMs <> w.weighedAtMs THEN 'atMs' ELSE 'saidText' END AS column
     FROM plate_outcome p LEFT JOIN weighing w ON w.id = p.weighingId
     WHERE w.id IS NULL OR p.id <> w.id || '/' || p.role OR p.atMs <> w.weighedAtMs
       OR p.saidText IS NOT CASE p.role WHEN 'front' THEN w.plateFrontAsWeighed ELSE w.plateRearAsWeighed END`,
  ],
  [
    'display_outcome',
    `SELECT p.id AS row, CASE WHEN w.id IS NULL OR p.id <> w.id || '/' || p.cameraId THEN 'weighingId'
       WHEN p.atMs <> w.weighedAtMs THEN 'atMs' ELSE 'weightKg' END AS column
     FROM display_outcome p LEFT JOIN weighing w ON w.id = p.weighingId
     WHERE w.id IS NULL OR p.id <> w.id || '/' || p.cameraId OR p.atMs <> w.weighedAtMs OR p.weightKg <> w.weightKg`,
  ],
];

export function proveRepeatedRows(db: Sqlite, findings: Findings): void {
  const bySequence = (sql: string): { sequence: number; sha256?: string }[] =>
    db.prepare<[], { sequence: number; sha256?: string }>(sql).all();
  // First what points to a document that is gone: it says most.
  for (const { sequence } of bySequence(STRAY)) findings.fault('outbox-stray', { sequence });
  for (const sql of OUTBOX) for (const { sequence } of bySequence(sql)) findings.fault('outbox-row', { sequence });
  for (const { sequence, sha256 } of bySequence(PICTURES))
    findings.fault('picture-row', { sequence, sha256: sha256 ?? '' });
  for (const [table, sql] of REPEATED)
    for (const { column, row } of db.prepare<[], { row: string; column: string }>(sql).all())
      findings.fault('repeated-row', { table, row, column });
}
