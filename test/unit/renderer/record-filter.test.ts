/** Days as people type them, and what of a filter is asked of the station. */
import { describe, expect, it } from 'vitest';
import {
  endOfDay,
  EVERYTHING,
  filterOf,
  isWrongDay,
  typedDay,
} from '../../../renderer/screens/records/record-filter.ts';

/** 00:30 of 2026-12-01 in Beijing: in UTC it is still November. */
const NOW = Date.parse('2026-11-30T16:30:00Z');
const day = (text: string): string | null => {
  const atMs = typedDay(text, NOW);
  return atMs === null ? null : new Date(atMs + 8 * 3_600_000).toISOString().slice(0, 16);
};

describe('a typed day', () => {
  it.each([
    ['2026-11-30', '2026-11-30T00:00'],
    ['20261130', '2026-11-30T00:00'],
    ['2026年11月30日', '2026-11-30T00:00'],
    ['11-30', '2026-11-30T00:00'],
    ['1130', '2026-11-30T00:00'],
    ['1201', '2026-12-01T00:00'],
    // One that has been: not tomorrow's.
    ['12-02', '2025-12-02T00:00'],
    ['1', '2026-12-01T00:00'],
    ['15', '2026-11-15T00:00'],
    [' 11/30 ', '2026-11-30T00:00'],
    ['2027-01-05', '2027-01-05T00:00'],
    ['2-30', null],
    ['2027-02-29', null],
    ['13-45', null],
    ['2026-11', null],
    ['x', null],
    ['', null],
  ])('%s', (text, expected) => expect(day(text)).toBe(expected));

  it('is wrong only when something was typed that is none', () => {
    expect([isWrongDay('', NOW), isWrongDay('11-30', NOW), isWrongDay('13-45', NOW)]).toEqual([false, false, true]);
  });
});

it('asks for both days from their first to their last millisecond, and for nothing that was not chosen', () => {
  expect(filterOf(EVERYTHING, NOW)).toEqual({});
  expect(filterOf({ ...EVERYTHING, from: '11-29', to: '1130', goods: '原煤', evidence: 'incomplete' }, NOW)).toEqual({
    from: '2026-11-29T00:00:00.000+08:00',
    to: '2026-11-30T23:59:59.999+08:00',
    goods: '原煤',
    evidence: 'incomplete',
  });
  expect(filterOf({ ...EVERYTHING, from: '13-45' }, NOW)).toEqual({});
  expect(endOfDay('11-30', NOW)).toBe(Date.parse('2026-11-30T15:59:59.999Z'));
});
