/** Which rule set holds on a day, and which one a record names. */
import { expect, test } from 'vitest';
import type { LimitRule } from '../../../../main/station/rules/mass-limits/limit-rule.ts';
import { LIMIT_RULES, limitOn, ruleById, ruleOn } from '../../../../main/station/rules/mass-limits/limit-rules.ts';
import { kg } from '../../../../preload/contract/vocabulary.ts';
import { NOTHING_KNOWN } from './vehicles.ts';

const rule = (id: string, from: string): LimitRule => ({
  id,
  from,
  limit: () => ({ limitKg: kg(Number(from.slice(0, 4))), basis: null, conditions: [] }),
});
const SETS = [rule('a/1', '20160921'), rule('a/2', '20160921'), rule('b/1', '20270101')] as const;

test.each([
  ['the day before the first law: a clock that stands wrong', '19700101', 'a/2'],
  ['the first day: its newest version', '20160921', 'a/2'],
  ['the last day of it', '20261231', 'a/2'],
  ['the first day of the next law', '20270101', 'b/1'],
  ['long after', '20991231', 'b/1'],
])('%s', (_when, day, id) => {
  expect(ruleOn(day, SETS).id).toBe(id);
});

test('order 62 has been in force since 21 September 2016; today its second reading holds', () => {
  expect(limitOn('20261130', { ...NOTHING_KNOWN, axleCount: 5, vehicleType: 'articulated', tractorAxles: 2 })).toEqual({
    limitKg: 42_000,
    basis: 'annex-2016',
    conditions: ['tractor-two-axles'],
    rule: 'order-62-2016-art-3/2',
  });
  expect(ruleOn('20160921').id).toBe('order-62-2016-art-3/2');
});

test('every rule set that made a record is found by its id, and each id is one', () => {
  expect(LIMIT_RULES.map(({ id }) => id)).toEqual(['order-62-2016-art-3/1', 'order-62-2016-art-3/2']);
  expect(LIMIT_RULES.map(({ from }) => from)).toEqual(LIMIT_RULES.map(({ from }) => from).toSorted());
  for (const { id } of LIMIT_RULES) expect(ruleById(id)?.id).toBe(id);
  expect(ruleById('order-62-2016-art-3/3')).toBeNull();
});
