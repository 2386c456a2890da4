/** What a platform has no place for is settled without any I/O: still the loop must come to its timers and devices in between. */
import { expect, test, vi } from 'vitest';
import { PlatformLink } from '../../../main/station/platform/platform-link.ts';
import type { RecordAdapter } from '../../../main/station/upload/adapters/adapter.ts';
import { Outbox } from '../../../main/station/upload/outbox.ts';
import { systemTimers } from '../../../main/station/upload/surroundings.ts';
import { Uploader } from '../../../main/station/upload/uploader.ts';
import type { Clock, EpochMs, MonotonicMs } from '../../../preload/contract/vocabulary.ts';
import { quiet } from '../platform/manual-time.ts';
import { MemoryStore } from './memory-store.ts';
import { insertDocument, sampleDocument } from './sample-documents.ts';

const clock: Clock = { wall: () => Date.now() as EpochMs, monotonic: () => performance.now() as MonotonicMs };
/** Parts that may be begun before the loop turns once: each is a document read, parsed and looked at. */
const MOST_A_TURN = 50;

test('a backlog that nobody takes is worked off between turns of the loop, and to its end', async () => {
  const db = new MemoryStore();
  const outbox = new Outbox(db);
  const link = new PlatformLink({ clock, random: () => 0, log: quiet });
  let [inTurn, most, asked] = [0, 0, 0];
  const notTaken = (): Promise<{ kind: 'not-taken' }> => {
    if (inTurn === 0) setImmediate(() => (inTurn = 0));
    most = Math.max(most, ++inTurn);
    asked++;
    return Promise.resolve({ kind: 'not-taken' });
  };
  const adapter = { sendDocument: notTaken, sendPhoto: notTaken } as Partial<RecordAdapter> as RecordAdapter;
  db.immediate(() => {
    for (let sequence = 1; sequence <= 1_000; sequence++) {
      const document = sampleDocument(sequence, clock.wall(), 2);
      insertDocument(db, document);
      outbox.enqueue(document);
    }
  });
  const uploader = new Uploader({
    outbox,
    adapter,
    link,
    photoFile: () => '',
    checkPhoto: () => Promise.resolve('whole'),
    clock,
    timers: systemTimers,
    random: () => 0,
    log: quiet,
  });
  link.enrolled();
  uploader.start();
  await vi.waitFor(() => expect(outbox.counts().pending).toBe(0), { timeout: 20_000, interval: 10 });
  await uploader.stop();
  expect(asked).toBe(3_000);
  expect(most).toBeLessThanOrEqual(MOST_A_TURN);
  db.close();
});
