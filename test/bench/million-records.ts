/**
 * A data folder of a station that has worked for nine years: a million weighings, nearly half of them sold with a sheet, in the real
 * schema. Rows are inserted as the stores would leave them, without the stores: signing a million documents takes an hour. Their
 * documents are of the right form and about the right size, and no chain.
 *
 * Made once a run, in a folder of the bench. BENCH_RECORDS=<folder> keeps it there and uses it again (six gigabytes).
 */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { StationDatabase } from '../../main/station/store/database.ts';
import { databaseFile } from '../../main/station/store/data-folder.ts';
import { openSqlite, type Sqlite } from '../../main/station/store/open-sqlite.ts';
import { timestamp, type Clock, type EpochMs, type Uuid } from '../../preload/contract/vocabulary.ts';
import { seeded } from '../sim/indicator/platform-weight.ts';
import { say } from './figure.ts';
import { plateFleet } from './plate-fleet.ts';

export const WEIGHINGS = 1_000_000;
const FIRST_MS = Date.UTC(2017, 10, 22);
const LAST_MS = Date.UTC(2026, 10, 30, 6);
const GOODS = ['原煤', '精煤', '中煤', '煤泥', '矸石', '石灰石', '水泥', '碎石'] as const;
const RECEIVERS = ['阳泉第二电厂', '河坡电厂', '盂县水泥厂', '平定县建材市场', '井陉焦化厂'] as const;
const RESULTS = resolve(import.meta.dirname, '../../test-results');

let made: string | null = null;

/** The folder; made at the first call. It goes with the process, unless BENCH_RECORDS names one. */
export async function millionRecords(): Promise<string> {
  if (made !== null) return made;
  const kept = process.env['BENCH_RECORDS'];
  await mkdir(RESULTS, { recursive: true });
  const folder = kept ?? mkdtempSync(join(RESULTS, 'bench-records-'));
  if (kept === undefined) process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  if (!existsSync(databaseFile(folder))) {
    const began = Date.now();
    fill(folder);
    say(`  a million weighings made in ${Math.round((Date.now() - began) / 1000)} s`);
  }
  say(`  ${(statSync(databaseFile(folder)).size / 1e9).toFixed(2)} GB`);
  made = folder;
  return folder;
}

function fill(folder: string): void {
  const random = seeded(20_261_130);
  let ids = 0;
  // In the order of time, as version 7 of UUIDs is; random in its last part.
  const newId = (): Uuid => {
    ids += 1;
    const [count, chance] = [ids.toString(16).padStart(12, '0'), Math.floor(random() * 0xffff_ffff_ffff)];
    return `${count.slice(0, 8)}-${count.slice(8)}-7000-8000-${chance.toString(16).padStart(12, '0')}` as Uuid;
  };
  const clock: Clock = { wall: () => LAST_MS as EpochMs, monotonic: () => 0 as ReturnType<Clock['monotonic']> };
  StationDatabase.open({ dataDir: folder, simulated: true, clock, newId }).close();
  const db = openSqlite(databaseFile(folder), { timeoutMs: 0 });
  try {
    // A connection that is careful takes no OFF, and would write everything twice.
    db.pragma('journal_mode = MEMORY');
    db.pragma('synchronous = OFF');
    db.pragma('cache_size = -1000000');
    const again = withoutIndexes(db);
    db.exec('BEGIN');
    insertAll(db, random, newId);
    readings(db);
    for (const sql of again) db.exec(sql);
    lists(db);
    db.exec('COMMIT');
    db.pragma('journal_mode = WAL');
  } finally {
    db.close();
  }
}

/** Takes triggers and indexes away that only slow a filling down, and says how they are made again. */
function withoutIndexes(db: Sqlite): string[] {
  const tables = ['document', 'weighing', 'load_sheet', 'outbox', 'print_job', 'plate_outcome', 'display_outcome'];
  const found = db
    .prepare<[], { type: string; name: string; tbl_name: string; sql: string }>(
      "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND type IN ('index', 'trigger')",
    )
    .all()
    .filter((one) => tables.includes(one.tbl_name));
  for (const { type, name } of found) db.exec(`DROP ${type} ${name}`);
  return found.map(({ sql }) => sql);
}

