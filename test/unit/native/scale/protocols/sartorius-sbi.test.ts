/** Lines of Sartorius SBI, of 22 characters with identifier (manuals) and of 16 without. */
import { describe, expect, it } from 'vitest';
import { sartoriusSbi } from '../../../../../native/scale/protocols/sartorius-sbi.ts';
import { collect } from '../collect.ts';

const reader = sartoriusSbi.reader({});
const text = (characters: string): Buffer => Buffer.from(`${characters}\r\n`, 'latin1');

describe('sartorius-sbi', () => {
  it.each([
    ['net, manual of gc803s', 'N     +   123.56 g  ', '123.56', 'g', true, 'net'],
    ['gross, manual of Combics', 'G#    +   1255.7 g  ', '1255.7', 'g', true, 'gross'],
    ['net under an application tare', 'N1    +    45200 kg ', '45200', 'kg', true, 'net'],
    ['without identifier', '+    45200 kg ', '45200', 'kg', true, null],
    ['below zero', '-      0.5 kg ', '-0.5', 'kg', true, null],
    ['zero without a sign', '       0.0 kg ', '0.0', 'kg', true, null],
    ['no unit while the load moves', '+    45200    ', '45200', null, false, null],
    ['the same with identifier', 'N     +    45200    ', '45200', null, false, 'net'],
    ['negative zero is zero', '-      0.0 t  ', '0.0', 't', true, null],
  ])('%s', (_, line, weightText, unit, stable, grossNet) => {
    const { frames, rejects, decoded } = collect(reader, text(line));
    expect(frames).toMatchObject([
      { weightText, unit, stable, grossNet, overload: false, tareOrNull: null, raw: line },
    ]);
    expect(Object.is(frames[0]?.weight, Number(weightText))).toBe(true);
    expect(rejects).toEqual([]);
    expect(decoded).toEqual([]);
  });

  it.each(['T     ', 'T1    ', 'T2    ', 'PT2   '])('takes no weight from a tare: %s', (id) => {
    expect(collect(reader, text(`${id}+   8120.0 kg `)).frames).toMatchObject([
      { weight: null, weightText: null, sign: null, tareOrNull: 8120, grossNet: null },
    ]);
  });

  it.each([
    ['over', 'Stat        H       ', true],
    ['over in words', 'Stat       High     ', true],
    ['under', 'Stat        L       ', false],
    ['over without identifier', '      H       ', true],
    ['under without identifier', '      LL      ', false],
  ])('has no weight out of range: %s', (_, line, overload) => {
    const { frames } = collect(reader, text(line));
    expect(frames).toMatchObject([
      { weight: null, weightText: null, decimals: null, unit: null, stable: null, sign: null, overload, raw: line },
    ]);
    expect(frames[0]?.underload).toBe(overload ? undefined : true);
  });

  it.each([
    ['a sum of gross weights', '*G    +  145200 kg ', 19],
    ['pieces', 'Qnt   +      253 pcs', 20],
    ['an identifier of six', 'W.Diff+     12.0 kg ', 20],
  ])('knows lines that are no weight: %s', (_, line, width) => {
    expect(line).toHaveLength(width);
    const found = collect(reader, text(line.padEnd(20, ' ')));
    expect(found.frames).toEqual([]);
    expect(found.decoded).toHaveLength(1);
  });

  it.each([
    ['an error', 'Stat     ERR 054    ', 'device-error'],
    ['an error of newer ones', 'Stat     APP.ERR    ', 'device-error'],
    ['an error without identifier', '   ERR 054    ', 'device-error'],
    ['calibrating', 'Stat        C       ', 'device-calibrating'],
    ['calibrating in words', 'Stat      Cal. Ext. ', 'device-calibrating'],
    ['letter in the number', '+    45x00 kg ', 'charset'],
    ['a digit that is not verified', '+    123[5]kg ', 'charset'],
    ['no unit of weight', '+    45200 pcs', 'charset'],
    ['wrong length', '+ 45200 kg', 'framing'],
    ['longer than any line', `+ ${'4'.repeat(30)} kg`, 'framing'],
    ['text', 'weigh01T63866046557', 'no-frame'],
    ['text of 14 characters', 'weigh01T638660', 'no-frame'],
  ])('drops: %s', (_, line, reason) => {
    const { frames, firstReason } = collect(reader, text(line));
    expect(frames).toEqual([]);
    expect(firstReason).toBe(reason);
  });

  it('waits for the rest of a line, and wants LF behind CR', () => {
    expect(collect(reader, Buffer.from('+    45200 kg \r')).firstReason).toBe('incomplete');
    expect(collect(reader, Buffer.from('+    45200 kg \r\r')).firstReason).toBe('framing');
  });

  it('masks parity away only where it is told to: 7O1 opened as 8N1', () => {
    const parity = Buffer.from(text('+    45200 kg ').map((byte) => byte | 0x80));
    expect(collect(sartoriusSbi.reader({ mask7: true }), parity).frames).toMatchObject([{ weightText: '45200' }]);
    expect(collect(reader, parity).frames).toEqual([]);
  });
});
