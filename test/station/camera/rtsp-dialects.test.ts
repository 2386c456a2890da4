/** The RTSP client against a camera that does everything GStreamer's server never does. */
import { describe, expect, it } from 'vitest';
import { readPin } from '../../../native/camera/certificate-pin.ts';
import { RtspClient } from '../../../native/camera/rtsp/rtsp-client.ts';
import type { DigestAlgorithm } from '../../sim/onvif-camera/http-auth.ts';
import { OddCamera, type OddCameraOptions } from '../../sim/rtsp-server/odd-camera.ts';
import { afterThisTest, CLOCK } from './rig.ts';
import { faster, rtspRig, until, type RtspRig } from './rtsp-rig.ts';
import { selfSigned } from './self-signed.ts';

const SIGNED = { username: 'admin', password: 'Pa55-word' };

async function odd(options: OddCameraOptions = {}): Promise<OddCamera> {
  const camera = new OddCamera(options);
  await camera.start();
  afterThisTest(() => camera.stop());
  return camera;
}

/** The first thing that went wrong. */
async function firstError(rig: RtspRig): Promise<{ code: string; detail: string; retryInMs: number }> {
  rig.client.start();
  await until('an error', () => rig.states.some(({ kind }) => kind === 'waiting'));
  const state = rig.states.find(({ kind }) => kind === 'waiting');
  if (state?.kind !== 'waiting') throw new Error('no error');
  return { code: state.error.code, detail: state.error.detail, retryInMs: state.retryInMs };
}

