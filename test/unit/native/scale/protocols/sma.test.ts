/** Answers of SMA SCP-0499; examples of the standard, of a Sartorius PR 5220 and of a Fairbanks FB2550. */
import { describe, expect, it } from 'vitest';
import { sma } from '../../../../../native/scale/protocols/sma.ts';
import { collect } from '../collect.ts';

const reader = sma.reader({});
const answer = (body: string): Buffer => Buffer.from(`\n${body}\r`, 'latin1');

describe('sma', () => {
  it.each([
    ['gross', ' 1G     12340.0kg ', '12340.0', 'kg', true, 'gross'],
    ['PR 5220', ' 1G       5.025lb ', '5.025', 'lb', true, 'gross'],
    ['net', ' 1N      100000lb ', '100000', 'lb', true, 'net'],
    ['moving', ' 1GM      7.650kg ', '7.650', 'kg', false, 'gross'],
    ['centre of zero', 'Z1G           0kg ', '0', 'kg', true, 'gross'],
    ['below zero, second range', ' 2N       -20.5kg ', '-20.5', 'kg', true, 'net'],
    ['short tons', ' 1G       45.20ton', '45.20', 'ton', true, 'gross'],
  ])('%s', (_, body, weightText, unit, stable, grossNet) => {
    const { frames, raw } = collect(reader, answer(body));
    expect(frames).toMatchObject([
      { weightText, unit, stable, grossNet, overload: false, tareOrNull: null, raw: body },
    ]);
    expect(Object.is(frames[0]?.weight, Number(weightText))).toBe(true);
    expect(raw).toEqual([answer(body).toString('hex')]);
    expect(frames[0]).not.toHaveProperty('expandedX10');
  });

  it('marks ten times the resolution: not for trade', () => {
    expect(collect(reader, answer(' 1g      5.0025lb ')).frames).toMatchObject([
      { grossNet: 'gross', expandedX10: true },
    ]);
    expect(collect(reader, answer(' 1n      5.0025lb ')).frames).toMatchObject([
      { grossNet: 'net', expandedX10: true },
    ]);
  });

  it('takes no weight from a tare', () => {
    expect(collect(reader, answer(' 1T      8120.0kg ')).frames).toMatchObject([
      { weight: null, weightText: null, sign: null, tareOrNull: 8120, grossNet: null },
    ]);
  });

  it('has no weight out of range, whatever the digits', () => {
    const none = { weight: null, weightText: null, decimals: null, sign: null, unit: 'kg' };
    const over = collect(reader, answer('O1G     99999.0kg ')).frames;
    expect(over).toMatchObject([{ ...none, overload: true }]);
    expect(over[0]).not.toHaveProperty('underload');
    const under = collect(reader, answer('U1G  ----------kg ')).frames;
    expect(under).toMatchObject([{ ...none, overload: false, underload: true }]);
  });

  it.each([
    ['zero error', answer('E1G           0kg '), 'device-error'],
    ['initial zero error', answer('I1G  ----------kg '), 'device-error'],
    ['not understood', answer('?'), 'unknown-command'],
    ['another status', answer('X1G           0kg '), 'status'],
    ['no range', answer('  G           0kg '), 'status'],
    ['another type', answer(' 1X           0kg '), 'status'],
    ['letter in the number', answer(' 1G       12x40kg '), 'charset'],
    ['no digits', answer(' 1G            kg '), 'charset'],
    ['no unit of weight', answer(' 1G           0pcs'), 'charset'],
    ['ends in LF', Buffer.from('\n 1G       12340kg \n', 'latin1'), 'framing'],
    ['a byte lost', Buffer.from('\n 1G      12340kg \r\n', 'latin1'), 'framing'],
    ['input ends inside', Buffer.from('\n 1G       12340', 'latin1'), 'incomplete'],
    ['an answer to another question', Buffer.from('\nSMA:2/1.0\rxxxxxxxxxxxxx', 'latin1'), 'no-frame'],
    ['a line of text', Buffer.from('\nGross 45200 kg\r\n', 'latin1'), 'incomplete'],
    ['start lost', Buffer.from(' 1G       12340kg \r', 'latin1'), 'no-frame'],
  ])('drops: %s', (_, bytes, reason) => {
    const { frames, firstReason } = collect(reader, bytes);
    expect(frames).toEqual([]);
    expect(firstReason).toBe(reason);
  });

  it('reads a frame when it is whole, not when the next one begins', () => {
    expect(collect(reader, answer(' 1G     12340.0kg '), [1]).frames).toHaveLength(1);
  });

  it('asks for the displayed weight', () => {
    expect(sma.talks).toBe('when-asked');
    expect(Buffer.from(sma.poll?.({}).request ?? []).toString('latin1')).toBe('\nW\r');
  });
});