function insertAll(db: Sqlite, random: () => number, newId: () => Uuid): void {
  const fleet = plateFleet(random, FIRST_MS, LAST_MS);
  const into = (table: string, columns: string): ((...values: unknown[]) => void) => {
    const places = columns.replaceAll(/\w+/g, '?');
    const statement = db.prepare(`INSERT INTO ${table} (${columns}) VALUES (${places})`);
    return (...values) => void statement.run(...values);
  };
  const document = into('document', 'sequence, id, kind, prevHash, hash, createdAt, createdAtMs, bytes');
  const weighing = into(
    'weighing',
    'id, sequence, kind, scaleId, caseId, direction, weightKg, weighedAt, weighedAtMs, plateFront, plateRear, plateFrontAsWeighed, plateRearAsWeighed, axleCount, vehicleType, driveAxles, limitKg, overKg, evidenceState, evidenceReason, operatorId, frontSha256, rearSha256, goods, netKg, arrivedAtMs, savedAtMs, recordedAtMs, leftAtMs',
  );
  const mention = db.prepare(
    'INSERT INTO plate_mention (plate, weighedAtMs, sequence) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const sheet = into(
    'load_sheet',
    'id, sequence, number, status, plate, trailerPlate, goods, receiver, grossKg, tareKg, netKg, grossWeighingId, tareWeighingId, issuedAt, issuedAtMs, verdict',
  );
  const part = into('outbox', 'part, documentId, sequence, sha256, state, createdAtMs, attempts, receivedAt');
  const job = into(
    'print_job',
    'id, sheetId, sheetNumber, copy, state, createdAt, createdAtMs, operatorId, attempts, finishedAt',
  );
  const serials = new Map<string, number>();
  const sha = (): string => {
    let text = '';
    while (text.length < 64)
      text += Math.floor(random() * 0x1_0000_0000)
        .toString(16)
        .padStart(8, '0');
    return text;
  };
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * random() * of.length)] as T;
  const operators = ['张磅房', '李磅房', '王磅房'];
  let sequence = 0;
  let prevHash = '0'.repeat(64);
  const append = (kind: string, id: Uuid, atMs: number, body: object): void => {
    sequence += 1;
    const hash = sha();
    const at = timestamp(atMs as EpochMs);
    const bytes = Buffer.from(
      JSON.stringify({ ...body, id, sequence, createdAt: at, prevHash, hash, signature: 'none' }),
    );
    document(sequence, id, kind, prevHash, hash, at, atMs, bytes);
    prevHash = hash;
  };

  const weigh = (
    atMs: number,
    truck: ReturnType<typeof fleet>,
    caseId: Uuid,
    kind: 'tare' | 'gross',
    weightKg: number,
    over: number,
  ) => {
    const [id, at, front, rear] = [newId(), timestamp(atMs as EpochMs), sha(), sha()];
    const incomplete = random() < 0.004;
    const operatorId = pick(operators);
    const limitKg = kind === 'gross' ? 49_000 : null;
    const scaleId = random() < 0.7 ? 'scale-1' : 'scale-2';
    const curve = Array.from({ length: 40 }, (_, nth) => Math.round((weightKg * Math.min(1, nth / 25)) / 20) * 20);
    append('weighing', id, atMs, {
      scaleId,
      kind,
      weightKg,
      unit: 'kg',
      stable: true,
      weighedAt: at,
      plateFront: { text: truck.front, source: 'recognised', confidence: 0.97 },
      plateRear: { text: truck.rear, source: 'recognised', confidence: 0.96 },
      images: [front, rear].map((sha256, nth) => ({
        role: nth === 0 ? 'front' : 'rear',
        sha256,
        bytes: 512_000,
        width: 1920,
        height: 1080,
        takenAt: at,
        cameraId: `cam-${nth}`,
      })),
      evidence: { state: incomplete ? 'incomplete' : 'complete', missing: [] },
      trace: { startedAt: at, intervalMs: 500, weightsKg: curve },
      indicator: { protocol: 'yaohua-tf0', rawFrame: '3d303236383430' },
      operatorId,
      checks: [{ code: 'within-limit', result: over > 0 ? 'fail' : 'pass' }],
    });
    const of = sequence;
    // On the deck, saved, recorded, off it again: as far apart as people and trucks take.
    const moments = [
      -8000 - ((of * 7919) % 9000),
      900 + (of % 1500),
      4000 + ((of * 31) % 20_000),
      30_000 + ((of * 17) % 40_000),
    ].map((ms) => atMs + ms);
    const state = LAST_MS - atMs > 2 * 3_600_000 ? (random() < 0.00005 ? 'parked' : 'done') : 'pending';
    part('document', id, of, null, state, atMs, 1, state === 'done' ? at : null);
    for (const sha256 of [front, rear]) part('photo', id, of, sha256, state === 'parked' ? 'done' : state, atMs, 1, at);
    for (const plate of new Set([truck.front, truck.rear])) mention.run(plate, atMs, of);
    const sold = (netKg: number | null, goods: string | null): void =>
      weighing(
        id,
        of,
        kind,
        scaleId,
        caseId,
        kind === 'tare' ? 'in' : 'out',
        weightKg,
        at,
        atMs,
        truck.front,
        truck.rear,
        truck.front,
        truck.rear,
        6,
        'articulated',
        2,
        limitKg,
        kind === 'gross' ? over : null,
        incomplete ? 'incomplete' : 'complete',
        incomplete ? '相机离线' : null,
        operatorId,
        front,
        rear,
        goods,
        netKg,
        ...moments,
      );
    return { id, atMs, at, operatorId, sold };
  };

  for (let nth = 0; nth < WEIGHINGS / 2; nth += 1) {
    const inMs = Math.floor(FIRST_MS + ((LAST_MS - FIRST_MS) * nth) / (WEIGHINGS / 2));
    const truck = fleet(inMs);
    const visit = newId();
    const tareKg = 14_000 + Math.floor(random() * 150) * 20;
    const over = random() < 0.02 ? 20 * (1 + Math.floor(random() * 150)) : 0;
    const grossKg = over > 0 ? 49_000 + over : 49_000 - Math.floor(random() * 100) * 20;
    const tare = weigh(inMs, truck, visit, 'tare', tareKg, 0);
    tare.sold(null, null);
    const gross = weigh(inMs + 25 * 60_000, truck, visit, 'gross', grossKg, over);
    if (over > 0) {
      gross.sold(null, null);
      continue;
    }
    const [goods, receiver, id, netKg] = [pick(GOODS), pick(RECEIVERS), newId(), grossKg - tareKg];
    gross.sold(netKg, goods);
    const day = gross.at.slice(0, 10).replaceAll('-', '');
    const serial = (serials.get(day) ?? 0) + 1;
    serials.clear();
    serials.set(day, serial);
    const number = `140321-0001-1-${day}-${String(serial).padStart(4, '0')}`;
    append('load-sheet', id, gross.atMs, {
      number,
      status: 'issued',
      plate: truck.front,
      goods: { name: goods },
      grossKg,
      tareKg,
      netKg,
      grossWeighingId: gross.id,
      tareWeighingId: tare.id,
      receiver,
      operatorId: gross.operatorId,
    });
    sheet(
      id,
      sequence,
      number,
      'issued',
      truck.front,
      truck.rear,
      goods,
      receiver,
      grossKg,
      tareKg,
      netKg,
      gross.id,
      tare.id,
      gross.at,
      gross.atMs,
      'within-limit',
    );
    part(
      'document',
      id,
      sequence,
      null,
      LAST_MS - gross.atMs > 2 * 3_600_000 ? 'done' : 'pending',
      gross.atMs,
      1,
      gross.at,
    );
    job(newId(), id, number, 1, 'printed', gross.at, gross.atMs, gross.operatorId, 1, gross.at);
  }
}

