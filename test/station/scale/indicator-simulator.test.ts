/** The simulator itself: its bytes against captures of real indicators, its display against its deck. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { encodeToledo, encodeYaohua } from '../../sim/indicator/encoders.ts';
import { IndicatorSimulator } from '../../sim/indicator/indicator-simulator.ts';

const still = { decimals: 0, unit: 'kg', moving: false, tare: 0, outOfRange: false, checksum: 'right' } as const;
const hex = (bytes: Buffer) => bytes.toString('hex').toUpperCase();

describe('encoders', () => {
  it.each([
    ['capture of an A9: 1560', encodeYaohua({ ...still, value: 1560 }), '022B30303135363030313903'],
    ['capture of an A9: 1650', encodeYaohua({ ...still, value: 1650 }), '022B30303136353030313903'],
    ['a site in tonnes: 2.05', encodeYaohua({ ...still, value: 2.05, decimals: 2 }), '022B30303032303532314503'],
    [
      'layout of the IND245 manual: 32100 net, moving, tare 13100',
      encodeToledo({ ...still, value: 32_100, tare: 13_100, moving: true }),
      '022A39202033323130302031333130300D43',
    ],
    ['the same manual: 45200', encodeToledo({ ...still, value: 45_200 }), '022A30202034353230302020202020300D0C'],
  ])('%s', (_, bytes, expected) => {
    expect(hex(bytes)).toBe(expected);
  });

  it('makes a wrong checksum really wrong', () => {
    for (const value of [0, 20, 15_600]) {
      for (const encode of [encodeYaohua, encodeToledo]) {
        expect(hex(encode({ ...still, value, checksum: 'wrong' }))).not.toBe(hex(encode({ ...still, value })));
      }
    }
  });
});

describe('IndicatorSimulator', () => {
  let indicator: IndicatorSimulator | null = null;
  afterEach(() => indicator?.stop());

  it('shows steps of its division, tells each change, and comes to rest after a ramp', async () => {
    indicator = new IndicatorSimulator({ protocol: 'yaohua-tf0', rateHz: 50 });
    const shown: (number | null)[] = [];
    indicator.onShown((kilograms) => shown.push(kilograms));
    await indicator.start();
    indicator.ramp(40_000, 300);
    const simulator = indicator;
    await vi.waitFor(() => expect(simulator.shownKg).toBe(40_000), { timeout: 10_000 });
    expect(shown.length).toBeGreaterThan(3);
    expect(shown.every((kilograms) => kilograms !== null && kilograms % 20 === 0)).toBe(true);
    indicator.setTare(12_000);
    await vi.waitFor(() => expect(simulator.shownKg).toBe(28_000), { timeout: 10_000 });
    indicator.setTare(0);
    indicator.setWeight(150_000);
    await vi.waitFor(() => expect(simulator.shownKg).toBeNull(), { timeout: 10_000 });
  });
});
