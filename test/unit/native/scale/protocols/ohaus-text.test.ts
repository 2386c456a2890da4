/** Byte table of OHAUS-like lines: the line of a program that reads them, and the layouts of the Defender manuals. */
import { describe, expect, it } from 'vitest';
import { ohausText } from '../../../../../native/scale/protocols/ohaus-text.ts';
import { collect } from '../collect.ts';

const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const reader = ohausText.reader({});

describe('ohaus-text', () => {
  it.each([
    [
      'the line of WeightSPUN',
      '    20.0 kg    G\r\n',
      { weightText: '20.0', unit: 'kg', stable: true, grossNet: 'gross' },
    ],
    ['the mark before the legend', '    20.0 kg   ?N\r\n', { weightText: '20.0', stable: false, grossNet: 'net' }],
    ['the mark by itself', '  -1.250 kg ?  N\r\n', { weightText: '-1.250', weight: -1.25, stable: false, sign: '-' }],
    ['a lorry', '   45200 kg    G\r\n', { weightText: '45200', decimals: 0 }],
    [
      'Defender 3000: sign at the left, unit of five',
      '-   45200 kg   ?NET\r\n',
      { weightText: '-45200', grossNet: 'net' },
    ],
    ['Defender 3000, at rest', '    45200 kg    G  \r\n', { weightText: '45200', stable: true, grossNet: 'gross' }],
    [
      'Defender 5000: eleven characters',
      '      45200    kg  \r\n',
      { weightText: '45200', grossNet: null, stable: true },
    ],
    ['tonnes', '   45.20 t     G\r\n', { weightText: '45.20', unit: 't' }],
    ['capitals', '   45200 KG    G\r\n', { unit: 'kg' }],
    ['a number that fills its field', ' 23456.7 kg    G\r\n', { weightText: '23456.7' }],
    ['negative zero is zero', '   -0.00 kg    G\r\n', { weightText: '0.00', weight: 0, sign: '+' }],
  ])('%s', (_, text, expected) => {
    const { frames, firstReason } = collect(reader, bytes(text));
    expect(firstReason).toBeNull();
    expect(frames).toMatchObject([{ ...expected, raw: text.slice(0, -2) }]);
  });

  it.each([
    ['a letter among the digits', '   0.36x kg    G\r\n', 'framing'],
    ['two points', '   0.3.0 kg    G\r\n', 'framing'],
    ['pieces', '     120 PCS   G\r\n', 'framing'],
    ['a tare', '    8120 kg    T\r\n', 'framing'],
    ['a preset tare', '    8120 kg    PT\r\n', 'framing'],
    ['no unit', '   45200 12     \r\n', 'framing'],
    ['a mark that is none', '   45200 kg !  G\r\n', 'framing'],
    ['another end', '   45200 kg    G\n\n', 'framing'],
    ['a line without an end', `   45200 kg${' '.repeat(60)}`, 'framing'],
    ['input ends in the number', '   452', 'incomplete'],
    ['input ends behind the unit', '   0.360 kg', 'incomplete'],
    ['input ends before LF', '   45200 kg    G\r', 'incomplete'],
    ['nothing but words', 'OHAUS\r\n', 'no-frame'],
  ])('drops: %s', (_, text, reason) => {
    const { frames, firstReason } = collect(reader, bytes(text));
    expect(frames).toEqual([]);
    expect(firstReason).toBe(reason);
  });

  it('never takes the rest of a number for a whole one: one character made a blank anywhere', () => {
    const line = '   45200 kg    G\r\n';
    for (let at = 0; at < line.length; at += 1) {
      const spoilt = `${line.slice(0, at)} ${line.slice(at + 1)}`;
      for (const frame of collect(reader, bytes(line + spoilt + line)).frames)
        expect(['45200', '5200']).toContain(frame.weightText);
    }
    // Only the first digit can be lost unseen, as with every format that fills up with blanks.
    expect(collect(reader, bytes('    5200 kg    G\r\n')).frames).toHaveLength(1);
    expect(collect(reader, bytes('   45 00 kg    G\r\n')).frames).toEqual([]);
  });

  it('a line joined in the middle is no weight, and costs none behind it', () => {
    const line = '   45200 kg    G\r\n';
    for (let cut = 1; cut < line.length; cut += 1) {
      const { frames } = collect(reader, bytes(`${line.slice(cut)}   12340 kg ?  G\r\n`));
      expect(frames.map((frame) => frame.weightText)).toEqual(['12340']);
    }
  });
});
