import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Event,
  KILL_MS,
  RESTART_LIMIT,
  RESTART_WINDOW_MS,
  step,
  STOPPED,
  type Supervision,
} from '../../../main/supervisor/supervision.ts';

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Event>({ type: 'tick' }) },
  { weight: 3, arbitrary: fc.constant<Event>({ type: 'beat' }) },
  { weight: 2, arbitrary: fc.constant<Event>({ type: 'ready' }) },
  { weight: 2, arbitrary: fc.constant<Event>({ type: 'exited' }) },
  { weight: 1, arbitrary: fc.constant<Event>({ type: 'starting', progress: { step: 'migrate', done: 1, of: 3 } }) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('station.folder-in-use', 'config.invalid', 'store.failed', 'station.key-sealed')
      .map((code): Event => ({ type: 'failed', failure: { code: code, params: {} } })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Event>({ type: 'start' }, { type: 'retry' }, { type: 'renew' }, { type: 'stop' }),
  },
);
const history = fc.array(
  fc.tuple(fc.oneof(fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 0, max: 60_000 })), event),
  {
    maxLength: 300,
  },
);

const alive = (phase: Supervision['phase']): boolean =>
  ['starting', 'ready', 'slow', 'renewing', 'stopping'].includes(phase);

describe('whatever happens, in whatever order', () => {
  it('there is never more than one station, and none that nobody watches', () => {
    fc.assert(
      fc.property(history, (events) => {
        let state = STOPPED;
        let running = false;
        let now = 0;
        for (const [wait, happened] of events) {
          now += wait;
          // A process that is not there cannot say or do anything.
          if (!running && ['beat', 'ready', 'renew', 'exited', 'starting', 'failed'].includes(happened.type)) continue;
          const next = step(state, happened, now);
          if (happened.type === 'exited') running = false;
          for (const effect of next.effects) {
            if (effect === 'kill') running = false;
            if (effect === 'spawn') {
              expect(running).toBe(false);
              running = true;
            }
            if (effect === 'ask-to-stop') expect(running).toBe(true);
          }
          state = next.state;
          expect(alive(state.phase)).toBe(running);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('between two words of a person it is started at most six times in ten minutes', () => {
    fc.assert(
      fc.property(history, (events) => {
        let state = STOPPED;
        let spawns: number[] = [];
        let now = 0;
        for (const [wait, happened] of events) {
          now += wait;
          if (['start', 'retry', 'renew', 'stop'].includes(happened.type)) spawns = [];
          const next = step(state, happened, now);
          if (next.effects.includes('spawn')) spawns.push(now);
          state = next.state;
          const recent = spawns.filter((at) => now - at < RESTART_WINDOW_MS);
          // The first start, the five restarts, and the waits that lie between counting a restart and carrying it out.
          expect(recent.length).toBeLessThanOrEqual(RESTART_LIMIT + 1);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('a station that speaks at least every 10 s is never killed, unless it failed', () => {
    const talk = fc.constantFrom<Event>(
      { type: 'beat' },
      { type: 'ready' },
      { type: 'starting', progress: { step: '', done: 0, of: 1 } },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: KILL_MS - 500 }), talk), { maxLength: 50 }), (words) => {
        let { state } = step(STOPPED, { type: 'start' }, 0);
        ({ state } = step(state, { type: 'ready' }, 0));
        let now = 0;
        for (const [pause] of words) {
          for (const until = now + pause; now < until; now += 250) {
            const quiet = step(state, { type: 'tick' }, now);
            expect(quiet.effects).toEqual([]);
            state = quiet.state;
          }
          ({ state } = step(state, { type: 'beat' }, now));
          expect(state.phase).toBe('ready');
        }
      }),
    );
  });
});
