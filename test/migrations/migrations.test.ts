import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openForWriting } from '../../main/station/store/data-folder.ts';
import { prepareFolder } from '../../main/station/store/prepare-folder.ts';
import { migrate, schemaVersion, type Migration } from '../../main/station/store/migrate.ts';
import { appendOnly } from '../../main/station/store/migrations/0010-first.ts';
import { neverReplaced } from '../../main/station/store/migrations/0060-never-replaced.ts';
import { MIGRATIONS } from '../../main/station/store/migrations/all.ts';
import type { Sqlite } from '../../main/station/store/open-sqlite.ts';
import { tempFolder, thrown } from '../unit/store/temp-station.ts';

let folder: ReturnType<typeof tempFolder>;
let db: Sqlite;
beforeEach(() => {
  folder = tempFolder();
  db = openForWriting(folder.path);
});
afterEach(() => {
  db.close();
  folder.remove();
});

const schema = (): unknown[] => db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all();
const newest = MIGRATIONS.at(-1)?.version ?? 0;

test('migrations are numbered in tens and ascend', () => {
  const versions = MIGRATIONS.map(({ version }) => version);
  expect(versions.every((version) => version % 10 === 0)).toBe(true);
  expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
});

/** SHA-256 of what each step says. A released one never changes: the next one is written, and gets its line here. */
const RELEASED: Readonly<Record<number, string>> = {
  10: 'a71451190716de093a586241624918245c03fbb91efcf72d966b7cb6633f56d7',
  20: '974b7c4cc1b093ffc2471d41bb55629ea4ab7891e92bafc2265b72102078c2dc',
  30: '70df6b051c39fb3b5f75bd92f20d4c6b74ad92c68ce8c6c469e651a5cd79c069',
  40: '58f43b2715404055d3ef7043fd035765b2e78125fbfa135dc6b2d185ceb9138f',
  50: 'a51fc3d7095e21f05c8fbcbdfc7e4a360d4db15b0e2c7736e22b77e42f8da63a',
  60: '9654f439318ff09496d77c430c2561ccf3b0b5ff5f52a75d0251469301fd1645',
  70: '14eb581cf2f1850f42cd7e250a0a9c05106e662bbcb669da85c1e9159711a552',
  80: 'b3b44445aa62223b6027ba88c0724fe9f3782882dc062c86cf6881c4be3ffafc',
  90: '7bfc7ac29d1c5ed6555741f11e464940d44001975ba84df6eac4626da6a8887f',
  100: '556553c36bf66968de1adc8380dce7d9e4794cbc126f6de059d892f1aa0d63d5',
  110: '14c1c0a3bef02e430d6e2b14a098424df7b8fdf054cfdceacca9b8e0f1d6a5d6',
  120: '82f5dc80428ca0910aef76f1a45b7007efb1a6bb6df57bc516c52794471bb6f6',
  130: '98cf34d8da6e7216ddda67241fd28edc9cbda78175c0168c0515475fb63edd46',
  140: 'a755ccc1dba96919474a32fab55a33cd5a34fdfa77dadea4dff09a8a576437fc',
  150: 'c93a6495e2dfb819528eeb69166a1533427821cf58211e996b86b354bf2f1abb',
  160: '94640b4913d602a287a679f6c0c4d0ad94bc3dbcbbad36aac46d8030a9df4788',
  170: '0760c4a4e45e5829904077c15023c15f263476ed2e80b8faff78f8e994f2bfa1',
  180: 'c015bc2cc52ac806d4269bd1bcd844fb8b325f2bd1fd2b3c4b7086c45442e248',
  190: 'dda2fb49147c286219ddf2362bacae494f1ef3947edb07b9f44468773b9fb070',
  200: 'ebc481c58c5190d1460acc8cff32e9d9f4abbad3a2c7dad9b142ae053dc73d3b',
  220: '961c20a53b57246ad485e5ebb13f5950d5abba8836d2da7bbaae4ee29b9bb66b',
  230: '7c6657891a4261faa4b4f1806518b0bf813d4e5dad5f6b56228fb9035d5e5909',
  250: '53e264cd5d7329c5fac827b857947800addf076f0d4813a8fc235827397c5123',
};

