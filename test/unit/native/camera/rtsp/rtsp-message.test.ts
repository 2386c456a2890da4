/** Heads, fields and addresses as cameras write them. */
import { describe, expect, it } from 'vitest';
import { CameraError } from '../../../../../native/camera/camera-error.ts';
import { ownStreamAddress } from '../../../../../native/camera/host-policy.ts';
import { controlUrl } from '../../../../../native/camera/rtsp/control-url.ts';
import { RtspAuth } from '../../../../../native/camera/rtsp/rtsp-auth.ts';
import {
  bodyLength,
  header,
  readHead,
  readSession,
  readTransport,
  writeRequest,
} from '../../../../../native/camera/rtsp/rtsp-message.ts';

describe('readHead', () => {
  it('an answer, names in any case, a field twice, a line that goes on', () => {
    const head = readHead(
      'RTSP/1.0 401 Unauthorized\r\nCSEQ: 2\r\nWWW-Authenticate: Digest realm="a",\r\n  nonce="b"\r\nwww-authenticate: Basic realm="a"',
    );
    expect(head).toMatchObject({ kind: 'response', status: 401, reason: 'Unauthorized' });
    expect(head?.headers.get('www-authenticate')).toEqual(['Digest realm="a", nonce="b"', 'Basic realm="a"']);
    expect(header(head?.headers ?? new Map(), 'cseq')).toBe('2');
  });

  it.each([
    ['no reason', 'RTSP/1.0 200', 200],
    ['two blanks', 'RTSP/1.0  454  Session Not Found', 454],
    ['a line without colon', 'RTSP/1.0 200 OK\r\nnonsense', 200],
  ])('%s', (_name, text, status) => {
    expect(readHead(text)).toMatchObject({ kind: 'response', status });
  });

  it('a request', () => {
    expect(readHead('GET_PARAMETER rtsp://x/ RTSP/1.0\r\nCSeq: 1')).toMatchObject({
      kind: 'request',
      method: 'GET_PARAMETER',
    });
  });

  it.each(['', 'RTSP/1.0', 'RTSP/1.0 OK 200', 'HTTP/1.1 200 OK', 'OPTIONS', 'OPTIONS * HTTP/1.1'])(
    'no head: %s',
    (text) => {
      expect(readHead(text)).toBeNull();
    },
  );

  it.each([
    ['12', 12],
    ['0', 0],
    ['', null],
    ['-3', null],
    ['1e3', null],
    ['99999999999', null],
  ])('length %s', (value, expected) => {
    expect(bodyLength(new Map([['content-length', [value]]]))).toBe(expected);
  });
});

it('a request of ours holds no line break but its own', () => {
  const request = writeRequest('SETUP', 'rtsp://x/a', [['CSeq', '1'], ['X', 'a\r\nInjected: b']]); // prettier-ignore
  expect(request).toBe('SETUP rtsp://x/a RTSP/1.0\r\nCSeq: 1\r\nX: a  Injected: b\r\n\r\n');
});

it.each([
  ['12345678', { id: '12345678', timeoutS: 60 }],
  ['ab-_$.+;timeout=30', { id: 'ab-_$.+', timeoutS: 30 }],
  ['a; Timeout = 5 ; x', { id: 'a', timeoutS: 5 }],
  ['a;timeout=0', { id: 'a', timeoutS: 60 }],
  ['a b', null],
  ['', null],
  [null, null],
])('session %s', (value, expected) => {
  expect(readSession(value)).toEqual(expected);
});

it.each([
  ['RTP/AVP/TCP;unicast;interleaved=0-1', { rtp: 0, rtcp: 1 }],
  ['RTP/AVP/TCP;unicast;interleaved=4-5;ssrc=12AB;mode="PLAY"', { rtp: 4, rtcp: 5 }],
  ['RTP/AVP/TCP;interleaved=2', { rtp: 2, rtcp: null }],
  ['rtp/avp/tcp;unicast', { rtp: 0, rtcp: 1 }],
  [null, { rtp: 0, rtcp: 1 }],
  ['RTP/AVP;unicast;client_port=5000-5001', null],
  ['RTP/AVP/TCP;interleaved=900-901', null],
])('transport %s', (value, expected) => {
  expect(readTransport(value, { rtp: 0, rtcp: 1 })).toEqual(expected);
});

