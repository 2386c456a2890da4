/** A folder taken back to an older state: when it waits, how its chain goes on, and how a fork is said. */
import { existsSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ChainGuard, holdIfOlder, restoreMarker } from '../../../main/station/platform/chain-guard.ts';
import { PlatformLink } from '../../../main/station/platform/platform-link.ts';
import type { DocumentChain } from '../../../main/station/records/document-chain.ts';
import { verifyChain } from '../../../main/station/records/verify.ts';
import { Meta } from '../../../main/station/store/meta.ts';
import { Reader } from '../../../main/station/store/reader.ts';
import type { ChainItem, ChainOutcome, LinkError } from '../../../main/station/upload/adapters/adapter.ts';
import { chainOf, noticeBody } from '../records/samples.ts';
import { tempStation, type TempStation } from '../store/temp-station.ts';
import { ManualTime } from './manual-time.ts';

const DOWN: LinkError = { code: 'platform.unreachable', status: null, title: '', detail: '' };

let station: TempStation;
let time: ManualTime;
let link: PlatformLink;
let chain: DocumentChain;
let add: () => string;
let guard: ChainGuard | null;
let errors: string[];
/** What was said to be lost. */
let lost: number[];
const log = {
  info: () => undefined,
  warn: () => undefined,
  error: (_: object, text: string) => void errors.push(text),
};
/** What the platform holds: hashes by sequence. */
let held: Map<number, string>;
const ask = vi.fn<(from?: number, limit?: number) => Promise<ChainOutcome>>();

beforeEach(() => {
  station = tempStation();
  time = new ManualTime();
  link = new PlatformLink({ clock: time, random: () => 0, log });
  link.enrolled();
  const made = chainOf(station.db, station.clock);
  chain = made.chain;
  add = () => made.add('notice', noticeBody('maintenance')).hash;
  guard = null;
  errors = [];
  lost = [];
  held = new Map();
  ask.mockReset().mockImplementation((from = 1, limit = 1000) => {
    const items = [...held]
      .filter(([sequence]) => sequence >= from)
      .slice(0, limit)
      .map(([sequence, hash]): ChainItem => ({ sequence, id: '', hash, receivedAt: '', missingBlobs: [] }));
    return Promise.resolve({ kind: 'chain', highestSequence: Math.max(0, ...held.keys()), items });
  });
});
afterEach(async () => {
  await guard?.stop();
  station.end();
});

/** Three documents, all at the platform. */
function three(): string[] {
  const hashes = [add(), add(), add()];
  hashes.forEach((hash, index) => held.set(index + 1, hash));
  return hashes;
}
const receipts = (upTo: number): void => new Meta(station.db).set('highestReceipted', String(upTo));
const doubt = () => holdIfOlder({ db: station.db, chain, dataDir: station.dataDir, log });
function start(): void {
  guard = new ChainGuard({
    db: station.db,
    chain,
    dataDir: station.dataDir,
    adapter: { chain: ask },
    link,
    clock: time,
    timers: time,
    random: () => 0,
    log,
    onLost: (documents) => void lost.push(documents),
  });
  guard.start();
}
const answered = () => vi.waitFor(() => expect(new Meta(station.db).get('lastOpenedHead')).toBeDefined());
async function verified() {
  const reader = new Reader({ dataDir: station.dataDir });
  try {
    return await verifyChain({ reader });
  } finally {
    await reader.stop();
  }
}

describe('an ordinary start', () => {
  test('weighs at once, offline or not', async () => {
    three();
    receipts(3);
    expect(doubt()).toBeNull();
    ask.mockResolvedValue({ kind: 'retry', error: DOWN, afterMs: null, wholeLine: false });
    start();
    expect(chain.mayAppend()).toBe(true);
    await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(1));
    add();
    expect(chain.head().length).toBe(4);
    expect(link.state().lastError).toBeNull();
  });

  test('asks from the highest receipt on, once', async () => {
    three();
    receipts(2);
    start();
    await answered();
    time.pass(3_600_000);
    link.sendSucceeded(null);
    expect(ask.mock.calls).toEqual([[2, 1000]]);
    expect(await verified()).toEqual({ ok: true, length: 3 });
  });
});