describe('the conversation', () => {
  it('asks in order, plays the session, and takes leave', async () => {
    const camera = await odd();
    const rig = rtspRig({ address: camera.address });
    rig.client.start();
    await until('a picture', () => rig.units.length > 0);
    await rig.client.stop();
    await until('a goodbye', () => camera.methods().includes('TEARDOWN'));
    expect(camera.methods()).toEqual(['OPTIONS', 'DESCRIBE', 'SETUP', 'PLAY', 'TEARDOWN']);
    const [, , setup, play, teardown] = camera.requests;
    expect(setup?.uri).toBe(`${camera.address}/track1`);
    expect(setup?.headers['transport']).toBe('RTP/AVP/TCP;unicast;interleaved=0-1');
    expect(play).toMatchObject({ uri: camera.address, headers: { session: '4711' } });
    expect(teardown?.headers['session']).toBe('4711');
    expect(camera.requests.map(({ headers }) => headers['cseq'])).toEqual(['1', '2', '3', '4', '5']);
    expect(rig.said()).toEqual(['connecting', 'playing', 'stopped']);
    expect(rig.formats[0]).toMatchObject({ codec: 'h264', width: 1920, height: 1080, codecString: 'avc1.42C028' });
  });

  it.each([
    ['whole addresses', (host: string) => ({ contentBase: `rtsp://${host}:554/live/`, session: `rtsp://${host}:554/live/`, track: `rtsp://${host}:554/live/trackID=1` }), '/live/', '/live/trackID=1'],
    ['a star and a base', (host: string) => ({ contentBase: `rtsp://${host}/base/`, session: '*', track: 'trackID=1' }), '/base/', '/base/trackID=1'],
  ])('controls: %s', async (_name, names, session, track) => {
    const camera = await odd();
    const given = names('127.0.0.1');
    camera.contentBase = given.contentBase;
    camera.sdp = ['v=0', `a=control:${given.session}`, 'm=audio 0 RTP/AVP 8', 'a=control:sound', 'm=video 0 RTP/AVP 96', 'a=rtpmap:96 H264/90000', `a=control:${given.track}`, ''].join('\r\n');
    const rig = rtspRig({ address: camera.address });
    rig.client.start();
    await until('a picture', () => rig.units.length > 0);
    const uris = Object.fromEntries(camera.requests.map(({ method, uri }) => [method, uri]));
    expect(uris['SETUP']?.endsWith(track)).toBe(true);
    expect(uris['PLAY']?.endsWith(session)).toBe(true);
    expect(camera.methods().filter((method) => method === 'SETUP')).toHaveLength(1);
  }); // prettier-ignore

  it('takes the channels that the camera chooses', async () => {
    const camera = await odd();
    camera.transport = 'RTP/AVP/TCP;unicast;interleaved=4-5';
    camera.onPlay = (socket) => {
      camera.sendPicture(socket, true, 0); // nobody agreed on that
      camera.sendPicture(socket, true, 4);
    };
    const rig = rtspRig({ address: camera.address });
    rig.client.start();
    await until('a picture and a report', () => rig.units.length > 0 && camera.packets.length > 0);
    expect(rig.units[0]?.timestamp90k).toBe(3600);
    expect(camera.packets[0]?.channel).toBe(5);
    // A receiver report with one block, then the name.
    expect(camera.packets[0]?.bytes.subarray(0, 2).toString('hex')).toMatch(/^8[01]c9$/);
  });

  it('answers what a camera asks, and does not follow it', async () => {
    const camera = await odd();
    camera.onPlay = (socket) => {
      socket.write('OPTIONS * RTSP/1.0\r\nCSeq: 7\r\n\r\n');
      socket.write('REDIRECT * RTSP/1.0\r\nCSeq: 8\r\nLocation: rtsp://198.51.100.7/\r\n\r\n');
      camera.sendPicture(socket, true);
    };
    const rig = rtspRig({ address: camera.address });
    rig.client.start();
    await until('two answers', () => camera.responses.length === 2 && rig.units.length > 0);
    expect(camera.responses).toEqual(['RTSP/1.0 200 OK', 'RTSP/1.0 501 Not Implemented']);
    expect(camera.connections).toBe(1);
  });

  it('keeps a session alive by what the camera offers', async () => {
    const camera = await odd();
    camera.session = '4711;timeout=1';
    const rig = rtspRig({ address: camera.address, reconnectAfterMs: 60_000 });
    rig.client.start();
    await until(
      'three signs of life',
      () => camera.methods().filter((method) => method === 'GET_PARAMETER').length >= 3,
    );
    expect(camera.requests.at(-1)).toMatchObject({ method: 'GET_PARAMETER', headers: { session: '4711' } });
    expect(camera.connections).toBe(1);
  });

  it.each([
    ['does not offer GET_PARAMETER', { publicMethods: 'DESCRIBE, SETUP, PLAY' }, false],
    ['offers it and does not know it', { answers: { GET_PARAMETER: { status: '501 Not Implemented' } } }, true],
  ])('keeps a session alive by OPTIONS where the camera %s', async (_name, change, triedFirst) => {
    const camera = await odd();
    Object.assign(camera, { session: '4711;timeout=1', ...change });
    const rig = rtspRig({ address: camera.address, reconnectAfterMs: 60_000 });
    rig.client.start();
    await until('signs of life', () => camera.methods().filter((method) => method === 'OPTIONS').length >= 3);
    expect(camera.methods().includes('GET_PARAMETER')).toBe(triedFirst);
    expect(camera.connections).toBe(1);
  });

  it('connects again when the camera has forgotten the session', async () => {
    const camera = await odd();
    camera.session = '4711;timeout=1';
    camera.publicMethods = 'PLAY';
    const rig = rtspRig({ address: camera.address, reconnectAfterMs: 60_000 });
    rig.client.start();
    await until('a picture', () => rig.units.length > 0);
    camera.answers = { OPTIONS: { status: '454 Session Not Found' } };
    await until('an error', () => rig.said().includes('waiting camera.http-status'));
    camera.answers = {};
    await until('another picture', () => rig.units.length > 1);
    expect(rig.formats[1]).not.toBe(rig.formats[0]);
  });
});

