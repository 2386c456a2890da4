/** Cameras' video through the real thread, from GStreamer's RTSP server. */
import { describe, expect, test } from 'vitest';
import { CameraError } from '../../../native/camera/camera-error.ts';
import { until } from '../camera/rtsp-rig.ts';
import { ACCOUNT, feedsRig, rtspServer, streamAt } from './feeds-rig.ts';

const isAnnexB = (data: ArrayBuffer): boolean => Buffer.from(data, 0, 4).equals(Buffer.from([0, 0, 0, 1]));

describe('a stream', () => {
  test('state at once, then the format, then units from a key picture on; over with unsubscribing', async () => {
    const server = await rtspServer();
    const rig = feedsRig({ configured: { address: server.address() } });
    const told = rig.listen();
    expect(told.states).toEqual([{ kind: 'connecting' }]);
    await until('a second of pictures', () => told.units.length >= 25);
    expect(told.states).toEqual([{ kind: 'connecting' }, { kind: 'playing' }]);
    expect(told.formats).toEqual([
      {
        codec: 'h264',
        codecString: expect.stringMatching(/^avc1\./) as string,
        width: 640,
        height: 360,
        frameRate: 25,
      },
    ]);
    expect(told.units[0]?.key).toBe(true);
    expect(told.units.every(({ data }) => isAnnexB(data))).toBe(true);
    const steps = told.units.slice(1).map(({ timestampUs }, at) => timestampUs - (told.units[at]?.timestampUs ?? 0));
    expect(Math.max(...steps.map((step) => Math.abs(step - 40_000)))).toBeLessThan(20);

    told.unsubscribe();
    const after = told.units.length;
    const second = rig.listen();
    await until('the other one still gets some', () => second.units.length >= 10);
    expect(told.units).toHaveLength(after);
  });

  test('who comes later begins at once, with the newest key picture, and on the same connection', async () => {
    const server = await rtspServer({ gop: 100 });
    const rig = feedsRig({ configured: { address: server.address() } });
    const first = rig.listen();
    await until('a second and a half of pictures', () => first.units.length >= 38);
    const before = first.units.length;
    const second = rig.listen();
    expect(second.states).toEqual([{ kind: 'playing' }]);
    await until('what is in memory', () => second.units.length >= before);
    expect(second.units[0]).toMatchObject({ key: true, timestampUs: first.units[0]?.timestampUs });
    // A connection of its own would have waited for the next key picture, four seconds away.
    expect(first.units.length).toBeLessThan(before + 25);
    expect(second.formats).toHaveLength(1);
  });

  test('what nobody wants is not played: kept going, its memory is there for who comes', async () => {
    const server = await rtspServer();
    const rig = feedsRig({ configured: { address: server.address() }, preRollMs: 15_000 });
    const letGo = rig.feeds.keep('cam', 'main');
    await until('it plays', () => rig.feeds.state('cam', 'main')?.state.kind === 'playing');
    const told = rig.listen();
    await until('pictures', () => told.units.length > 0);
    letGo();
    letGo();
    await until('more pictures', () => told.units.length > 50);
    expect(told.formats).toHaveLength(1);
  });

  test('H.265, and the smaller stream beside it', async () => {
    const large = await rtspServer({ codec: 'h265' });
    const small = await rtspServer({ width: 320, height: 180 });
    const rig = feedsRig({
      streams: () => Promise.resolve([streamAt(large.address(), 'h265'), streamAt(small.address())]),
    });
    const [main, sub] = [rig.listen('cam', 'main'), rig.listen('cam', 'sub')];
    await until('pictures of both', () => main.units.length > 0 && sub.units.length > 0);
    expect(main.formats[0]).toMatchObject({ codec: 'h265', width: 640 });
    expect(sub.formats[0]).toMatchObject({ codec: 'h264', width: 320 });
  });

  test('no such camera, no such stream', async () => {
    const server = await rtspServer();
    const rig = feedsRig({ configured: { address: server.address() } });
    expect(rig.listen('nobody').states).toEqual([{ kind: 'no-such-stream' }]);
    const sub = rig.listen('cam', 'sub');
    await until('it says so', () => sub.states.at(-1)?.kind === 'no-such-stream');
    expect(sub.units).toEqual([]);
  });
});

