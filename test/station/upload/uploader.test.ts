import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { photoPath } from '../../../main/photo-path.ts';
import { outboxItems } from '../../../main/station/upload/outbox-status.ts';
import { picturesOf } from '../../../main/station/upload/pictures.ts';
import type { Envelope } from '../../../preload/contract/documents.ts';
import { ChaosProxy } from '../../sim/chaos-proxy/chaos-proxy.ts';
import type { Fault } from '../../sim/platform/faults.ts';
import { PlatformSimulator } from '../../sim/platform/platform-simulator.ts';
import { UploadRig } from './upload-rig.ts';

let platform: PlatformSimulator;
let proxy: ChaosProxy;
let rig: UploadRig;
beforeEach(async () => {
  platform = new PlatformSimulator();
  await platform.start();
  proxy = new ChaosProxy({ target: { port: platform.port } });
  await proxy.start();
  rig = await new UploadRig({ url: `http://127.0.0.1:${proxy.port}/api` }).start();
});
afterEach(async () => {
  await rig.end();
  await proxy.stop();
  await platform.stop();
});

/** Nothing is pending, and the platform holds every document once, whole and joined, with every picture. */
async function drained(documents: number, parked = 0): Promise<void> {
  await vi.waitFor(() => expect(rig.outbox.counts()).toMatchObject({ pending: 0, parked }), WAIT);
  expect(await platform.verifyAll()).toEqual({ documents, faults: [], gaps: [], missingBlobs: [] });
}
const WAIT = { timeout: 30_000, interval: 20 };
const failures = (): number => rig.link.state().failuresInARow;
const pictureFile = (document: Envelope): string => photoPath(rig.folder, picturesOf(document)[0] ?? '') ?? '';

describe('a line that works', () => {
  test('documents as stored, then their pictures', async () => {
    const saved = [];
    for (let count = 0; count < 5; count++) saved.push(await rig.save());
    await drained(5);
    for (const document of saved) {
      const held = platform.document(document.id);
      expect(held?.bytes.toString('utf8')).toBe(JSON.stringify(document));
      expect(held?.puts).toBe(1);
      const order = platform.met.filter(
        (met) => met.id === document.id || picturesOf(document).some((sha) => sha === met.id),
      );
      expect(order.map((met) => met.subject)).toEqual(['documents', 'blobs', 'blobs']);
    }
    expect(await rig.watch.status()).toMatchObject({
      pending: 0,
      parked: 0,
      oldestAgeSeconds: null,
      online: true,
      items: [],
    });
    expect(rig.link.state().lastReceiptAt).not.toBeNull();
  });

  test('a large picture is streamed from its file', async () => {
    const document = await rig.save(1, 0, 3_000_000);
    await drained(1);
    expect(platform.blobs().get(picturesOf(document)[0] ?? '')?.byteLength).toBe(3_000_000);
  });

  test('pushes are coalesced', async () => {
    const pushed: number[] = [];
    rig.watch.onChange((summary) => pushed.push(summary.pending));
    for (let count = 0; count < 30; count++) await rig.save(0);
    await drained(30);
    await vi.waitFor(() => expect(pushed.at(-1)).toBe(0), WAIT);
    expect(pushed.length).toBeLessThan(60);
  });
});

describe('everything that is no receipt is tried again, and nothing is sent twice for nothing', () => {
  const passing: readonly (readonly [string, Fault, number])[] = [
    ['500', { kind: 'status', status: 500 }, 3],
    ['502 with a problem document', { kind: 'status', status: 502, problem: true }, 2],
    ['503', { kind: 'status', status: 503 }, 2],
    ['404 of a wrong address', { kind: 'status', status: 404 }, 2],
    ['422 that the platform did not say', { kind: 'status', status: 422 }, 2],
    ['half a reply', { kind: 'half-reply' }, 3],
    ['reset before', { kind: 'reset-before' }, 4],
    ['reset after commit', { kind: 'reset-after-commit' }, 4],
    ['a captive portal', { kind: 'portal' }, 6],
    ['wrong JSON', { kind: 'wrong-json' }, 3],
    ['a receipt for another document', { kind: 'wrong-id' }, 3],
    ['a redirect', { kind: 'redirect', location: 'http://127.0.0.1:1/elsewhere' }, 3],
    ['silence', { kind: 'hang' }, 1],
  ];
  test.each(passing)('%s', async (_name, fault, times) => {
    platform.fail(fault, { on: 'documents', times });
    platform.fail(fault, { on: 'blobs', times: fault.kind === 'wrong-id' ? 0 : times });
    for (let count = 0; count < 4; count++) await rig.save(1);
    await drained(4);
    for (const held of platform.documents()) expect(held.puts).toBeLessThanOrEqual(1 + times);
  });

  test('one document that the platform always fails on holds no other one up', async () => {
    const bad = await rig.save(0);
    platform.fail({ kind: 'status', status: 500 }, { on: 'documents', id: bad.id });
    await vi.waitFor(() => expect(failures()).toBeGreaterThan(5), WAIT);
    for (let count = 0; count < 5; count++) {
      // Waiting for a probe of the line it would be minutes.
      const before = rig.time.wall();
      const good = await rig.save(0);
      await vi.waitFor(() => expect(platform.document(good.id)).toBeDefined(), WAIT);
      expect(rig.time.wall() - before).toBeLessThan(60_000);
      await vi.waitFor(() => expect(failures()).toBeGreaterThan(3), WAIT);
    }
  });

  test('a receipt with another hash', async () => {
    platform.fail({ kind: 'wrong-hash' }, { on: 'documents', times: 2 });
    await rig.save(0);
    await vi.waitFor(() => expect(rig.link.state().lastError?.code).toBe('platform.not-a-receipt'), WAIT);
    await drained(1);
  });

  test('a picture stored before its answer was lost is asked for, not sent again', async () => {
    platform.fail({ kind: 'reset-after-commit' }, { on: 'blobs', times: 1 });
    const [picture] = picturesOf(await rig.save(1));
    await drained(1);
    const calls = platform.met.filter((met) => met.id === picture).map((met) => met.method);
    expect(calls).toEqual(['PUT', 'HEAD']);
  });
});

