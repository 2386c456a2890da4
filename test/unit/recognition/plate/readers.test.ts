import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  columnOfClass,
  joinColumns,
  narrow,
  readGreedily,
} from '../../../../main/station/recognition/plate/ctc-columns.ts';
import { readColumns, scoreOfLine } from '../../../../main/station/recognition/plate/ctc-reading.ts';
import { fuseReadings } from '../../../../main/station/recognition/plate/fuse-readings.ts';
import { PLATE_CHARACTERS } from '../../../../main/station/recognition/plate/plate-alphabet.ts';
import {
  readSlots,
  readSlotsFreely,
  scoreOfBest,
  scoreOfText,
  slotScores,
} from '../../../../main/station/recognition/plate/slot-reading.ts';
import { clearly, groundsOf, lineOf, slotsOf } from './seen-plate.ts';

describe('the alphabet', () => {
  it('is that of the network’s training program and of its card', () => {
    const folder = new URL('../../../../native/plate-model/', import.meta.url);
    const source = readFileSync(new URL('grammar.py', folder), 'utf8');
    const constant = (name: string) => new RegExp(`^${name} = "([^"]+)"`, 'm').exec(source)?.[1];
    const parts = ['PROVINCES', 'LETTERS', 'DIGITS', 'SUFFIXES'].map(constant);
    expect(parts.join('')).toBe(PLATE_CHARACTERS);
    const card = JSON.parse(readFileSync(new URL('model/plate.json', folder), 'utf8')) as { alphabet: string };
    expect(card.alphabet).toBe(PLATE_CHARACTERS);
  });
});

describe('slots', () => {
  it('are as sure of a special plate as of one of the grammar, and of other writing not at all', () => {
    const sure = (text: string) => scoreOfBest(slotsOf(clearly(text)));
    expect(sure('WJ晋12345')).toBeCloseTo(scoreOfText(slotsOf(clearly('WJ晋12345')), 'WJ晋12345'), 5);
    expect(sure('AB12345')).toBeCloseTo(sure('晋A12345'), 5);
    expect(sure('12345')).toBeLessThan(-5);
  });

  it.each([
    ['晋A12345', 'a truck’s plate'],
    ['晋AF123挂', 'a trailer'],
    ['京AD12345', 'small new energy'],
    ['京A12345D', 'large new energy'],
    ['渝B3587学', 'coach'],
    ['京A1234警', 'police'],
    ['粤ZAB12港', 'Hong Kong'],
    ['123456使', 'embassy'],
    ['京12345领', 'consulate'],
  ])('%s: %s', (text) => {
    expect(readSlots(slotsOf(clearly(text)), 3)[0]?.text).toBe(text);
    expect(readSlotsFreely(slotsOf(clearly(text))).text).toBe(text);
  });

  it('never answer what the grammar forbids, however clearly it is seen', () => {
    const seen = [...clearly('晋'), { 晋: 0.7, A: 0.2 }, ...clearly('12345')];
    expect(readSlots(slotsOf(seen), 1)[0]?.text).toBe('晋A12345');
  });

  it('score a text as the answers are scored', () => {
    const slots = slotsOf(clearly('晋A12345'));
    const [first] = readSlots(slots, 1);
    expect(scoreOfText(slots, '晋A12345')).toBeCloseTo(first!.score, 6);
    expect(scoreOfText(slots, '晋A12346')).toBeLessThan(first!.score);
  });

  it('refuse an output of another shape', () => {
    expect(() => slotScores(new Float32Array(7))).toThrow(RangeError);
  });
});

