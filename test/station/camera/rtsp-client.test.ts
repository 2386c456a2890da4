/** The RTSP client against GStreamer's RTSP server: what comes is what was encoded, and it comes again by itself. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FragmentedMp4 } from '../../../native/camera/mp4/fragmented-mp4.ts';
import type { CameraUnit } from '../../../native/camera/rtsp/rtsp-session.ts';
import { annexB } from '../../../native/camera/video/access-unit.ts';
import { ChaosProxy } from '../../sim/chaos-proxy/chaos-proxy.ts';
import { RtspServer, type RtspServerOptions } from '../../sim/rtsp-server/rtsp-server.ts';
import { complaints, probe } from './media-probe.ts';
import { afterThisTest } from './rig.ts';
import { faster, rtspRig, until } from './rtsp-rig.ts';

/** Small, so that nothing here waits for the encoder. */
const SMALL = { width: 640, height: 360, gop: 25, seconds: 4, kbitPerSecond: 500 };
const ACCOUNT = { username: 'admin', password: 'Pa55-word' };

async function server(options: Partial<RtspServerOptions> = {}): Promise<RtspServer> {
  const one = new RtspServer({ ...SMALL, ...options });
  await one.start();
  afterThisTest(() => one.stop());
  return one;
}

async function proxyTo(port: number): Promise<ChaosProxy> {
  const proxy = new ChaosProxy({ target: { port } });
  await proxy.start();
  afterThisTest(() => proxy.stop());
  return proxy;
}

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'rtsp-client-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function recorded(units: readonly CameraUnit[]): Buffer {
  const [first] = units;
  if (first === undefined) throw new Error('no pictures');
  const mp4 = new FragmentedMp4(first.format, { createdMs: first.receivedAt });
  const parts = [mp4.init, ...units.map((unit) => mp4.push(unit)), mp4.finish()];
  return Buffer.concat(parts.filter((part) => part !== null));
}

describe.each([
  ['H.264', 'h264', /^avc1\.[0-9A-F]{6}$/],
  ['H.265', 'h265', /^hvc1\.1\.6\.L\d+\./],
] as const)('%s', (_name, codec, codecString) => {
  it.each([
    ['sets in both places', {}],
    ['sets in the description only', { parameterSets: 'sdp' }],
    ['sets in band only', { parameterSets: 'in-band' }],
    ['small packets', { mtu: 300 }],
  ] as const)('plays and records: %s', async (_how, options) => {
    const one = await server({ codec, ...options });
    const rig = rtspRig({ address: one.address() });
    rig.client.start();
    await until('two seconds of pictures', () => rig.units.length >= 50);
    await rig.client.stop();
    const units = rig.units.slice(0, 50);
    expect(rig.said()).toEqual(['connecting', 'playing', 'stopped']);
    expect(rig.formats).toHaveLength(1);
    expect(rig.formats[0]).toMatchObject({ codec, width: 640, height: 360, frameRate: 25 });
    expect(rig.formats[0]?.codecString).toMatch(codecString);
    expect(units[0]?.key).toBe(true);
    // Nothing was left out: the server's clock goes on by one picture each.
    const steps = units.slice(1).map((unit, at) => unit.timestamp90k - (units[at]?.timestamp90k ?? 0));
    expect(Math.max(...steps.map((step) => Math.abs(step - 3600)))).toBeLessThanOrEqual(1);
    expect(rig.client.counters()).toMatchObject({
      losses: 0,
      missing: 0,
      rubbishBytes: 0,
      malformed: 0,
      connections: 1,
    });

    await inFolder(async (folder) => {
      const [mp4, stream] = [join(folder, 'clip.mp4'), join(folder, 'clip.bin')];
      await writeFile(mp4, recorded(units));
      expect(await complaints(mp4)).toBe('');
      const name = codec === 'h264' ? 'h264' : 'hevc';
      const probed = await probe(mp4);
      expect(probed).toMatchObject({ codec: name, width: 640, height: 360, frames: 50 });
      expect(probed.seconds).toBeCloseTo(2, 2);
      // What goes to a live decoder is as good.
      await writeFile(stream, Buffer.concat(units.map(annexB)));
      expect(await complaints(stream)).toBe('');
    });
  });

  it('signs in by digest', async () => {
    const one = await server({ codec, auth: ACCOUNT });
    const rig = rtspRig({ address: one.address(), ...ACCOUNT });
    rig.client.start();
    await until('pictures', () => rig.units.length > 2);
    expect(rig.said()).toEqual(['connecting', 'playing']);
  });
});

it('says that the password is wrong, and does not try it again', async () => {
  const one = await server({ auth: ACCOUNT });
  const rig = rtspRig({ address: one.address(), username: 'admin', password: 'wrong-word', after: faster(20) });
  rig.client.start();
  await until('a refusal', () => rig.said().includes('waiting camera.unauthorised'));
  expect(rig.states.at(-1)).toMatchObject({ retryInMs: 300_000 });
  expect(rig.client.counters()['connections']).toBe(1);
});

