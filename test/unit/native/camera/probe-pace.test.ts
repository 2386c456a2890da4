import { expect, test } from 'vitest';
import type { CameraErrorCode } from '../../../../native/camera/camera-error.ts';
import { nextProbeMs, PROBE_EVERY_MS } from '../../../../native/camera/probe-pace.ts';

test.each<[number, CameraErrorCode | null, number]>([
  [0, null, 30_000],
  [1, 'camera.timeout', 1000],
  [2, 'camera.timeout', 2000],
  [3, 'camera.refused', 5000],
  [4, 'camera.truncated', 10_000],
  [400, 'camera.timeout', 10_000],
  // A person has to mend these; and who repeats a wrong password is locked out.
  [1, 'camera.foreign-host', 30_000],
  [1, 'camera.unauthorised', 300_000],
  [9, 'camera.unauthorised', 300_000],
])('after %i failures (%s): %i ms', (failures, code, ms) => {
  expect(nextProbeMs(failures, code, PROBE_EVERY_MS)).toBe(ms);
});

test('never slower than while all is well', () => {
  for (const failures of [0, 1, 2, 3, 4, 5]) expect(nextProbeMs(failures, 'camera.timeout', 20)).toBe(20);
});