describe('sign-in', () => {
  const algorithms = (...names: DigestAlgorithm[]): readonly DigestAlgorithm[] => names;
  it.each([
    ['MD5', { algorithms: algorithms('MD5') }],
    ['MD5 of RFC 2069', { algorithms: algorithms('MD5'), qop: false }],
    ['MD5-sess', { algorithms: algorithms('MD5-sess') }],
    ['SHA-256', { algorithms: algorithms('SHA-256') }],
    ['both, the weaker first', { algorithms: algorithms('MD5', 'SHA-256') }],
    ['a nonce for two requests', { algorithms: algorithms('SHA-256'), nonceUses: 2 }],
  ])('%s', async (_name, auth) => {
    const camera = await odd({ auth: { scheme: 'digest', ...auth } });
    const rig = rtspRig({ address: camera.address, ...SIGNED });
    rig.client.start();
    await until('a picture', () => rig.units.length > 0);
    expect(rig.said()).toEqual(['connecting', 'playing']);
    expect(JSON.stringify(camera.requests)).not.toContain(SIGNED.password);
  });

  it('a wrong password ends it for five minutes', async () => {
    const camera = await odd({ auth: { scheme: 'digest' } });
    const error = await firstError(rtspRig({ address: camera.address, username: 'admin', password: 'wrong-word' }));
    expect(error).toEqual({ code: 'camera.unauthorised', detail: 'user name or password refused', retryInMs: 300_000 });
    expect(camera.methods()).toEqual(['OPTIONS', 'OPTIONS']);
  });

  it('no password configured', async () => {
    const camera = await odd({ auth: { scheme: 'digest' } });
    const error = await firstError(rtspRig({ address: camera.address, username: '' }));
    expect(error).toMatchObject({ code: 'camera.unauthorised', detail: 'asks for a password, none is configured' });
    expect(camera.methods()).toEqual(['OPTIONS']);
  });

  it('Basic is not answered on a plain line', async () => {
    const camera = await odd({ auth: { scheme: 'basic' } });
    const error = await firstError(rtspRig({ address: camera.address, ...SIGNED }));
    expect(error.code).toBe('camera.unauthorised');
    expect(camera.requests.every(({ headers }) => headers['authorization'] === undefined)).toBe(true);
  });

  it('Basic is answered over TLS', async () => {
    const camera = await odd({ auth: { scheme: 'basic' }, tls: await selfSigned() });
    const rig = rtspRig({ address: camera.address, ...SIGNED });
    rig.client.start();
    await until('a picture', () => rig.units.length > 0);
    expect(camera.requests[0]?.headers['authorization']).toBeUndefined();
  });

  it('a pinned certificate is compared before a word is said', async () => {
    const tls = await selfSigned();
    const camera = await odd({ tls });
    const good = rtspRig({ address: camera.address, certificate: readPin(tls.fingerprint) });
    good.client.start();
    await until('a picture', () => good.units.length > 0);
    const asked = camera.requests.length;
    await good.client.stop();
    const error = await firstError(rtspRig({ address: camera.address, certificate: readPin('ab'.repeat(32)) }));
    expect(error.code).toBe('camera.certificate');
    expect(camera.requests.slice(asked).filter(({ method }) => method !== 'TEARDOWN')).toEqual([]);
  });
});