test('what a step says has not changed since it was released', () => {
  const said = MIGRATIONS.map(({ sql, version }) => [version, createHash('sha256').update(sql).digest('hex')]);
  expect(Object.fromEntries(said)).toEqual(RELEASED);
});

test('a new folder gets the newest schema, and once is enough', () => {
  const steps: number[] = [];
  migrate(db, MIGRATIONS, (done) => steps.push(done));
  expect(schemaVersion(db)).toBe(newest);
  expect(steps).toEqual([...MIGRATIONS.keys(), MIGRATIONS.length]);
  const first = schema();
  migrate(db, MIGRATIONS, () => steps.push(-1));
  expect(steps).not.toContain(-1);
  expect(schema()).toEqual(first);
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
});

test('each migration runs on what the one before it left', () => {
  for (const [index, { version }] of MIGRATIONS.entries()) {
    migrate(db, MIGRATIONS.slice(0, index + 1));
    expect(schemaVersion(db)).toBe(version);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  }
});

test('0050: the passes of a folder of before come through whole, and nothing is open', () => {
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version <= 40),
  );
  const pass = ['p-1', 'scale-1', 'begun', 'ended', '{"keptEvery":1}', Buffer.from([1, 2])] as const;
  db.prepare('INSERT INTO pass (id, scaleId, startedAt, endedAt, body, trace) VALUES (?, ?, ?, ?, ?, ?)').run(...pass);
  migrate(db, MIGRATIONS);
  expect(
    Object.values(db.prepare('SELECT id, scaleId, startedAt, endedAt, body, trace FROM pass').get() as object),
  ).toEqual(pass);
  expect(
    db.prepare('SELECT (SELECT COUNT(*) FROM warning) + (SELECT COUNT(*) FROM open_warning) AS rows').get(),
  ).toEqual({
    rows: 0,
  });
  expect(() => db.prepare("INSERT INTO open_warning VALUES ('none')").run()).toThrow('FOREIGN KEY');
});

test('0060: what a folder of before holds stays, and takes no second row of the same key', () => {
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version <= 50),
  );
  const key = ['kid-1', '{}', 1] as const;
  db.prepare('INSERT INTO signing_key (kid, publicJwk, firstSequence) VALUES (?, ?, ?)').run(...key);
  migrate(db, MIGRATIONS);
  db.pragma('recursive_triggers = OFF');
  expect(() => db.prepare("REPLACE INTO signing_key VALUES ('kid-1', 'other', 1)").run()).toThrow('append-only');
  expect(Object.values(db.prepare('SELECT kid, publicJwk, firstSequence FROM signing_key').get() as object)).toEqual(
    key,
  );
});

test('0120: readings of before stay, and no outcome is made up for them', () => {
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version <= 110),
  );
  const reading = ['capture-1', 'then', '{"state":"done"}'] as const;
  db.prepare('INSERT INTO reading (captureId, at, body) VALUES (?, ?, ?)').run(...reading);
  migrate(db, MIGRATIONS);
  expect(Object.values(db.prepare('SELECT captureId, at, body FROM reading').get() as object)).toEqual(reading);
  expect(
    db.prepare('SELECT (SELECT COUNT(*) FROM plate_outcome) + (SELECT COUNT(*) FROM display_outcome) AS rows').get(),
  ).toEqual({ rows: 0 });
  expect(() =>
    db.prepare("INSERT INTO display_outcome VALUES ('none/c', 'none', 'front', 'c', 0, 'matches', 0, NULL, 0)").run(),
  ).toThrow('FOREIGN KEY');
});

