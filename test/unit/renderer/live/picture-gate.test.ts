/** Which pictures go into the decoder: never one whose predecessor was thrown away. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_WAITING, PictureGate } from '../../../../renderer/live/picture-gate.ts';

describe('the gate before the decoder', () => {
  it('begins at a key picture and lets the following ones through', () => {
    const gate = new PictureGate();
    expect([false, true, false, false].map((key) => gate.admits(key, 0))).toEqual([false, true, true, true]);
    expect(gate.dropped).toBe(1);
  });

  it('once behind, drops up to the next key picture that finds room', () => {
    const gate = new PictureGate();
    gate.admits(true, 0);
    expect(gate.admits(false, MOST_WAITING - 1)).toBe(true);
    expect(gate.admits(false, MOST_WAITING)).toBe(false);
    expect(gate.admits(false, 0)).toBe(false);
    expect(gate.admits(true, MOST_WAITING)).toBe(false);
    expect(gate.admits(false, 0)).toBe(false);
    expect(gate.admits(true, 0)).toBe(true);
    expect(gate.admits(false, 0)).toBe(true);
  });

  it('shut, it waits for a key picture', () => {
    const gate = new PictureGate();
    gate.admits(true, 0);
    gate.shut();
    expect(gate.admits(false, 0)).toBe(false);
    expect(gate.admits(true, 0)).toBe(true);
  });

  it('for any stream and any load: what is admitted is a key picture or follows one without a gap', () => {
    const moments = fc.array(fc.record({ key: fc.boolean(), waiting: fc.nat(2 * MOST_WAITING), shut: fc.boolean() }));
    fc.assert(
      fc.property(moments, (all) => {
        const gate = new PictureGate();
        let unbroken = false;
        let refused = 0;
        for (const { key, shut, waiting } of all) {
          if (shut) {
            gate.shut();
            unbroken = false;
          }
          const admitted = gate.admits(key, waiting);
          if (admitted) {
            expect(key || unbroken).toBe(true);
            expect(waiting).toBeLessThan(MOST_WAITING);
          } else refused += 1;
          unbroken = admitted;
        }
        expect(gate.dropped).toBe(refused);
      }),
    );
  });
});
