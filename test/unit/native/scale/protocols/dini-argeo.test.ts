/** Strings of Dini Argeo, standard and extended, with the examples of the DGT4X and 3590 manuals. */
import { describe, expect, it } from 'vitest';
import { diniArgeo } from '../../../../../native/scale/protocols/dini-argeo.ts';
import { collect } from '../collect.ts';

const reader = diniArgeo.reader({});
const text = (characters: string): Buffer => Buffer.from(`${characters}\r\n`, 'latin1');

describe('dini-argeo', () => {
  it.each([
    ['DGT4X manual', 'ST,GS,     0.0,kg', '0.0', 'kg', true, 'gross'],
    ['tonnes', 'ST,GS,   45.20, t', '45.20', 't', true, 'gross'],
    ['moving, net, below zero', 'US,NT,  -120.5,kg', '-120.5', 'kg', false, 'net'],
    ['ten characters', 'ST,GS,     45200,kg', '45200', 'kg', true, 'gross'],
    ['unit in capitals', 'ST,GS,   45200,Kg', '45200', 'kg', true, 'gross'],
    ['unit of one letter', 'ST,GS,   45.20,t', '45.20', 't', true, 'gross'],
    ['with address', '01ST,GS,     0.0,kg', '0.0', 'kg', true, 'gross'],
  ])('standard: %s', (_, line, weightText, unit, stable, grossNet) => {
    const { frames, rejects } = collect(reader, text(line));
    expect(frames).toMatchObject([
      { weightText, unit, stable, grossNet, overload: false, tareOrNull: null, raw: line },
    ]);
    expect(Object.is(frames[0]?.weight, Number(weightText))).toBe(true);
    expect(rejects).toEqual([]);
  });

  it.each([
    ['DGT4X manual', '1ST,1,     0.0,PT    20.8,         0,kg', '0.0', 20.8, true],
    ['with address', '011ST,1,     0.0,PT    20.8,         0,kg', '0.0', 20.8, true],
    ['tare by its key', '2US,1,   37080,      8120,         0,kg', '37080', 8120, false],
    ['with date and time', '1ST,1,   37080,      8120,         0,kg,01/02/19 11:12:13', '37080', 8120, true],
  ])('extended: %s', (_, line, weightText, tareOrNull, stable) => {
    expect(collect(reader, text(line)).frames).toMatchObject([
      { weightText, tareOrNull, stable, grossNet: 'net', unit: 'kg', overload: false, raw: line },
    ]);
  });

  it.each([
    ['over', 'OL,GS,        ,kg', true],
    ['under', 'UL,GS,--------,kg', false],
    ['over, extended', '1OL,1,        ,PT    20.8,         0,kg', true],
  ])('has no weight out of range: %s', (_, line, overload) => {
    const { frames } = collect(reader, text(line));
    expect(frames).toMatchObject([
      { weight: null, weightText: null, decimals: null, sign: null, stable: null, unit: 'kg', overload, raw: line },
    ]);
    expect(frames[0]?.underload).toBe(overload ? undefined : true);
  });

  it('takes no weight from microvolts', () => {
    const { frames, decoded } = collect(reader, text('ST,VL,  123456,mV'));
    expect(frames).toEqual([]);
    expect(decoded).toEqual([{ type: 'VL', text: '  123456,mV' }]);
  });

  it('listens to one address only where it is told to', () => {
    const lines = Buffer.concat(['01ST,GS,   45200,kg', '02ST,GS,    8120,kg', 'ST,GS,   12340,kg'].map(text));
    expect(collect(reader, lines).frames).toHaveLength(3);
    const second = collect(diniArgeo.reader({ address: 2 }), lines);
    expect(second.frames).toMatchObject([{ weightText: '8120' }]);
    expect(new Set(second.rejects)).toEqual(new Set(['address']));
    const extended = collect(diniArgeo.reader({ address: 2 }), text('021ST,1,   37080,PT  8120,         0,kg'));
    expect(extended.frames).toMatchObject([{ weightText: '37080' }]);
  });

  it.each([
    ['letter in the number', 'ST,GS,   45.2x,kg', 'framing'],
    ['a character of the number lost', 'ST,GS,   4520,kg', 'framing'],
    ['no unit of weight', 'ST,GS,     253,pz', 'framing'],
    ['another type', 'ST,XY,   45200,kg', 'framing'],
    ['blank where a comma belongs', 'ST,GS,   45200 kg', 'framing'],
    ['extended without a tare', '1ST,1,   45200,PT        ,         0,kg', 'framing'],
    ['extended, a field lost', '1ST,1,   45200,PT    20.8,kg', 'framing'],
    ['the question went wrong', 'ERR04', 'device-error'],
    ['another header', 'XX,GS,   45200,kg', 'no-frame'],
    ['text', 'ERROR', 'no-frame'],
    ['long number', '63866046557', 'no-frame'],
  ])('drops: %s', (_, line, reason) => {
    const { frames, firstReason } = collect(reader, text(line));
    expect(frames).toEqual([]);
    expect(firstReason).toBe(reason);
  });

  it.each(['ST,GS,   45', 'ST,GS,   45200,kg', 'ST,GS,   45200,kg\r', '01S', '1ST,1,   37080', 'ERR0'])(
    'waits for the rest of %j',
    (begun) => {
      expect(collect(reader, Buffer.from(begun)).firstReason).toBe('incomplete');
    },
  );

  it('asks with its address where it has one', () => {
    const asks = (address: number) => Buffer.from(diniArgeo.poll?.({ address }).request ?? []).toString('latin1');
    expect(diniArgeo.talks).toBe('when-asked');
    expect(asks(0)).toBe('READ\r\n');
    expect(asks(7)).toBe('07READ\r\n');
  });
});
