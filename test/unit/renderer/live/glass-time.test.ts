import { describe, expect, it } from 'vitest';
import { glassTimeUs } from '../../../../renderer/live/glass-time.ts';

describe('glass-time', () => {
  it('lets two pictures a second look quicker than the screen changes', () => {
    expect(glassTimeUs(500_000)).toBeLessThan(16_667);
  });

  it('keeps 25, 30 and 60 pictures a second apart, and in their order', () => {
    for (const rate of [25, 30, 60]) {
      const times = Array.from({ length: 1000 }, (_, nth) => glassTimeUs((nth * 1_000_000) / rate));
      expect(new Set(times).size).toBe(1000);
      expect(times.toSorted((one, other) => one - other)).toEqual(times);
    }
  });
});
