import { expect, test } from 'vitest';
import { EnterGuard } from '../../../../renderer/components/enter-guard.ts';

test('Enter is dead for 400 ms after its meaning changed, and only then', () => {
  const guard = new EnterGuard();
  guard.means('print', 1000);
  expect(guard.allows(1399)).toBe(false);
  expect(guard.allows(1400)).toBe(true);
  guard.means('print', 1500);
  expect(guard.allows(1500)).toBe(true);
  guard.means('retake', 1600);
  expect(guard.allows(1700)).toBe(false);
});
