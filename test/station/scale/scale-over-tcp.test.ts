/** The driver on real TCP: cuts, junk, silence, a server that goes and comes back. */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { scaleProtocol } from '../../../native/scale/protocols/index.ts';
import { TcpLink } from '../../../native/tcp-link.ts';
import type { WritableLinkFactory } from '../../../native/byte-link.ts';
import { SIMULATED_PROTOCOLS } from '../../sim/indicator/dialects.ts';
import { IndicatorSimulator } from '../../sim/indicator/indicator-simulator.ts';
import type { IndicatorOptions } from '../../sim/indicator/indicator-simulator.ts';
import { LiveScale, realClock } from './live-scale.ts';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

const tcpTo =
  (port: number): WritableLinkFactory =>
  (events) =>
    new TcpLink({ host: '127.0.0.1', port }, events);

async function setUp(options: Partial<IndicatorOptions> = {}) {
  const indicator = new IndicatorSimulator({ protocol: 'yaohua-tf0', rateHz: 20, ...options });
  await indicator.start();
  undo.push(() => indicator.stop());
  const { port } = indicator;
  const scale = new LiveScale(
    options.protocol ?? 'yaohua-tf0',
    // What a protocol has no setting for it does not look at.
    { checksum: options.checksum === 'none' ? 'ignore' : 'required' },
    tcpTo(port),
    options.unit,
  );
  undo.push(() => scale.driver.stop());
  scale.driver.start();
  return { indicator, scale, port };
}

describe('indicator over TCP', () => {
  it.each([
    ['yaohua-tf0', 'right', 'kg', 0],
    ['yaohua-tf0', 'right', 't', 2],
    ['toledo-continuous', 'right', 'kg', 0],
    ['toledo-continuous', 'none', 't', 2],
  ] as const)('%s, checksum %s, in %s: shows what the display shows', async (protocol, checksum, unit, decimals) => {
    const { indicator, scale } = await setUp({ protocol, checksum, unit, decimals });
    indicator.setWeight(38_620);
    await scale.shows(38_620);
    indicator.ramp(12_000, 500);
    await scale.shows(12_000);
    expect(scale.driver.condition()).toMatchObject({ state: 'online', detail: null });
  });

  it.each(SIMULATED_PROTOCOLS)(
    '%s: shows what the display shows, and is asked only if it talks when asked',
    async (protocol) => {
      const { indicator, scale } = await setUp({ protocol, noiseKg: 0 });
      indicator.setWeight(38_620);
      await scale.shows(38_620);
      indicator.setWeight(12_000);
      await scale.shows(12_000);
      const { talks, poll } = scaleProtocol(protocol);
      const question = Buffer.from(poll?.({}).request ?? []);
      const heard = Buffer.from(indicator.heard);
      expect(heard.equals(question)).toBe(talks === 'by-itself');
      expect(heard.subarray(0, question.length).equals(question)).toBe(true);
      expect(heard.length % Math.max(1, question.length)).toBe(0);
    },
  );

  it('asks an indicator that falls silent until it answers again', async () => {
    const { indicator, scale } = await setUp({ protocol: 'yaohua-cmd' });
    indicator.setWeight(15_600);
    await scale.shows(15_600);
    indicator.silence();
    await scale.until(() => scale.reading().quality === 'lost', 'lost');
    expect(scale.driver.condition().detail).toBe('no-signal');
    const { asked } = scale.driver.counters();
    await scale.until(() => scale.driver.counters().asked > asked + 2, 'it goes on asking');
    indicator.speak();
    await scale.shows(15_600);
  });

  it('finds every frame in reads that are cut in mid-frame, with junk in between', async () => {
    const { indicator, scale } = await setUp({ noiseKg: 0 });
    indicator.holdBack = 5;
    indicator.setWeight(15_600);
    await scale.shows(15_600);
    const before = scale.frames.length;
    indicator.inject(Buffer.from('\u0002\u0002REG 13800000000\u0000\u00ff', 'latin1'));
    await scale.until(() => scale.frames.length >= before + 20, 'frames after junk');
    // The junk stands inside a frame, which is lost; no other frame is.
    expect(scale.frames.slice(before).every((frame) => frame.weightKg === 15_600)).toBe(true);
    expect(scale.driver.counters().rejects.framing).toBeGreaterThan(0);
  });

  it('takes the number away within a second of silence and brings it back with the first frame', async () => {
    const { indicator, scale } = await setUp();
    indicator.setWeight(15_600);
    await scale.shows(15_600);
    indicator.silence();
    const last = () => scale.frames.at(-1)?.at ?? 0;
    await scale.until(() => scale.reading().quality === 'stale', 'stale');
    // 1 s after the last frame, and not much later: how late the test itself woke up is part of the figure.
    expect(realClock.monotonic() - last()).toBeGreaterThan(1000);
    expect(realClock.monotonic() - last()).toBeLessThan(2000);
    expect(scale.reading().frame).toBeNull();
    await scale.until(() => scale.driver.counters().reopened > 0, 'the port is opened anew');
    expect(scale.reading().quality).toBe('lost');
    indicator.setWeight(15_620);
    indicator.speak();
    await scale.shows(15_620);
  });

  it('comes back by itself after the server was gone', async () => {
    const { indicator, scale, port } = await setUp();
    indicator.setWeight(15_600);
    await scale.shows(15_600);
    await indicator.closeServer();
    await scale.until(() => scale.driver.condition().detail === 'port.gone: ECONNREFUSED', 'refused');
    expect(scale.reading().frame).toBeNull();
    await indicator.openServer(port);
    await scale.shows(15_600);
    expect(scale.driver.condition().state).toBe('online');
  });

  it('says that the checksum is what is wrong', async () => {
    const { indicator, scale } = await setUp();
    await scale.shows(0);
    indicator.checksum = 'wrong';
    await scale.until(() => scale.driver.condition().state === 'offline', 'offline');
    expect(scale.driver.condition().detail).toBe('checksum');
    indicator.checksum = 'right';
    await scale.shows(0);
  });

  it('tells overload from a weight', async () => {
    const { indicator, scale } = await setUp({ protocol: 'toledo-continuous' });
    indicator.setWeight(120_000);
    await scale.until(() => scale.reading().frame?.overload === true, 'overload');
    expect(scale.reading().frame?.weightKg).toBeNull();
    expect(indicator.shownKg).toBeNull();
  });

  it('stops with the connection closed', async () => {
    const { indicator, scale } = await setUp();
    await scale.shows(0);
    await scale.driver.stop();
    await vi.waitFor(() => expect(indicator.clients).toBe(0));
  });
});