test('0180: records of before are found by any part of their plates, with what their valid sheets say', () => {
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version < 180),
  );
  const document = db.prepare(
    "INSERT INTO document (sequence, id, kind, prevHash, hash, createdAt, createdAtMs, bytes) VALUES (?, ?, '', '', ?, '', 0, x'')",
  );
  const weighing = db.prepare(
    `INSERT INTO weighing (id, sequence, kind, scaleId, weightKg, weighedAt, weighedAtMs, plateFront, plateFrontAsWeighed, plateRear,
       plateRearAsWeighed, evidenceState, operatorId) VALUES (?, ?, 'gross', 's', 1, '', ?, ?, ?, ?, ?, 'complete', '')`,
  );
  const sheet = db.prepare(
    `INSERT INTO load_sheet (id, sequence, number, status, plate, goods, receiver, grossKg, tareKg, netKg, grossWeighingId,
       tareWeighingId, issuedAt, issuedAtMs, verdict, voidedById) VALUES (?, ?, ?, 'issued', '', ?, '', 3, 1, 2, ?, '', '', 0, '', ?)`,
  );
  for (const [at, id] of ['sold', 'undone', 'fixed', 'sheet', 'void-sheet'].entries()) document.run(at + 1, id, id);
  weighing.run('sold', 1, 100, '晋C12345', '晋C12345', '晋C678挂', '晋C678挂');
  weighing.run('undone', 2, 200, '晋C12345', '晋C12345', null, null);
  weighing.run('fixed', 3, 300, '晋K00001', '晋K0000I', null, null);
  for (const plate of ['晋C12345', '晋C678挂', '晋K00001', '晋K0000I'])
    db.prepare('INSERT INTO plate VALUES (?)').run(plate);
  sheet.run('sheet', 4, 'n-0001', '原煤', 'sold', null);
  sheet.run('void-sheet', 5, 'n-0002', '精煤', 'undone', 'sheet');
  migrate(db, MIGRATIONS);
  const rows = (sql: string): unknown[][] =>
    db
      .prepare(sql)
      .all()
      .map((row): unknown[] => Object.values(row as object));
  expect(rows('SELECT id, goods, netKg FROM weighing ORDER BY sequence')).toEqual([
    ['sold', '原煤', 2],
    ['undone', null, null],
    ['fixed', null, null],
  ]);
  expect(rows('SELECT * FROM sheet_mention')).toEqual([
    ['0001', 100, 1],
    ['0002', 200, 2],
  ]);
  expect(rows('SELECT * FROM plate_mention')).toEqual([
    ['晋C12345', 100, 1],
    ['晋C12345', 200, 2],
    ['晋C678挂', 100, 1],
    ['晋K00001', 300, 3],
    ['晋K0000I', 300, 3],
  ]);
  const found = (part: string) => rows(`SELECT text FROM plate_part WHERE text MATCH '"${part}"' ORDER BY text`).flat();
  expect([found('234'), found('晋C'), found('8挂'), found('C678'), found('000')]).toEqual([
    ['晋C12345'],
    [],
    [],
    ['晋C678挂'],
    ['晋K00001', '晋K0000I'],
  ]);
  db.prepare("INSERT INTO plate VALUES ('冀A99999')").run();
  expect(found('999')).toEqual(['冀A99999']);
});

test('0170: passes of before stay, unmatched, and nothing of them is open', () => {
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version <= 120),
  );
  db.prepare("INSERT INTO document VALUES (1, 'pass-1', 'gate-pass', '', 'h', '', 0, x'7b7d')").run();
  db.prepare(
    `INSERT INTO gate_pass (id, sequence, gateId, direction, passedAt, passedAtMs, plate, trigger)
     VALUES ('pass-1', 1, 'cam-in', 'out', 'then', 7, '晋C12345', 'event')`,
  ).run();
  migrate(db, MIGRATIONS);
  expect(db.prepare('SELECT id, plate, plateRear, unsure, barrier FROM gate_pass').all()).toEqual([
    { id: 'pass-1', plate: '晋C12345', plateRear: null, unsure: null, barrier: null },
  ]);
  expect(db.prepare('SELECT (SELECT COUNT(*) FROM gate_match) + (SELECT COUNT(*) FROM warning) AS rows').get()).toEqual(
    {
      rows: 0,
    },
  );
  expect(() => db.prepare("INSERT INTO gate_closing VALUES ('none', 'person', 'other')").run()).toThrow('FOREIGN KEY');
});

