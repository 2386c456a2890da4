import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paperFaults, paperState, type PaperKind } from '../../../main/station/rules/papers.ts';
import type { Paper } from '../../../preload/contract/weighing.ts';

const DAY = '2026-11-30';
const permit = (validUntil?: string | null): Paper => ({
  kind: 'transport-permit',
  ...(validUntil === undefined ? {} : { validUntil }),
});

describe('one paper', () => {
  test.each([
    ['2026-11-29', 'expired'],
    ['2026-11-30', 'due'],
    ['2026-12-30', 'due'],
    ['2026-12-31', 'valid'],
    [null, 'undated'],
    [undefined, 'undated'],
  ] as const)('until %s: %s', (until, state) => {
    expect(paperState(permit(until), DAY)).toBe(state);
  });

  test('thirty days over the end of February of a leap year', () => {
    expect(paperState(permit('2028-03-01'), '2028-01-31')).toBe('due');
    expect(paperState(permit('2028-03-02'), '2028-01-31')).toBe('valid');
  });
});

describe('what keeps a vehicle from being loaded', () => {
  test('nothing, where nothing is demanded and nothing is on file', () => {
    expect(paperFaults([], [], DAY)).toEqual([]);
  });

  test('what the site demands and nobody has seen', () => {
    expect(paperFaults([permit('2027-01-01')], ['vehicle-licence', 'transport-permit'], DAY)).toEqual([
      { kind: 'vehicle-licence', fault: 'missing', validUntil: null },
    ]);
  });

  test('what is out of date, though nobody demands it; the newest of a kind counts', () => {
    expect(paperFaults([permit('2026-01-01'), permit('2026-11-01')], [], DAY)).toEqual([
      { kind: 'transport-permit', fault: 'expired', validUntil: '2026-11-01' },
    ]);
    expect(paperFaults([permit('2026-01-01'), permit('2026-12-01')], ['transport-permit'], DAY)).toEqual([]);
    expect(paperFaults([permit('2026-01-01'), permit()], [], DAY)).toEqual([]);
  });
});

test('what is not expired on a day was not expired on any day before it', () => {
  const day = fc
    .date({ min: new Date('2020-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const kind = fc.constantFrom<PaperKind>('vehicle-licence', 'transport-permit', 'driving-licence', 'qualification');
  const paper = fc.record({ kind, validUntil: fc.option(day) }, { requiredKeys: ['kind'] }) as fc.Arbitrary<Paper>;
  fc.assert(
    fc.property(fc.array(paper, { maxLength: 8 }), fc.array(kind), day, day, (papers, required, one, other) => {
      const [early = '', late = ''] = [one, other].sort();
      const before = paperFaults(papers, required, early).map((fault) => fault.kind);
      const after = paperFaults(papers, required, late).map((fault) => fault.kind);
      expect(after).toEqual(expect.arrayContaining(before));
    }),
  );
});
