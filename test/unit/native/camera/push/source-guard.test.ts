/** Who may post, and how often: each refusal for what it is for, before a byte of the body is taken. */
import { describe, expect, test } from 'vitest';
import { digestAuthorization, parseChallenges } from '../../../../../native/camera/digest.ts';
import { SourceGuard, type Head, type PushAuth } from '../../../../../native/camera/push/source-guard.ts';
import { FakeTime } from '../../fake-time.ts';

const SECRET = '正确的密码-2026';
const BY_QUERY: PushAuth = { kind: 'secret', query: 'key', secret: SECRET };
const BY_HEADER: PushAuth = { kind: 'secret', header: 'X-Push-Key', secret: 'header-secret' };
const URL = `/push?a=1&key=${encodeURIComponent(SECRET)}`;

function rig(auth: PushAuth = BY_QUERY) {
  const time = new FakeTime();
  const guard = new SourceGuard('192.168.1.31', auth, time.clock);
  const head = (more: Partial<Head> = {}): Head => ({
    method: 'POST',
    url: URL,
    headers: { 'content-type': 'application/json' },
    ...more,
  });
  return { guard, head, time, status: (more: Partial<Head> = {}) => guard.judge(head(more))?.status ?? 200 };
}

describe('a shared secret', () => {
  test.each([
    ['right', URL, 200],
    ['wrong', '/push?key=falsch', 401],
    ['a part of it', `/push?key=${encodeURIComponent(SECRET.slice(0, -1))}`, 401],
    ['nothing', '/push', 401],
    ['under another name', `/push?KEY=${encodeURIComponent(SECRET)}`, 401],
    ['an address that is none', '/push?key=%E6%AD', 401],
  ])('in the query: %s', (_what, url, status) => {
    expect(rig().status({ url })).toBe(status);
  });

  test('in a header, whatever the case of its name', () => {
    const { status } = rig(BY_HEADER);
    expect(status({ url: '/', headers: { 'x-push-key': 'header-secret' } })).toBe(200);
    expect(status({ url: '/', headers: { 'x-push-key': 'other' } })).toBe(401);
    expect(status({ url: '/?X-Push-Key=header-secret', headers: {} })).toBe(401);
  });
});

test('a digest asks again, and says when only the nonce was old', () => {
  const account = { username: 'camera', password: 'Plate.2026' };
  const { guard, head, time } = rig({
    kind: 'digest',
    user: 'camera',
    password: account.password,
    algorithms: ['md5'],
  });
  const refused = guard.judge(head());
  if (refused?.status !== 401) throw new Error('a head without a digest was let in');
  expect(refused.challenges).toEqual([expect.stringMatching(/algorithm=MD5(?!.*stale)/)]);
  const challenge = parseChallenges(refused.challenges).digest;
  if (challenge === null) throw new Error('no challenge');
  const signed = (nonceCount: number, password = account.password) => {
    const how = { challenge, ...account, password, method: 'POST', uri: URL, nonceCount, cnonce: 'abc' };
    return head({ headers: { 'content-type': 'application/json', authorization: digestAuthorization(how) } });
  };
  expect(guard.judge(signed(1))).toBeNull();
  // The right password with a nonce that is no longer good: it may sign anew by itself.
  time.advance(61_000);
  expect(guard.judge(signed(2))).toMatchObject({ status: 401, challenges: [expect.stringContaining('stale=true')] });
  expect(guard.judge(signed(3, 'wrong'))).toMatchObject({
    challenges: [expect.not.stringContaining('stale=true') as unknown],
  });
});

describe('what is posted', () => {
  test.each([
    ['JSON', { 'content-type': 'application/json; charset=utf-8' }, 200],
    ['JSON by its old name', { 'content-type': 'Text/JSON' }, 200],
    ['no type at all', {}, 200],
    ['what curl calls everything', { 'content-type': 'application/x-www-form-urlencoded' }, 200],
    ['a form with files', { 'content-type': 'multipart/form-data; boundary=x' }, 415],
    ['XML', { 'content-type': 'application/xml' }, 415],
    ['packed', { 'content-type': 'application/json', 'content-encoding': 'gzip' }, 415],
    ['4 MB', { 'content-length': String(4 * 1024 * 1024) }, 200],
    ['one byte more', { 'content-length': String(4 * 1024 * 1024 + 1) }, 413],
  ])('%s', (_what, headers, status) => {
    expect(rig().status({ headers })).toBe(status);
  });

  test('only POST, and only from who knows the secret', () => {
    const { status } = rig();
    expect(status({ method: 'GET' })).toBe(405);
    expect(status({ method: 'GET', url: '/' })).toBe(401);
  });
});

describe('how often', () => {
  test('five a second, and the next second five again', () => {
    const { status, time } = rig();
    for (let nth = 0; nth < 5; nth += 1) expect(status()).toBe(200);
    expect(status()).toBe(429);
    time.advance(999);
    expect(status()).toBe(429);
    time.advance(1);
    expect(status()).toBe(200);
  });

  test('ten tries a second, right or wrong: then even the right secret waits', () => {
    const { status, time } = rig();
    for (let nth = 0; nth < 10; nth += 1) expect(status({ url: '/push?key=guess' })).toBe(401);
    expect(status()).toBe(429);
    time.advance(1000);
    expect(status()).toBe(200);
  });
});
