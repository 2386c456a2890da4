import { describe, expect, test } from 'vitest';
import { initialsOf } from '../../../main/station/files/initials.ts';
import { fold, phrase, shortParts } from '../../../main/station/files/name-keys.ts';

describe('initials', () => {
  test.each([
    ['原煤', 'ym'],
    ['山西（太原）煤业', 'sxtymy'],
    ['5500大卡', '5500dk'],
    ['C30混凝土', 'c30hnt'],
    ['单强', 'dq'],
    ['单强', 'sq'],
    ['覃刚', 'tg'],
    ['曾红', 'zh'],
    ['仇军', 'qj'],
    ['解军', 'xj'],
    ['区军', 'oj'],
    ['重庆', 'cq'],
  ])('%s: %s', (name, expected) => {
    expect(initialsOf(name)).toContain(expected);
  });

  test('nothing to say gives none, and a long name no more than a few', () => {
    expect(initialsOf('···')).toEqual([]);
    expect(initialsOf('单'.repeat(60)).length).toBeLessThanOrEqual(12);
  });
});

test('folded, cut up and quoted', () => {
  expect(fold(' 山西（太原）Ａ- b')).toBe('山西太原ab');
  expect(shortParts(['原煤', 'ym'])).toEqual(['原', '原煤', '煤', 'y', 'ym', 'm']);
  expect(phrase('a"b')).toBe('"a""b"');
});
