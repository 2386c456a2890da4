import { describe, expect, test } from 'vitest';
import { otherAxles } from '../../../main/station/rules/plate-doubt.ts';

const FILE = { axleCount: 6, trailerPlate: '晋K1111挂' };

describe('axles that the file of a plate contradicts', () => {
  test.each([
    ['the same', { axleCount: 6, plateRear: '晋K1111挂' }, FILE, null],
    ['fewer', { axleCount: 4, plateRear: '晋K1111挂' }, FILE, 6],
    ['more, and nobody named the trailer', { axleCount: 7, plateRear: null }, FILE, 6],
    ['others behind another trailer', { axleCount: 5, plateRear: '晋K2222挂' }, FILE, null],
    ['others, of a file that knows no trailer', { axleCount: 5, plateRear: '晋K2222挂' }, { axleCount: 6 }, 6],
    ['none were said', { plateRear: null }, FILE, null],
    ['a file without axles', { axleCount: 4, plateRear: null }, { axleCount: null }, null],
    ['no file', { axleCount: 4, plateRear: null }, null, null],
  ])('%s', (_name, said, file, filed) => {
    expect(otherAxles(said, file)).toBe(filed);
  });
});