describe('PP-OCR’s line', () => {
  const keys = ['晋', 'A', 'O', '0', '1', '2', '·', 'x', '挂'];
  const columns = columnOfClass(keys);
  const output = (classes: readonly number[]) => {
    const all = new Float32Array(classes.length * columns.length);
    classes.forEach((cls, moment) => (all[moment * columns.length + cls] = 1));
    return all;
  };

  it('counts separators as nothing and the letter O as a nought', () => {
    const { data, moments } = narrow(output([7, 3]), columns);
    expect(moments).toBe(2);
    expect(data[0]).toBe(1);
    const width = data.length / 2;
    expect(data[width + 1 + PLATE_CHARACTERS.indexOf('0')]).toBe(1);
  });

  it('is read greedily as PP-OCR does: repeats fall together, nothing is left out', () => {
    expect(readGreedily(output([1, 1, 0, 2, 7, 5, 5, 0, 5]), keys)).toBe('晋A·11');
  });

  it('is read under the grammar', () => {
    const seen = [{ 晋: 0.9 }, { A: 0.5, 4: 0.45 }, ...clearly('1234'), { 挂: 0.4, 5: 0.5 }];
    const texts = readColumns(lineOf(seen), 3).map(({ text }) => text);
    expect(texts.slice(0, 2)).toEqual(['晋A12345', '晋A1234挂']);
  });

  it('joins two lines so that equal characters at the seam stay two', () => {
    const upper = lineOf(clearly('晋A'), true);
    const lower = lineOf(clearly('A1234'), true);
    expect(readColumns(joinColumns([upper, lower]), 1)[0]?.text).toBe('晋AA1234');
  });

  it('scores all alignments of a text, never more than it is certain', () => {
    const line = lineOf(clearly('晋A12345'));
    expect(scoreOfLine(line, '晋A12345')).toBeGreaterThan(Math.log(0.7));
    expect(scoreOfLine(line, '晋A12345')).toBeLessThanOrEqual(0);
    expect(scoreOfLine(line, '晋A12346')).toBeLessThan(Math.log(0.01));
    expect(scoreOfLine({ moments: 0, data: new Float32Array(0) }, '晋A12345')).toBe(-Infinity);
  });
});

describe('both together', () => {
  const dense = lineOf(clearly('皖AD14487'), true);

  it('a repeated digit that the line lost is found again on a green ground', () => {
    // Without a gap between them two fours are one: what PP-OCR alone reads is a legal plate of seven characters.
    expect(readColumns(dense, 1)[0]?.text).toBe('皖AD1487');
    const slots = slotsOf(clearly('皖AD14487'));
    expect(fuseReadings({ slots, line: dense, grounds: groundsOf('green') }).candidates[0]).toMatchObject({
      text: '皖AD14487',
      kind: 'ne-small',
    });
  });

  it('the ground decides the length where the characters leave it open', () => {
    const last = { '': 0.5, 8: 0.48 };
    const slots = slotsOf([...clearly('皖AD1448'), last]);
    const read = (ground: 'blue' | 'green') =>
      fuseReadings({ slots, line: null, grounds: groundsOf(ground) }).candidates[0]?.text;
    expect(read('green')).toBe('皖AD14488');
    expect(read('blue')).toBe('皖AD1448');
  });

  it('doubt of one reader is settled by the other, and disagreement makes unsure', () => {
    const doubtful = slotsOf([...clearly('晋A1234'), { 8: 0.5, B: 0.49 }]);
    const grounds = groundsOf('yellow');
    const settled = fuseReadings({ slots: doubtful, line: lineOf(clearly('晋A1234B')), grounds });
    expect(settled.candidates[0]?.text).toBe('晋A1234B');
    const agreed = fuseReadings({ slots: slotsOf(clearly('晋A12348')), line: lineOf(clearly('晋A12348')), grounds });
    const torn = fuseReadings({ slots: slotsOf(clearly('晋A12348')), line: lineOf(clearly('晋A1234B')), grounds });
    expect(agreed.candidates[0]!.confidence).toBeGreaterThan(0.95);
    expect(torn.candidates[0]!.confidence).toBeLessThan(agreed.candidates[0]!.confidence);
    expect([settled.agreed, agreed.agreed, torn.agreed]).toEqual([false, true, false]);
  });

  it('nothing is nothing', () => {
    expect(fuseReadings({ slots: slotsOf([]), line: lineOf([]), grounds: groundsOf('black') })).toEqual({
      candidates: [],
      agreed: false,
    });
  });

  it('what is clearly outside the grammar is special, and read as it stands', () => {
    const seen = clearly('WJ晋12345');
    const { candidates } = fuseReadings({ slots: slotsOf(seen), line: lineOf(seen), grounds: groundsOf('white') });
    expect(candidates[0]).toMatchObject({ text: 'WJ晋12345', kind: 'special' });
  });

  it('a camera’s clock is no plate', () => {
    const seen = clearly('0000000');
    const { candidates } = fuseReadings({ slots: slotsOf(seen), line: lineOf(seen), grounds: groundsOf('black') });
    expect(candidates.map(({ kind }) => kind)).not.toContain('special');
    expect(candidates[0]?.confidence ?? 0).toBeLessThan(0.5);
  });

  it('a letter O in the second place is read as the letter it may be', () => {
    const slots = slotsOf([{ 晋: 0.97 }, { D: 0.3, Q: 0.2, 0: 0.45 }, ...clearly('12345')]);
    expect(fuseReadings({ slots, line: null, grounds: groundsOf('yellow') }).candidates[0]?.text).toBe('晋D12345');
  });
});
