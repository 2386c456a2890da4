/** Corners stay in the picture, whole pixels; a mark is taken over into a picture of another size. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DisplayMark } from '../../../../../preload/contract/camera-display.ts';
import {
  markFor,
  nearestCorner,
  nextCorner,
  nextDecimals,
  otherType,
  otherUnit,
  panelHeight,
  pushedCorner,
  withCorner,
  type Corner,
} from '../../../../../renderer/screens/cameras/display-mark.ts';

const HD = { width: 1920, height: 1080 };
const MARK: DisplayMark = {
  corners: [
    [860, 560],
    [1024, 577],
    [1021, 621],
    [857, 613],
  ],
  digits: 6,
  type: 'segments',
  unit: 'kg',
  decimals: 0,
  pictureSize: [1920, 1080],
};

test('where nothing is marked a frame stands in the middle, large enough to be read', () => {
  const mark = markFor(HD, null);
  expect(mark).toMatchObject({ digits: 6, type: 'segments', unit: 'kg', decimals: 0, pictureSize: [1920, 1080] });
  expect(panelHeight(mark)).toBe(64);
});

test('a mark fits into a smaller picture of the same shape, and begins anew in one of another', () => {
  expect(markFor({ width: 960, height: 540 }, MARK)).toEqual({
    ...MARK,
    corners: [
      [430, 280],
      [512, 289],
      [511, 311],
      [429, 307],
    ],
    pictureSize: [960, 540],
  });
  const other = markFor({ width: 640, height: 480 }, { ...MARK, digits: 5, unit: 't', decimals: 2 });
  expect(other).toMatchObject({ digits: 5, unit: 't', decimals: 2, pictureSize: [640, 480] });
  expect(other.corners[0]).toEqual([282, 226]);
  expect(markFor(HD, MARK)).toEqual(MARK);
});

test('how high it is: the mean of both sides', () => expect(panelHeight(MARK)).toBe(49));

test.each([
  ['ArrowLeft', [859, 560]],
  ['ArrowRight', [861, 560]],
  ['ArrowUp', [860, 559]],
  ['ArrowDown', [860, 561]],
  ['Home', [860, 560]],
] as const)('%s moves the corner and no other', (key, to) => {
  expect(pushedCorner(MARK, 0, key, 1).corners).toEqual([to, ...MARK.corners.slice(1)]);
});

test('whatever is pushed or drawn stays in the picture, in whole pixels', () => {
  const number = fc.double({ min: -5000, max: 5000, noNaN: true });
  fc.assert(
    fc.property(fc.constantFrom<Corner>(0, 1, 2, 3), number, number, (corner, x, y) => {
      const [a, b] = withCorner(MARK, corner, [x, y]).corners[corner];
      expect(Number.isInteger(a) && Number.isInteger(b)).toBe(true);
      expect(a >= 0 && a < 1920 && b >= 0 && b < 1080).toBe(true);
    }),
  );
});

test('Tab goes round, a pointer takes the nearest', () => {
  expect([nextCorner(0, 1), nextCorner(3, 1), nextCorner(0, -1)]).toEqual([1, 0, 3]);
  expect(nearestCorner(MARK, [1000, 640])).toBe(2);
});

test('what a key changes: type, unit with its usual decimals, decimals in turn', () => {
  expect(otherType(MARK).type).toBe('dots');
  expect(otherType(otherType(MARK))).toEqual(MARK);
  expect(otherUnit(MARK)).toMatchObject({ unit: 't', decimals: 2 });
  expect(otherUnit(otherUnit(MARK))).toEqual(MARK);
  expect([0, 1, 2, 3].map((decimals) => nextDecimals({ ...MARK, decimals }).decimals)).toEqual([1, 2, 3, 0]);
});
