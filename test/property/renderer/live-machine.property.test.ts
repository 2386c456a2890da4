/** What must hold of a live picture whatever happens in whatever order. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LiveState } from '../../../preload/contract/live.ts';
import {
  ASLEEP,
  OLD_AFTER_MS,
  step,
  viewOf,
  type LiveEvent,
  type LiveMachine,
} from '../../../renderer/live/live-machine.ts';

const STREAMS = ['main', 'sub', 'pictures'] as const;
const states = fc.constantFrom<LiveState>(
  { kind: 'connecting' },
  { kind: 'playing' },
  { kind: 'silent' },
  { kind: 'no-such-stream' },
  { kind: 'waiting', code: 'camera.refused', retryInMs: 1000 },
);
/** `back` tickets ago: mostly the line's own, some that are long over. */
const happenings = fc.array(
  fc.record({
    afterMs: fc.oneof(fc.nat(400), fc.nat(40_000)),
    back: fc.constantFrom(0, 0, 0, 1, 2),
    what: fc.oneof(
      { weight: 3, arbitrary: fc.constant('presented' as const) },
      { weight: 3, arbitrary: states },
      fc.constantFrom('port', 'port', 'refused', 'closed', 'unsupported', 'fault', 'tick', 'back', 'want', 'leave'),
    ),
  }),
  { maxLength: 120 },
);

const eventOf = (what: LiveState | string, ticket: number): LiveEvent => {
  if (typeof what === 'object') return { type: 'state', ticket, state: what };
  if (what === 'want' || what === 'leave') return { type: 'want', wanted: what === 'want' };
  return { type: what, ticket } as LiveEvent;
};

it('one line at a time, ended once; nothing once nobody looks; live only what is new; back to life by itself', () => {
  fc.assert(
    fc.property(happenings, (all) => {
      let machine: LiveMachine = ASLEEP;
      let now = 0;
      let last = 0;
      const open = new Set<number>();
      const ever = new Set<number>();
      let presentedAt = -Infinity;
      const happen = (event: LiveEvent): void => {
        // What the outside world ends is over without our doing.
        if (event.type === 'refused' || event.type === 'closed') open.delete(event.ticket);
        const before = machine;
        const { effects, machine: after } = step(machine, event, now, () => ++last);
        machine = after;
        for (const effect of effects) {
          if (effect.type === 'ask') {
            expect(ever.has(effect.ticket)).toBe(false);
            ever.add(effect.ticket);
            open.add(effect.ticket);
          } else open.delete(effect.ticket);
        }
        expect(open.size).toBeLessThanOrEqual(1);
        if (!machine.wanted) {
          expect(open.size).toBe(0);
          expect(effects.some(({ type }) => type === 'ask')).toBe(false);
        } else if (before.wanted && before.learnedAt !== null && machine.learnedAt !== null)
          // Within a viewing it never climbs but by beginning anew.
          expect(STREAMS.indexOf(machine.stream)).toBeGreaterThanOrEqual(STREAMS.indexOf(before.stream));
      };
      for (const { afterMs, back, what } of all) {
        now += afterMs;
        const event = eventOf(what, last - back);
        if (event.type === 'presented' && machine.line.kind === 'open') presentedAt = now;
        happen(event);
        const { picture, why } = viewOf(machine, now);
        if (picture === 'live') {
          expect(now - presentedAt).toBeLessThan(OLD_AFTER_MS);
          expect(machine.line).toMatchObject({ kind: 'open', state: { kind: 'playing' } });
          expect(why).toBeNull();
        } else expect(why).not.toBeNull();
      }

      // Somebody looks, the station is well: it becomes live within a minute of beats, without anybody's doing.
      happen({ type: 'want', wanted: true });
      for (let beat = 0; beat < 600 && viewOf(machine, now).picture !== 'live'; beat += 1) {
        now += 125;
        happen({ type: 'tick' });
        if (machine.line.kind === 'asked') happen({ type: 'port', ticket: machine.line.ticket });
        if (machine.line.kind !== 'open') continue;
        happen({ type: 'state', ticket: machine.line.ticket, state: { kind: 'playing' } });
        happen({ type: 'presented' });
      }
      expect(viewOf(machine, now).picture).toBe('live');
    }),
  );
});