describe('addresses that lead away', () => {
  it.each([
    ['a redirect', { DESCRIBE: { status: '302 Moved', headers: { Location: 'rtsp://admin:Pa55-word@198.51.100.7/x' } } }, 'camera.http-status', 'RTSP 302 to DESCRIBE to "rtsp://198.51.100.7/x", not followed'],
    ['no such stream', { DESCRIBE: { status: '404 Not Found' } }, 'camera.http-status', 'RTSP 404 to DESCRIBE'],
    ['forbidden', { SETUP: { status: '403 Forbidden' } }, 'camera.unauthorised', 'RTSP 403'],
    ['datagrams only', { SETUP: { status: '461 Unsupported transport' } }, 'camera.no-video', 'the camera does not send over this connection (RTSP 461)'],
    ['datagrams in the answer', { SETUP: { status: '200 OK', headers: { Session: '1', Transport: 'RTP/AVP;unicast;client_port=1-2' } } }, 'camera.no-video', 'the camera does not send over this connection'],
    ['no session', { SETUP: { status: '200 OK' } }, 'camera.http-status', 'the camera names no session'],
  ])('%s', async (_name, answers, code, detail) => {
    const camera = await odd();
    camera.answers = answers;
    const error = await firstError(rtspRig({ address: camera.address }));
    expect(error).toMatchObject({ code, detail });
    expect(camera.connections).toBe(1);
  }); // prettier-ignore

  it.each([
    ['the base', { contentBase: 'rtsp://198.51.100.7/live/' }],
    ['the track', { sdp: 'v=0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:rtsp://198.51.100.7/t\r\n' }],
    ['the session', { sdp: 'v=0\r\na=control:rtsp://198.51.100.7/\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n' }],
  ])('%s on another host', async (_name, change) => {
    const camera = await odd();
    Object.assign(camera, change);
    const error = await firstError(rtspRig({ address: camera.address }));
    expect(error.code).toBe('camera.foreign-host');
    expect(error.detail).toContain('198.51.100.7');
    expect(camera.methods()).toEqual(['OPTIONS', 'DESCRIBE']);
  }); // prettier-ignore

  it('no video', async () => {
    const camera = await odd();
    camera.sdp = 'v=0\r\nm=video 0 RTP/AVP 26\r\nm=audio 0 RTP/AVP 0\r\n';
    const error = await firstError(rtspRig({ address: camera.address }));
    expect(error).toMatchObject({ code: 'camera.no-video', detail: 'no usable video: codec type 26' });
  });

  it('refuses an address that is none of a stream, without its password in the message', () => {
    const events = { onFormat: () => undefined, onAccessUnit: () => undefined, onState: () => undefined };
    const make = (address: string) => () =>
      new RtspClient({ address, username: null, password: '', clock: CLOCK }, events);
    expect(make('http://admin:secret@10.0.0.8/x')).toThrow(/^no address of a video stream: http:\/\/10\.0\.0\.8$/);
    expect(make('rtsp:///x')).toThrow(TypeError);
  });
});

describe('the stream', () => {
  it('goes on behind rubbish, from the next key picture', async () => {
    const camera = await odd();
    camera.onPlay = (socket) => {
      camera.sendPicture(socket, true);
      camera.sendPicture(socket, false);
      socket.write(Buffer.from('ff00ff00240300', 'hex'));
      camera.skip(1); // it was a packet once
      camera.sendPicture(socket, false);
      camera.sendPicture(socket, true);
      camera.sendPicture(socket, false);
    };
    const rig = rtspRig({ address: camera.address });
    rig.client.start();
    await until('four pictures', () => rig.units.length === 4);
    expect(rig.units.map(({ key, timestamp90k }) => [key, timestamp90k / 3600])).toEqual([
      [true, 0],
      [false, 1],
      [true, 3],
      [false, 4],
    ]);
    expect(rig.client.counters()).toMatchObject({ resyncs: 1, rubbishBytes: 7, missing: 1, losses: 1, connections: 1 });
  });

  it('is given up when nothing but rubbish comes', async () => {
    const camera = await odd();
    camera.onPlay = (socket) => socket.write(Buffer.alloc(300 * 1024, 0x55));
    const error = await firstError(rtspRig({ address: camera.address }));
    expect(error).toMatchObject({ code: 'camera.video-garbled', detail: 'no RTSP: nothing but rubbish' });
  });

  it('is asked for again when the camera says goodbye', async () => {
    const camera = await odd();
    camera.onPlay = (socket) => {
      camera.sendPicture(socket, true);
      if (camera.connections === 1) camera.sendPacket(socket, 1, Buffer.from('81cb00010000cafe', 'hex'));
    };
    const rig = rtspRig({ address: camera.address, after: faster(20) });
    rig.client.start();
    await until('two pictures', () => rig.units.length === 2);
    expect(rig.said().slice(0, 5)).toEqual([
      'connecting',
      'playing',
      'waiting camera.disconnected',
      'connecting',
      'playing',
    ]);
  });

  it('is called silent, then asked for again', async () => {
    const camera = await odd();
    const rig = rtspRig({ address: camera.address, silentAfterMs: 200, reconnectAfterMs: 600, after: (ms, run) => faster(ms >= 1000 ? 20 : 1)(ms, run) }); // prettier-ignore
    rig.client.start();
    await until('two pictures', () => rig.units.length === 2);
    expect(rig.said().slice(0, 6)).toEqual(['connecting', 'playing', 'silent', 'waiting camera.video-silent', 'connecting', 'playing']); // prettier-ignore
    // It took leave of the session that it gave up.
    expect(camera.methods().filter((method) => method === 'TEARDOWN')).toHaveLength(1);
  });

  it('is called silent, too, when packets come and no picture', async () => {
    const camera = await odd();
    camera.onPlay = (socket) => {
      camera.sendPicture(socket, true);
      camera.skip(1);
      const timer = setInterval(() => camera.sendPicture(socket, false), 20);
      socket.on('close', () => clearInterval(timer));
    };
    const rig = rtspRig({ address: camera.address, silentAfterMs: 200, reconnectAfterMs: 5000 });
    rig.client.start();
    await until('silence', () => rig.said().includes('silent'));
    expect(rig.said()).toEqual(['connecting', 'playing', 'silent']);
    expect(rig.units).toHaveLength(1);
  });

  it('is given up when no picture ever comes', async () => {
    const camera = await odd();
    camera.onPlay = (socket) => camera.sendPicture(socket, false);
    const error = await firstError(rtspRig({ address: camera.address, after: faster(40) }));
    expect(error).toMatchObject({ code: 'camera.no-video', detail: 'no picture in 20 s' });
  });
});