describe('the line', () => {
  test('refused connections: offline after three, probed one at a time, drained when it is back', async () => {
    await rig.save(0);
    await drained(1);
    await platform.refuseConnections();
    proxy.set({ refuse: true });
    for (let count = 0; count < 20; count++) await rig.save(1);
    await vi.waitFor(() => expect(failures()).toBeGreaterThanOrEqual(6), WAIT);
    expect(await rig.watch.status()).toMatchObject({ pending: 40, parked: 0, online: false });
    expect(rig.link.state().lastError?.code).toBe('platform.unreachable');
    // Four slots at most before it was known, then one probe a time: far fewer than one attempt a part.
    expect(proxy.connections).toBeLessThan(30);
    proxy.set({});
    await platform.heal();
    await drained(21);
    expect((await rig.watch.status()).online).toBe(true);
    expect(rig.logged.filter((line) => line.message.includes('offline'))).toHaveLength(1);
  });

  test('429: Retry-After keeps the whole line still', async () => {
    platform.fail({ kind: 'status', status: 429, retryAfter: '120', problem: true }, { times: 1, on: 'documents' });
    await rig.save(0);
    await vi.waitFor(() => expect(platform.met.some((met) => met.result === 'status')).toBe(true), WAIT);
    for (let count = 0; count < 5; count++) await rig.save(0);
    await drained(6);
    const said = platform.met.findIndex((met) => met.result === 'status');
    const [saidAt = NaN, nextAt = NaN] = platform.met.slice(said, said + 2).map((met) => met.atMs);
    // The platform counts real milliseconds, of which the station's clock makes 200 each; 1 s for their rounding.
    expect((nextAt - saidAt) * 200).toBeGreaterThanOrEqual(119_000);
  });

  test('a half-dead line: time-out, and on when it lives again', async () => {
    await rig.save(1);
    await drained(1);
    proxy.set({ blackhole: true });
    await rig.save(1);
    await vi.waitFor(() => expect(failures()).toBeGreaterThanOrEqual(1), WAIT);
    expect(rig.link.state().lastError?.code).toMatch(/^platform\.(timeout|unreachable)$/);
    proxy.set({});
    proxy.dropAll();
    await drained(2);
  });

  test('cut in the middle, up and down', async () => {
    proxy.set({ cut: { direction: 'up', afterBytes: 1_500 } });
    proxy.dropAll();
    for (let count = 0; count < 3; count++) await rig.save(1);
    await vi.waitFor(() => expect(proxy.cuts).toBeGreaterThanOrEqual(2), WAIT);
    proxy.set({ cut: { direction: 'down', afterBytes: 120 } });
    const cuts = proxy.cuts;
    await vi.waitFor(() => expect(proxy.cuts).toBeGreaterThanOrEqual(cuts + 3), WAIT);
    proxy.set({});
    await drained(3);
  });

  test('slow and narrow', async () => {
    proxy.set({ latencyMs: 20, bytesPerSecond: 40_000 });
    for (let count = 0; count < 3; count++) await rig.save(1, 0, 4_000);
    await drained(3);
  });

  test('a garbled line is not evidence damage: whole here, sent again', async () => {
    await rig.save(0);
    await drained(1);
    proxy.set({ garble: { direction: 'up', everyBytes: 5_000 } });
    proxy.dropAll();
    await rig.save(1, 0, 40_000);
    await vi.waitFor(() => expect(failures()).toBeGreaterThanOrEqual(1), WAIT);
    proxy.set({});
    proxy.dropAll();
    await drained(2);
    expect(rig.faults).toEqual([]);
  });
});

