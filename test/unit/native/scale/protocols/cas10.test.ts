/** Byte table of CAS's 10 bytes: lines of which nothing but their length says that they are whole. */
import { describe, expect, it } from 'vitest';
import { cas10 } from '../../../../../native/scale/protocols/cas10.ts';
import { collect } from '../collect.ts';

const reader = cas10.reader({});
const text = (characters: string): Buffer => Buffer.from(characters, 'latin1');

describe('cas10', () => {
  it.each([
    ['one decimal', '   452.0\r\n', '452.0', '+'],
    ['a lorry', '   45200\r\n', '45200', '+'],
    ['below zero', '  -120.5\r\n', '-120.5', '-'],
    ['minus at the left end', '-   20.0\r\n', '-20.0', '-'],
    ['plus', '+0045200\r\n', '45200', '+'],
    ['negative zero is zero', '    -0.0\r\n', '0.0', '+'],
    ['eight digits', '12345678\r\n', '12345678', '+'],
  ])('%s', (_, line, weightText, sign) => {
    const { frames, rejects } = collect(reader, text(line));
    expect(frames).toMatchObject([{ weightText, sign, unit: null, stable: null, raw: line.slice(0, 8) }]);
    expect(Object.is(frames[0]?.weight, Number(weightText))).toBe(true);
    expect(rejects).toEqual([]);
  });

  it('takes no weight from the end of a longer number, nor of a line that is joined in the middle', () => {
    const lines = text('weigh01T63866046557\r\n   45200\r\n45200\r\n   45300   45400\r\n   45500\r\n');
    const { frames, rejects } = collect(reader, lines);
    expect(frames.map((frame) => frame.weightText)).toEqual(['45200', '45500']);
    expect(rejects).toEqual(['framing']);
  });

  it('does not grow with a number that never ends', () => {
    const { frames, mostHeld } = collect(reader, text(`${' 123'.repeat(5000)}\r\n   45200\r\n`), [7]);
    expect(frames.at(-1)?.weightText).toBe('45200');
    expect(mostHeld).toBeLessThan(reader.longest);
  });

  it.each([
    ['seven characters', '  452.0\r\n', 'framing'],
    ['no line feed', '   452.0\r\r', 'framing'],
    ['two points', '   4.2.0\r\n', 'charset'],
    ['a blank among the digits', '  4 52.0\r\n', 'charset'],
    ['a letter among the digits', '   45x.0\r\n', 'charset'],
    ['a unit', '  452 kg\r\n', 'charset'],
    ['a sign behind the digits', '   452.-\r\n', 'charset'],
    ['nothing but blanks', '        \r\n', 'charset'],
    ['input ends inside', '   452.0', 'incomplete'],
    ['input ends behind a letter', '  452 k', 'incomplete'],
    ['letters, and too long', '12 letters and more\r\n', 'no-frame'],
    ['no line of numbers', 'kg\r\nkg\r\n', 'no-frame'],
  ])('drops: %s', (_, line, reason) => {
    const { frames, firstReason } = collect(reader, text(line));
    expect(frames).toEqual([]);
    expect(firstReason).toBe(reason);
  });
});