describe('a folder that looks older than it was', () => {
  test.each([
    ['a restore marker', 'restored', () => writeFileSync(restoreMarker(station.dataDir), '')],
    ['a receipt for a document that is not here', 'receipts', () => receipts(5)],
    ['a head that was farther at an earlier start', 'shortened', () => new Meta(station.db).set('lastOpenedHead', '5')],
  ])('%s: no document before the platform has answered', async (_, why, age) => {
    three();
    held.set(4, '4'.repeat(64)).set(5, '5'.repeat(64));
    age();
    expect(doubt()).toBe(why);
    expect(add).toThrow('platform.chain-unknown');
    ask.mockResolvedValueOnce({ kind: 'retry', error: DOWN, afterMs: null, wholeLine: false });
    const opened = vi.fn(() => expect(add()).toMatch(/^[0-9a-f]{64}$/));
    chain.onOpen(opened);
    start();
    await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(1));
    await vi.waitFor(() => expect(time.timers).toBe(1));
    expect(link.state().lastError?.code).toBe('platform.chain-unknown');
    expect(opened).not.toHaveBeenCalled();
    time.pass(15_000);
    await vi.waitFor(() => expect(opened).toHaveBeenCalledTimes(1));
    const first = station.db.prepare('SELECT sequence, prevHash FROM document ORDER BY sequence DESC LIMIT 1').get();
    expect(first).toEqual({ sequence: 6, prevHash: '5'.repeat(64) });
    expect(lost).toEqual([2]);
    add();
    expect(await verified()).toEqual({ ok: true, length: 7, continued: [{ after: 3, from: 6 }] });
    expect(existsSync(restoreMarker(station.dataDir))).toBe(false);
    await vi.waitFor(() => expect(link.state().lastError).toBeNull());
    expect(doubt()).toBeNull();
  });

  test('the sequence of a lost receipt is not used again, even where the platform lost it, too', async () => {
    const [, , third] = three();
    receipts(9);
    expect(doubt()).toBe('receipts');
    start();
    await vi.waitFor(() => expect(chain.mayAppend()).toBe(true));
    add();
    expect(station.db.prepare('SELECT sequence, prevHash FROM document ORDER BY sequence DESC LIMIT 1').get()).toEqual({
      sequence: 10,
      prevHash: third,
    });
  });

  test('what has to be made first fails: the chain stays held and is opened later', async () => {
    three();
    receipts(4);
    doubt();
    const first = vi.fn().mockImplementationOnce(() => {
      throw new Error('disk full');
    });
    chain.onOpen(first);
    start();
    await vi.waitFor(() => expect(first).toHaveBeenCalledTimes(1));
    await vi.waitFor(() => expect(time.timers).toBe(1));
    expect(chain.mayAppend()).toBe(false);
    time.pass(15_000);
    await vi.waitFor(() => expect(chain.mayAppend()).toBe(true));
  });

  test('a head that the platform names and does not show is no answer', async () => {
    three();
    receipts(4);
    doubt();
    ask.mockResolvedValueOnce({ kind: 'chain', highestSequence: 2 ** 40, items: [] });
    start();
    await vi.waitFor(() => expect(time.timers).toBe(1));
    expect(chain.mayAppend()).toBe(false);
    expect(chain.head().length).toBe(3);
  });

  test('the line comes back: nobody waits out the back-off', async () => {
    three();
    receipts(4);
    doubt();
    ask.mockResolvedValueOnce({ kind: 'retry', error: DOWN, afterMs: 60_000, wholeLine: false });
    start();
    await vi.waitFor(() => expect(time.timers).toBe(1));
    link.heartbeatSucceeded(0);
    await vi.waitFor(() => expect(chain.mayAppend()).toBe(true));
  });
});

describe('a fork', () => {
  test('found late is said loudly, and the chain goes on above both', async () => {
    const hashes = three();
    receipts(1);
    held.set(2, 'b'.repeat(64)).set(3, 'c'.repeat(64)).set(4, 'd'.repeat(64));
    expect(doubt()).toBeNull();
    start();
    await vi.waitFor(() => expect(link.state().lastError?.code).toBe('platform.chain-forked'));
    expect(link.state().lastError?.detail).toBe('#2');
    expect(errors).toHaveLength(1);
    expect(lost).toEqual([3]);
    add();
    expect(chain.head().length).toBe(5);
    expect(await verified()).toEqual({ ok: true, length: 5, continued: [{ after: 3, from: 5 }] });
    // After a restart it is said before the platform answers, although receipts came since.
    await guard?.stop();
    receipts(5);
    link.chainState(null);
    let answer: (outcome: ChainOutcome) => void = () => undefined;
    ask.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    start();
    expect(link.state().lastError?.code).toBe('platform.chain-forked');
    expect(ask.mock.lastCall).toEqual([2, 1000]);
    // The county removed what was not ours.
    const items = hashes
      .slice(1)
      .map((hash, at) => ({ sequence: at + 2, id: '', hash, receivedAt: '', missingBlobs: [] }));
    answer({ kind: 'chain', highestSequence: 3, items });
    await vi.waitFor(() => expect(link.state().lastError).toBeNull());
    expect(lost).toEqual([3]);
  });

  test('is found on every page', async () => {
    three();
    ask.mockResolvedValueOnce({
      kind: 'chain',
      highestSequence: 3,
      items: [{ sequence: 1, id: '', hash: held.get(1) ?? '', receivedAt: '', missingBlobs: [] }],
    });
    held.set(3, 'c'.repeat(64));
    start();
    await vi.waitFor(() => expect(link.state().lastError?.detail).toBe('#3'));
    expect(lost).toEqual([1]);
    expect(ask.mock.calls).toEqual([
      [1, 1000],
      [2, 1000],
    ]);
  });
});
