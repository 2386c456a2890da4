import { afterEach, beforeEach, expect, test } from 'vitest';
import { NO_PLATFORM } from '../../../main/station/platform/platform-link.ts';
import type { LinkError } from '../../../main/station/upload/adapters/adapter.ts';
import { Outbox } from '../../../main/station/upload/outbox.ts';
import { outboxItems, OutboxWatch } from '../../../main/station/upload/outbox-status.ts';
import { OutboxItem, OutboxStatus } from '../../../preload/contract/station.ts';
import { timestamp } from '../../../preload/contract/vocabulary.ts';
import { ManualTime } from '../platform/manual-time.ts';
import { MemoryStore } from './memory-store.ts';
import { insertDocument, sampleDocument, sampleId } from './sample-documents.ts';

const ERROR: LinkError = { code: 'platform.refused', status: 422, title: 'no', detail: 'plate' };

let db: MemoryStore;
let outbox: Outbox;
let time: ManualTime;
beforeEach(() => {
  db = new MemoryStore();
  outbox = new Outbox(db);
  time = new ManualTime();
});
afterEach(() => db.close());

function add(sequence: number, ageMs = 0, pictures = 0): void {
  const document = sampleDocument(sequence, time.wall() - ageMs, pictures);
  db.immediate(() => {
    insertDocument(db, document);
    outbox.enqueue(document);
  });
}
function park(count: number): void {
  for (let at = 0; at < count; at++) {
    const row = outbox.next(time.wall(), new Set());
    if (row === undefined) throw new Error('nothing is due');
    outbox.parked(row, ERROR);
  }
}
const watchWith = (reader: ConstructorParameters<typeof OutboxWatch>[0]['reader']) =>
  new OutboxWatch({ outbox, reader, link: { state: () => NO_PLATFORM }, clock: time, timers: time });
const listed = async () => (await outboxItems(db)).map(({ sequence, state }) => `${sequence} ${state}`);

test('parked first, then pending, each oldest first; those of one millisecond as they were made', async () => {
  add(1, 5_000);
  add(2, 5_000);
  park(2);
  add(3, 1_000);
  add(4, 9_000);
  add(5, 1_000);
  expect(await listed()).toEqual(['1 parked', '2 parked', '4 pending', '3 pending', '5 pending']);
});

test('what is done is not listed; a part is listed in the contract’s form', async () => {
  add(1, 2_000);
  add(2, 1_000, 1);
  const row = outbox.next(time.wall(), new Set());
  if (row !== undefined) outbox.received(row, timestamp(time.wall()));
  park(1);
  const items = (await outboxItems(db)).map((item) => OutboxItem.parse(item));
  expect(items.map(({ part, state }) => [part, state])).toEqual([
    ['document', 'parked'],
    ['photo', 'pending'],
  ]);
  expect(items[0]).toMatchObject({
    documentId: sampleId(2),
    documentKind: 'gate-pass',
    sequence: 2,
    sha256: null,
    attempts: 1,
    lastError: ERROR,
  });
});

test('of many the parked ones come before the oldest pending ones, 200 in all', async () => {
  for (let sequence = 1; sequence <= 150; sequence++) add(sequence);
  park(150);
  for (let sequence = 151; sequence <= 300; sequence++) add(sequence);
  const items = await listed();
  expect(items).toHaveLength(200);
  expect([items[0], items[149], items[150], items[199]]).toEqual([
    '1 parked',
    '150 parked',
    '151 pending',
    '200 pending',
  ]);
});

test('the figures are those of the answer: what came while the items were read is counted', async () => {
  add(1, 61_000);
  const watch = watchWith({
    async all<T>(sql: string) {
      const rows = await db.all<T>(sql);
      add(2);
      return rows;
    },
  });
  const status = OutboxStatus.parse(await watch.status());
  expect(status).toMatchObject({ pending: 2, parked: 0, oldestAgeSeconds: 61, online: false });
  expect(status.items.map(({ sequence }) => sequence)).toEqual([1]);
});

test('where nothing waits nobody is asked for the items', async () => {
  const watch = watchWith({ all: () => Promise.reject(new Error('asked')) });
  expect(await watch.status()).toMatchObject({ pending: 0, parked: 0, oldestAgeSeconds: null, items: [] });
  add(1);
  await expect(watch.status()).rejects.toThrow('asked');
});
