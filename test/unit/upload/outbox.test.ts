import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LinkError } from '../../../main/station/upload/adapters/adapter.ts';
import { Outbox, OUTBOX_SQL } from '../../../main/station/upload/outbox.ts';
import { ITEMS, outboxItems } from '../../../main/station/upload/outbox-status.ts';
import { FRESH_MS, HELD, QUEUE_SQL, type OutboxRow } from '../../../main/station/upload/outbox-queue.ts';
import { picturesOf } from '../../../main/station/upload/pictures.ts';
import { timestamp, type EpochMs } from '../../../preload/contract/vocabulary.ts';
import { MemoryStore } from './memory-store.ts';
import { insertDocument, NOON, sampleDocument, sampleId, samplePicture } from './sample-documents.ts';

const ERROR: LinkError = { code: 'platform.server-error', status: 500, title: 'oh', detail: 'dear' };
const RECEIVED = timestamp(NOON as EpochMs);
const NONE: ReadonlySet<number> = new Set();

let db: MemoryStore;
let outbox: Outbox;
beforeEach(() => {
  db = new MemoryStore();
  outbox = new Outbox(db);
});
afterEach(() => db.close());

function add(sequence: number, madeMs = NOON, pictures = 2): void {
  const document = sampleDocument(sequence, madeMs, pictures);
  db.immediate(() => {
    insertDocument(db, document);
    outbox.enqueue(document);
  });
}
function next(nowMs = NOON, busy = NONE): OutboxRow {
  const row = outbox.next(nowMs, busy);
  if (row === undefined) throw new Error('nothing is due');
  return row;
}

describe('rows', () => {
  test('are made only inside the transaction of their document', () => {
    expect(() => outbox.enqueue(sampleDocument(1, NOON))).toThrow(/transaction/);
  });

  test('vanish with it', () => {
    const document = sampleDocument(1, NOON);
    expect(() =>
      db.immediate(() => {
        insertDocument(db, document);
        outbox.enqueue(document);
        throw new Error('power cut');
      }),
    ).toThrow('power cut');
    expect(outbox.counts()).toEqual({ pending: 0, parked: 0, oldestMs: null });
  });

  test('one for the document and one for each distinct picture', async () => {
    add(1, NOON, 3);
    expect(outbox.counts()).toEqual({ pending: 4, parked: 0, oldestMs: NOON });
    expect((await outboxItems(db)).map((item) => [item.part, item.sequence, item.sha256])).toEqual([
      ['document', 1, null],
      ['photo', 1, samplePicture(1, 0)],
      ['photo', 1, samplePicture(1, 1)],
      ['photo', 1, samplePicture(1, 2)],
    ]);
  });

  test('pictures come from images and from acceptance evidence, each once; junk is no picture', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((digit) => digit.repeat(64));
    const document = {
      ...sampleDocument(1, NOON, 0),
      images: [{ sha256: a }, { sha256: a }, { sha256: 'A'.repeat(64) }, null, 7],
      items: [{ evidence: [{ sha256: b }, { sha256: a }] }, { evidence: 'no' }, {}, { evidence: [{ sha256: c }] }],
    };
    expect(picturesOf(document)).toEqual([a, b, c]);
  });

  test('listeners hear of new rows only after the transaction', async () => {
    const seen: boolean[] = [];
    outbox.onChange(() => seen.push(db.inTransaction));
    add(1);
    expect(seen).toEqual([]);
    await Promise.resolve();
    expect(seen).toEqual([false]);
  });
});

