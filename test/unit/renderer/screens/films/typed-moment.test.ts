import { describe, expect, test } from 'vitest';
import { shownTyped, typedKey, type After, type Typed } from '../../../../../renderer/screens/films/typed-moment.ts';

const NOW = Date.parse('2026-11-30T16:00:00+08:00');
const SHOWN = Date.parse('2026-11-30T10:20:30.500+08:00');

function typed(keys: readonly string[], atMs = SHOWN, nowMs = NOW): After {
  let last: After = { typed: null, goMs: null, wrong: null };
  for (const key of keys) last = typedKey(last.typed, key, atMs, nowMs) ?? last;
  return last;
}
const time = ({ goMs }: After): string | null =>
  goMs === null ? null : new Date(goMs + 8 * 3_600_000).toISOString().slice(0, 19);

describe('digits', () => {
  test.each([
    ['1435', '2026-11-30T14:35:00'],
    ['0000', '2026-11-30T00:00:00'],
    ['935', '2026-11-30T09:35:00'],
    ['14⏎', '2026-11-30T14:00:00'],
    ['1⏎', '2026-11-30T01:00:00'],
    ['143⏎', '2026-11-30T14:30:00'],
    ['15⌫435', '2026-11-30T14:35:00'],
    ['.07', '2026-11-30T10:20:07'],
    [':59', '2026-11-30T10:20:59'],
    ['/1129', '2026-11-29T10:20:30'],
    ['/1201', '2025-12-01T10:20:30'],
  ])('%s goes to %s and leaves the field empty', (keys, expected) => {
    const after = typed([...keys].map((key) => ({ '⏎': 'Enter', '⌫': 'Backspace' })[key] ?? key));
    expect(time(after)).toBe(expected);
    expect(after).toMatchObject({ typed: null, wrong: null });
  });

  test.each([
    ['24', '2'],
    ['146', '14'],
    ['.6', ''],
    ['/13', '1'],
    ['/00', '0'],
    ['/114', '11'],
  ])('%s is refused at its last key, the others stay', (keys, stays) => {
    expect(typed([...keys])).toMatchObject({ typed: { digits: stays }, goMs: null, wrong: 'no-such-moment' });
  });

  test('a day that no year has is refused whole', () => {
    expect(typed([...'/0230'])).toEqual({ typed: null, goMs: null, wrong: 'no-such-moment' });
  });

  test('what has not come yet is refused', () => {
    expect(typed([...'1601'])).toEqual({ typed: null, goMs: null, wrong: 'future' });
  });

  test('today from a later time of an earlier day is not later than now', () => {
    expect(typed([...'/1130'], Date.parse('2026-11-20T23:00:00+08:00')).goMs).toBe(NOW);
  });

  test.each(['Enter', 'Backspace', 'a', 'F2', 'ArrowLeft'])('%s alone is no key of typing', (key) => {
    expect(typedKey(null, key, SHOWN, NOW)).toBeNull();
  });

  test('what is typed is shown with what is still to come', () => {
    const shown = (kind: Typed['kind'], digits: string): string => shownTyped({ kind, digits });
    expect([shown('clock', '143'), shown('second', ''), shown('date', '1')]).toEqual(['14:3_', ':__', '1_-__']);
  });
});