describe('the line', () => {
  it('a camera that takes the connection and says nothing', async () => {
    const camera = await odd();
    camera.answers = { OPTIONS: null };
    const error = await firstError(rtspRig({ address: camera.address, after: faster(20) }));
    expect(error).toEqual({ code: 'camera.timeout', detail: 'no answer to OPTIONS', retryInMs: 1000 });
  });

  it('pauses of 1, 2, 5, 10 and 10 s between attempts, and 1 s again after a picture', async () => {
    const camera = await odd();
    camera.answers = { OPTIONS: { status: '503 Busy' } };
    const rig = rtspRig({ address: camera.address, after: faster(100) });
    rig.client.start();
    const pauses = (): number[] => rig.states.flatMap((state) => (state.kind === 'waiting' ? [state.retryInMs] : []));
    await until('five failures', () => pauses().length >= 5);
    expect(pauses().slice(0, 5)).toEqual([1000, 2000, 5000, 10_000, 10_000]);
    camera.answers = {};
    const before = pauses().length;
    await until('a picture', () => rig.units.length > 0);
    camera.drop();
    await until('one more failure', () => pauses().length > before);
    expect(pauses()[before]).toBe(1000);
  });

  it('nobody listens', async () => {
    const camera = await odd();
    const { address } = camera;
    await camera.stop();
    const gone = rtspRig({ address });
    const error = await firstError(gone);
    expect(error.code).toBe('camera.refused');
    await gone.client.stop();
    expect(gone.said()).toEqual(['connecting', 'waiting camera.refused', 'stopped']);
    afterThisTest(() => camera.start());
  });

  it('stops in every state, also from within a call-back', async () => {
    const camera = await odd();
    const states: string[] = [];
    const client: RtspClient = new RtspClient(
      { address: camera.address, username: null, password: '', clock: CLOCK },
      {
        onFormat: () => undefined,
        onAccessUnit: () => undefined,
        onState: ({ kind }) => {
          states.push(kind);
          if (kind === 'connecting' && states.length < 3) void client.stop();
        },
      },
    );
    client.start();
    expect(states).toEqual(['connecting', 'stopped']);
    client.start();
    client.start();
    await until('playing', () => states.includes('playing'));
    await client.stop();
    await client.stop();
    expect(states).toEqual(['connecting', 'stopped', 'connecting', 'playing', 'stopped']);
  });
});
