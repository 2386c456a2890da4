/** Motion in small grey pictures: vehicles, and everything that is none. */
import { describe, expect, it } from 'vitest';
import { GateMotion, MOTION_GRID } from '../../../main/station/rules/gate-motion.ts';

const { width, height } = MOTION_GRID;

/** A yard with some structure, under some light, with noise, and perhaps something in it. */
function look(options: { light?: number; patch?: number; at?: number; seed?: number } = {}): Uint8Array {
  const { light = 0, patch = 0, at = 0, seed = 1 } = options;
  let state = seed * 7919;
  const noise = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return (state / 2_147_483_648) * 6 - 3;
  };
  return Uint8Array.from({ length: width * height }, (_, cell) => {
    const [x, y] = [cell % width, Math.floor(cell / width)];
    const inside = x >= at && x < at + patch && y >= 6 && y < 6 + Math.min(patch, 12);
    const value = (inside ? 190 : 70 + ((x * 5 + y * 3) % 40)) + light + noise();
    return Math.max(0, Math.min(255, Math.round(value)));
  });
}

function settled(): GateMotion {
  const motion = new GateMotion();
  for (let seed = 1; seed < 12; seed += 1) expect(motion.take(look({ seed }))).toBeNull();
  return motion;
}

describe('motion', () => {
  it('a truck drives through: one beginning, one end', () => {
    const motion = settled();
    const seen = Array.from({ length: 14 }, (_, step) =>
      motion.take(look({ seed: 50 + step, patch: step < 10 ? 10 : 0, at: step * 2 })),
    );
    expect(seen.filter((change) => change === true)).toHaveLength(1);
    expect(seen.filter((change) => change === false)).toHaveLength(1);
    expect(seen[0]).toBe(true);
  });

  it('a truck that waits for the barrier is one', () => {
    const motion = settled();
    const seen = Array.from({ length: 40 }, (_, step) =>
      motion.take(look({ seed: step + 2, patch: step < 30 ? 11 : 0, at: 8 })),
    );
    expect(seen.filter((change) => change === true)).toHaveLength(1);
  });

  it.each<[string, (step: number) => Parameters<typeof look>[0]]>([
    ['noise', (step) => ({ seed: step })],
    ['a cloud', (step) => ({ seed: step, light: -step * 2 })],
    ['lamps that are switched on', (step) => ({ seed: step, light: step > 5 ? 60 : 0 })],
    ['a bird', (step) => ({ seed: step, patch: step === 4 ? 3 : 0, at: 12 })],
  ])('%s is none', (_name, at) => {
    const motion = settled();
    for (let step = 1; step < 25; step += 1) expect(motion.take(look(at(step)))).toBeNull();
  });

  it('another picture altogether is learnt anew', () => {
    const motion = settled();
    const other = (seed: number): Uint8Array =>
      look({ seed }).map((value, cell) => (cell % 2 === 0 ? 255 - value : value >> 1));
    for (let step = 1; step < 8; step += 1) expect(motion.take(other(step))).toBeNull();
  });

  it('cells of another number are a defect', () => {
    expect(() => new GateMotion().take(new Uint8Array(3))).toThrow(RangeError);
  });
});
