/** Deadlines of an hour, a day and none; marks at their very millisecond; what may be heard. */
import { describe, expect, test } from 'vitest';
import {
  isAudible,
  marksReached,
  nextMarkMs,
  siteDueMs,
  stageOf,
  type Mark,
} from '../../../main/station/rules/warning-escalation.ts';
import type { EpochMs } from '../../../preload/contract/vocabulary.ts';

const HOUR = 3_600_000;
const at = (hours: number): EpochMs => Math.round(hours * HOUR) as EpochMs;
const DAY = { raisedAtMs: at(0), dueAtMs: at(24) };

describe('a day', () => {
  test.each([
    [-1, 'calm', ['raised']],
    [0, 'calm', ['raised']],
    [11.99, 'calm', ['raised']],
    [12, 'soon', ['raised', 'half']],
    [18, 'urgent', ['raised', 'half', 'quarter']],
    [23, 'urgent', ['raised', 'half', 'quarter', 'hour']],
    [24, 'overdue', ['raised', 'half', 'quarter', 'hour', 'overdue']],
    [99, 'overdue', ['raised', 'half', 'quarter', 'hour', 'overdue']],
  ] as const)('after %s h', (hours, stage, marks) => {
    expect(stageOf(DAY, at(hours))).toBe(stage);
    expect(marksReached(DAY, at(hours))).toEqual(marks);
  });
  test('each mark is announced', () => {
    expect([0, 12, 18, 23, 24].map((hours) => nextMarkMs(DAY, at(hours)))).toEqual([
      at(12),
      at(18),
      at(23),
      at(24),
      null,
    ]);
  });
});

test('two hours: the last hour is urgent before its quarter is', () => {
  const term = { raisedAtMs: at(0), dueAtMs: at(2) };
  expect(stageOf(term, at(1))).toBe('urgent');
  expect(stageOf(term, (at(1) - 1) as EpochMs)).toBe('calm');
});

test('an hour has no mark at its whole', () => {
  expect(marksReached({ raisedAtMs: at(0), dueAtMs: at(1) }, at(0))).toEqual(['raised']);
});

test('due when it was raised, or before: overdue at once', () => {
  expect(stageOf({ raisedAtMs: at(5), dueAtMs: at(5) }, at(5))).toBe('overdue');
  expect(stageOf({ raisedAtMs: at(5), dueAtMs: at(1) }, at(5))).toBe('overdue');
});

test('without a deadline nothing ever presses', () => {
  const term = { raisedAtMs: at(0), dueAtMs: null };
  expect(stageOf(term, at(10_000))).toBe('calm');
  expect(nextMarkMs(term, at(10_000))).toBeNull();
});

test('what may be heard', () => {
  const heard = (level: Parameters<typeof isAudible>[0]): readonly string[] =>
    (['raised', 'half', 'quarter', 'hour', 'overdue', 'returned'] as (Mark | 'returned')[]).filter((mark) =>
      isAudible(level, mark),
    );
  expect(heard('info')).toEqual([]);
  expect(heard('medium')).toEqual(['quarter', 'hour', 'overdue', 'returned']);
  expect(heard('high')).toHaveLength(6);
  expect(heard('critical')).toHaveLength(6);
});

test('the site’s own terms', () => {
  const hours = { info: null, medium: 24, high: 8, critical: 2 };
  expect(siteDueMs(at(1), 'critical', hours)).toBe(at(3));
  expect(siteDueMs(at(1), 'info', hours)).toBeNull();
});