describe('trouble', () => {
  test('a wrong password is named, and stands in no line of the log', async () => {
    const server = await rtspServer();
    const rig = feedsRig({ configured: { address: server.address() }, password: 'geheim-77' });
    const told = rig.listen();
    await until('it waits', () => told.states.at(-1)?.kind === 'waiting');
    expect(told.states.at(-1)).toMatchObject({ code: 'camera.unauthorised', retryInMs: 300_000 });
    expect(rig.log).toHaveLength(1);
    expect(rig.log.join()).not.toMatch(/geheim-77|Pa55-word/);
  });

  test('the plug pulled and put back: said, and back by itself with a new format', async () => {
    const server = await rtspServer();
    const rig = feedsRig({ configured: { address: server.address() } });
    const told = rig.listen();
    await until('pictures', () => told.units.length > 10);
    await server.stop();
    await until('it waits', () => told.states.at(-1)?.kind === 'waiting');
    await server.start();
    await until('a new format', () => told.formats.length === 2);
    const begun = told.units.length;
    await until('pictures again', () => told.units.length > begun);
    expect(told.states.map(({ kind }) => kind).filter((kind) => kind === 'playing')).toHaveLength(2);
  });

  test('a frozen stream is silent within two seconds', async () => {
    const server = await rtspServer();
    const rig = feedsRig({ configured: { address: server.address() } });
    const told = rig.listen();
    await until('pictures', () => told.units.length > 10);
    server.frozen = true;
    await until('silence is said', () => told.states.at(-1)?.kind === 'silent');
    server.frozen = false;
    await until('it plays again', () => told.states.at(-1)?.kind === 'playing');
  });

  test('a camera that says where its streams are only later, and then moves', async () => {
    const server = await rtspServer();
    let asked = 0;
    let port = 0;
    const rig = feedsRig({
      streams: () => {
        asked += 1;
        if (asked === 1) return Promise.reject(new CameraError('camera.timeout', 'still starting'));
        return Promise.resolve([streamAt(port === 0 ? `rtsp://127.0.0.1:1/stream` : server.address())]);
      },
    });
    const told = rig.listen();
    await until('it says why', () => told.states.at(-1)?.kind === 'waiting');
    expect(told.states.at(-1)).toMatchObject({ code: 'camera.timeout' });
    await until('the wrong place was tried', () => asked === 2 && told.states.at(-1)?.kind === 'waiting');
    expect(told.states.at(-1)).toMatchObject({ code: 'camera.refused' });
    port = server.port;
    await until('it was asked again, and plays', () => told.units.length > 0);
    expect(asked).toBe(3);
  });

  test('the thread dies: counted, said, and every stream comes back to its listeners', async () => {
    const server = await rtspServer({ paths: ['/front', '/rear'] });
    const rig = feedsRig(
      { id: 'front', configured: { address: server.address('/front') } },
      { id: 'rear', configured: { address: server.address('/rear') } },
    );
    const both = [rig.listen('front'), rig.listen('rear')];
    await until('pictures', () => both.every(({ units }) => units.length > 0));
    // No address at all: what must never come there ends it as any defect does.
    rig.thread.post({ type: 'play', stream: 'front main', address: 'no address', ...ACCOUNT, certificate: null });
    await until('it is said', () => both.every(({ states }) => states.at(-1)?.kind === 'waiting'));
    expect(both[1]?.states.at(-1)).toEqual({ kind: 'waiting', code: 'video.restarting', retryInMs: 1000 });
    expect(rig.thread.endings).toBe(1);
    const before = both.map(({ units }) => units.length);
    await until('pictures again', () => both.every(({ units }, at) => units.length > (before[at] ?? 0) + 25));
    expect(both.map(({ formats }) => formats.length)).toEqual([2, 2]);
    expect(rig.thread.endings).toBe(1);
  });
});
