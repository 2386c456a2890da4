/** The simulated platform and the chaos proxy are instruments: what they claim to check is checked here. */
import { readFileSync } from 'node:fs';
import { createConnection, createServer, type AddressInfo } from 'node:net';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ChaosProxy } from '../../sim/chaos-proxy/chaos-proxy.ts';
import { jcs } from '../../sim/platform/jcs.ts';
import { chainFaults, gaps } from '../../sim/platform/judge.ts';
import { PlatformSimulator } from '../../sim/platform/platform-simulator.ts';
import { contractFile, COPY } from '../../sim/platform/schemas.ts';
import { UploadRig } from '../upload/upload-rig.ts';

test("the simulator's copy is the contract", () => {
  expect(readFileSync(COPY, 'utf8')).toBe(readFileSync(contractFile(), 'utf8'));
});

test('its canonical form agrees with another implementation, and refuses what RFC 8785 refuses', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.string({ unit: 'grapheme' }), (value, text) => {
      expect(jcs({ value, [text]: text })).toBe(canonicalize({ value, [text]: text }));
    }),
  );
  // RFC 8785 §3.2.2 and appendix B, a few of each.
  expect(jcs([1e21, 1e-7, -0, 333333333.33333329, 4.5, 2e-3, 1e27])).toBe(
    '[1e+21,1e-7,0,333333333.3333333,4.5,0.002,1e+27]',
  );
  expect(jcs('\u20ac$\u000f\nA\u0027\u0042\u0022\\\\"/')).toBe('"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"');
  expect(jcs({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude02': 5, '\u0080': 6, '\u00f6': 7 })).toBe(
    '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude02":5,"\ufb33":3}',
  );
  for (const bad of ['\ud800', { '\udc00': 1 }, NaN, Infinity, undefined]) expect(() => jcs(bad)).toThrow(TypeError);
});

test('chains are judged over runs without gaps', () => {
  const link = (sequence: number, prevHash: string, hash: string) => ({ id: `d${sequence}`, sequence, prevHash, hash });
  const zero = '0'.repeat(64);
  expect(chainFaults([link(3, 'b', 'c'), link(1, zero, 'a'), link(2, 'a', 'b')])).toEqual([]);
  expect(chainFaults([link(1, zero, 'a'), link(3, 'x', 'c')])).toEqual([]);
  expect(gaps([link(1, zero, 'a'), link(4, 'x', 'c')])).toEqual([2, 3]);
  expect(chainFaults([link(1, zero, 'a'), link(2, 'x', 'b')])).toHaveLength(1);
  expect(chainFaults([link(1, 'a', 'a')])).toHaveLength(1);
  expect(chainFaults([link(1, zero, 'a'), link(2, 'a', 'b'), link(2, 'a', 'c')])).toHaveLength(1);
});

