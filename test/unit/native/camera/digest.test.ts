/** Digest answers against the worked examples of the RFCs, and challenges as cameras write them. */
import { describe, expect, it } from 'vitest';
import { digestAuthorization, parseChallenges, type DigestChallenge } from '../../../../native/camera/digest.ts';

/** The one value of a header field, without its quotes. */
function field(header: string, name: string): string | undefined {
  return new RegExp(`(?:^|[ ,])${name}="?([^",]*)"?`).exec(header)?.[1];
}

function challengeOf(...headers: string[]): DigestChallenge {
  const { digest } = parseChallenges(headers);
  if (digest === null) throw new Error('no challenge was read');
  return digest;
}

const RFC2617 =
  'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"';
const RFC7616 = (algorithm: string): string =>
  `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`;
const RFC7616_CNONCE = 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ';

describe('digestAuthorization', () => {
  it.each([
    ['RFC 2617 §3.5', RFC2617, 'Circle Of Life', '0a4f113b', '6629fae49393a05397450978507c4ef1'],
    ['RFC 7616 §3.9.1 MD5', RFC7616('MD5'), 'Circle of Life', RFC7616_CNONCE, '8ca523f5e9506fed4657c9700eebdbec'],
    [
      'RFC 7616 §3.9.1 SHA-256',
      RFC7616('SHA-256'),
      'Circle of Life',
      RFC7616_CNONCE,
      '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1',
    ],
    [
      'RFC 2069 §2.4 as corrected by its erratum 749',
      'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"',
      'CircleOfLife',
      'unused',
      '1949323746fe6a43ef61f9606e7febea',
    ],
  ])('%s', (_name, header, password, cnonce, response) => {
    const answer = digestAuthorization({
      challenge: challengeOf(header),
      username: 'Mufasa',
      password,
      method: 'GET',
      uri: '/dir/index.html',
      nonceCount: 1,
      cnonce,
    });
    expect(field(answer, 'response')).toBe(response);
  });

  const answer = (header: string, nonceCount = 1): string =>
    digestAuthorization({
      challenge: challengeOf(header),
      username: 'a"b\\c',
      password: 'p',
      method: 'GET',
      uri: '/s?x=1',
      nonceCount,
      cnonce: 'cn',
    });

  it('counts in eight hex digits and leaves nc, qop and algorithm unquoted', () => {
    const header = answer(RFC7616('SHA-256'), 300);
    expect(header).toContain('nc=0000012c');
    expect(header).toContain('qop=auth,');
    expect(header).toContain('algorithm=SHA-256,');
  });

  it('gives back opaque and the algorithm exactly as they came, and names none that was not named', () => {
    expect(answer(RFC2617)).toContain('opaque="5ccc069c403ebaf9f0171e9517f40e41"');
    expect(answer(RFC2617)).not.toContain('algorithm');
    expect(answer('Digest realm="r", nonce="n", qop="auth", algorithm=md5-SESS')).toContain('algorithm=md5-SESS');
  });

  it('sends neither nc nor cnonce in the old form', () => {
    const header = answer('Digest realm="r", nonce="n"');
    expect(header).not.toMatch(/nc=|cnonce=|qop=/);
  });

  it('escapes what would end a quoted text', () => {
    expect(answer(RFC2617)).toContain('username="a\\"b\\\\c"');
  });
});

describe('parseChallenges', () => {
  it('takes the strongest of several, whether in several headers or in one', () => {
    const md5 = 'Digest qop="auth", realm="IP Camera", nonce="m", stale="FALSE"';
    const sha = 'Digest qop="auth", realm="IP Camera", nonce="s", algorithm="SHA-256", stale="FALSE"';
    for (const headers of [[md5, sha], [sha, md5], [`${md5}, ${sha}`], [`Basic realm="x", ${sha}`, md5]]) {
      expect(challengeOf(...headers).nonce).toBe('s');
    }
  });

  it.each([
    ['quoted commas', 'Digest realm="a, b", nonce="n", qop="auth"', { realm: 'a, b', qopAuth: true }],
    ['escaped quotes', 'Digest realm="a\\"b", nonce="n"', { realm: 'a"b' }],
    ['parameters in another order', 'Digest nonce="n",algorithm=MD5,realm="r"', { realm: 'r', nonce: 'n' }],
    [
      'upper case and spaces',
      'DIGEST Realm = "r" , NONCE = "n" , Stale = TRUE',
      { realm: 'r', nonce: 'n', stale: true },
    ],
    ['no qop', 'Digest realm="r", nonce="n"', { qopAuth: false, algorithm: 'md5', algorithmText: null }],
    ['a base64 nonce with ==', 'Digest realm="r", nonce="abc=="', { nonce: 'abc==' }],
  ])('reads %s', (_name, header, expected) => {
    expect(challengeOf(header)).toMatchObject(expected);
  });

  it.each([
    ['nothing', ''],
    ['no nonce', 'Digest realm="r"'],
    ['an algorithm that nobody knows', 'Digest realm="r", nonce="n", algorithm=ROT13'],
    ['auth-int alone', 'Digest realm="r", nonce="n", qop="auth-int"'],
    ['a name of Object', 'Digest realm="r", nonce="n", algorithm=constructor'],
    ['another scheme', 'Bearer realm="r", nonce="n"'],
  ])('finds no digest in %s', (_name, header) => {
    expect(parseChallenges([header]).digest).toBeNull();
  });

  it('says whether Basic was offered', () => {
    expect(parseChallenges(['Basic realm="x"'])).toEqual({ digest: null, basic: true });
    expect(parseChallenges([RFC2617]).basic).toBe(false);
  });
});
