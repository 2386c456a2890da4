/** What bit 7 says of the form of a line. */
import { describe, expect, it } from 'vitest';
import { bitSeven, looksLike, possibleForms } from '../../../../../native/scale/listening/word-form.ts';
import { levels, Receiver } from '../../../../sim/indicator/uart.ts';
import { AS_8N1, lineForm } from './as-heard.ts';

const TEXT = Buffer.from('ST,GS,+011.120kg\r\nUS,GS,+011.340kg\r\n', 'latin1');
const heardAs = (name: Parameters<typeof lineForm>[1]): Uint8Array =>
  new Receiver().receive(levels(TEXT, lineForm(9600, name)), 9600, 1, 9600);
const names = (bytes: Uint8Array): string[] =>
  possibleForms(bytes, AS_8N1).map(({ form }) => `${form.dataBits}${form.parity}${form.stopBits}`);

describe('possibleForms', () => {
  it.each([
    ['8N1', ['8none1']],
    ['7E1', ['8none1', '7even1']],
    ['7O1', ['8none1', '7odd1']],
    ['7N2', ['8none1', '7none2']],
  ] as const)('%s', (name, forms) => {
    expect(names(heardAs(name))).toEqual(forms);
    const last = possibleForms(heardAs(name), AS_8N1).at(-1);
    expect(Buffer.from(last?.bytes ?? []).toString('latin1')).toBe(TEXT.toString('latin1'));
  });

  it('drops a character whose parity is wrong, as a port with parity does, and knows where each stood', () => {
    const bytes = heardAs('7E1');
    bytes[3] = (bytes[3] ?? 0) ^ 1;
    const even = possibleForms(bytes, AS_8N1)[1];
    expect(even?.bytes).toHaveLength(TEXT.length - 1);
    expect(even?.places?.slice(0, 5)).toEqual([0, 1, 2, 4, 5]);
  });

  it('too few bytes say nothing, and a port opened with parity has no bit 7 left', () => {
    expect(names(heardAs('7E1').subarray(0, 20))).toEqual(['8none1']);
    expect(possibleForms(heardAs('7E1'), { dataBits: 7, parity: 'even', stopBits: 1 })).toHaveLength(1);
  });
});

describe('bitSeven', () => {
  it.each([
    ['even parity', heardAs('7E1'), { dataBits: 7, parity: 'even', stopBits: 1 }],
    ['odd parity', heardAs('7O1'), { dataBits: 7, parity: 'odd', stopBits: 1 }],
    ['no parity', heardAs('8N1'), null],
    ['two stop bits', heardAs('7N2'), null],
    ['too few bytes', heardAs('7E1').subarray(0, 20), null],
    // Each of these has an even number of ones, and none is a sign that can be read.
    ['rubbish that happens to be even', Buffer.alloc(64, Buffer.from('8184878890', 'hex')), null],
  ])('%s', (_, bytes, form) => {
    expect(bitSeven(bytes, AS_8N1)).toEqual(form);
  });

  it('says nothing of a port that was opened with parity', () => {
    expect(bitSeven(heardAs('7E1'), { dataBits: 7, parity: 'even', stopBits: 1 })).toBeNull();
  });
});

describe('looksLike', () => {
  it('text in any form is text; bytes all over are rubbish', () => {
    for (const name of ['8N1', '7E1', '7O1'] as const) expect(looksLike(heardAs(name), AS_8N1)).toBe('text');
    expect(
      looksLike(
        Uint8Array.from({ length: 256 }, (_, byte) => byte),
        AS_8N1,
      ),
    ).toBe('rubbish');
  });
});
