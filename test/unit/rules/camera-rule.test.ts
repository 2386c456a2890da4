/** Large enough or not, by what was measured. */
import { expect, it } from 'vitest';
import { judgePicture, judgeVideo } from '../../../main/station/rules/camera-rule.ts';

it.each([
  ['front', 1920, 1080, true],
  ['rear', 1600, 1200, false],
  ['rear', 2000, 1000, true],
  [null, 1920, 1080, true],
  ['gate-in', 1920, 1080, false],
  ['gate-out', 2560, 1440, false],
  ['gate-in', 2688, 1520, true],
] as const)('a picture of %s, %d×%d: %s', (role, width, height, ok) => {
  expect(judgePicture(role, { width, height }).ok).toBe(ok);
});

it.each([
  [1280, 720, true],
  [720, 1280, true],
  [1920, 700, false],
  [1279, 720, false],
])('video of %d×%d: %s', (width, height, ok) => {
  expect(judgeVideo({ width, height }).ok).toBe(ok);
});

it('nothing measured is neither', () => {
  expect([judgePicture('front', null).ok, judgeVideo(null).ok]).toEqual([null, null]);
});