test('0140: names of sheets and vehicles have files; axles belong to a pair only where there was one trailer', () => {
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version <= 130),
  );
  const vehicle = (plate: string, file: object, ...before: readonly object[]): void => {
    for (const body of [...before, file])
      db.prepare('INSERT INTO vehicle_change (plate, body, at, operatorId) VALUES (?, ?, ?, ?)').run(
        plate,
        JSON.stringify({ plate, ...body }),
        'then',
        '甲',
      );
    db.prepare('INSERT INTO vehicle VALUES (?, ?, ?)').run(plate, JSON.stringify({ plate, ...file }), 'then');
  };
  vehicle('晋C11111', { trailerPlate: 'A挂', axleCount: 6, vehicleType: 'articulated', goodsName: '原煤' });
  const known = {
    ...{ axleCount: 6, axleSource: 'typed', axlesBy: '甲', vehicleType: 'articulated', driveAxles: 2 },
    ...{
      tyrePairsFewer: 1,
      wideTyres: true,
      trailerSpacingMm: 1800,
      registeredTotalKg: 49_000,
      approvedLoadKg: 32_000,
    },
    axlesFrom: { weighingId: 'w', sha256: null },
  };
  vehicle('晋C33333', { trailerPlate: 'C挂', ...known, barred: null });
  vehicle('晋C22222', { trailerPlate: 'B挂', axleCount: 6 }, { trailerPlate: 'A挂', axleCount: 6 });
  const sheet = (sequence: number, goods: string, driver: object): void => {
    const bytes = Buffer.from(JSON.stringify({ status: 'issued', goods: { name: goods }, ...driver }));
    db.prepare(
      `INSERT INTO document (sequence, id, kind, prevHash, hash, createdAt, createdAtMs, bytes)
       VALUES (?, ?, 'load-sheet', '', ?, 'later', ?, ?)`,
    ).run(sequence, `s-${sequence}`, `h-${sequence}`, sequence, bytes);
    db.prepare(
      `INSERT INTO load_sheet (id, sequence, number, status, plate, goods, receiver, grossKg, tareKg, netKg,
         grossWeighingId, tareWeighingId, issuedAt, issuedAtMs, verdict)
       VALUES (?, ?, ?, 'issued', '晋C11111', ?, '一电', 2, 1, 1, ?, 't', 'later', ?, 'within-limit')`,
    ).run(`s-${sequence}`, sequence, `n-${sequence}`, goods, `g-${sequence}`, sequence);
  };
  sheet(1, '原煤', { driver: { name: '王强' } });
  sheet(2, '原煤', {});
  migrate(db, MIGRATIONS);
  expect(
    db.prepare('SELECT kind, name, uses, usedAtMs, initials FROM name_file ORDER BY kind, name').all(),
  ).toMatchObject([
    { kind: 'driver', name: '王强', uses: 1, usedAtMs: 1, initials: null },
    { kind: 'goods', name: '原煤', uses: 2, usedAtMs: 2 },
    { kind: 'receiver', name: '一电', uses: 2 },
  ]);
  expect(db.prepare('SELECT count(*) AS rows FROM name_file_change').get()).toEqual({ rows: 3 });
  expect(db.prepare('SELECT plate, trailerPlate, body FROM vehicle_pair').all()).toEqual([
    { plate: '晋C11111', trailerPlate: 'A挂', body: '{"axleCount":6,"vehicleType":"articulated"}' },
    { plate: '晋C33333', trailerPlate: 'C挂', body: JSON.stringify(known) },
  ]);
  const match = db.prepare('SELECT plate FROM vehicle_text WHERE vehicle_text MATCH ?');
  expect(match.all('"222"')).toEqual([{ plate: '晋C22222' }]);
});

test('0160: jobs of before are sheets, with their copies; an exit slip counts for itself', () => {
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version < 160),
  );
  db.prepare(
    `INSERT INTO document (sequence, id, kind, prevHash, hash, createdAt, createdAtMs, bytes) VALUES (1, 's', 'load-sheet', '', 'h', '', 0, x'00')`,
  ).run();
  const columns = 'id, sheetId, sheetNumber, copy, state, createdAt, createdAtMs, operatorId, attempts';
  const jobs = ['a', 'b'].map((id, index) => [id, 's', 'U1', index + 1, 'printed', 'then', 0, 'li', 1]);
  const insert = db.prepare(`INSERT INTO print_job (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  for (const job of jobs) insert.run(...job);
  migrate(db, MIGRATIONS);
  const kept = db.prepare(`SELECT ${columns}, kind FROM print_job ORDER BY copy`).all();
  expect(kept.map((row) => Object.values(row as Record<string, unknown>))).toEqual(
    jobs.map((job) => [...job, 'sheet']),
  );
  const slip = db.prepare(`INSERT INTO print_job (${columns}, kind) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  slip.run('c', 's', 'U1', 1, 'queued', 'now', 1, 'li', 0, 'exit-slip');
  expect(() => slip.run('d', 's', 'U1', 1, 'queued', 'now', 1, 'li', 0, 'exit-slip')).toThrow('UNIQUE');
  expect(() => slip.run('e', 's', 'U1', 3, 'queued', 'now', 1, 'li', 0, 'receipt')).toThrow('CHECK');
});

