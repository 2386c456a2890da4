/** A simulated camera and the product's driver for it, on a real socket, taken down after each test. */
import { afterEach } from 'vitest';
import { OnvifCamera, type OnvifCameraOptions } from '../../../native/camera/onvif-camera.ts';
import type { Picture } from '../../../native/camera/picture.ts';
import type { Clock, EpochMs, MonotonicMs } from '../../../preload/contract/vocabulary.ts';
import {
  OnvifCameraSimulator,
  type OnvifCameraSimulatorOptions,
} from '../../sim/onvif-camera/onvif-camera-simulator.ts';

export const CLOCK: Clock = {
  wall: () => Date.now() as EpochMs,
  monotonic: () => performance.now() as MonotonicMs,
};
const QUIET = { info: (): void => undefined, warn: (): void => undefined };

/**
 * Longer than the 3 s of a weighing: simulators paint their pictures on the same two cores as everything else here.
 * Tests that are about the deadline give their own.
 */
export const DEADLINE_MS = 15_000;

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});
export function afterThisTest(step: () => Promise<void>): void {
  undo.push(step);
}

export interface Rig {
  readonly simulator: OnvifCameraSimulator;
  readonly camera: OnvifCamera;
  readonly take: (deadlineMs?: number) => Promise<Picture>;
}

/** Not started: no probe takes a picture of its own unless the test calls `camera.start()`. */
export async function rig(
  simulated: Partial<OnvifCameraSimulatorOptions> = {},
  driver: Partial<OnvifCameraOptions> = {},
): Promise<Rig> {
  const simulator = new OnvifCameraSimulator({ role: 'front', displayText: () => '48620', ...simulated });
  await simulator.start();
  afterThisTest(() => simulator.stop());
  const { role } = { role: 'front' as const, ...simulated };
  const camera = new OnvifCamera({
    id: `cam-${role}`,
    role,
    address: simulator.address,
    username: simulator.username,
    password: simulator.password,
    clock: CLOCK,
    log: QUIET,
    ...driver,
  });
  afterThisTest(() => camera.stop());
  return { simulator, camera, take: (deadlineMs = DEADLINE_MS) => camera.takePicture({ deadlineMs }) };
}

/** @throws Error when there is no picture: the test then shows why */
export function good(picture: Picture): Extract<Picture, { ok: true }> {
  if (!picture.ok) throw new Error(`${picture.code}: ${picture.detail}`);
  return picture;
}
