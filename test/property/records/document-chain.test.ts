/** Whatever is appended verifies, also by jose; whatever bit of it changes is found. */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import * as jose from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rebuildDerived, DERIVED_TABLES } from '../../../main/station/records/derived.ts';
import { verifyChain } from '../../../main/station/records/verify.ts';
import { openSqlite } from '../../../main/station/store/open-sqlite.ts';
import { Reader } from '../../../main/station/store/reader.ts';
import type { Weighing } from '../../../preload/contract/documents.ts';
import { kg, type Uuid } from '../../../preload/contract/vocabulary.ts';
import { chainOf, gateBody, noticeBody, sheetBody, weighingBody } from '../../unit/records/samples.ts';
import { newId, tempStation, type TempStation } from '../../unit/store/temp-station.ts';

let station: TempStation;
beforeEach(() => (station = tempStation({ simulated: true })));
afterEach(() => station.end());

const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const plate = fc.constantFrom('晋C12345', '晋C678挂', '冀A00001', null);
/** Members that the contract does not name are allowed, hashed and kept. */
const more = fc.dictionary(text, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }).map((members) => ({ more: members }));
const step = fc.oneof(
  fc.record({
    do: fc.constant('weigh' as const),
    kind: fc.constantFrom('gross' as const, 'tare' as const, 'recheck' as const, 'trial' as const),
    weightKg: fc.integer({ min: 0, max: 100_000 }),
    front: plate,
    rear: plate,
    over: fc.option(fc.integer({ min: 0, max: 9000 })),
    more,
  }),
  fc.record({ do: fc.constant('void' as const), pick: fc.nat() }),
  fc.record({ do: fc.constant('correct' as const), pick: fc.nat(), to: plate }),
  fc.record({ do: fc.constant('sheet' as const), pick: fc.nat() }),
  fc.record({ do: fc.constant('void-sheet' as const), pick: fc.nat() }),
  fc.record({ do: fc.constant('notice' as const), text, more }),
  fc.record({ do: fc.constant('gate' as const), front: plate, more }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Carries out what is possible of a scripted day. */
function play(steps: readonly Step[]): void {
  const { db, clock } = station;
  const chain = chainOf(db, clock);
  const weighings: Weighing[] = [];
  const voided = new Set<string>();
  const sheets: { id: Uuid; number: string; gross: Uuid }[] = [];
  for (const it of steps) {
    clock.now += 1000;
    const pick = 'pick' in it ? weighings[it.pick % Math.max(1, weighings.length)] : undefined;
    if (it.do === 'weigh') {
      const plateOf = (value: string | null) => ({ text: value, source: value === null ? 'none' : 'manual' }) as const;
      const body = weighingBody({
        kind: it.kind,
        weightKg: kg(it.weightKg),
        plateFront: plateOf(it.front),
        plateRear: plateOf(it.rear),
        overKg: it.over === null ? null : kg(it.over),
      });
      weighings.push(chain.add('weighing', { ...body, ...it.more }));
    } else if (it.do === 'gate') {
      chain.add('gate-pass', { ...gateBody(it.front), ...it.more });
    } else if (it.do === 'notice') {
      chain.add('notice', { ...noticeBody('maintenance', { text: it.text }), ...it.more });
    } else if (it.do === 'void-sheet') {
      const sheet = sheets.splice(it.pick % Math.max(1, sheets.length), 1)[0];
      if (sheet !== undefined)
        chain.add('load-sheet', sheetBody(sheet.gross, newId(), sheet.number, { status: 'void', voids: sheet.id }));
    } else if (pick === undefined || voided.has(pick.id)) {
      continue;
    } else if (it.do === 'void') {
      voided.add(pick.id);
      chain.add('notice', noticeBody('weighing-void', { subjectId: pick.id }));
    } else if (it.do === 'correct') {
      const correction = { field: 'plateFront', from: pick.plateFront.text, to: it.to } as const;
      chain.add('notice', noticeBody('correction', { subjectId: pick.id, correction }));
    } else if (!sheets.some(({ gross }) => gross === pick.id)) {
      const serial = db.prepare('SELECT 1 FROM load_sheet').all().length + 1;
      const number = `140321-0001-1-20261122-${String(serial).padStart(4, '0')}`;
      sheets.push({ id: chain.add('load-sheet', sheetBody(pick.id, newId(), number)).id, number, gross: pick.id });
    }
  }
}

interface Stored {
  readonly sequence: number;
  readonly bytes: Buffer;
}
const stored = (): Stored[] =>
  station.db.prepare<Stored>('SELECT sequence, bytes FROM document ORDER BY sequence').all();

/** openapi.yaml's rules once more, with JSON's own order of writing undone by hand and jose for the signature. */
async function independentlyGood(documents: readonly Stored[]): Promise<void> {
  const { publicJwk } = station.db.prepare<{ publicJwk: string }>('SELECT publicJwk FROM signing_key').get() ?? {};
  const jwk = JSON.parse(publicJwk ?? '') as jose.JWK;
  const key = await jose.importJWK(jwk, 'EdDSA');
  let prevHash = '0'.repeat(64);
  for (const [index, { bytes }] of documents.entries()) {
    const document = JSON.parse(bytes.toString('utf8')) as Record<string, unknown>;
    expect(sorted(document)).toBe(bytes.toString('utf8'));
    const { signature, ...unsigned } = document;
    const { hash, ...unhashed } = unsigned;
    expect(unhashed).toMatchObject({ sequence: index + 1, prevHash, stationId: station.db.stationId, simulated: true });
    expect(
      createHash('sha256')
        .update(prevHash + sorted(unhashed))
        .digest('hex'),
    ).toBe(hash);
    const [header = '', middle, value = ''] = String(signature).split('.');
    expect(middle).toBe('');
    const payload = Buffer.from(sorted(unsigned)).toString('base64url');
    const { protectedHeader } = await jose.flattenedVerify({ protected: header, payload, signature: value }, key);
    expect(protectedHeader).toEqual({ alg: 'EdDSA', kid: await jose.calculateJwkThumbprint(jwk) });
    prevHash = String(hash);
  }
}

/** JSON with the names in the order of their UTF-16 code units. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${sorted(member)}`).join(',')}}`;
}

test('any sequence of documents verifies, by our verifier and by an independent one; the derived rows follow from it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
      station.end();
      station = tempStation({ simulated: true });
      play(steps);
      const reader = new Reader({ dataDir: station.dataDir });
      try {
        const documents = stored();
        expect(await verifyChain({ reader })).toEqual({ ok: true, length: documents.length });
        if (documents.length > 0) await independentlyGood(documents);
        const derived = () =>
          DERIVED_TABLES.map((table) => [table, station.db.prepare(`SELECT * FROM ${table}`).all()]);
        const before = derived();
        rebuildDerived(station.db);
        // Numbers were not taken from nextNumber here.
        expect(derived().filter(([table]) => table !== 'sheet_number')).toEqual(
          before.filter(([table]) => table !== 'sheet_number'),
        );
      } finally {
        await reader.stop();
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);

test('no single bit of the stored bytes, and no column, can change unseen', async () => {
  play([
    { do: 'weigh', kind: 'tare', weightKg: 16_200, front: '晋C12345', rear: null, over: null, more: { more: {} } },
    { do: 'notice', text: '保养', more: { more: {} } },
    { do: 'weigh', kind: 'gross', weightKg: 48_620, front: '晋C12345', rear: null, over: 0, more: { more: {} } },
  ]);
  const documents = stored();
  station.db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
  const folder = join(station.dataDir, 'copy');
  mkdirSync(folder);
  copyFileSync(join(station.dataDir, 'station.sqlite'), join(folder, 'station.sqlite'));
  // A thief is held neither by triggers nor by references.
  const thief = openSqlite(join(folder, 'station.sqlite'), { timeoutMs: 1000 });
  thief.pragma('foreign_keys = OFF');
  thief.exec('DROP TRIGGER document_no_update; DROP TRIGGER document_no_delete');
  const write = thief.prepare('UPDATE document SET bytes = ? WHERE sequence = ?');
  const reader = {
    all: <T>(sql: string, params: readonly unknown[] = []) => Promise.resolve(thief.prepare(sql).all(...params) as T[]),
  };
  expect(await verifyChain({ reader })).toEqual({ ok: true, length: 3 });
  const middle = documents[1];
  if (middle === undefined) throw new Error('no second document');
  for (let bit = 0; bit < middle.bytes.length * 8; bit++) {
    const changed = Buffer.from(middle.bytes);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    write.run(changed, 2);
    const { ok, firstBroken } = await verifyChain({ reader });
    if (ok || firstBroken?.sequence !== 2) throw new Error(`bit ${bit} changed unseen: ${changed.toString()}`);
  }
  write.run(middle.bytes, 2);
  const columns: readonly (readonly [string, string | number])[] = [
    ['id', newId()],
    ['prevHash', 'f'.repeat(64)],
    ['hash', 'f'.repeat(64)],
    ['createdAt', '2026-11-22T14:32:05.124+08:00'],
    ['createdAtMs', 1],
    ['kind', 'weighing'],
    ['kind', 'notich'],
  ];
  for (const [column, value] of columns) {
    const good = thief.prepare(`SELECT ${column} FROM document WHERE sequence = 2`).pluck().get();
    thief.prepare(`UPDATE document SET ${column} = ? WHERE sequence = 2`).run(value);
    expect(await verifyChain({ reader }), column).toMatchObject({
      ok: false,
      firstBroken: { sequence: 2, reason: 'columns' },
    });
    thief.prepare(`UPDATE document SET ${column} = ? WHERE sequence = 2`).run(good);
  }
  thief.exec('DELETE FROM document WHERE sequence = 2');
  expect(await verifyChain({ reader })).toEqual({ ok: false, length: 1, firstBroken: { sequence: 3, reason: 'gap' } });
  thief.close();
}, 120_000);