it.each([
  [null, 'rtsp://h/a', 'rtsp://h/a'],
  ['*', 'rtsp://h/a/', 'rtsp://h/a/'],
  ['trackID=1', 'rtsp://h/Streaming/Channels/101', 'rtsp://h/Streaming/Channels/101/trackID=1'],
  ['trackID=1', 'rtsp://h/Streaming/Channels/101/', 'rtsp://h/Streaming/Channels/101/trackID=1'],
  [
    'trackID=0',
    'rtsp://h/cam/realmonitor?channel=1&subtype=0',
    'rtsp://h/cam/realmonitor?channel=1&subtype=0/trackID=0',
  ],
  ['/stream=0', 'rtsp://h/a', 'rtsp://h/a/stream=0'],
  ['rtsp://h:554/x/trackID=2', 'rtsp://h/a', 'rtsp://h:554/x/trackID=2'],
  ['RTSPS://h/x', 'rtsp://h/a', 'RTSPS://h/x'],
])('control %s at %s', (control, base, expected) => {
  expect(controlUrl(control, base)).toBe(expected);
});

describe('ownStreamAddress', () => {
  const configured = new URL('rtsp://10.0.0.8/live');

  it.each([
    ['rtsp://10.0.0.8:8554/live/trackID=1', 'rtsp://10.0.0.8:8554/live/trackID=1'],
    ['  rtsps://10.0.0.8/x?a=1&b=2/track ', 'rtsps://10.0.0.8/x?a=1&b=2/track'],
    ['rtsp://admin:secret@10.0.0.8/live', 'rtsp://10.0.0.8/live'],
  ])('takes %s', (handedOut, expected) => {
    expect(ownStreamAddress(handedOut, configured)).toBe(expected);
  });

  it.each([
    ['rtsp://10.0.0.9/live', 'camera.foreign-host'],
    ['rtsp://admin:secret@10.0.0.9/live', 'camera.foreign-host'],
    ['rtsp://10.0.0.8@evil.example/', 'camera.foreign-host'],
    ['http://10.0.0.8/live', 'camera.no-video'],
    ['rtsp://', 'camera.no-video'],
    ['rtsp://10.0.0.8/a b', 'camera.no-video'],
    ['rtsp://10.0.0.8/a\r\nTEARDOWN', 'camera.no-video'],
    ['trackID=1', 'camera.no-video'],
    ['', 'camera.no-video'],
  ])('refuses %s', (handedOut, code) => {
    const refusal = thrown(() => ownStreamAddress(handedOut, configured));
    expect(refusal).toMatchObject({ code });
    expect(refusal.detail).not.toContain('secret');
  });
});

describe('RtspAuth', () => {
  const DIGEST = 'Digest realm="cam", nonce="n1"';
  const BASIC = 'Basic realm="cam"';
  const auth = (overTls = false, username: string | null = 'admin'): RtspAuth =>
    new RtspAuth({ username, password: 'pässword', overTls, cnonce: () => 'c0ffee' });

  it('is silent before it is asked', () => {
    expect(auth().authorization('OPTIONS', 'rtsp://h/a')).toBeNull();
  });

  it('counts the uses of a nonce and names the address of the request', () => {
    const one = auth(true);
    one.challenged(['Digest realm="cam", nonce="n1", qop="auth", algorithm=SHA-256', BASIC], false);
    expect(one.authorization('DESCRIBE', 'rtsp://h/a')).toMatch(/^Digest .*uri="rtsp:\/\/h\/a".*nc=00000001/);
    expect(one.authorization('SETUP', 'rtsp://h/a/track')).toMatch(/uri="rtsp:\/\/h\/a\/track".*nc=00000002/);
  });

  it('sends Basic over TLS only, and only where nothing else is offered', () => {
    const one = auth(true);
    one.challenged([BASIC], false);
    expect(one.authorization('DESCRIBE', 'rtsps://h/a')).toBe(
      `Basic ${Buffer.from('admin:pässword').toString('base64')}`,
    );
    expect(thrown(() => auth(false).challenged([BASIC], false)).detail).toBe(
      'offers only Basic over plain RTSP: not sent',
    );
  });

  it.each([
    ['no user name', () => auth(false, null).challenged([DIGEST], false), 'asks for a password, none is configured'],
    ['refused after an answer', () => auth().challenged([DIGEST], true), 'user name or password refused'],
    ['an unknown kind', () => auth().challenged(['Negotiate'], false), 'asks for a kind of sign-in that is not known'],
    ['no challenge', () => auth().challenged([], false), 'asks for a kind of sign-in that is not known'],
  ])('gives up: %s', (_name, run, detail) => {
    expect(thrown(run)).toMatchObject({ code: 'camera.unauthorised', detail });
  });

  it('goes on where only the nonce is old', () => {
    const one = auth();
    one.challenged([DIGEST], false);
    one.challenged(['Digest realm="cam", nonce="n2", stale=true'], true);
    expect(one.authorization('OPTIONS', 'rtsp://h/a')).toContain('nonce="n2"');
  });
});

function thrown(run: () => unknown): CameraError {
  try {
    run();
  } catch (error) {
    if (error instanceof CameraError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
