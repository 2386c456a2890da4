/** Byte table of Rice Lake's stream and Rinstrum's FMT1, after the layouts of their manuals; no capture is known. */
import { describe, expect, it } from 'vitest';
import { ricelakeIq } from '../../../../../native/scale/protocols/ricelake-iq.ts';
import { collect } from '../collect.ts';

const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const riceLake = ricelakeIq.reader({});
const rinstrum = ricelakeIq.reader({ stx: false });

const GOOD: readonly [string, string, object][] = [
  ['gross, at rest', '   45200KG \r\n', { weightText: '45200', unit: 'kg', stable: true, grossNet: 'gross' }],
  ['net, moving, below zero', '-     20KNM\r\n', { weightText: '-20', sign: '-', stable: false, grossNet: 'net' }],
  ['tonnes with a point', '   45.20TG \r\n', { weightText: '45.20', decimals: 2, unit: 't' }],
  ['zero filled', ' 0045200LG \r\n', { weightText: '45200', unit: 'lb' }],
  ['no unit', '   45200 G \r\n', { weightText: '45200', unit: null }],
  ['grams and ounces', '   45200GN \r\n   45200ON \r\n', { unit: 'g' }],
  ['negative zero is zero', '-      0KG \r\n', { weightText: '0', weight: 0, sign: '+' }],
  ['centre of zero', '       0KGZ\r\n', { weightText: '0', stable: true, centreZero: true }],
  ['out of range', '   99990KGO\r\n', { weight: null, weightText: null, sign: null, stable: null, overload: true }],
  ['out of range with dashes', '  ------KNO\r\n', { weightText: null, overload: true, grossNet: 'net' }],
];
const BAD: readonly [string, string, string][] = [
  ['invalid', '   45200KGI\r\n', 'device-invalid'],
  ['a status that is none', '   45200KGX\r\n', 'status'],
  ['a letter among the digits', '   452x0KG \r\n', 'charset'],
  ['a number that is cut in two', '   45 00KG \r\n', 'charset'],
  ['a last digit that is lost', '   4520 KG \r\n', 'charset'],
  ['two points', '   4.2.0KG \r\n', 'charset'],
  ['a sign within the number', '   -4520KG \r\n', 'charset'],
  ['no digit at all', '        KG \r\n', 'charset'],
  ['a unit that is none', '   45200QG \r\n', 'charset'],
  ['LF LF', '   45200KG \n\n', 'framing'],
  ['input ends inside', '   45200K', 'incomplete'],
];

describe('ricelake-iq', () => {
  it.each(GOOD)('%s', (_, text, expected) => {
    const { frames, firstReason } = collect(riceLake, bytes(text.replace(/[^\n]+\n/g, '\u0002$&')));
    expect(firstReason).toBeNull();
    expect(frames[0]).toMatchObject(expected);
    expect(frames[0]?.raw).toBe(text.slice(0, 11));
  });

  it.each(GOOD)('Rinstrum, without STX: %s', (_, text, expected) => {
    const { frames, firstReason } = collect(rinstrum, bytes(text));
    expect(firstReason).toBeNull();
    expect(frames[0]).toMatchObject(expected);
  });

  it.each(BAD)('drops: %s', (_, text, reason) => {
    const { frames, firstReason } = collect(riceLake, bytes(`\u0002${text}`));
    expect(frames).toEqual([]);
    expect(firstReason).toBe(reason);
  });

  it.each(BAD)('Rinstrum, drops: %s', (_, text, reason) => {
    const { frames, firstReason } = collect(rinstrum, bytes(text));
    expect(frames).toEqual([]);
    expect(firstReason).toBe(reason);
  });

  it('takes a minus or a blank before the number, nothing else', () => {
    expect(collect(riceLake, bytes('\u0002+  45200KG \r\n')).firstReason).toBe('charset');
    expect(collect(riceLake, bytes('\u0002   45200KX \r\n')).firstReason).toBe('status');
  });

  it('a line joined in the middle is no reject, and costs no frame behind it', () => {
    for (let cut = 1; cut < 13; cut += 1) {
      const { frames, rejects } = collect(rinstrum, bytes(`${'   45200KG \r\n'.slice(cut)}   12340KGM\r\n`));
      expect(frames.map((frame) => frame.weightText)).toEqual(['12340']);
      expect(rejects).toEqual([]);
    }
  });

  it('does not read one form with the setting of the other', () => {
    expect(collect(riceLake, bytes('   45200KG \r\n'.repeat(3))).firstReason).toBe('no-frame');
  });
});
