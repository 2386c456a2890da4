/** Whatever comes, memory begins with a key picture, reaches back far enough and no further than a group, and is bounded. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CameraUnit } from '../../../native/camera/rtsp/rtsp-session.ts';
import { PictureMemory } from '../../../main/station/video/thread/picture-memory.ts';
import { madeFormat, madeUnit } from '../../unit/video/made-unit.ts';

const format = madeFormat();
const Steps = fc.array(
  fc.record({ afterMs: fc.nat(3000), key: fc.boolean(), bytes: fc.integer({ min: 1, max: 4000 }) }),
  { maxLength: 120 },
);

function played(steps: readonly { afterMs: number; key: boolean; bytes: number }[]): CameraUnit[] {
  let atMs = 0;
  return steps.map(({ afterMs, bytes, key }) => madeUnit(format, { atMs: (atMs += afterMs), bytes, key }));
}

test('with room enough: everything of the last keepMs that came after a key picture, and one group more at most', () => {
  fc.assert(
    fc.property(Steps, fc.nat(20_000), (steps, keepMs) => {
      const memory = new PictureMemory({ keepMs, mostBytes: 1e9 });
      const units = played(steps);
      for (const unit of units) memory.push(unit);
      const kept = memory.since(0);
      const firstKey = units.findIndex(({ key }) => key);
      expect(kept).toEqual(firstKey < 0 ? [] : units.slice(units.length - kept.length));
      if (kept.length === 0) return;
      expect(kept[0]?.key).toBe(true);
      const old = (units.at(-1)?.receivedMonotonic ?? 0) - keepMs;
      // Far enough back, unless the stream itself does not reach there.
      expect((kept[0]?.receivedMonotonic ?? 0) <= old || kept[0] === units[firstKey]).toBe(true);
      // No group that could have gone.
      const second = kept.slice(1).find(({ key }) => key);
      expect(second === undefined || second.receivedMonotonic > old).toBe(true);
      expect(memory.newestGroup()).toEqual(units.slice(units.findLastIndex(({ key }) => key)));
    }),
  );
});

test('never more bytes than allowed; what had to go for that is counted', () => {
  fc.assert(
    fc.property(Steps, fc.integer({ min: 1, max: 20_000 }), (steps, mostBytes) => {
      const memory = new PictureMemory({ keepMs: 1e9, mostBytes });
      const units = played(steps);
      for (const unit of units) {
        memory.push(unit);
        expect(memory.bytes).toBeLessThanOrEqual(mostBytes);
        expect(memory.since(0)[0]?.key ?? true).toBe(true);
      }
      expect(memory.since(0).length + memory.dropped).toBe(units.length);
    }),
  );
});

test('since: from the first key picture that is not older', () => {
  fc.assert(
    fc.property(Steps, fc.nat(60_000), (steps, sinceMs) => {
      const memory = new PictureMemory({ keepMs: 1e9, mostBytes: 1e9 });
      const units = played(steps);
      for (const unit of units) memory.push(unit);
      const from = units.findIndex(({ key, receivedMonotonic }) => key && receivedMonotonic >= sinceMs);
      expect(memory.since(sinceMs)).toEqual(from < 0 ? [] : units.slice(from));
    }),
  );
});
