import { expect, test } from 'vitest';
import { demandsOn, fits } from '../../../main/station/rules/camera-demands.ts';

const p720 = { width: 1280, height: 720 };

test.each([
  // N1: at the scale 2 million pixels
  ['front', { width: 1920, height: 1080 }, true],
  ['rear', { width: 1600, height: 1250 }, true],
  ['rear', { width: 1600, height: 1249 }, false],
  // N2: at the gate 4 million
  ['gate-in', { width: 1920, height: 1080 }, false],
  ['gate-out', { width: 2560, height: 1600 }, true],
  // Nothing is demanded of the office's picture
  ['office', { width: 640, height: 360 }, null],
] as const)('a picture of the %s of %o: %s', (role, picture, enough) => {
  expect(fits(demandsOn(role), { picture, video: p720 })).toEqual({ picture: enough, video: true });
});

test.each([
  [p720, true],
  [{ width: 1280, height: 719 }, false],
  [{ width: 1080, height: 1920 }, false],
])('N3: video of %o: %s', (video, enough) => {
  expect(fits(demandsOn('rear'), { picture: null, video })).toEqual({ picture: null, video: enough });
});

test('what was not measured is neither', () => {
  expect(fits(demandsOn('front'), { picture: null, video: null })).toEqual({ picture: null, video: null });
});