describe('the platform', () => {
  let platform: PlatformSimulator;
  let rig: UploadRig;
  beforeEach(async () => {
    platform = new PlatformSimulator();
    await platform.start();
    rig = await new UploadRig({ url: platform.url }).start();
    await vi.waitFor(() => expect(rig.link.state().enrolled).toBe(true));
  });
  afterEach(async () => {
    await rig.end();
    await platform.stop();
  });

  const put = async (
    path: string,
    body: BodyInit,
    token = rig.enrolment.token(),
  ): Promise<{ status: number; body: Record<string, unknown> }> => {
    const answer = await fetch(`${platform.url}/v1/${path}`, {
      method: 'PUT',
      body,
      headers: { authorization: `Bearer ${token}` },
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
  };

  test('takes a document once: same bytes 200, other content 409, changed ones refused with their field', async () => {
    const document = await rig.documents.next(rig.folder, rig.time.wall(), 1);
    const path = `gate-passes/${document.id}`;
    const text = JSON.stringify(document);
    const refused = async (changes: object, detail: RegExp): Promise<void> => {
      const answer = await put(path, JSON.stringify({ ...document, ...changes }));
      expect(answer).toMatchObject({ status: 422, body: { status: 422 } });
      expect(answer.body['detail']).toMatch(detail);
    };
    await refused({ gateId: 'gate-2' }, /^\/hash/);
    await refused({ gateId: undefined }, /gateId/);
    await refused({ passedAt: 'noon' }, /^\/passedAt/);
    await refused({ stationId: document.id }, /^\/stationId/);
    await refused({ signature: document.signature.slice(0, -4) + 'AAAA' }, /^\/signature does not verify/);
    await refused({ signature: document.signature.replace(/^[^.]+/, 'e30') }, /^\/signature has another header/);
    expect((await put(path, text.slice(1))).status).toBe(400);
    expect((await put(path.replace('gate-passes', 'notices'), text)).status).toBe(422);
    expect((await put(path, text, 'no-token')).status).toBe(401);
    expect(platform.documents()).toEqual([]);

    const first = await put(path, text);
    expect(first).toMatchObject({ status: 201, body: { id: document.id, hash: document.hash } });
    expect(first.body['missingBlobs']).toHaveLength(1);
    expect(await put(path, text)).toEqual({ ...first, status: 200 });
    expect((await put(path, text.replace('gate-1', 'gate-2'))).status).toBe(409);
    expect(await platform.verifyAll()).toMatchObject({
      documents: 1,
      faults: [],
      gaps: [],
      missingBlobs: [expect.any(String)],
    });
  });

  test('by another key than the enrolled one: refused', async () => {
    const other = await new UploadRig({ url: platform.url, code: null }).start();
    const document = await other.documents.next(other.folder, rig.time.wall(), 0);
    expect((await put(`gate-passes/${document.id}`, JSON.stringify(document))).body['detail']).toMatch(
      /never enrolled/,
    );
    await other.end();
  });

  test('stores a picture only under its own hash; says what it holds', async () => {
    const document = await rig.save(2);
    await vi.waitFor(() => expect(rig.outbox.counts().pending).toBe(0));
    expect((await put(`blobs/${'a'.repeat(64)}`, 'other bytes')).status).toBe(400);
    expect(await rig.adapter.chain()).toMatchObject({
      kind: 'chain',
      highestSequence: 1,
      items: [{ id: document.id, missingBlobs: [] }],
    });
    expect(await rig.adapter.chain(2)).toMatchObject({ highestSequence: 1, items: [] });
    const [picture = ''] = platform.blobs().keys();
    platform.forgetBlob(picture);
    expect(await rig.adapter.chain()).toMatchObject({ items: [{ missingBlobs: [picture] }] });
  });

  test('events: a stream that resumes, keeps alive and misses nothing; the same as a long poll', async () => {
    const headers = { authorization: `Bearer ${rig.enrolment.token()}` };
    const events = (more: object = {}, query = ''): Promise<Response> =>
      fetch(`${platform.url}/v1/events${query}`, { headers: { ...headers, ...more } });
    expect((await fetch(`${platform.url}/v1/events`)).status).toBe(401);
    platform.pushEvent({ type: 'announcement', data: { text: 'one' } });
    platform.pushEvent({ type: 'announcement', data: { text: 'two' } });
    const stream = (await events({ 'last-event-id': '1' })).body?.getReader();
    let seen = '';
    const until = async (text: string): Promise<void> => {
      while (!seen.includes(text)) seen += new TextDecoder().decode((await stream?.read())?.value);
    };
    await until('"two"');
    platform.pushEvent({ type: 'announcement', data: { text: 'three' } });
    await until('"three"');
    expect(seen).not.toContain('"one"');
    expect(seen).toMatch(/^: connected\n\nid: 2\nevent: announcement\ndata: \{/);
    await stream?.cancel();
    await vi.waitFor(() => expect(platform.events.listeners).toBe(0));

    const poll = async (query: string): Promise<unknown> =>
      (await events({ accept: 'application/json' }, query)).json();
    expect(await poll('?after=2')).toMatchObject({ events: [{ id: '3', data: { text: 'three' } }], cursor: '3' });
    const waiting = poll('?after=3&wait=30');
    platform.pushEvent({ type: 'announcement', data: { text: 'four' } });
    expect(await waiting).toMatchObject({ events: [{ id: '4' }], cursor: '4' });
    expect(await poll('?after=4')).toEqual({ events: [], cursor: '4' });
  });
});

describe('the chaos proxy', () => {
  /** Sends `bytes` through a proxy to a server that returns all it gets; what came back, and how it ended. */
  async function echo(proxy: ChaosProxy, bytes: Buffer): Promise<{ back: Buffer; reset: boolean; ms: number }> {
    const start = performance.now();
    const socket = createConnection({ port: proxy.port, host: '127.0.0.1' });
    const chunks: Buffer[] = [];
    let reset = false;
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', () => (reset = true));
    socket.end(bytes);
    await new Promise<void>((resolve) => socket.on('close', () => resolve()));
    return { back: Buffer.concat(chunks), reset, ms: performance.now() - start };
  }
  const bytes = Buffer.from(Array.from({ length: 10_000 }, (_, index) => index & 0xff));

  test('passes everything, garbles, delays, caps, cuts, refuses', async () => {
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      socket.on('error', () => socket.destroy());
      socket.pipe(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const proxy = new ChaosProxy({ target: { port: (server.address() as AddressInfo).port } });
    await proxy.start();
    try {
      expect((await echo(proxy, bytes)).back.equals(bytes)).toBe(true);
      proxy.set({ garble: { direction: 'down', everyBytes: 1_000 } });
      const garbled = (await echo(proxy, bytes)).back;
      const changed = [...garbled].flatMap((byte, index) => (byte === bytes[index] ? [] : [index]));
      expect(changed).toEqual([999, 1_999, 2_999, 3_999, 4_999, 5_999, 6_999, 7_999, 8_999, 9_999]);
      proxy.set({ latencyMs: 60 });
      expect((await echo(proxy, bytes)).ms).toBeGreaterThanOrEqual(115);
      proxy.set({ bytesPerSecond: 50_000 });
      expect((await echo(proxy, bytes)).ms).toBeGreaterThanOrEqual(195);
      proxy.set({ cut: { direction: 'up', afterBytes: 4_000 } });
      expect((await echo(proxy, bytes)).back.byteLength).toBeLessThanOrEqual(4_000);
      expect(proxy.cuts).toBe(1);
      proxy.set({ refuse: true });
      expect(await echo(proxy, bytes)).toMatchObject({ reset: true });
      proxy.set({ blackhole: true });
      const dead = echo(proxy, bytes);
      await vi.waitFor(() => expect(proxy.connections).toBe(7));
      proxy.dropAll();
      expect((await dead).back).toHaveLength(0);
    } finally {
      await proxy.stop();
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
