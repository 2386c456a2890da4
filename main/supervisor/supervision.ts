/**
 * The supervisor's rules as a pure function: (state, event, time) → (state, what to do). No I/O, no clock.
 * Figures: architecture.md §2, "Supervisor".
 */
import type { ErrorCode, ErrorParams } from '../../preload/contract/errors.ts';

/** Silence after which people are told that the station is slow. */
export const SLOW_MS = 3_000;
/** Silence of a running station after which it is killed. */
export const KILL_MS = 10_000;
/** A process that is only just being loaded (cold disk, virus scanner) may take longer until it speaks for the first time. */
export const FIRST_SIGN_MS = 30_000;
/** How long a station may take to finish when it is told to stop. */
export const STOP_MS = 10_000;
export const RESTART_DELAYS_MS = [500, 1_000, 2_000, 5_000, 15_000, 30_000] as const;
export const RESTART_LIMIT = 5;
export const RESTART_WINDOW_MS = 10 * 60_000;
/** A station that ran so long without a break starts again at the shortest delay. */
export const SETTLED_MS = 10 * 60_000;
/**
 * When our own loop was not running for longer than this (the computer slept, a dialog blocked it), the station's signs
 * could not be heard: the silence counts from now.
 */
export const DEAF_MS = 2_000;

/** Failures of the start that no restart cures: a person has to act. `station.folder-in-use` may be an orphan finishing. */
const INCURABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'config.missing-file',
  'config.unreadable',
  'config.not-json',
  'config.invalid',
  'config.platform-not-loopback',
  'station.folder-unreadable',
  'station.folder-simulated',
  'station.folder-from-future',
  'station.folder-damaged',
  'station.migration-failed',
  'station.binding-missing',
  'station.key-sealed',
  'station.key-damaged',
]);
/** 0.5 + 1 + 2 s and four starts: longer than an orphaned station takes to finish, shorter than a person's patience. */
const FOLDER_IN_USE_TRIES = 3;

export interface Failure {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
}

export interface Progress {
  readonly step: string;
  readonly done: number;
  readonly of: number;
}

/** `renewing`: it ends because it asked to be started anew (its configuration was changed), which is no failure. */
export type Phase = 'stopped' | 'starting' | 'ready' | 'slow' | 'restarting' | 'given-up' | 'renewing' | 'stopping';

export interface Supervision {
  readonly phase: Phase;
  /** When this phase began. */
  readonly since: number;
  /** The last sign of life, and the last time we listened. */
  readonly heard: number;
  readonly listened: number;
  readonly spoke: boolean;
  readonly readySince: number;
  /** Restarts within the window. */
  readonly restarts: readonly number[];
  /** Restarts since it last ran well. */
  readonly attempt: number;
  readonly failure: Failure | null;
  readonly progress: Progress | null;
  readonly folderInUse: number;
}

export type Event =
  | { readonly type: 'start' }
  | { readonly type: 'starting'; readonly progress: Progress }
  | { readonly type: 'ready' }
  | { readonly type: 'beat' }
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'exited' }
  /** A few times a second while there is anything to watch. */
  | { readonly type: 'tick' }
  | { readonly type: 'retry' }
  | { readonly type: 'renew' }
  | { readonly type: 'stop' };

/** `kill`: at once and for good; whatever the old process still says or does counts no more. */
export type Effect = 'spawn' | 'kill' | 'ask-to-stop';

export interface Step {
  readonly state: Supervision;
  readonly effects: readonly Effect[];
}

export const STOPPED: Supervision = {
  phase: 'stopped',
  since: 0,
  heard: 0,
  listened: 0,
  spoke: false,
  readySince: 0,
  restarts: [],
  attempt: 0,
  failure: null,
  progress: null,
  folderInUse: 0,
};

/** What happens next. Events that make no sense in a phase change nothing. */
export function step(state: Supervision, event: Event, now: number): Step {
  switch (event.type) {
    case 'start':
      return state.phase === 'stopped' ? spawn(STOPPED, now) : stay(state);
    case 'retry':
      return state.phase === 'given-up' ? spawn(STOPPED, now) : stay(state);
    case 'starting':
      return state.phase === 'starting' ? stay({ ...sign(state, now), progress: event.progress }) : stay(state);
    case 'ready':
      if (state.phase !== 'starting') return stay(state);
      return stay({
        ...sign(state, now),
        phase: 'ready',
        since: now,
        readySince: now,
        failure: null,
        progress: null,
        folderInUse: 0,
      });
    case 'beat':
      return beat(state, now);
    case 'failed':
      return state.phase === 'starting' ? failed(state, event.failure, now) : stay(state);
    case 'exited':
      return exited(state, now);
    case 'tick':
      return tick(state, now);
    case 'renew':
      if (state.phase !== 'ready' && state.phase !== 'slow') return stay(state);
      return stay({ ...state, phase: 'renewing', since: now, listened: now }, ['ask-to-stop']);
    case 'stop':
      return stop(state, now);
  }
}

