/** Answers of MT-SICS: the reference manual's, and those of a simulator with fields of another width. */
import { describe, expect, it } from 'vitest';
import { mtSics } from '../../../../../native/scale/protocols/mt-sics.ts';
import { collect } from '../collect.ts';

const reader = mtSics.reader({});
const text = (characters: string): Buffer => Buffer.from(`${characters}\r\n`, 'latin1');

describe('mt-sics', () => {
  it.each([
    ['stable', 'S S     100.00 g', '100.00', 'g', true],
    ['moving', 'S D      12300 kg', '12300', 'kg', false],
    ['field of eight', 'S S     4.08 kg', '4.08', 'kg', true],
    ['below zero', 'S D     -20.5 kg', '-20.5', 'kg', false],
    ['negative zero is zero', 'S S      -0.00 t', '0.00', 't', true],
    ['no blanks to fill', 'S S 1234567.89 kg', '1234567.89', 'kg', true],
    ['unit filled up', 'S S      45.20 t  ', '45.20', 't', true],
  ])('%s', (_, line, weightText, unit, stable) => {
    const { frames, rejects } = collect(reader, text(line));
    expect(frames).toMatchObject([{ weightText, unit, stable, grossNet: null, overload: false, raw: line }]);
    expect(Object.is(frames[0]?.weight, Number(weightText))).toBe(true);
    expect(rejects).toEqual([]);
  });

  it.each([
    ['after the tare key', 'T S     8120.0 kg'],
    ['taken at once', 'TI D     8120.0 kg'],
    ['asked for', 'TA A     8120.0 kg'],
  ])('takes no weight from a tare: %s', (_, line) => {
    expect(collect(reader, text(line)).frames).toMatchObject([
      { weight: null, weightText: null, sign: null, tareOrNull: 8120, overload: false, unit: 'kg' },
    ]);
  });

  it('has no weight above and below its range', () => {
    const none = { weight: null, weightText: null, decimals: null, unit: null, stable: null, sign: null };
    const [over, under] = collect(reader, Buffer.concat([text('S +'), text('S -')])).frames;
    expect(over).toEqual({ ...none, tareOrNull: null, grossNet: null, overload: true, raw: 'S +' });
    expect(under).toMatchObject({ ...none, overload: false, underload: true, raw: 'S -' });
  });

  it.each([
    ['not understood', 'ES', 'device-syntax-error'],
    ['transmission error', 'ET', 'device-transmission-error'],
    ['cannot be executed', 'EL', 'device-logical-error'],
    ['busy', 'S I', 'device-busy'],
    ['letter in the number', 'S S     12x40 kg', 'framing'],
    ['no unit', 'S S     12340', 'framing'],
    ['no unit of weight', 'S S     12340 pcs', 'framing'],
    ['a control character inside', 'S S     12\u000040 kg', 'framing'],
    ['longer than any answer', `S S ${' '.repeat(30)}45 kg`, 'framing'],
    ['an answer to another question', 'I4 A "0123456789"', 'no-frame'],
    ['our own question as an echo', 'SI', 'no-frame'],
    ['the tail of an answer', '    100.00 g', 'no-frame'],
  ])('drops: %s', (_, line, reason) => {
    const { frames, rejects, firstReason } = collect(reader, text(line));
    expect(frames).toEqual([]);
    expect(firstReason).toBe(reason);
    expect(rejects.length).toBeLessThanOrEqual(1);
  });

  it.each(['S S     12', 'S S     12340 kg', 'S S     12340 kg\r', 'S +', 'E', 'ES\r'])(
    'waits for the rest of %j',
    (begun) => {
      expect(collect(reader, Buffer.from(begun)).firstReason).toBe('incomplete');
    },
  );

  it('asks for the weight as it is now', () => {
    expect(mtSics.talks).toBe('when-asked');
    expect(Buffer.from(mtSics.poll?.({}).request ?? []).toString('latin1')).toBe('SI\r\n');
  });
});
