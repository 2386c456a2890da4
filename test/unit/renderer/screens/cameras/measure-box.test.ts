import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawn, firstBox, pushed, within } from '../../../../../renderer/screens/cameras/measure-box.ts';

const FULL = { width: 1920, height: 1080 };

test('it begins in the middle, about as large as a plate', () => {
  expect(firstBox(FULL)).toEqual({ x: 880, y: 513, width: 160, height: 54 });
});

test('arrows move it, with Shift they resize it, and the edge of the picture stops both', () => {
  const box = firstBox(FULL);
  expect(pushed(box, 'ArrowLeft', false, 20, FULL)).toEqual({ ...box, x: 860 });
  expect(pushed(box, 'ArrowDown', true, 2, FULL)).toEqual({ ...box, height: 56 });
  expect(pushed({ ...box, x: 1760 }, 'ArrowRight', false, 20, FULL).x).toBe(1760);
  expect(pushed({ ...box, width: 4 }, 'ArrowLeft', true, 20, FULL).width).toBe(4);
  expect(pushed(box, 'Home', true, 20, FULL)).toEqual(box);
});

test('drawn from any corner', () => {
  const box = { x: 100, y: 200, width: 60, height: 20 };
  expect(drawn({ x: 100, y: 200 }, { x: 160, y: 220 }, FULL)).toEqual(box);
  expect(drawn({ x: 160, y: 220 }, { x: 100, y: 200 }, FULL)).toEqual(box);
});

test('wherever it is put, it lies in the picture, in whole pixels', () => {
  const any = fc.double({ min: -5000, max: 5000, noNaN: true });
  fc.assert(
    fc.property(any, any, any, any, (x, y, width, height) => {
      const box = within({ x, y, width, height }, FULL);
      expect(Object.values(box).every(Number.isInteger)).toBe(true);
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(FULL.width);
      expect(box.y + box.height).toBeLessThanOrEqual(FULL.height);
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(4);
    }),
  );
});
