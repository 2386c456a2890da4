/** The server's half of digest, answered by the client's half; what must not pass twice, late, elsewhere or in the old form. */
import { describe, expect, test } from 'vitest';
import { digestAuthorization, parseChallenges, type DigestAlgorithm } from '../../../../../native/camera/digest.ts';
import { DigestCheck } from '../../../../../native/camera/push/digest-check.ts';
import { FakeTime } from '../../fake-time.ts';

function rig(algorithms: readonly DigestAlgorithm[] = ['sha-256', 'md5']) {
  const time = new FakeTime();
  let nth = 0;
  const check = new DigestCheck({
    user: 'camera',
    password: 'Plate.2026',
    algorithms,
    clock: time.clock,
    newNonce: () => `nonce-${++nth}`,
  });
  const challenges = check.challenges(false);
  const answer = (more: object = {}, offered: readonly string[] = challenges): string => {
    const challenge = parseChallenges(offered).digest;
    if (challenge === null) throw new Error('no challenge');
    const base = { challenge, username: 'camera', password: 'Plate.2026', method: 'POST', uri: '/push?x=1' };
    return digestAuthorization({ ...base, nonceCount: 1, cnonce: 'abc', ...more });
  };
  const verdict = (authorization: string, more: object = {}) =>
    check.check({ method: 'POST', url: '/push?x=1', authorization, ...more });
  return { answer, challenges, check, time, verdict };
}

describe('a camera that knows the password', () => {
  test.each([['sha-256'], ['md5']] as const)('%s', (algorithm) => {
    const { answer, verdict } = rig([algorithm]);
    expect(verdict(answer())).toBe('right');
    expect(verdict(answer({ nonceCount: 2 }))).toBe('right');
  });

  test('both are offered, the stronger first, each with its own name', () => {
    const { challenges } = rig();
    expect(challenges.map((one) => /algorithm=([^,]+)/.exec(one)?.[1])).toEqual(['SHA-256', 'MD5']);
    expect(challenges.every((one) => one.includes('qop="auth"'))).toBe(true);
  });

  test('what was heard on the wire is stale the second time, and an older count with it', () => {
    const { answer, verdict } = rig();
    expect(verdict(answer({ nonceCount: 3 }))).toBe('right');
    expect(verdict(answer({ nonceCount: 3 }))).toBe('stale');
    expect(verdict(answer({ nonceCount: 2 }))).toBe('stale');
  });

  test('a nonce is good for a minute, and only ours', () => {
    const { answer, time, verdict } = rig();
    time.advance(59_999);
    expect(verdict(answer())).toBe('right');
    time.advance(1);
    expect(verdict(answer({ nonceCount: 2 }))).toBe('stale');
    const foreign = ['Digest realm="weighbridge", qop="auth", algorithm=MD5, nonce="theirs"'];
    expect(verdict(answer({}, foreign))).toBe('stale');
  });

  test('the oldest nonce goes when too many were asked for', () => {
    const { answer, check, verdict } = rig();
    for (let asked = 0; asked < 64; asked += 1) check.challenges(false);
    expect(verdict(answer())).toBe('stale');
  });
});

describe('who is turned away', () => {
  const { answer, verdict } = rig();
  test.each([
    ['nothing', ''],
    ['another scheme', 'Basic Y2FtZXJhOlBsYXRlLjIwMjY='],
    ['a wrong password', answer({ password: 'plate.2026' })],
    ['another user', answer({ username: 'admin' })],
    ['another address than it asks for', answer({ uri: '/push?x=2' })],
    ['another method', answer({ method: 'GET' })],
    ['an empty cnonce', answer({ cnonce: '' })],
    ['two credentials', `${answer()}, Basic abc`],
    ['a count that is no number', answer().replace('nc=00000001', 'nc=0000000g')],
    ['the old form without qop', answer({}, ['Digest realm="weighbridge", algorithm=MD5, nonce="nonce-1"'])],
    ['another realm', answer({}, ['Digest realm="", qop="auth", algorithm=MD5, nonce="nonce-1"'])],
    ['rubbish', 'Digest ===,,"'],
  ])('%s', (_what, authorization) => {
    expect(verdict(authorization)).toBe('wrong');
  });

  test('an algorithm that is not offered', () => {
    const strong = rig(['sha-256']);
    expect(strong.verdict(answer({}, ['Digest realm="weighbridge", qop="auth", algorithm=MD5, nonce="nonce-1"']))).toBe(
      'wrong',
    );
  });
});
