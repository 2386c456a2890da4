/** A main thread that takes everything, one that takes nothing for a while, and what is dropped meanwhile. */
import { describe, expect, test } from 'vitest';
import type { FeedUnit } from '../../../main/station/video/feed.ts';
import { Forward } from '../../../main/station/video/thread/forward.ts';
import { madeFormat, madeUnit } from './made-unit.ts';

function forward() {
  const taken = new Int32Array(new SharedArrayBuffer(4));
  const units: FeedUnit[] = [];
  const formats: number[] = [];
  const one = new Forward(taken.buffer, {
    onFormat: ({ width }) => formats.push(width),
    onUnit: (unit) => units.push(unit),
  });
  return { one, taken, units, formats };
}

describe('forward', () => {
  test('begins with a key picture, and says its format before it', () => {
    const { formats, one, units } = forward();
    const format = madeFormat();
    one.push(madeUnit(format, { atMs: 0, key: false }));
    expect(formats).toEqual([]);
    one.push(madeUnit(format, { atMs: 40, key: true }));
    one.push(madeUnit(format, { atMs: 80, key: false }));
    expect(formats).toEqual([1280]);
    expect(units.map(({ key, timestampUs }) => [key, timestampUs])).toEqual([
      [true, 40_000],
      [false, 80_000],
    ]);
    // Sets, then the picture: 4 + 25 bytes of the one, 4 + 4 of the other, 4 + 100.
    expect(units.map(({ data }) => data.byteLength)).toEqual([141, 104]);
    expect(one.dropped).toBe(0);
  });

  test('another connection is said as another format', () => {
    const { formats, one } = forward();
    one.push(madeUnit(madeFormat(), { atMs: 0, key: true }));
    one.push(madeUnit(madeFormat(), { atMs: 0, key: true }));
    expect(formats).toEqual([1280, 1280]);
  });

  test('what is not taken is dropped up to the next key picture, and counted', () => {
    const { one, taken, units } = forward();
    const format = madeFormat();
    const at = (number: number) => madeUnit(format, { atMs: number * 40, key: number % 50 === 0 });
    for (let number = 0; number < 310; number += 1) one.push(at(number));
    expect(units).toHaveLength(300);
    expect(one.dropped).toBe(10);
    Atomics.store(taken, 0, 300);
    for (let number = 310; number < 352; number += 1) one.push(at(number));
    expect(units).toHaveLength(302);
    expect(units[300]).toMatchObject({ key: true, timestampUs: 350 * 40_000 });
    expect(one.dropped).toBe(50);
  });

  test('large pictures: sixteen megabytes are enough', () => {
    const { one, units } = forward();
    const format = madeFormat();
    for (let number = 0; number < 20; number += 1)
      one.push(madeUnit(format, { atMs: number * 40, key: true, bytes: 4 * 1024 * 1024 }));
    expect(units).toHaveLength(4);
    expect(one.dropped).toBe(16);
  });
});
