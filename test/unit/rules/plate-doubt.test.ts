import { describe, expect, test } from 'vitest';
import { otherAxles } from '../../../main/station/rules/plate-doubt.ts';

const FILE = { axleCount: 6 };

describe('axles that the file of a plate contradicts', () => {
  test.each([
    ['the same', { axleCount: 6 }, FILE, null],
    ['fewer', { axleCount: 4 }, FILE, 6],
    ['more', { axleCount: 7 }, FILE, 6],
    ['none were said', {}, FILE, null],
    ['a file without axles', { axleCount: 4 }, { axleCount: null }, null],
    ['no file', { axleCount: 4 }, null, null],
  ])('%s', (_name, said, file, filed) => {
    expect(otherAxles(said, file)).toBe(filed);
  });
});