test('whatever may not be changed or removed may not be replaced either', () => {
  migrate(db, MIGRATIONS);
  const tables = (kind: string): unknown[] =>
    db
      .prepare(`SELECT tbl_name AS name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE ? ORDER BY 1`)
      .all(`%_${kind}`)
      .map((row) => (row as { name: string }).name);
  expect(tables('no_replace')).toEqual(tables('no_update'));
  expect(tables('no_delete')).toEqual(tables('no_update'));
  expect(tables('no_update').length).toBeGreaterThan(10);
});

/** Three steps as some folders went through them: they wrote at once what `0200` brings to all. */
const OTHERS: Readonly<Record<number, (sql: string) => string>> = {
  140: (sql) =>
    sql.replace(
      /json_patch\('\{\}', json_object\([^;]*?\)\), updatedAt/,
      `(SELECT json_group_object(key, json(v.body -> key)) FROM json_each(v.body) WHERE type <> 'null' AND key IN ('axleCount',
      'axleSource', 'axlesBy', 'axlesFrom', 'vehicleType', 'driveAxles', 'tyrePairsFewer', 'wideTyres', 'trailerSpacingMm',
      'registeredTotalKg', 'approvedLoadKg')), updatedAt`,
    ),
  170: (sql) =>
    `${sql}
CREATE TABLE barrier_claim (orderId TEXT PRIMARY KEY REFERENCES barrier_order (id), passId TEXT NOT NULL) STRICT;
CREATE INDEX barrier_claim_pass ON barrier_claim (passId);
${appendOnly('barrier_claim')}
${neverReplaced('barrier_claim', 'rowid', 'orderId')}
INSERT INTO barrier_order VALUES ('order', 'cam-out', 'notice', '', 0, '门卫', '断电');
INSERT INTO barrier_claim VALUES ('order', 'pass');`,
  190: (sql) =>
    `${sql.replace('\nUPDATE weighing SET\n', '\nUPDATE weighing SET savedAtMs = 7,\n')}
CREATE INDEX weighing_recorded ON weighing (recordedAtMs, sequence);`,
};

