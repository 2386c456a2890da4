/** A record is explained by the rule set that made it, whichever holds today. */
import { describe, expect, test } from 'vitest';
import { ofOtherTrailer, recordLimit } from '../../../../main/station/rules/mass-limits/record-limit.ts';
import { kg } from '../../../../preload/contract/vocabulary.ts';

const FIVE = { axleCount: 5, vehicleType: 'articulated', limitKg: kg(43_000) } as const;
/** Five axles and a two-axle tractor: 43 t by the first reading, 42 t by the second. */
const OLD = { ...FIVE, limitRule: 'order-62-2016-art-3/1', limitInputs: { driveAxles: null, tractorAxles: 2 } };
const asWeighed = { axleCount: 5, vehicleType: 'articulated', driveAxles: null } as const;

describe('a record of the first reading', () => {
  test('says what it was signed with, and why', () => {
    expect(recordLimit(OLD, asWeighed)).toEqual({
      limitKg: 43_000,
      basis: 'order-62-2016',
      conditions: [],
      rule: 'order-62-2016-art-3/1',
    });
  });

  test('corrected, it goes by that reading: five axles are 43 t, whatever tows', () => {
    const four = { ...OLD, axleCount: 4, limitKg: kg(36_000) };
    expect(recordLimit(four, asWeighed)).toMatchObject({ limitKg: 43_000, rule: 'order-62-2016-art-3/1' });
  });

  test('without a limit it names no rule set: then there was only this one', () => {
    const unknown = { axleCount: null, limitKg: null, limitRule: null, limitInputs: { tractorAxles: 2 } };
    expect(recordLimit(unknown, { ...asWeighed, axleCount: null }).limitKg).toBeNull();
    expect(recordLimit(unknown, asWeighed)).toMatchObject({ limitKg: 43_000, rule: 'order-62-2016-art-3/1' });
  });
});

describe('a record of the second reading', () => {
  const inputs = {
    driveAxles: null,
    tractorAxles: 2,
    tyrePairsFewer: 1,
    wideTyres: false,
    airSuspension: true,
    trailerSpacingMm: 1800,
    registeredTotalKg: kg(17_000),
  };
  const made = { axleCount: 5, vehicleType: 'articulated', limitKg: kg(39_000), limitInputs: inputs } as const;
  const second = { ...made, limitRule: 'order-62-2016-art-3/2' };

  test.each([
    ['as weighed', asWeighed, 39_000],
    ['four axles: 37 t, a pair of tyres fewer', { ...asWeighed, axleCount: 4 }, 34_000],
    ['four axles, rigid: 32 t, a pair fewer', { ...asWeighed, axleCount: 4, vehicleType: 'rigid' } as const, 29_000],
    ['six, two of them driven', { ...asWeighed, axleCount: 6, driveAxles: 2 }, 46_000],
    ['two: the licence’s total mass', { ...asWeighed, axleCount: 2 }, 17_000],
    ['none', { ...asWeighed, axleCount: null }, null],
  ])('corrected: %s', (_what, now, limitKg) => {
    expect(recordLimit(second, now).limitKg).toBe(limitKg);
  });

  test('without a limit it names its rule set among the inputs', () => {
    const unknown = {
      axleCount: null,
      limitKg: null,
      limitRule: null,
      limitInputs: { ...inputs, ruleSet: 'order-62-2016-art-3/2' },
    };
    expect(recordLimit(unknown, asWeighed)).toMatchObject({ limitKg: 39_000, rule: 'order-62-2016-art-3/2' });
  });
});

test('a newer program’s record keeps what was signed; corrected, nothing is said of it', () => {
  const newer = { ...FIVE, limitRule: 'order-9-2031/1', limitInputs: { driveAxles: null } };
  const unsaid = { basis: null, conditions: ['rule-unknown'], rule: 'order-9-2031/1' };
  expect(recordLimit(newer, asWeighed)).toEqual({ limitKg: 43_000, ...unsaid });
  expect(recordLimit(newer, { ...asWeighed, axleCount: 6 })).toEqual({ limitKg: null, ...unsaid });
});

describe('axles that an older program took from another trailer', () => {
  const taken = { ...OLD, limitInputs: { ...OLD.limitInputs, conditions: ['other-trailer'] } };

  test.each([
    ['as signed', taken, asWeighed, true],
    ['corrected: somebody’s word for this trailer', taken, { ...asWeighed, axleCount: 4 }, false],
    ['its own', OLD, asWeighed, false],
  ])('%s', (_what, record, now, others) => {
    expect(ofOtherTrailer(record, now)).toBe(others);
    expect(recordLimit(record, now).conditions.includes('other-trailer')).toBe(others);
  });
});
