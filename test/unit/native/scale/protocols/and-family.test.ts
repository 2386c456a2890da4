/** Lines of A&D and its look-alikes: manuals, captures of a TScale NHB, and what the field sends. */
import { describe, expect, it } from 'vitest';
import { andFamily } from '../../../../../native/scale/protocols/and-family.ts';
import { collect } from '../collect.ts';

const reader = andFamily.reader({});
const text = (characters: string): Buffer => Buffer.from(`${characters}\r\n`, 'latin1');

describe('and-family', () => {
  it.each([
    ['A&D AD-4404', 'ST,NT,+0012.34kg', '12.34', 'kg', true, 'net'],
    ['A&D AD-4329A', 'ST,G ,+01234.5kg', '1234.5', 'kg', true, 'gross'],
    ['older net', 'US,N ,+01234.5kg', '1234.5', 'kg', false, 'net'],
    ['A&D balance, no type', 'ST,+001234.5  g', '1234.5', 'g', true, null],
    ['Excell', 'US,NT,-001.568lb', '-1.568', 'lb', false, 'net'],
    ['GEC Avery', 'ST,GS,+00679.4Kg', '679.4', 'kg', true, 'gross'],
    ['blank behind the sign', 'US,NT,- 002485LB', '-2485', 'lb', false, 'net'],
    ['TScale, no second comma', 'ST,GS   106.2g  ', '106.2', 'g', true, 'gross'],
    ['comma before the unit', 'ST,GS,+ 107.2,kg', '107.2', 'kg', true, 'gross'],
    ['comma and blank before the unit', 'ST,GS,   45.20, t', '45.20', 't', true, 'gross'],
    ['tonnes', 'ST,GS,+045.200 t', '45.200', 't', true, 'gross'],
    ['bare point', 'US,NT,+000000.Kg', '0', 'kg', false, 'net'],
    ['no unit', 'ST,GS,+0045200  ', '45200', null, true, 'gross'],
    ['negative zero is zero', 'ST,GS,-000000.0kg', '0.0', 'kg', true, 'gross'],
    ['zero header of a clone', 'ZR,GS,+00000.0kg', '0.0', 'kg', true, 'gross'],
  ])('%s', (_, line, weightText, unit, stable, grossNet) => {
    const { frames, rejects } = collect(reader, text(line));
    expect(frames).toMatchObject([
      { weightText, unit, stable, grossNet, overload: false, tareOrNull: null, raw: line },
    ]);
    expect(Object.is(frames[0]?.weight, Number(weightText))).toBe(true);
    expect(frames[0]?.sign).toBe(weightText.startsWith('-') ? '-' : '+');
    expect(rejects).toEqual([]);
  });

  it.each([
    ['tare', 'ST,TR,+0008120kg', 8120],
    ['older tare', 'ST,T ,+0081.20kg', 81.2],
    ['preset tare', 'US,PT,+0008120kg', 8120],
  ])('takes no weight from a line of %s', (_, line, tareOrNull) => {
    expect(collect(reader, text(line)).frames).toMatchObject([
      { weight: null, weightText: null, decimals: null, sign: null, grossNet: null, overload: false, tareOrNull },
    ]);
  });

  it.each([
    ['blanks', 'OL,GS,         kg', 'kg', 'gross', true],
    ['nines', 'OL,NT,+9999999kg', 'kg', 'net', true],
    ['nines of a balance', 'OL,+9999999E+19', null, null, true],
    ['below its range', 'OL,GS,-         kg', 'kg', 'gross', false],
    ['nothing else', 'OL', null, null, true],
    ['a type that nobody knows', 'OL,XY,+9999999kg', null, null, true],
  ])('has no weight on overload: %s', (_, line, unit, grossNet, overload) => {
    const { frames } = collect(reader, text(line));
    expect(frames).toMatchObject([
      { weight: null, weightText: null, decimals: null, sign: null, stable: null, unit, grossNet, overload, raw: line },
    ]);
    expect(frames[0]?.underload).toBe(overload ? undefined : true);
  });

  it.each([
    ['pieces', 'QT,+00012345PC', { header: 'QT', text: '+00012345PC' }],
    ['a total', 'ST,TW,+0000012345kg', { header: 'ST', text: 'TW,+0000012345kg' }],
    ['an extra line of the XK3102', 'CH,GS,+0045200kg', { header: 'CH', text: 'GS,+0045200kg' }],
  ])('knows lines that are no weight: %s', (_, line, decoded) => {
    const found = collect(reader, text(line));
    expect(found.frames).toEqual([]);
    expect(found.decoded).toEqual([decoded]);
  });

  it.each([
    ['foreign letter in the number', 'ST,GS,+00452x0kg', 'framing'],
    ['two points', 'ST,GS,+004.2.0kg', 'framing'],
    ['blank in the number', 'ST,GS,+00 4520kg', 'framing'],
    ['no digits', 'ST,GS,+       kg', 'framing'],
    ['another header', 'XX,GS,+0045200kg', 'framing'],
    ['another type', 'ST,XY,+0045200kg', 'framing'],
    ['pieces under a weight header', 'US,+00012345PC', 'framing'],
    ['a control character inside', 'ST,GS,+004\u0000200kg', 'framing'],
    ['longer than any line', `ST,GS,+${'0'.repeat(40)}kg`, 'framing'],
    ['the tail of a line', ',+0045200kg', 'no-frame'],
    ['a tail that begins with its type', 'GS,+0045200kg', 'no-frame'],
  ])('drops: %s', (_, line, reason) => {
    const { frames, firstReason } = collect(reader, text(line));
    expect(frames).toEqual([]);
    expect(firstReason).toBe(reason);
  });

  it('gives one reason for one bad line', () => {
    const lines = ['ST,GS,+00452x0kg', 'XX,GS,+0045200kg', 'ST,GS,+0045200kg', 'US,NT,+00-5200kg'].map(text);
    expect(collect(reader, Buffer.concat(lines)).rejects).toEqual(['framing', 'framing', 'framing']);
  });

  it('waits for the rest of a line, and wants LF behind CR', () => {
    expect(collect(reader, Buffer.from('ST,GS,+0045')).firstReason).toBe('incomplete');
    expect(collect(reader, Buffer.from('ST,GS,+0045200kg\r')).firstReason).toBe('incomplete');
    expect(collect(reader, Buffer.from('ST,GS,+0045200kg\rST')).firstReason).toBe('framing');
  });

  it('masks parity away only where it is told to: 7E1 opened as 8N1', () => {
    const even = Buffer.from(text('ST,GS,+0045200kg').map((byte) => byte | (ones(byte) % 2 === 1 ? 0x80 : 0)));
    expect(collect(andFamily.reader({ mask7: true }), even).frames).toMatchObject([{ weightText: '45200' }]);
    expect(collect(reader, even).frames).toEqual([]);
  });
});

function ones(byte: number): number {
  return [...byte.toString(2)].filter((bit) => bit === '1').length;
}