function stay(state: Supervision, effects: readonly Effect[] = []): Step {
  return { state, effects };
}

function sign(state: Supervision, now: number): Supervision {
  return { ...state, heard: now, spoke: true };
}

function spawn(state: Supervision, now: number): Step {
  return stay({ ...state, phase: 'starting', since: now, heard: now, listened: now, spoke: false, progress: null }, [
    'spawn',
  ]);
}

function beat(state: Supervision, now: number): Step {
  if (state.phase === 'slow') return stay({ ...sign(state, now), phase: 'ready', since: now });
  if (state.phase !== 'ready') return stay(state);
  const settled = now - state.readySince >= SETTLED_MS;
  return stay({ ...sign(state, now), attempt: settled ? 0 : state.attempt });
}

function failed(state: Supervision, failure: Failure, now: number): Step {
  const folderInUse = failure.code === 'station.folder-in-use' ? state.folderInUse + 1 : 0;
  const failedState = { ...state, failure, folderInUse };
  if (INCURABLE.has(failure.code) || folderInUse > FOLDER_IN_USE_TRIES) {
    return stay({ ...failedState, phase: 'given-up', since: now, progress: null }, ['kill']);
  }
  const next = restart(failedState, now);
  return stay(next.state, ['kill', ...next.effects]);
}

function exited(state: Supervision, now: number): Step {
  switch (state.phase) {
    case 'starting':
    case 'ready':
    case 'slow':
      return restart(state, now);
    case 'renewing':
      return spawn(state, now);
    case 'stopping':
      return stay({ ...state, phase: 'stopped', since: now });
    case 'stopped':
    case 'restarting':
    case 'given-up':
      return stay(state);
  }
}

/** Plans the next start, or gives up. */
function restart(state: Supervision, now: number): Step {
  const restarts = state.restarts.filter((at) => now - at < RESTART_WINDOW_MS);
  if (restarts.length >= RESTART_LIMIT) {
    return stay({ ...state, restarts, phase: 'given-up', since: now, progress: null });
  }
  const attempt = state.attempt + 1;
  return stay({ ...state, restarts: [...restarts, now], attempt, phase: 'restarting', since: now, progress: null });
}

function tick(before: Supervision, now: number): Step {
  const deaf = now - before.listened > DEAF_MS;
  const state = { ...before, listened: now, heard: deaf ? now : before.heard };
  const silence = now - state.heard;
  switch (state.phase) {
    case 'starting':
      return silence >= (state.spoke ? KILL_MS : FIRST_SIGN_MS) ? killed(state, now) : stay(state);
    case 'ready':
      return silence >= SLOW_MS ? stay({ ...state, phase: 'slow', since: now }) : stay(state);
    case 'slow':
      return silence >= KILL_MS ? killed(state, now) : stay(state);
    case 'restarting':
      return now - state.since >= restartDelay(state.attempt) ? spawn(state, now) : stay(state);
    case 'renewing':
      if (now - state.since < STOP_MS) return stay(state);
      return { ...spawn(state, now), effects: ['kill', 'spawn'] };
    case 'stopping':
      return now - state.since >= STOP_MS ? stay({ ...state, phase: 'stopped', since: now }, ['kill']) : stay(state);
    case 'stopped':
    case 'given-up':
      return stay(state);
  }
}

function killed(state: Supervision, now: number): Step {
  const next = restart(state, now);
  return stay(next.state, ['kill', ...next.effects]);
}

function stop(state: Supervision, now: number): Step {
  switch (state.phase) {
    case 'starting':
    case 'ready':
    case 'slow':
      return stay({ ...state, phase: 'stopping', since: now, listened: now }, ['ask-to-stop']);
    case 'renewing':
      // It was told already.
      return stay({ ...state, phase: 'stopping', since: now, listened: now });
    case 'restarting':
    case 'given-up':
      return stay({ ...state, phase: 'stopped', since: now });
    case 'stopped':
    case 'stopping':
      return stay(state);
  }
}

/** How long to wait before the n-th restart in a row (1, 2, 3 …), in milliseconds. */
export function restartDelay(attempt: number): number {
  return RESTART_DELAYS_MS[Math.min(Math.max(attempt, 1), RESTART_DELAYS_MS.length) - 1] ?? 0;
}
