/** Whatever was recorded and whatever is typed: nothing is left out in silence, and a moment is one that can be. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { VideoFile } from '../../../preload/contract/video.ts';
import { allFilesIn } from '../../../renderer/screens/films/all-files.ts';
import { DAY_MS, dayOf, MINUTE_MS } from '../../../renderer/screens/films/day.ts';
import { barsOf } from '../../../renderer/screens/films/recorded.ts';
import { typedKey, type Typed } from '../../../renderer/screens/films/typed-moment.ts';
import { overGaps, played } from '../../../renderer/video/moment.ts';

const T0 = Date.parse('2026-11-30T00:00:00+08:00');
const files = fc
  .array(
    fc.record({
      fromS: fc.nat(86_400),
      longS: fc.integer({ min: 1, max: 900 }),
      camera: fc.constantFrom('front', 'rear'),
      state: fc.constantFrom('whole', 'salvaged', 'purged'),
    }),
    { maxLength: 60 },
  )
  .map((drawn) =>
    drawn.map(
      ({ camera, fromS, longS, state }, nth) =>
        ({
          clipId: `clip-${nth}`,
          nth: 0,
          cameraId: camera,
          cause: 'pass',
          state,
          from: new Date(T0 + fromS * 1000).toISOString(),
          to: new Date(T0 + (fromS + longS) * 1000).toISOString(),
        }) as VideoFile,
    ),
  );
const end = ({ to }: VideoFile): number => Date.parse(to ?? '');

describe('reading a day in answers of a few', () => {
  test('every file once, or it is said from when on they are missing', async () => {
    await fc.assert(
      fc.asyncProperty(
        files,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 12 }),
        async (all, each, pages) => {
          // As the station answers: what reaches into the time, oldest first, so many.
          const ask = ({ fromMs, toMs }: { fromMs: number; toMs: number }) => {
            const found = all
              .filter((file) => Date.parse(file.from) < toMs && end(file) > fromMs)
              .sort((a, b) => Date.parse(a.from) - Date.parse(b.from));
            return Promise.resolve({ files: found.slice(0, each), more: found.length > each });
          };
          const { files: read, untilMs } = await allFilesIn(ask, dayOf(T0), pages);
          const names = read.map(({ clipId }) => clipId);
          expect(new Set(names).size).toBe(names.length);
          const due = all.filter(({ from }) => Date.parse(from) < Math.min(untilMs ?? Infinity, T0 + DAY_MS));
          for (const { clipId } of due) expect(names).toContain(clipId);
          if (untilMs === null) expect(read).toHaveLength(due.length);
        },
      ),
    );
  });
});

describe('bars', () => {
  test('every second that a camera recorded lies in a bar of its state, and no bar where it recorded nothing near', () => {
    fc.assert(
      fc.property(files, fc.integer({ min: 0, max: 120_000 }), (drawn, resolutionMs) => {
        const all = drawn.toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from));
        const own = all.filter((file) => file.cameraId === 'front' && Date.parse(file.from) < T0 + DAY_MS);
        const bars = barsOf(all, 'front', dayOf(T0), T0 + 2 * DAY_MS, resolutionMs);
        expect(bars.reduce((sum, { files: count }) => sum + count, 0)).toBe(own.length);
        for (const file of own) {
          const until = Math.min(end(file), T0 + DAY_MS);
          expect(
            bars.some(
              ({ fromMs, state, toMs }) => state === file.state && fromMs <= Date.parse(file.from) && until <= toMs,
            ),
          ).toBe(true);
        }
        // Of one state they do not touch: those that would are one.
        for (const bar of bars)
          for (const other of bars)
            if (other !== bar && other.state === bar.state && other.fromMs >= bar.fromMs)
              expect(other.fromMs - bar.toMs).toBeGreaterThanOrEqual(resolutionMs);
      }),
    );
  });
});

describe('typing', () => {
  const keys = fc.array(fc.constantFrom(...'0123456789/.:', 'Enter', 'Backspace', 'a', 'F2'), { maxLength: 40 });
  test('whatever is pressed, one goes only to what has been, and four good digits always lead there', () => {
    fc.assert(
      fc.property(keys, fc.nat(23), fc.nat(59), fc.nat(DAY_MS - 1), (pressed, hours, minutes, into) => {
        const nowMs = T0 + into;
        let atMs = nowMs;
        let typed: Typed | null = null;
        for (const key of pressed) {
          const after = typedKey(typed, key, atMs, nowMs);
          if (after === null) continue;
          expect(after.goMs ?? 0).toBeLessThanOrEqual(nowMs);
          if (after.goMs !== null) expect(after).toMatchObject({ typed: null, wrong: null });
          typed = after.typed;
          atMs = after.goMs ?? atMs;
        }
        let after = null;
        let fresh: Typed | null = null;
        for (const digit of `${String(hours).padStart(2, '0')}${String(minutes).padStart(2, '0')}`) {
          after = typedKey(fresh, digit, atMs, T0 + 2 * DAY_MS);
          fresh = after?.typed ?? null;
        }
        expect(after?.goMs).toBe(dayOf(atMs).fromMs + hours * 60 * MINUTE_MS + minutes * MINUTE_MS);
      }),
    );
  });
});

describe('playing over gaps', () => {
  test('it never goes back, comes to every film, and stops only where none follows', () => {
    const films = fc.array(fc.record({ fromMs: fc.nat(5000), longMs: fc.integer({ min: 100, max: 800 }) }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(films, fc.integer({ min: 10, max: 90 }), (drawn, stepMs) => {
        const all = drawn.map(({ fromMs, longMs }) => ({ fromMs, toMs: fromMs + longMs, url: '', codec: null }));
        const onward = overGaps(all);
        const seen: number[] = [];
        let moment = { atMs: 0, playing: true };
        for (let turn = 0; turn < 2000 && moment.playing; turn += 1) {
          const next = played(moment, stepMs, 10_000, onward);
          expect(next.atMs).toBeGreaterThanOrEqual(moment.atMs);
          moment = next;
          seen.push(moment.atMs);
        }
        expect(moment.playing).toBe(false);
        for (const { fromMs, toMs } of all) expect(seen.some((at) => fromMs <= at && at <= toMs)).toBe(true);
      }),
    );
  });
});
