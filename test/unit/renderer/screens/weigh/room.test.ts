import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roomFor } from '../../../../../renderer/screens/weigh/room.ts';

describe('how much more', () => {
  test.each([
    // weight, limit, tare, approved load, room
    [48_620, 49_000, 16_200, null, { kg: 380, bound: 'limit' }],
    [48_620, 49_000, null, 33_000, { kg: 380, bound: 'limit' }],
    [48_620, 49_000, 16_200, 32_500, { kg: 80, bound: 'load' }],
    [48_620, 49_000, 16_200, 32_800, { kg: 380, bound: 'limit' }],
    [48_620, null, 16_200, 32_400, { kg: -20, bound: 'load' }],
    [49_020, 49_000, 16_200, 30_000, { kg: -20, bound: 'limit' }],
    [48_620, null, null, 32_400, null],
    [48_620, null, 16_200, null, null],
  ] as const)('%i kg, limit %s, tare %s, approved %s', (weightKg, limitKg, tareKg, approvedLoadKg, room) => {
    expect(roomFor({ weightKg, limitKg, tareKg, approvedLoadKg })).toEqual(room);
  });
});

test('there is room only where neither bound is exceeded', () => {
  const mass = fc.integer({ min: 0, max: 100_000 });
  fc.assert(
    fc.property(mass, mass, mass, mass, (weightKg, limitKg, tareKg, approvedLoadKg) => {
      const room = roomFor({ weightKg, limitKg, tareKg, approvedLoadKg });
      expect((room?.kg ?? -1) >= 0).toBe(weightKg <= limitKg && weightKg - tareKg <= approvedLoadKg);
    }),
  );
});
