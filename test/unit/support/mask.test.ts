/** Secrets are found in a text however they are spelt there. */
import { describe, expect, it } from 'vitest';
import { maskOf } from '../../../main/station/support/mask.ts';

describe('maskOf', () => {
  const secret = 'Pa"s\\s wörd/1';
  const mask = maskOf([secret, 'Pa"s', '', '17']);

  it.each([
    ['as it is', secret],
    ['in JSON', JSON.stringify({ password: secret })],
    ['in JSON within JSON', JSON.stringify({ body: JSON.stringify({ password: secret }) })],
    ['in an address', `http://x/?p=${encodeURIComponent(secret)}`],
    ['in a header', `Basic ${Buffer.from(secret).toString('base64')}`],
    ['twice', `${secret} ${secret}`],
  ])('%s', (_, text) => {
    const masked = mask(text);
    expect(masked).toContain('[hidden]');
    expect(masked).not.toMatch(/s wörd|s%20w|UGEic/);
  });

  it('a short one is hidden as a value only: it is part of any number', () => {
    expect(mask('{"weightKg":1700,"password":"17"}')).toBe('{"weightKg":1700,"password":[hidden]}');
  });

  it('leaves everything else alone, also without secrets and with one that is no well-formed text', () => {
    expect(mask('{"plate":"晋C12345"}')).toBe('{"plate":"晋C12345"}');
    expect(maskOf([])('abc')).toBe('abc');
    expect(maskOf(['ab\ud800cd'])('x ab\ud800cd y')).toBe('x [hidden] y');
  });
});
