import { describe, expect, it } from 'vitest';
import { entryFindings, exitFindings } from '../../../main/station/rules/gate-findings.ts';
import type { GateMatch, PassedVehicle, Suggestion } from '../../../main/station/rules/gate-match.ts';

const MATCHED: GateMatch = { by: 'front', weighingId: 'w', suggestion: null };
const unmatched = (why: Suggestion['why'] | null = null): GateMatch => ({
  by: null,
  weighingId: null,
  suggestion: why === null ? null : { weighingId: 'w', plate: '晋C12345', end: 'front', why },
});

describe('a way out', () => {
  it.each([
    ['weighed, within the limit, with its sheet', MATCHED, { overKg: 0, sheet: { differs: [] } }, []],
    ['W03 unweighed', unmatched(), null, ['exit-unweighed']],
    ['W03 with a look-alike is still unweighed', unmatched('look-alike'), null, ['exit-unweighed']],
    ['W03 and W06 with another trailer', unmatched('other-trailer'), null, ['exit-unweighed', 'exit-plate']],
    ['W02 over the limit, which has no sheet anyway', MATCHED, { overKg: 20, sheet: null }, ['exit-over-limit']],
    ['W02 over the limit with a sheet', MATCHED, { overKg: 1, sheet: { differs: [] } }, ['exit-over-limit']],
    ['W04 without a sheet', MATCHED, { overKg: 0, sheet: null }, ['exit-no-sheet']],
    ['W04 where nobody knows the limit', MATCHED, { overKg: null, sheet: null }, ['exit-no-sheet']],
    ['W05 the sheet differs', MATCHED, { overKg: 0, sheet: { differs: ['grossKg', 'netKg'] } }, ['exit-sheet-differs']],
    ['W06 its plate does', MATCHED, { overKg: 0, sheet: { differs: ['trailerPlate'] } }, ['exit-plate']],
    [
      'W05 and W06',
      MATCHED,
      { overKg: 0, sheet: { differs: ['plate', 'limitKg'] } },
      ['exit-plate', 'exit-sheet-differs'],
    ],
  ] as const)('%s', (_, match, truck, kinds) => {
    expect(exitFindings(match, truck, true)).toEqual(kinds);
  });

  it('where nobody reads plates and nobody said one, nobody can say that it was not weighed', () => {
    expect(exitFindings(unmatched(), null, false)).toEqual([]);
  });
});

describe('W22 a way in', () => {
  const HOUR = 3_600_000;
  const entry: PassedVehicle = { id: 'a', direction: 'in', atMs: 0, plate: '晋C12345', plateRear: null, unsure: null };
  const out = (plates: Partial<PassedVehicle>): PassedVehicle => ({
    ...entry,
    id: 'b',
    direction: 'out',
    atMs: HOUR,
    ...plates,
  });
  const late = { nowMs: 13 * HOUR, overdueMs: 12 * HOUR };
  it.each([
    ['too long inside', entry, [], late, ['inside-too-long']],
    ['just as long as allowed', entry, [], { ...late, nowMs: 12 * HOUR }, []],
    ['seen leaving', entry, [out({})], late, []],
    [
      'seen leaving by its trailer and tractor',
      { ...entry, plateRear: '晋C678挂' },
      [out({ plate: null, plateRear: '晋C678挂' })],
      late,
      [],
    ],
    ['another one left', entry, [out({ plate: '晋B00001' })], late, ['inside-too-long']],
    ['it left before it came in', entry, [out({ atMs: -1 })], late, ['inside-too-long']],
    ['nobody knows who it was', { ...entry, plate: null }, [], late, []],
  ] as const)('%s', (_, vehicle, passes, when, kinds) => {
    expect(entryFindings(vehicle, passes, when)).toEqual(kinds);
  });
});