describe('0200: what three steps left out', () => {
  // The example of RFC 9562: its time stands in it. The other one's id tells none.
  const told = '017f22e2-79b0-7cc3-98c4-dc0c0c07398f';
  const facts = {
    ...{ axleCount: 6, axleSource: 'file', axlesBy: '甲', vehicleType: 'articulated', driveAxles: 2 },
    ...{ tyrePairsFewer: 1, wideTyres: true, registeredTotalKg: 49_000, approvedLoadKg: 32_000 },
    axlesFrom: { weighingId: 'w', sha256: null },
  };
  const pairs = () =>
    (db.prepare('SELECT * FROM vehicle_pair ORDER BY plate, trailerPlate').all() as Record<string, string>[]).map(
      ({ body = '', ...pair }) => ({ ...pair, body: JSON.parse(body) as unknown }),
    );
  const through = (steps: readonly Migration[]): void => {
    const upTo = (version: number): void =>
      migrate(
        db,
        steps.filter((step) => step.version <= version),
      );
    upTo(130);
    const put = (plate: string, at: string, body: object): void => {
      const file = [plate, JSON.stringify({ plate, ...body }), at];
      db.prepare("INSERT INTO vehicle_change (plate, body, at, operatorId) VALUES (?, ?, ?, '甲')").run(...file);
      db.prepare('REPLACE INTO vehicle (plate, body, updatedAt) VALUES (?, ?, ?)').run(...file);
    };
    put('晋C11111', 't1', { trailerPlate: 'A挂', ...facts, barred: null });
    put('晋C22222', 't1', { trailerPlate: 'B挂', ...facts });
    put('晋C33333', 't1', { trailerPlate: 'C挂', ...facts });
    put('晋C44444', 't1', { trailerPlate: 'D挂', axleCount: 6 });
    db.exec(`
      INSERT INTO document VALUES (1, '${told}', 'weighing', '', 'h-1', '', 11, x'00'), (2, 'w-2', 'weighing', '', 'h-2', '', 12, x'00');
      INSERT INTO weighing (id, sequence, kind, scaleId, weightKg, weighedAt, weighedAtMs, evidenceState, operatorId)
        VALUES ('${told}', 1, 'tare', 's', 1, '', 0, 'complete', ''), ('w-2', 2, 'tare', 's', 1, '', 0, 'complete', '');`);
    upTo(140);
    // Of two of them the file went on, with another trailer and with other axles.
    put('晋C22222', 't2', { trailerPlate: 'X挂', axleCount: 5, axleSource: 'typed' });
    const other = { axleCount: 4, axleSource: 'typed', vehicleType: 'articulated', driveAxles: null };
    put('晋C33333', 't2', { trailerPlate: 'C挂', ...other });
    const pair = db.prepare('REPLACE INTO vehicle_pair VALUES (?, ?, ?, ?)');
    pair.run('晋C22222', 'X挂', JSON.stringify({ axleCount: 5, axleSource: 'typed' }), 't2');
    pair.run('晋C33333', 'C挂', JSON.stringify(other), 't2');
    upTo(190);
  };
  const known = [
    { plate: '晋C11111', trailerPlate: 'A挂', updatedAt: 't1', body: facts },
    { plate: '晋C22222', trailerPlate: 'B挂', updatedAt: 't1', body: facts },
    { plate: '晋C22222', trailerPlate: 'X挂', updatedAt: 't2', body: { axleCount: 5, axleSource: 'typed' } },
    {
      ...{ plate: '晋C33333', trailerPlate: 'C挂', updatedAt: 't2' },
      body: { axleCount: 4, axleSource: 'typed', vehicleType: 'articulated', driveAxles: null },
    },
    { plate: '晋C44444', trailerPlate: 'D挂', updatedAt: 't1', body: { axleCount: 6 } },
  ];
  const saved = (): unknown[] => db.prepare('SELECT id, savedAtMs FROM weighing ORDER BY sequence').all();

  test('of pairs, captures and openings by hand of before is there afterwards', () => {
    through(MIGRATIONS);
    expect(pairs()[0]?.body).toEqual({ axleCount: 6, axleSource: 'file', vehicleType: 'articulated', driveAxles: 2 });
    expect(saved()).toEqual([
      { id: told, savedAtMs: null },
      { id: 'w-2', savedAtMs: null },
    ]);
    migrate(db, MIGRATIONS);
    expect(pairs()).toEqual(known);
    expect(saved()).toEqual([
      { id: told, savedAtMs: Date.parse('2022-02-22T19:22:22.000Z') },
      { id: 'w-2', savedAtMs: null },
    ]);
    expect(db.prepare('SELECT count(*) AS rows FROM barrier_claim').get()).toEqual({ rows: 0 });
    expect(() => db.prepare("INSERT INTO barrier_claim VALUES ('none', 'pass')").run()).toThrow('FOREIGN KEY');
  });

  test('stays as it is in a folder whose steps wrote it themselves, and both have one schema', () => {
    const changed = MIGRATIONS.map((step) => ({ ...step, sql: OTHERS[step.version]?.(step.sql) ?? step.sql }));
    expect(changed.filter((step, nth) => step.sql !== MIGRATIONS[nth]?.sql)).toHaveLength(3);
    through(changed);
    expect(pairs()).toEqual(known);
    migrate(db, MIGRATIONS);
    expect(pairs()).toEqual(known);
    expect(saved()).toEqual([
      { id: told, savedAtMs: 7 },
      { id: 'w-2', savedAtMs: 7 },
    ]);
    expect(db.prepare('SELECT * FROM barrier_claim').all()).toEqual([{ orderId: 'order', passId: 'pass' }]);
    expect(() => db.prepare('DELETE FROM barrier_claim').run()).toThrow('append-only');
    const here = schema();
    const fresh = tempFolder();
    const other = openForWriting(fresh.path);
    try {
      migrate(other, MIGRATIONS);
      expect(here).toEqual(other.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all());
    } finally {
      other.close();
      fresh.remove();
    }
  });
});

