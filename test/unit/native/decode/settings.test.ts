/** Settings of a capture: taken, refused in words, or unknown. */
import { describe, expect, it } from 'vitest';
import { DECODERS } from '../../../../native/decode/decoders.ts';
import { settingsOf } from '../../../../native/decode/settings.ts';

const of = (id: string, given: object) => {
  const decoder = DECODERS.find((one) => one.id === id);
  if (decoder === undefined) throw new Error(`no decoder ${id}`);
  return settingsOf(decoder, given as Record<string, unknown>);
};

describe('settingsOf', () => {
  it('takes what the protocol knows and passes over the port', () => {
    const port = { baud: 9600, dataBits: 7, parity: 'even', stopBits: 1 };
    expect(of('eq-number', { ...port, form: 'trail', order: 'rev', width: 8, mask7: true })).toEqual({
      options: { form: 'trail', order: 'rev', width: 8, mask7: true },
      wrong: [],
      unknown: [],
    });
  });

  it('takes what tells of the capture', () => {
    expect(of('yaohua-cmd', { direction: 'request', address: 26 }).options).toEqual({
      direction: 'request',
      address: 26,
    });
    expect(of('yaohua-bigscreen', { marks: [0, 0, 1] }).options).toEqual({ marks: [0, 0, 1] });
  });

  it('reads xor as required', () => {
    expect(of('a12-text', { checksum: 'xor' })).toEqual({ options: { checksum: 'required' }, wrong: [], unknown: [] });
  });

  it.each([
    ['a choice', 'eq-number', { width: 9 }, 'eq-number: "width" is one of 8, 7, 6.'],
    ['a choice of another type', 'eq-number', { width: '8' }, 'eq-number: "width" is one of 8, 7, 6.'],
    ['a number', 'yaohua-cmd', { address: 27 }, 'yaohua-cmd: "address" is a whole number from 0 to 26.'],
    ['half a number', 'yaohua-cmd', { address: 1.5 }, 'yaohua-cmd: "address" is a whole number from 0 to 26.'],
    ['a direction', 'yaohua-cmd', { direction: 'up' }, 'yaohua-cmd: "direction" is one of "request", "answer".'],
    ['marks', 'yaohua-bigscreen', { marks: [2] }, 'yaohua-bigscreen: "marks" is a list of 0 and 1, one for each byte.'],
  ])('says what is wrong: %s', (_, id, given, sentence) => {
    expect(of(id, given)).toEqual({ options: {}, wrong: [sentence], unknown: [] });
  });

  it.each([
    ['yaohua-tf0', { lf: true, toString: 1 }, ['lf', 'toString']],
    ['onbon-bx', { checksum: 'ignore' }, ['checksum']],
  ])('%s does not know %j', (id, given, unknown) => {
    expect(of(id, given)).toEqual({ options: {}, wrong: [], unknown });
  });
});
