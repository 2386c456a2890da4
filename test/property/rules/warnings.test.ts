/** Whatever warns and however the clock runs: no deadline comes unheard but for the budget, and the budget holds. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  isAudible,
  marksReached,
  nextMarkMs,
  stageOf,
} from '../../../main/station/rules/warning-escalation.ts';
import {
  groupOf,
  SOUNDS_AN_HOUR,
  soundNow,
  type Audible,
  type Sounded,
} from '../../../main/station/rules/warning-groups.ts';
import { awaitsUs, platformState, type Step } from '../../../main/station/rules/warning-state.ts';
import type { EpochMs } from '../../../preload/contract/vocabulary.ts';

const HOUR_MS = 3_600_000;
const ms = fc.integer({ min: 0, max: 200 * HOUR_MS }).map((at) => at as EpochMs);
const term = fc.record({ raisedAtMs: ms, dueAtMs: fc.option(ms, { nil: null }) });

it('what was reached stays reached, and who wakes at each next mark misses none', () =>
  fc.assert(
    fc.property(term, ms, ms, (one, a, b) => {
      const [early, late] = [Math.min(a, b) as EpochMs, Math.max(a, b) as EpochMs];
      const first = marksReached(one, early);
      const all = marksReached(one, late);
      expect(all).toEqual(expect.arrayContaining(first));
      const seen = new Set(first);
      let now = early;
      for (let next = nextMarkMs(one, now); next !== null && next <= late; next = nextMarkMs(one, now)) {
        expect(next).toBeGreaterThan(now);
        now = next;
        for (const mark of marksReached(one, now)) seen.add(mark);
      }
      expect([...seen].sort()).toEqual([...all].sort());
    }),
  ));

it('overdue exactly from its deadline on', () =>
  fc.assert(
    fc.property(term, ms, (one, now) => {
      expect(stageOf(one, now) === 'overdue').toBe(one.dueAtMs !== null && now >= one.dueAtMs);
    }),
  ));

const audible = fc.record({
  warningId: fc.uuid(),
  mark: fc.constantFrom<Audible['mark']>('raised', 'half', 'quarter', 'hour', 'overdue', 'returned'),
  level: fc.constantFrom<Audible['level']>('medium', 'high', 'critical'),
  code: fc.constantFrom('over-limit-exit', 'device-offline'),
  subject: fc.constantFrom('晋C12345', 'cam-front', ''),
});

it('at most five in any hour, none twice within one; what is heard is among the worst', () => {
  let heard = 0;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 900_000 }), fc.array(audible, { maxLength: 4 }))),
      (day) => {
        const sounded: Sounded[] = [];
        let now = 0;
        for (const [pause, candidates] of day) {
          now += pause;
          const one = soundNow(candidates, sounded, now as EpochMs);
          if (one === null) continue;
          heard += 1;
          expect(candidates).toContain(one);
          if (candidates.some(({ level }) => level === 'critical') && one.level !== 'critical') {
            const critical = candidates.filter(({ level }) => level === 'critical');
            expect(critical.every((each) => sounded.some(({ group }) => group === groupOf(each)))).toBe(true);
          }
          sounded.push({ group: groupOf(one), atMs: now as EpochMs });
        }
        for (const { atMs, group } of sounded) {
          const hour = sounded.filter((other) => other.atMs >= atMs && other.atMs < atMs + HOUR_MS);
          expect(hour.length).toBeLessThanOrEqual(SOUNDS_AN_HOUR);
          expect(hour.filter((other) => other.group === group)).toHaveLength(1);
        }
      },
    ),
  );
  expect(heard).toBeGreaterThan(100);
});

it('a clock that was set back silences for an hour at most', () => {
  const sounded = Array.from({ length: SOUNDS_AN_HOUR }, (_, nth) => ({
    group: String(nth),
    atMs: (50 * HOUR_MS) as EpochMs,
  }));
  const one: Audible = { warningId: 'w', mark: 'overdue', level: 'high', code: 'c', subject: 's' };
  expect(soundNow([one], sounded, (40 * HOUR_MS) as EpochMs)).toBe(one);
});

it('information is never heard', () =>
  fc.assert(
    fc.property(audible, ({ mark }) => {
      expect(isAudible('info', mark)).toBe(false);
    }),
  ));

const steps = fc
  .uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 50 }),
      step: fc.constantFrom<Step['step']>('rectified', 'returned', 'closed'),
      atMs: fc.integer({ min: 0, max: 20 }).map((at) => at as EpochMs),
    }),
    { selector: ({ id }) => id, maxLength: 8 },
  )
  .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));

it('a state does not depend on the order in which its steps are looked at', () =>
  fc.assert(
    fc.property(steps, fc.boolean(), fc.boolean(), ([list, shuffled], owned, received) => {
      const state = platformState(list, { owned, received });
      expect(platformState(shuffled, { owned, received })).toBe(state);
      const ends = list.filter(({ step }) => step !== 'rectified');
      const last = Math.max(...ends.map(({ atMs }) => atMs));
      expect(state === 'closed').toBe(ends.some(({ atMs, step }) => step === 'closed' && atMs === last));
      expect(awaitsUs(state)).toBe(['raised', 'acknowledged', 'returned'].includes(state));
    }),
  ));