test('a folder from the future is refused and not touched', async () => {
  migrate(db, MIGRATIONS);
  db.pragma(`user_version = ${newest + 10}`);
  const before = schema();
  expect(thrown(() => migrate(db, MIGRATIONS))).toMatchObject({
    code: 'station.folder-from-future',
    params: { version: newest + 10, newest },
  });
  expect(schema()).toEqual(before);
  await expect(prepareFolder({ dataDir: folder.path, simulated: false })).rejects.toMatchObject({
    code: 'station.folder-from-future',
  });
});

describe('a migration that fails', () => {
  const next = (sql: string): readonly Migration[] => [
    ...MIGRATIONS,
    { version: newest + 10, name: 'good', sql: 'CREATE TABLE good (id INTEGER PRIMARY KEY) STRICT' },
    { version: newest + 20, name: 'bad', sql },
  ];

  test.each([
    ['by wrong SQL half-way', 'CREATE TABLE half (id INTEGER) STRICT; SELECT nonsense FROM nowhere;'],
    ['by rows that point at nothing', "INSERT INTO retake (captureId, takenAt, body) VALUES ('none', '', '')"],
  ])('%s leaves nothing of itself, and what came before it stays', (_, sql) => {
    expect(thrown(() => migrate(db, next(sql)))).toMatchObject({
      code: 'station.migration-failed',
      params: { version: newest + 20, name: 'bad' },
    });
    expect(schemaVersion(db)).toBe(newest + 10);
    const names = (schema() as { name: string }[]).map(({ name }) => name);
    expect(names).toContain('good');
    expect(names).not.toContain('half');
    expect(db.prepare('SELECT COUNT(*) AS rows FROM retake').get()).toEqual({ rows: 0 });
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  });
});

test('0130: files of before whose axles were only typed are found, and no others', () => {
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version <= 120),
  );
  const put = db.prepare('INSERT INTO vehicle (plate, body, updatedAt) VALUES (?, ?, ?)');
  for (const [plate, axles] of [
    ['晋C10001', { axleCount: 6, axleSource: 'typed' }],
    ['晋C10002', { axleCount: 6, axleSource: 'file' }],
    ['晋C10003', { axleCount: 6 }],
  ] as const)
    put.run(plate, JSON.stringify({ plate, ...axles }), 'now');
  migrate(db, MIGRATIONS);
  const typed = "SELECT plate FROM vehicle INDEXED BY vehicle_typed WHERE json_extract(body, '$.axleSource') = 'typed'";
  expect(db.prepare(typed).all()).toEqual([{ plate: '晋C10001' }]);
});

test('0190: what a folder of before holds knows when its trucks came and left', () => {
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version < 190),
  );
  // The example of RFC 9562: its time stands in it. The other one's id tells none.
  const told = '017f22e2-79b0-7cc3-98c4-dc0c0c07398f';
  const bytes = Buffer.from(JSON.stringify({ trace: { startedAt: '2026-11-22T14:32:05.123+08:00' } }));
  db.exec(`
    INSERT INTO document (sequence, id, kind, prevHash, hash, createdAt, createdAtMs, bytes)
      VALUES (1, 'w-1', 'weighing', '', 'h-1', '', 1795329200000, x'${bytes.toString('hex')}');
    INSERT INTO capture (id, passId, caseId, scaleId, weightKg, weighedAt, body) VALUES ('w-1', 'p-1', 'c-1', 's', 1, '', '{}');
    INSERT INTO pass (id, scaleId, startedAt, endedAt, body, trace) VALUES ('p-1', 's', '', '2026-11-22T14:33:00.500+08:00', '{}', x'');
    INSERT INTO weighing (id, sequence, kind, scaleId, caseId, weightKg, weighedAt, weighedAtMs, evidenceState, operatorId)
      VALUES ('w-1', 1, 'tare', 's', 'c-1', 1, '', 0, 'complete', '');
    INSERT INTO document (sequence, id, kind, prevHash, hash, createdAt, createdAtMs, bytes)
      VALUES (2, '${told}', 'weighing', '', 'h-2', '', 1, x'00');
    INSERT INTO weighing (id, sequence, kind, scaleId, caseId, weightKg, weighedAt, weighedAtMs, evidenceState, operatorId)
      VALUES ('${told}', 2, 'tare', 's', 'c-1', 1, '', 0, 'complete', '');`);
  migrate(db, MIGRATIONS);
  expect(
    db.prepare('SELECT arrivedAtMs, savedAtMs, recordedAtMs, leftAtMs FROM weighing WHERE sequence = 1').get(),
  ).toEqual({
    arrivedAtMs: Date.parse('2026-11-22T14:32:05.123+08:00'),
    savedAtMs: null,
    recordedAtMs: 1795329200000,
    leftAtMs: Date.parse('2026-11-22T14:33:00.500+08:00'),
  });
  expect(db.prepare('SELECT arrivedAtMs, savedAtMs FROM weighing WHERE sequence = 2').get()).toEqual({
    arrivedAtMs: null,
    savedAtMs: Date.parse('2022-02-22T19:22:22.000Z'),
  });
});

