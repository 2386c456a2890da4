import { expect, test } from 'vitest';
import type { Weighing } from '../../../../preload/contract/documents.ts';
import type { WeighingKind } from '../../../../preload/contract/vocabulary.ts';
import { proven } from '../../../../renderer/components/proven.ts';

const missing = [{ role: 'rear', code: 'camera.timeout' }];
const whole: Weighing['evidence'] = { state: 'complete', missing: [] };
const accepted: Weighing['evidence'] = { state: 'incomplete', missing, reason: '摄像机故障', acceptedBy: '测试员' };
/** What the station writes when nobody confirmed: a reason, and nobody behind it. */
const restart: Weighing['evidence'] = { state: 'incomplete', missing, reason: 'restart' };

test.each<[string, WeighingKind, Weighing['evidence'], boolean, boolean]>([
  ['all its pictures', 'gross', whole, false, true],
  ['one missing, and a person took it upon himself', 'gross', accepted, false, true],
  ['one missing at a restart', 'gross', restart, false, false],
  ['of a tare, too', 'tare', restart, false, false],
  ['and of a re-weigh', 'recheck', restart, false, false],
  ['a trial needs none', 'trial', restart, false, true],
  ['its sheet is out', 'gross', restart, true, true],
])('%s', (_, kind, evidence, sheet, expected) => {
  expect(proven({ kind, evidence }, sheet)).toBe(expected);
});

test('without a record there is nothing to prove', () => {
  expect(proven(null, false)).toBe(true);
});
