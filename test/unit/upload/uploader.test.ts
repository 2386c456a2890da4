import { expect, test, vi } from 'vitest';
import { PlatformLink } from '../../../main/station/platform/platform-link.ts';
import type { DocumentOutcome, PlatformAdapter } from '../../../main/station/upload/adapters/adapter.ts';
import { Outbox } from '../../../main/station/upload/outbox.ts';
import { outboxItems } from '../../../main/station/upload/outbox-status.ts';
import { Uploader } from '../../../main/station/upload/uploader.ts';
import { timestamp, type EpochMs, type MonotonicMs } from '../../../preload/contract/vocabulary.ts';
import { ManualTime, quiet } from '../platform/manual-time.ts';
import { MemoryStore } from './memory-store.ts';
import { insertDocument, sampleDocument } from './sample-documents.ts';

/** Clocks that go on between two looks at them, as real ones do. */
class JumpyTime extends ManualTime {
  readonly looks: number[] = [];
  readonly monotonicLooks: number[] = [];
  override wall(): EpochMs {
    return (super.wall() + (this.looks.shift() ?? 0)) as EpochMs;
  }
  override monotonic(): MonotonicMs {
    return (super.monotonic() + (this.monotonicLooks.shift() ?? 0)) as MonotonicMs;
  }
}

test('a part that comes due between two looks at the clock is not forgotten', async () => {
  const time = new JumpyTime();
  const db = new MemoryStore();
  const outbox = new Outbox(db);
  const link = new PlatformLink({ clock: time, random: () => 0, log: quiet });
  const failure: DocumentOutcome = {
    kind: 'retry',
    error: { code: 'platform.server-error', status: 500, title: '', detail: '' },
    afterMs: null,
    wholeLine: false,
  };
  const sendDocument = vi
    .fn<PlatformAdapter['sendDocument']>()
    .mockResolvedValueOnce(failure)
    .mockResolvedValue({ kind: 'received', receivedAt: timestamp(time.wall()), missingBlobs: [] });
  const adapter = { sendDocument } as Partial<PlatformAdapter> as PlatformAdapter;
  const none = { photoFile: () => '', checkPhoto: () => Promise.resolve('whole' as const) };
  const uploader = new Uploader({
    outbox,
    adapter,
    link,
    ...none,
    clock: time,
    timers: time,
    random: () => 0,
    log: quiet,
  });
  link.enrolled();
  uploader.start();
  db.immediate(() => {
    insertDocument(db, sampleDocument(1, time.wall(), 0));
    outbox.enqueue(sampleDocument(1, time.wall(), 0));
  });
  await vi.waitFor(() => expect(sendDocument).toHaveBeenCalledTimes(1));
  await vi.waitFor(() => expect(time.timers).toBeGreaterThanOrEqual(1));
  time.pass(100);
  expect(await outboxItems(db)).toMatchObject([{ attempts: 1 }]);
  // The timer of the 2 s back-off fires a moment early; the clock passes the due time right after the first look.
  time.looks.push(-1, 5, 5);
  time.pass(1_900);
  time.looks.length = 0;
  time.pass(10);
  await vi.waitFor(() => expect(sendDocument).toHaveBeenCalledTimes(2));
  await uploader.stop();
  expect(outbox.counts()).toMatchObject({ pending: 0 });
  expect(time.timers).toBe(0);
  db.close();
});

test('a line that opens between two looks at the clock is not slept through', async () => {
  const time = new JumpyTime();
  const db = new MemoryStore();
  const outbox = new Outbox(db);
  const link = new PlatformLink({ clock: time, random: () => 0, log: quiet });
  const sendDocument = vi
    .fn<PlatformAdapter['sendDocument']>()
    .mockResolvedValue({ kind: 'received', receivedAt: timestamp(time.wall()), missingBlobs: [] });
  const adapter = { sendDocument } as Partial<PlatformAdapter> as PlatformAdapter;
  const none = { photoFile: () => '', checkPhoto: () => Promise.resolve('whole' as const) };
  const uploader = new Uploader({
    outbox,
    adapter,
    link,
    ...none,
    clock: time,
    timers: time,
    random: () => 0,
    log: quiet,
  });
  db.immediate(() => {
    insertDocument(db, sampleDocument(1, time.wall(), 0));
    outbox.enqueue(sampleDocument(1, time.wall(), 0));
  });
  // The outbox tells of the new part a moment later; here only the probe's timer shall wake the uploader.
  await Promise.resolve();
  link.enrolled();
  for (let failures = 0; failures < 3; failures++)
    link.sendFailed({ code: 'platform.unreachable', status: null, title: '', detail: '' });
  uploader.start();
  expect(time.timers).toBe(1);
  // The probe's timer fires a moment early; its time comes right after the first look.
  time.monotonicLooks.push(-1);
  time.pass(2_000);
  expect(time.monotonicLooks).toEqual([]);
  time.pass(10);
  await vi.waitFor(() => expect(sendDocument).toHaveBeenCalledTimes(1));
  await uploader.stop();
  expect(time.timers).toBe(0);
  db.close();
});

test('a disk that refuses to end waits leaves a receipt a receipt', async () => {
  const time = new ManualTime();
  const db = new MemoryStore();
  const outbox = new Outbox(db);
  const logged: string[] = [];
  const log = { info: (): void => undefined, warn: (_: object, text: string) => void logged.push(text) };
  const link = new PlatformLink({ clock: time, random: () => 0, log });
  const hurry = vi.spyOn(outbox, 'hurry').mockImplementationOnce(() => {
    throw new Error('disk full');
  });
  const sendDocument = vi
    .fn<PlatformAdapter['sendDocument']>()
    .mockResolvedValue({ kind: 'received', receivedAt: timestamp(time.wall()), missingBlobs: [] });
  const adapter = { sendDocument } as Partial<PlatformAdapter> as PlatformAdapter;
  const none = { photoFile: () => '', checkPhoto: () => Promise.resolve('whole' as const) };
  const uploader = new Uploader({ outbox, adapter, link, ...none, clock: time, timers: time, random: () => 0, log });
  db.immediate(() => {
    for (const sequence of [1, 2]) {
      insertDocument(db, sampleDocument(sequence, time.wall(), 0));
      outbox.enqueue(sampleDocument(sequence, time.wall(), 0));
    }
  });
  link.enrolled();
  for (let failures = 0; failures < 3; failures++)
    link.sendFailed({ code: 'platform.unreachable', status: null, title: '', detail: '' });
  uploader.start();
  time.pass(10_000);
  await vi.waitFor(() => expect(sendDocument).toHaveBeenCalledTimes(2));
  await vi.waitFor(() => expect(hurry).toHaveBeenCalledTimes(2));
  await uploader.stop();
  expect(outbox.counts()).toMatchObject({ pending: 0, parked: 0 });
  expect(db.raw.prepare('SELECT state, attempts, lastError FROM outbox').all()).toEqual(
    [1, 2].map(() => ({ state: 'done', attempts: 1, lastError: null })),
  );
  expect(logged).toContain('parts that the line had held up wait out their time');
  db.close();
});