/** What follows from those rows. */
function lists(db: Sqlite): void {
  db.exec(
    `INSERT INTO sheet_mention SELECT DISTINCT substr(s.number, -4), w.weighedAtMs, w.sequence
     FROM load_sheet s JOIN weighing w ON w.id = s.grossWeighingId`,
  );
  db.exec('INSERT INTO plate (text) SELECT DISTINCT plate FROM plate_mention');
}

/** What was read in the pictures of each, and that nearly all of it was right. */
function readings(db: Sqlite): void {
  db.exec(`INSERT INTO plate_outcome (id, weighingId, role, cameraId, atMs, readText, confidence, accepted, color, kind, rows, saidText,
      source, saidBy, blind, confirmMs)
    SELECT w.id || '/' || r.role, w.id, r.role, 'cam-' || r.role, w.weighedAtMs,
      iif(w.sequence % 211 = 0, NULL, iif(r.role = 'front', w.plateFront, w.plateRear)), 0.97, 1, 'yellow', 'ordinary', 1,
      iif(r.role = 'front', w.plateFront, w.plateRear), 'recognised', 'person', 0, 1500 + w.sequence % 4000
    FROM weighing w, (SELECT 'front' AS role UNION SELECT 'rear') r`);
  db.exec(`INSERT INTO display_outcome (id, weighingId, role, cameraId, atMs, verdict, weightKg, readingKg, legibility)
    SELECT w.id || '/cam-' || r.role, w.id, r.role, 'cam-' || r.role, w.weighedAtMs,
      iif(w.sequence % 97 = 0, 'cannot-tell', 'matches'), w.weightKg, w.weightKg, 90
    FROM weighing w, (SELECT 'front' AS role UNION SELECT 'rear') r`);
}