it("knows the camera's clock by its reports", async () => {
  const one = await server();
  const rig = rtspRig({ address: one.address() });
  rig.client.start();
  await until("the camera's time", () => rig.units.some(({ senderWallMs }) => senderWallMs !== null));
  const unit = rig.units.find(({ senderWallMs }) => senderWallMs !== null);
  expect(Math.abs((unit?.senderWallMs ?? 0) - (unit?.receivedAt ?? 0))).toBeLessThan(5000);
});

it('stays where the server ends sessions that show no sign of life', async () => {
  const one = await server({ sessionTimeoutS: 2 });
  const rig = rtspRig({ address: one.address() });
  rig.client.start();
  await until('five seconds of pictures', () => rig.units.length >= 125);
  expect(rig.said()).toEqual(['connecting', 'playing']);
  expect(rig.client.counters()['connections']).toBe(1);
});

it('comes back by itself when the camera was off', async () => {
  const one = await server();
  const rig = rtspRig({ address: one.address() });
  rig.client.start();
  await until('pictures', () => rig.units.length > 2);
  await one.stop();
  await until('a refusal', () => rig.said().includes('waiting camera.refused'));
  await one.start();
  const before = rig.units.length;
  await until('pictures again', () => rig.units.length > before + 2);
  expect(rig.units[before]?.key).toBe(true);
  expect(rig.formats.length).toBe(2);
  expect(rig.units[before]?.format).toBe(rig.formats[1]);
});

it('notices a camera that hangs, and sees when it goes on', async () => {
  const one = await server();
  const rig = rtspRig({ address: one.address(), reconnectAfterMs: 60_000 });
  rig.client.start();
  await until('pictures', () => rig.units.length > 2);
  one.frozen = true;
  await until('silence', () => rig.said().includes('silent'));
  const before = rig.units.length;
  one.frozen = false;
  await until('pictures again', () => rig.units.length > before + 2);
  expect(rig.said()).toEqual(['connecting', 'playing', 'silent', 'playing']);
});

it('connects again to a camera that keeps hanging', async () => {
  const one = await server();
  const rig = rtspRig({ address: one.address(), silentAfterMs: 300, reconnectAfterMs: 900 });
  rig.client.start();
  await until('pictures', () => rig.units.length > 2);
  one.frozen = true;
  await until('a new attempt', () => rig.said().includes('waiting camera.video-silent'));
  one.frozen = false;
  const before = rig.units.length;
  await until('pictures again', () => rig.units.length > before + 2);
});

it.each([
  ['a line that dies without a word', { blackhole: true }, 'waiting camera.video-silent'],
  ['a line that breaks in the middle of a packet', { cut: { direction: 'down', afterBytes: 1 } }, 'waiting camera.disconnected'],
] as const)('%s', async (_name, chaos, expected) => {
  const one = await server();
  const proxy = await proxyTo(one.port);
  const rig = rtspRig({ address: `rtsp://127.0.0.1:${proxy.port}/stream`, silentAfterMs: 300, reconnectAfterMs: 1000 });
  rig.client.start();
  await until('pictures', () => rig.units.length > 2);
  proxy.set(chaos);
  await until(expected, () => rig.said().includes(expected));
  proxy.set({});
  if ('blackhole' in chaos) proxy.dropAll();
  const before = rig.units.length;
  await until('pictures again', () => rig.units.length > before + 2);
  expect(rig.units[before]?.key).toBe(true);
}); // prettier-ignore

it('bears a line that changes bytes', async () => {
  const one = await server();
  const proxy = await proxyTo(one.port);
  const rig = rtspRig({ address: `rtsp://127.0.0.1:${proxy.port}/stream` });
  rig.client.start();
  await until('pictures', () => rig.units.length > 2);
  proxy.set({ garble: { direction: 'down', everyBytes: 997 } });
  const bytes = (): number => rig.client.counters()['bytes'] ?? 0;
  const start = bytes();
  await until('a lot of it', () => bytes() > start + 150_000);
  proxy.set({});
  const before = rig.units.length;
  await until('pictures again', () => rig.units.length > before + 30);
});

it('serves four cameras at once, each at another picture', async () => {
  const one = await server({ paths: ['/front', '/rear', '/in', '/out'] });
  const rigs = one.options.paths.map((path) => rtspRig({ address: one.address(path) }));
  for (const { client } of rigs) client.start();
  await until('pictures of all', () => rigs.every(({ units }) => units.length > 25));
  const firsts = rigs.map(({ units }) => Buffer.from(units[0]?.nals.at(-1) ?? []).toString('base64'));
  expect(new Set(firsts).size).toBe(4);
});
