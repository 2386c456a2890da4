/** A single bit of a stored document, of a column, of a row that follows from it or of a picture: whichever it is, it is found. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { photoPath } from '../../../main/photo-path.ts';
import { Findings } from '../../../main/station/proof/findings.ts';
import { proveDocuments } from '../../../main/station/proof/folder-documents.ts';
import { provePicturesOf, proveRows } from '../../../main/station/proof/folder-rows.ts';
import { DERIVED_TABLES } from '../../../main/station/records/derived.ts';
import { openSqlite, type Sqlite } from '../../../main/station/store/open-sqlite.ts';
import { EvidenceFolder } from '../../support/evidence-folder.ts';
import { tempFolder } from '../../unit/store/temp-station.ts';

let place: ReturnType<typeof tempFolder>;
let dataDir: string;
let thief: Sqlite;
let pictures: string[];

beforeAll(async () => {
  place = tempFolder('bits-');
  const folder = await EvidenceFolder.make(join(place.path, 'data'));
  await folder.ordinaryDay();
  folder.changeKey();
  await folder.weigh();
  await folder.save();
  pictures = [...folder.pictures.keys()];
  dataDir = join(place.path, 'copy');
  cpSync(folder.dataDir, dataDir, { recursive: true });
  folder.end();
  thief = openSqlite(join(dataDir, 'station.sqlite'), { timeoutMs: 1000 });
  thief.pragma('foreign_keys = OFF');
  thief.pragma('synchronous = OFF');
  for (const { name } of thief
    .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name GLOB '*_no_*'")
    .all())
    thief.exec(`DROP TRIGGER ${name}`);
});
afterAll(() => {
  thief.close();
  place.remove();
});

/** How many faults, after a deed that is undone again. The verifier does the same on two connections. */
async function faults(deed?: () => void): Promise<number> {
  thief.exec('BEGIN');
  try {
    deed?.();
    const findings = new Findings();
    await proveDocuments(thief, findings, { given: [] });
    return findings.faultCount + provePicturesOf(proveRows(thief), dataDir).findings.faultCount;
  } finally {
    thief.exec('ROLLBACK');
  }
}

/** A constraint of the table itself refused it. */
class RefusedError extends Error {}

type Value = string | number | Buffer | null;

/** The value with one bit the other way round; undefined where there is none. */
function flipped(value: Value, at: number): Value | undefined {
  if (value === null) return undefined;
  // The low bits: STRICT keeps a whole number whole.
  if (typeof value === 'number') return Number(BigInt(value) ^ (1n << BigInt(at % 40)));
  const bytes = Buffer.from(value as string);
  if (bytes.length === 0) return undefined;
  const bit = at % (bytes.length * 8);
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return bytes;
}

/** Columns of evidence, by table. Not here: what no document says (times of printing, attempts of an upload …). */
const EVIDENCE: Readonly<Record<string, readonly string[]>> = {
  document: ['sequence', 'id', 'kind', 'prevHash', 'hash', 'createdAt', 'createdAtMs', 'bytes'],
  signing_key: ['kid', 'publicJwk', 'firstSequence'],
  outbox: ['part', 'documentId', 'sequence', 'sha256', 'createdAtMs'],
  photo: ['sha256', 'bytes', 'width', 'height', 'mime', 'cameraId', 'takenAt'],
  capture: ['id', 'scaleId', 'weightKg', 'weighedAt', 'passId', 'caseId'],
  gate_capture: ['id', 'gateId', 'passedAt'],
  print_job: ['sheetId', 'sheetNumber'],
  plate_outcome: ['id', 'weighingId', 'atMs', 'saidText'],
  display_outcome: ['id', 'weighingId', 'atMs', 'weightKg'],
};

/** Changes one value and asks. */
async function found(table: string, where: string, column: string, at: number): Promise<boolean> {
  const value = thief.prepare<[], Value>(`SELECT ${column} FROM ${table} WHERE ${where}`).pluck().get();
  const other = flipped(value ?? null, at);
  if (other === undefined) return true;
  const cast = typeof value === 'string' ? 'CAST(? AS TEXT)' : '?';
  try {
    const count = await faults(() => {
      try {
        thief.prepare(`UPDATE ${table} SET ${column} = ${cast} WHERE ${where}`).run(other);
      } catch (error) {
        throw new RefusedError(String(error));
      }
    });
    return count > 0;
  } catch (error) {
    if (error instanceof RefusedError) return true;
    throw error;
  }
}

test('untouched it is sound', async () => {
  expect(await faults()).toBe(0);
});

test('any bit of any document is found', async () => {
  const documents = thief
    .prepare<[], { sequence: number; length: number }>('SELECT sequence, length(bytes) AS length FROM document')
    .all();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...documents), fc.nat(), async ({ length, sequence }, at) => {
      expect(await found('document', `sequence = ${sequence}`, 'bytes', at % (length * 8)), `#${sequence} ${at}`).toBe(
        true,
      );
    }),
    { numRuns: 100 },
  );
  expect(await faults()).toBe(0);
}, 300_000);

test('a bit of any column that repeats or follows from a document is found', async () => {
  const missed: string[] = [];
  let at = 0x5eed;
  const tables = new Map(Object.entries(EVIDENCE));
  for (const table of DERIVED_TABLES)
    if (table !== 'plate_part')
      tables.set(table, thief.prepare<[], string>(`SELECT name FROM pragma_table_info('${table}')`).pluck().all());
  for (const [table, columns] of tables) {
    const keys = thief.prepare<[], string>(`SELECT name FROM pragma_table_info('${table}') WHERE pk > 0`).pluck().all();
    const named = keys.map((key) => `'${key} = ' || quote(${key})`).join(` || ' AND ' || `);
    const rows = thief.prepare<[], string>(`SELECT ${named} FROM ${table}`).pluck().all();
    for (const column of columns)
      // Two rows of each, another two with each column.
      for (const row of [rows[at % rows.length], rows[(at + 1) % rows.length]]) {
        if (row === undefined) continue;
        at = (at * 48_271) % 2_147_483_647;
        if (!(await found(table, row, column, at))) missed.push(`${table}.${column} where ${row}, bit ${at}`);
      }
  }
  expect(missed).toEqual([]);
  expect(await faults()).toBe(0);
}, 600_000);

test('a bit of the row of a picture whose record is still to be made is found', async () => {
  const rows = thief
    .prepare<[], string>(
      `SELECT DISTINCT 'sha256 = ' || quote(i.value ->> '$.sha256') FROM open_capture o JOIN capture c ON c.id = o.captureId, json_each(c.body ->> '$.images') i`,
    )
    .pluck()
    .all();
  expect(rows).toHaveLength(1);
  const missed: string[] = [];
  for (const row of rows)
    for (const column of EVIDENCE['photo'] ?? [])
      for (const at of [0, 7, 1_000_003])
        if (!(await found('photo', row, column, at))) missed.push(`${column}, bit ${at}`);
  expect(missed).toEqual([]);
}, 300_000);

test('any bit of any picture is found', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...pictures), fc.nat(), async (sha256, at) => {
      const file = photoPath(dataDir, sha256) ?? '';
      const before = readFileSync(file);
      writeFileSync(file, flipped(before, at) as Buffer);
      try {
        expect(await faults()).toBeGreaterThan(0);
      } finally {
        writeFileSync(file, before);
      }
    }),
    { numRuns: 60 },
  );
}, 300_000);
