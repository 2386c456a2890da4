/** A fingerprint as people copy it. */
import { expect, it } from 'vitest';
import { certificateFault, certificateOf, readPin } from '../../../../native/camera/certificate-pin.ts';

const DIGITS = '0123456789abcdef'.repeat(4);

it.each<[string, string, string | null]>([
  ['plain', DIGITS, DIGITS],
  ['large, with colons', (DIGITS.match(/../g) ?? []).join(':').toUpperCase(), DIGITS],
  ['with blanks', ` ${DIGITS} \n`, DIGITS],
  ['too short', DIGITS.slice(2), null],
  ['too long', `${DIGITS}00`, null],
  ['no digits', 'x'.repeat(64), null],
  ['nothing', '', null],
])('%s', (_name, text, expected) => {
  expect(readPin(text)).toBe(expected);
});

it('a line without TLS has none', () => {
  expect(certificateOf({})).toBeNull();
  expect(certificateFault({}, readPin(DIGITS))).toBeNull();
});