describe('TcpLink', () => {
  it.each([
    ['a host that is none', { host: 'no-such-host.invalid', port: 4001 }, /ENOTFOUND|EAI_AGAIN/],
    ['a port that is none', { host: '127.0.0.1', port: 70_000 }, /ERR_SOCKET_BAD_PORT/],
  ])('reports %s as closed, once, and never throws', async (_, settings, reason) => {
    const closed: string[] = [];
    const link = new TcpLink(settings, {
      onOpen: () => closed.push('open'),
      onBytes: () => closed.push('bytes'),
      onClose: (why) => closed.push(why),
    });
    link.open();
    await vi.waitFor(() => expect(closed).toHaveLength(1), { timeout: 20_000 });
    expect(closed[0]).toMatch(reason);
    link.close();
    expect(closed).toHaveLength(1);
  });

  it('reports the other side’s end once, and nothing after its own close', async () => {
    const server = createServer((client) => client.end('x'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    undo.push(() => new Promise((resolve) => server.close(resolve)));
    const settings = { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
    const seen: string[] = [];
    const events = {
      onOpen: () => seen.push('open'),
      onBytes: (bytes: Uint8Array) => seen.push(Buffer.from(bytes).toString('latin1')),
      onClose: (why: string) => seen.push(why),
    };
    new TcpLink(settings, events).open();
    await vi.waitFor(() => expect(seen).toEqual(['open', 'x', 'closed by the other side']));
    const early = new TcpLink(settings, events);
    early.open();
    early.close();
    expect(seen.slice(3)).toEqual(['closed']);
  });
});