test('0220: warnings of the site of before stay open or explained, and are neither the platform’s nor anybody’s', () => {
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version < 220),
  );
  const columns = '(id, kind, subjectId, scaleId, raisedAt, raisedAtMs)';
  db.exec(`INSERT INTO warning ${columns} VALUES ('w-1', 'pass-curve', 'p-1', 's', 'then', 1), ('w-2', 'pass-unrecorded', 'p-2', 's', 'now', 2);
    INSERT INTO acknowledgement (warningId, at, operatorId, reason) VALUES ('w-1', 'then', '张三', '检修');
    INSERT INTO open_warning (warningId) VALUES ('w-2');`);
  migrate(db, MIGRATIONS);
  expect(db.prepare('SELECT warningId FROM open_warning').all()).toEqual([{ warningId: 'w-2' }]);
  expect(db.prepare('SELECT reason FROM acknowledgement').all()).toEqual([{ reason: '检修' }]);
  for (const table of ['platform_warning', 'open_platform_warning', 'warning_owner', 'warning_mark'])
    expect(db.prepare(`SELECT COUNT(*) AS rows FROM ${table}`).get()).toEqual({ rows: 0 });
});

test('0250: a folder of before has its records whole, and empty ledgers that keep what is written', () => {
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version < 250),
  );
  db.prepare(
    "INSERT INTO warning (id, kind, subjectId, scaleId, raisedAt, raisedAtMs) VALUES ('w', 'video-unproven', 's', '', '', 1)",
  ).run();
  migrate(db, MIGRATIONS);
  expect(db.prepare('SELECT id, kind FROM warning').get()).toEqual({ id: 'w', kind: 'video-unproven' });
  db.prepare('INSERT INTO station_run (startedAtMs) VALUES (1)').run();
  db.prepare(
    "INSERT INTO device_change (runId, deviceId, kind, state, atMs, losses, offlineMs) VALUES (1, 'c', 'camera-front', 'online', 1, 0, 0)",
  ).run();
  expect(() => db.prepare('UPDATE device_change SET offlineMs = 9').run()).toThrow('append-only');
  expect(() => db.prepare('DELETE FROM station_run').run()).toThrow();
  const entry = db.prepare(
    `INSERT INTO ledger_entry (id, ledger, kind, atMs, writtenAtMs, operatorId, corrects, body) VALUES (?, 'patrol', 'patrol', 1, 1, '', ?, '{}')`,
  );
  entry.run('wrong', null);
  entry.run('right', 'wrong');
  expect(() => entry.run('again', 'wrong')).toThrow('append-only');
  expect(() => entry.run('nothing', 'none')).toThrow('FOREIGN KEY');
});

test('0230: a folder of before has no outage, and takes one', () => {
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version < 230),
  );
  db.exec(`INSERT INTO document (sequence, id, kind, prevHash, hash, createdAt, createdAtMs, bytes) VALUES (1, 'w', 'weighing', '', 'h', '', 1, x'7b7d');
    INSERT INTO outbox (part, documentId, sequence, createdAtMs) VALUES ('document', 'w', 1, 1);`);
  migrate(db, MIGRATIONS);
  expect(db.prepare('SELECT * FROM outage').all()).toEqual([]);
  expect(db.prepare('SELECT documentId, state FROM outbox').all()).toEqual([{ documentId: 'w', state: 'pending' }]);
  db.exec('INSERT INTO outage (fromMs) VALUES (5); INSERT INTO outage_end VALUES (1, 6, 1);');
  expect(() => db.exec('INSERT INTO outage_end VALUES (2, 6, 1)')).toThrow(/FOREIGN KEY/);
  expect(() => db.exec('INSERT INTO outage_end VALUES (1, 6, -1)')).toThrow();
});
