/** Which question is asked, and when its reason is sent. */
import { expect, test } from 'vitest';
import { acceptanceReason, questionOf } from '../../../../../renderer/screens/weigh/questions.ts';

const DISPLAY = [{ code: 'camera.display-differs' }] as const;
const PICTURE = [{ code: 'camera.timeout' }] as const;
const NOW = { attended: true, failure: null, phase: 'incomplete', recorded: null, reweigh: false } as const;

test.each([
  ['a picture is missing', {}, PICTURE, 'reason.title'],
  ['a display shows another number', {}, DISPLAY, 'display.reason-title'],
  ['both: the graver one', {}, [...DISPLAY, ...PICTURE], 'reason.title'],
  ['nothing is missing', { phase: 'confirm' }, [], undefined],
  ['it was weighed just now', { phase: 'confirm', failure: 'weighing.too-soon' }, [], 'soon.title'],
  ['it was weighed just now, and a picture is missing: one after the other', { failure: 'weighing.too-soon' }, PICTURE, 'soon.title'],
  ['it left with its sheet just now', { phase: 'confirm', failure: 'weighing.trip-too-short' }, [], 'trip.title'],
  ['its file says other axles', { phase: 'confirm', failure: 'weighing.other-axles' }, [], 'axles.title'],
  ['its file says other axles, and a picture is missing', { failure: 'weighing.other-axles' }, PICTURE, 'axles.title'],
  ['weighed again where it stands', { phase: 'released', recorded: 'tare', reweigh: true }, [], 'reweigh.title'],
  ['nobody attends', { attended: false }, DISPLAY, undefined],
] as const)('%s', (_, change, missing, title) => {
  expect(questionOf({ ...NOW, ...change }, missing)?.title).toBe(title);
}); // prettier-ignore

test('the reason for an incomplete capture goes with that, and with nothing else', () => {
  expect(acceptanceReason('incomplete', null, '屏坏了')).toBe('屏坏了');
  expect(acceptanceReason('confirm', null, '屏坏了')).toBe('');
  expect(acceptanceReason('steady', null, '屏坏了')).toBe('');
  expect(acceptanceReason('incomplete', 'weighing.too-soon', '装了货')).toBe('');
});
