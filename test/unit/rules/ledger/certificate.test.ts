/** domain.md §1.1 A1, §4 W18, §7.1: the last day still counts, the last thirty are told beforehand. */
import { expect, test } from 'vitest';
import { certificateBlocks, certificateOn } from '../../../../main/station/rules/ledger/certificate.ts';

const certificate = (verifiedOn: string, validUntil: string, certificateNo = 'JJ-1') => ({
  certificateNo,
  verifiedOn,
  validUntil,
  institution: '阳泉市计量所',
});

test.each([
  ['31 days before its end', '2026-11-20', 'valid', 31],
  ['30 days before its end', '2026-11-21', 'due', 30],
  ['on its last day', '2026-12-21', 'due', 0],
  ['the day after', '2026-12-22', 'expired', -1],
  ['over the turn of the year', '2027-01-01', 'expired', -11],
] as const)('%s', (_, day, state, daysLeft) => {
  expect(certificateOn([certificate('2025-12-22', '2026-12-21')], day)).toMatchObject({ state, daysLeft });
});

test('nothing entered', () => {
  expect(certificateOn([], '2026-11-30')).toEqual({ state: 'none', details: null, daysLeft: null });
});

test('the newest verification counts, in whatever order they were entered', () => {
  const [older, newer] = [certificate('2024-01-01', '2027-01-01', 'A'), certificate('2025-01-01', '2025-12-31', 'B')];
  for (const entered of [
    [older, newer],
    [newer, older],
  ])
    expect(certificateOn(entered, '2026-06-01')).toMatchObject({ state: 'expired', details: { certificateNo: 'B' } });
  const again = certificate('2025-01-01', '2026-12-31', 'C');
  expect(certificateOn([newer, again], '2026-06-01').details?.certificateNo).toBe('C');
});

test('only where the site says so it keeps back sheets', () => {
  for (const state of ['none', 'valid', 'due', 'expired'] as const)
    expect(certificateBlocks(state, 'warn')).toBe(false);
  expect(certificateBlocks('valid', 'block')).toBe(false);
  expect(certificateBlocks('due', 'block')).toBe(false);
  expect(certificateBlocks('expired', 'block')).toBe(true);
  expect(certificateBlocks('none', 'block')).toBe(true);
});
