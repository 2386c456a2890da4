import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../preload/contract/errors.ts';
import {
  type Effect,
  type Event,
  type Phase,
  step,
  STOPPED,
  type Supervision,
} from '../../../main/supervisor/supervision.ts';

const failed = (code: ErrorCode): Event => ({ type: 'failed', failure: { code, params: {} } });
const working: Event = { type: 'starting', progress: { step: 'migrate', done: 1, of: 2 } };

/** Plays `[time in ms, event, phase after it, effects of it]`; between two rows ticks come as they do in life. */
function play(rows: readonly (readonly [number, Event['type'] | Event, Phase, ...Effect[]])[]): Supervision {
  let state = STOPPED;
  let now = 0;
  for (const [at, what, phase, ...effects] of rows) {
    for (; now + 250 < at; now += 250) {
      const quiet = step(state, { type: 'tick' }, now + 250);
      expect([now + 250, ...quiet.effects], 'nothing happens between the rows').toEqual([now + 250]);
      state = quiet.state;
    }
    now = at;
    const next = step(state, typeof what === 'string' ? ({ type: what } as Event) : what, at);
    expect([at, what, next.state.phase, ...next.effects]).toEqual([at, what, phase, ...effects]);
    state = next.state;
  }
  return state;
}

describe('a station', () => {
  it('starts, runs and is stopped', () => {
    play([
      [0, 'start', 'starting', 'spawn'],
      [900, 'ready', 'ready'],
      [1900, 'beat', 'ready'],
      [2900, 'beat', 'ready'],
      [3000, 'stop', 'stopping', 'ask-to-stop'],
      [3500, 'exited', 'stopped'],
    ]);
  });

  it('that asks to be started anew is stopped in order and started at once, and nothing is counted', () => {
    const state = play([
      [0, 'start', 'starting', 'spawn'],
      [900, 'renew', 'starting'],
      [1000, 'ready', 'ready'],
      [1500, 'renew', 'renewing', 'ask-to-stop'],
      [1600, 'renew', 'renewing'],
      [1900, 'exited', 'starting', 'spawn'],
      [2500, 'ready', 'ready'],
      [3000, 'renew', 'renewing', 'ask-to-stop'],
      [12_999, 'tick', 'renewing'],
      [13_000, 'tick', 'starting', 'kill', 'spawn'],
      [13_500, 'ready', 'ready'],
      [14_000, 'renew', 'renewing', 'ask-to-stop'],
      [14_100, 'stop', 'stopping'],
      [14_200, 'exited', 'stopped'],
    ]);
    expect(state).toMatchObject({ attempt: 0, restarts: [] });
  });

  it('that is silent is slow after 3 s, well again at its next beat, killed after 10 s', () => {
    play([
      [0, 'start', 'starting', 'spawn'],
      [1000, 'ready', 'ready'],
      [3999, 'tick', 'ready'],
      [4000, 'tick', 'slow'],
      [7000, 'beat', 'ready'],
      [9999, 'tick', 'ready'],
      [10_000, 'tick', 'slow'],
      [16_999, 'tick', 'slow'],
      [17_000, 'tick', 'restarting', 'kill'],
      [17_500, 'tick', 'starting', 'spawn'],
    ]);
  });

  it('is not killed while it says how far its start is, for as long as that takes', () => {
    const rows: [number, Event | Event['type'], Phase, ...Effect[]][] = [[0, 'start', 'starting', 'spawn']];
    for (let at = 1000; at <= 20 * 60_000; at += 1000) rows.push([at, working, 'starting']);
    play([...rows, [20 * 60_000 + 9_999, 'tick', 'starting'], [20 * 60_000 + 10_000, 'tick', 'restarting', 'kill']]);
  });

  it('that never said a word is killed after 30 s', () => {
    play([
      [0, 'start', 'starting', 'spawn'],
      [29_999, 'tick', 'starting'],
      [30_000, 'tick', 'restarting', 'kill'],
    ]);
  });

  it('that crashes is restarted after 0.5, 1, 2, 5, 15 s, and given up the sixth time in ten minutes', () => {
    const state = play([
      [0, 'start', 'starting', 'spawn'],
      [100, 'exited', 'restarting'],
      [600, 'tick', 'starting', 'spawn'],
      [700, 'exited', 'restarting'],
      [1_700, 'tick', 'starting', 'spawn'],
      [1_800, 'exited', 'restarting'],
      [3_800, 'tick', 'starting', 'spawn'],
      [3_900, 'exited', 'restarting'],
      [8_900, 'tick', 'starting', 'spawn'],
      [9_000, 'exited', 'restarting'],
      [24_000, 'tick', 'starting', 'spawn'],
      [24_100, 'exited', 'given-up'],
      // A person asks: everything from the beginning.
      [60_000, 'retry', 'starting', 'spawn'],
      [60_100, 'exited', 'restarting'],
      [60_600, 'tick', 'starting', 'spawn'],
    ]);
    expect(state.attempt).toBe(1);
  });

  it('that crashes every three minutes is not given up, and waits up to 30 s', () => {
    let state = step(STOPPED, { type: 'start' }, 0).state;
    const waits: number[] = [];
    let now = 0;
    for (let crash = 0; crash < 8; crash++) {
      state = step(state, { type: 'ready' }, (now += 1000)).state;
      for (const until = now + 180_000; now < until; now += 1000) state = step(state, { type: 'beat' }, now).state;
      state = step(state, { type: 'exited' }, now).state;
      const from = now;
      while (state.phase === 'restarting') state = step(state, { type: 'tick' }, (now += 250)).state;
      expect(state.phase).toBe('starting');
      waits.push(now - from);
    }
    expect(waits).toEqual([500, 1000, 2000, 5000, 15_000, 30_000, 30_000, 30_000]);
  });

  it('that ran well for ten minutes starts again at the shortest delay', () => {
    let state = step(STOPPED, { type: 'start' }, 0).state;
    state = step(state, { type: 'exited' }, 10).state;
    state = step(state, { type: 'tick' }, 510).state;
    state = step(state, { type: 'ready' }, 1000).state;
    state = step(state, { type: 'beat' }, 599_000).state;
    expect(state.attempt).toBe(1);
    state = step(state, { type: 'beat' }, 601_000).state;
    expect(state.attempt).toBe(0);
  });

  it.each([
    'config.missing-file',
    'config.invalid',
    'config.platform-not-loopback',
    'station.folder-unreadable',
    'station.folder-simulated',
    'station.folder-from-future',
    'station.key-sealed',
    'station.binding-missing',
  ] as const)('that failed with %s is given up at once, with that code', (code) => {
    const state = play([
      [0, 'start', 'starting', 'spawn'],
      [500, failed(code), 'given-up', 'kill'],
      // The old process ends afterwards; nothing more comes of it.
      [600, 'exited', 'given-up'],
      [60_000, 'tick', 'given-up'],
    ]);
    expect(state.failure?.code).toBe(code);
  });

  it.each(['store.failed', 'rpc.fault'] as const)(
    'that failed with %s is tried again, and the code is shown',
    (code) => {
      const state = play([
        [0, 'start', 'starting', 'spawn'],
        [500, failed(code), 'restarting', 'kill'],
        [1_000, 'tick', 'starting', 'spawn'],
      ]);
      expect(state.failure?.code).toBe(code);
    },
  );

  it('whose folder is in use waits for an orphan to finish, but not for ever', () => {
    const inUse = failed('station.folder-in-use');
    const state = play([
      [0, 'start', 'starting', 'spawn'],
      [100, inUse, 'restarting', 'kill'],
      [600, 'tick', 'starting', 'spawn'],
      [700, inUse, 'restarting', 'kill'],
      [1_700, 'tick', 'starting', 'spawn'],
      [1_800, inUse, 'restarting', 'kill'],
      [3_800, 'tick', 'starting', 'spawn'],
      [3_900, inUse, 'given-up', 'kill'],
    ]);
    expect(state.failure?.code).toBe('station.folder-in-use');
  });

  it('that does not stop within 10 s is killed', () => {
    play([
      [0, 'start', 'starting', 'spawn'],
      [1000, 'ready', 'ready'],
      [2000, 'stop', 'stopping', 'ask-to-stop'],
      [11_999, 'tick', 'stopping'],
      [12_000, 'tick', 'stopped', 'kill'],
    ]);
  });

  it('is not started again by a stop during the wait', () => {
    play([
      [0, 'start', 'starting', 'spawn'],
      [100, 'exited', 'restarting'],
      [200, 'stop', 'stopped'],
      [60_000, 'tick', 'stopped'],
    ]);
  });

  it('is not blamed for the time in which nobody listened', () => {
    let state = step(STOPPED, { type: 'start' }, 0).state;
    state = step(state, { type: 'ready' }, 1000).state;
    state = step(state, { type: 'tick' }, 1250).state;
    // The computer slept for an hour.
    const awake = step(state, { type: 'tick' }, 3_601_250);
    expect([awake.state.phase, ...awake.effects]).toEqual(['ready']);
    const later = step(awake.state, { type: 'tick' }, 3_601_500);
    expect(later.state.phase).toBe('ready');
  });
});
