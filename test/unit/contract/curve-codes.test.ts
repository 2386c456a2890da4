/** What the rules may say of a curve and what the border lets through are one list. */
import { expect, test } from 'vitest';
import { CURVE_CODES } from '../../../main/station/rules/curve/curve.ts';
import { CurveCode } from '../../../preload/contract/curves.ts';
import { findingsEn } from '../../../renderer/i18n/findings-en.ts';
import { findingsZhCn } from '../../../renderer/i18n/findings-zh-cn.ts';

test('the codes of curves: rules, contract and words', () => {
  const codes = [...CURVE_CODES].sort();
  expect([...CurveCode.options].sort()).toEqual(codes);
  for (const words of [findingsZhCn, findingsEn]) {
    const keys = Object.keys(words).filter((key) => key.startsWith('finding.'));
    expect(keys.map((key) => key.slice('finding.'.length)).sort()).toEqual(codes);
  }
});