describe('order', () => {
  test('a document before its own pictures, whether it was received or parked', () => {
    add(1);
    const document = next();
    expect(document.part).toBe('document');
    expect(outbox.next(NOON, new Set([document.id]))).toBeUndefined();
    outbox.parked(document, ERROR);
    expect(next()).toMatchObject({ part: 'photo', documentId: sampleId(1) });
  });

  test('a put-off document holds its pictures back', () => {
    add(1);
    outbox.putOff(next(), ERROR, NOON + 5_000);
    expect(outbox.next(NOON, NONE)).toBeUndefined();
    expect(outbox.nextDueMs(NOON)).toBe(NOON + 5_000);
    expect(next(NOON + 5_000).part).toBe('document');
  });

  test('of ten slots seven go to the fresh and three to the oldest', () => {
    for (let sequence = 1; sequence <= 30; sequence++) add(sequence, NOON - FRESH_MS - 1_000 + sequence, 0);
    for (let sequence = 31; sequence <= 60; sequence++) add(sequence, NOON - 1_000 + sequence, 0);
    const taken = Array.from({ length: 20 }, () => {
      const row = next();
      outbox.received(row, RECEIVED);
      return row.sequence;
    });
    expect(taken.filter((sequence) => sequence <= 30)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(taken.filter((sequence) => sequence > 30)).toEqual([31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44]);
    for (const start of [0, 10])
      expect(taken.slice(start, start + 10).filter((sequence) => sequence <= 30)).toHaveLength(3);
  });

  test("in the fresh slots a fresh document's pictures go before any backlog document", () => {
    for (let sequence = 1; sequence <= 20; sequence++) add(sequence, NOON - 2 * FRESH_MS, 0);
    add(21, NOON, 4);
    const taken = Array.from({ length: 7 }, () => {
      const row = next();
      outbox.received(row, RECEIVED);
      return row.sequence === 21 ? 'fresh' : 'backlog';
    });
    expect(taken).toEqual(['fresh', 'fresh', 'backlog', 'fresh', 'fresh', 'backlog', 'fresh']);
  });

  test('a backlog document and its pictures leave together', () => {
    for (let sequence = 1; sequence <= 3; sequence++) add(sequence, NOON - 2 * FRESH_MS + sequence, 1);
    const taken = Array.from({ length: 6 }, () => {
      const row = next();
      outbox.received(row, RECEIVED);
      return `${row.sequence} ${row.part}`;
    });
    expect(taken).toEqual(['1 document', '1 photo', '2 document', '2 photo', '3 document', '3 photo']);
  });

  test('a clock that was set back does not keep a put-off part waiting', () => {
    add(1);
    outbox.putOff(next(), ERROR, NOON + 60_000);
    const dayBefore = NOON - 86_400_000;
    expect(outbox.next(dayBefore, NONE)?.sequence).toBe(1);
  });
});

describe('outcomes', () => {
  test('a receipt ends a part; a late second outcome changes nothing', () => {
    add(1, NOON, 0);
    const row = next();
    outbox.received(row, RECEIVED);
    outbox.putOff(row, ERROR, NOON);
    outbox.parked(row, ERROR);
    expect(outbox.counts()).toEqual({ pending: 0, parked: 0, oldestMs: null });
    expect(outbox.next(NOON, NONE)).toBeUndefined();
  });

  test('a parked part is shown first, with the words of the platform', async () => {
    add(1, NOON, 0);
    add(2, NOON + 1, 0);
    const second = next(NOON + 1, new Set([next().id]));
    outbox.parked(second, ERROR);
    expect((await outboxItems(db)).map((item) => [item.sequence, item.state])).toEqual([
      [2, 'parked'],
      [1, 'pending'],
    ]);
    expect((await outboxItems(db))[0]?.lastError).toEqual(ERROR);
    expect(outbox.counts()).toMatchObject({ pending: 1, parked: 1 });
  });

  test('pictures that the receipt misses are sent again even if they were done', () => {
    add(1, NOON, 1);
    const document = next();
    outbox.parked(document, ERROR);
    outbox.received(next(), RECEIVED);
    outbox.retry();
    outbox.received(next(), RECEIVED, [samplePicture(1, 0), 'f'.repeat(64)]);
    expect(next()).toMatchObject({ part: 'photo', sha256: samplePicture(1, 0) });
    expect(outbox.counts()).toMatchObject({ pending: 1, parked: 0 });
  });

  test('hurry ends the waits that the line caused and leaves those the platform asked for', async () => {
    for (const sequence of [1, 2]) add(sequence, NOON + sequence, 0);
    const [first, second] = [next(NOON + 2), next(NOON + 2, new Set([next(NOON + 2).id]))];
    outbox.putOff(first, ERROR, NOON + 60_000);
    outbox.settle([{ kind: 'put-off', row: second, error: ERROR, nextAttemptAtMs: NOON + 60_000, asked: true }]);
    expect(outbox.hurry()).toBe(1);
    expect(next(NOON + 2).sequence).toBe(first.sequence);
    expect((await outboxItems(db)).find((item) => item.sequence === 2)?.lastError).toEqual(ERROR);
  });

  test('retry: all, one item, all parts of one document, an unknown one', async () => {
    for (const sequence of [1, 2, 3]) add(sequence, NOON, 1);
    for (let count = 0; count < 6; count++) outbox.parked(next(), ERROR);
    expect(outbox.counts()).toMatchObject({ pending: 0, parked: 6 });
    expect(outbox.retry((await outboxItems(db))[0]?.id)).toBe(1);
    expect(outbox.retry(sampleId(2))).toBe(2);
    expect(outbox.retry()).toBe(3);
    expect(outbox.retry()).toBe(0);
    expect(outbox.counts()).toMatchObject({ pending: 6, parked: 0 });
    expect(() => outbox.retry('999')).toThrow(/outbox.not-found/);
    expect(() => outbox.retry("' OR 1=1")).toThrow(/outbox.not-found/);
  });

  test('after a restart everything not received is still due', () => {
    add(1, NOON, 2);
    outbox.received(next(), RECEIVED);
    const again = new Outbox(db);
    expect(again.counts()).toMatchObject({ pending: 2 });
    expect(again.next(NOON, NONE)?.part).toBe('photo');
  });
});

describe('a hundred thousand documents in the queue', () => {
  const plans = (): void => {
    for (const [name, sql] of Object.entries({ ...OUTBOX_SQL, ...QUEUE_SQL })) {
      const plan = db.plan(sql).join('; ');
      // The put-off ones come from bounded subqueries; the table itself is never scanned.
      expect(plan, name).not.toMatch(/SCAN (?!\(subquery|\d+-ROW)/);
      expect(plan, name).not.toMatch(/SCAN outbox/);
      expect(plan, name).not.toContain('TEMP B-TREE FOR ORDER BY');
    }
    const items = db.plan(ITEMS).join('; ');
    expect(items).not.toMatch(/SCAN (?!\(subquery|o\b)/);
    expect(items.match(/SEARCH outbox USING INDEX outbox_state \(state=\?\)/g)).toHaveLength(2);
    // Two equal columns of the pictures' index are few rows; three of the other would be all 200,000 that are held.
    expect(db.plan(OUTBOX_SQL.release).join()).toContain('outbox_photo');
  };

  test('every query goes by an index, none scans', () => plans());

  test('nor with the statistics of a large table; and the fresh truck still goes first', async () => {
    const old = NOON - 2 * FRESH_MS;
    const numbers = 'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)';
    const id = `printf('01930000-0000-7000-8000-%012x', i)`;
    db.raw.exec(`
      ${numbers} INSERT INTO document SELECT i, ${id}, 'gate-pass', '', printf('%064x', i), '', ${old} + i, x'7b7d' FROM n;
      ${numbers} INSERT INTO outbox (part, documentId, sequence, sha256, createdAtMs) SELECT 'document', ${id}, i, NULL, ${old - 100_000} + i FROM n;
      ${numbers} INSERT INTO outbox (part, documentId, sequence, sha256, createdAtMs, nextAttemptAtMs) SELECT 'photo', ${id}, i, printf('%064x', i), ${old - 100_000} + i, ${HELD} FROM n;
      ${numbers} INSERT INTO outbox (part, documentId, sequence, sha256, createdAtMs, nextAttemptAtMs) SELECT 'photo', ${id}, i, printf('%064x', i + 100000), ${old - 100_000} + i, ${HELD} FROM n;
      ANALYZE;`);
    plans();
    add(100_001, NOON, 2);
    expect(outbox.counts()).toMatchObject({ pending: 300_003, parked: 0 });
    const taken = Array.from({ length: 6 }, () => {
      const row = next();
      outbox.received(row, RECEIVED);
      return `${row.sequence} ${row.part}`;
    });
    expect(taken).toEqual(['100001 document', '100001 photo', '1 document', '100001 photo', '1 photo', '1 photo']);
    expect(await outboxItems(db)).toHaveLength(200);
    expect(outbox.nextDueMs(NOON)).toBeNull();
  });
});
