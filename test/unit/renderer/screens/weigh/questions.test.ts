/** Which question is asked, and when its reason is sent. */
import { describe, expect, test } from 'vitest';
import {
  acceptance,
  NOTHING_ACCEPTED,
  questionOf,
  stillAccepted,
} from '../../../../../renderer/screens/weigh/questions.ts';

const DISPLAY = [{ code: 'camera.display-differs' }] as const;
const PICTURE = [{ code: 'camera.timeout' }] as const;
const NOW = {
  attended: true,
  axlesAbove: null,
  failure: null,
  phase: 'incomplete',
  recorded: null,
  reweigh: false,
} as const;

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
  ['its file says fewer axles', { phase: 'confirm', failure: 'weighing.other-axles', axlesAbove: 'reason' }, [], 'axles.above-title'],
  ['and why was said', { phase: 'confirm', failure: 'weighing.other-axles', axlesAbove: 'manager' }, [], 'axles.manager-title'],
  ['weighed again where it stands', { phase: 'released', recorded: 'tare', reweigh: true }, [], 'reweigh.title'],
  ['nobody attends', { attended: false }, DISPLAY, undefined],
] as const)('%s', (_, change, missing, title) => {
  expect(questionOf({ ...NOW, ...change }, missing)?.title).toBe(title);
}); // prettier-ignore

describe('why a picture may be missing holds', () => {
  const capture = { id: 'one', images: [{ sha256: 'front' }], missing: [{ role: 'rear', code: 'camera.timeout' }] };
  const said = acceptance('相机故障', capture as never);
  test.each([
    ['while a doubt is asked after it', capture, '相机故障'],
    ['not of pictures that were taken again', { ...capture, images: [{ sha256: 'other' }] }, ''],
    ['not of more that is missing', { ...capture, missing: [] }, ''],
    ['not of another truck', { ...capture, id: 'two' }, ''],
    ['not where nothing waits', null, ''],
  ])('%s', (_, now, reason) => {
    expect(stillAccepted(said, now as never)).toBe(reason);
  });
  test('nothing was said', () => {
    expect(stillAccepted(NOTHING_ACCEPTED, capture as never)).toBe('');
    expect(stillAccepted(NOTHING_ACCEPTED, null)).toBe('');
  });
});