describe('refusals', () => {
  test('a refused document is parked with the words of the platform, its pictures and the others pass', async () => {
    const document = await rig.save(2);
    platform.fail(
      { kind: 'status', status: 422, problem: true, detail: '/plate/text is no plate' },
      { id: document.id },
    );
    for (let count = 0; count < 5; count++) await rig.save(1);
    await vi.waitFor(() => expect(rig.outbox.counts()).toMatchObject({ pending: 0, parked: 1 }), WAIT);
    expect(await rig.watch.status()).toMatchObject({ online: true, parked: 1 });
    expect((await outboxItems(rig.reader))[0]).toMatchObject({
      part: 'document',
      documentId: document.id,
      state: 'parked',
      lastError: { code: 'platform.refused', status: 422, detail: '/plate/text is no plate' },
    });
    for (const picture of picturesOf(document)) expect(platform.blobs().has(picture)).toBe(true);
    await platform.heal();
    expect(rig.outbox.retry((await outboxItems(rig.reader))[0]?.id)).toBe(1);
    await drained(6);
  });

  test.each([400, 409, 413, 422])('%d from the platform itself parks at the first try', async (status) => {
    const document = await rig.save(0);
    platform.fail({ kind: 'status', status, problem: true }, { id: document.id });
    await vi.waitFor(() => expect(rig.outbox.counts()).toMatchObject({ pending: 0, parked: 1 }), WAIT);
    expect(platform.met.filter((met) => met.id === document.id)).toHaveLength(1);
  });

  test('a picture that is damaged here is an evidence fault, parked, and everything else passes', async () => {
    platform.fail({ kind: 'hang' }, { on: 'documents', times: 1 });
    const damaged = await rig.save(1);
    const content = readFileSync(pictureFile(damaged));
    writeFileSync(pictureFile(damaged), 'not the picture any more');
    await rig.save(1);
    await vi.waitFor(() => expect(rig.outbox.counts()).toMatchObject({ pending: 0, parked: 1 }), WAIT);
    expect(rig.faults).toEqual([{ sha256: picturesOf(damaged)[0], documentId: damaged.id, found: 'damaged' }]);
    expect((await outboxItems(rig.reader))[0]?.lastError).toMatchObject({
      code: 'evidence.damaged',
      detail: 'damaged',
    });
    writeFileSync(pictureFile(damaged), content);
    rig.outbox.retry();
    await drained(2);
  });

  test('a picture that is gone is one, too', async () => {
    platform.fail({ kind: 'hang' }, { on: 'documents', times: 1 });
    const document = await rig.save(1);
    rmSync(pictureFile(document));
    await vi.waitFor(() => expect(rig.faults).toMatchObject([{ found: 'missing' }]), WAIT);
    await vi.waitFor(() => expect(rig.outbox.counts()).toMatchObject({ pending: 0, parked: 1 }), WAIT);
  });
});

describe('enrolment and restart', () => {
  test('401 stops the line, enrols again with the code, and goes on', async () => {
    await rig.save(1);
    await drained(1);
    const token = rig.enrolment.token();
    platform.revokeTokens();
    for (let count = 0; count < 4; count++) await rig.save(1);
    await drained(5);
    expect(rig.enrolment.token()).not.toBe(token);
    expect(await outboxItems(rig.reader)).toEqual([]);
  });

  test('a restart in the middle goes on where it was', async () => {
    proxy.set({ latencyMs: 5 });
    for (let count = 0; count < 15; count++) await rig.save(2);
    await vi.waitFor(() => expect(platform.documents().length).toBeGreaterThan(3), WAIT);
    await rig.stop();
    expect(rig.logged.filter((line) => line.message.includes('offline'))).toEqual([]);
    await rig.start();
    await drained(15);
    expect(platform.met.filter((met) => met.subject === 'enrolments')).toHaveLength(1);
  });

  test('a month offline, then a backlog: the truck that just left goes first', async () => {
    await rig.save(0);
    await drained(1);
    const before = platform.met.length;
    proxy.set({ refuse: true });
    proxy.dropAll();
    for (let count = 0; count < 40; count++) await rig.save(1, 30 * 86_400_000);
    await vi.waitFor(() => expect(failures()).toBeGreaterThanOrEqual(3), WAIT);
    const fresh = await rig.save(2);
    proxy.set({});
    await drained(42);
    const order = platform.met.slice(before).filter((met) => met.subject === 'documents' || met.method === 'PUT');
    const place = order.findIndex((met) => met.id === fresh.id);
    expect(place).toBeLessThan(12);
    const pictures = picturesOf(fresh).map((sha) => order.findIndex((met) => met.id === sha));
    expect(Math.max(...pictures)).toBeLessThan(40);
  });
});
