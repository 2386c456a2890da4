/**
 * Keeps one station running: starts it, listens to its heartbeat, restarts it, gives up in the open.
 * Plain Node; the rules are supervision.ts, the process is whatever the {@link StationStarter} makes.
 */
import type { StationStatus } from '../../preload/contract/shell.ts';
import { FromStation, type ToStation } from '../host-protocol.ts';
import type { Log } from '../log.ts';
import type { SendOptions, StationChild, StationStarter } from './station-starter.ts';
import { type Event, type Phase, step, STOPPED, type Supervision } from './supervision.ts';

/** Fine enough for the shortest restart delay. */
const TICK_MS = 250;

export interface SupervisorOptions {
  readonly starter: StationStarter;
  /** Sent to every station right after it was started. */
  readonly start: Extract<ToStation, { type: 'start' }>;
  readonly log: Log;
  /** Milliseconds of a clock that never jumps. */
  now(): number;
}

/** What the supervisor itself does not deal with: frames, closed lines, keys, printing. */
export type StationMessage = Extract<
  FromStation,
  { type: 'frame' | 'disconnect' | 'seal' | 'unseal' | 'find-printer' | 'print' }
>;

export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #stateListeners = new Set<(status: StationStatus, phase: Phase) => void>();
  readonly #messageListeners = new Set<(message: StationMessage) => void>();
  #state: Supervision = STOPPED;
  #child: StationChild | null = null;
  #timer: NodeJS.Timeout | null = null;
  #whenStopped: (() => void)[] = [];
  /** Messages of the station that were none of ours. */
  ignored = 0;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  start(): void {
    this.#apply({ type: 'start' });
  }

  /** Asks the station to finish; kills it after ten seconds. Resolves when it has ended. */
  stop(): Promise<void> {
    this.#apply({ type: 'stop' });
    if (this.#state.phase === 'stopped') return Promise.resolve();
    return new Promise((resolve) => this.#whenStopped.push(resolve));
  }

  /** A person asks to try again; only heard when given up. */
  retry(): void {
    this.#apply({ type: 'retry' });
  }

  get phase(): Phase {
    return this.#state.phase;
  }

  get status(): StationStatus {
    return statusOf(this.#state);
  }

  /** Whether there is a station that takes connections. */
  get serves(): boolean {
    return this.#state.phase === 'ready' || this.#state.phase === 'slow';
  }

  /** Called at each change that people may see. */
  onState(listener: (status: StationStatus, phase: Phase) => void): void {
    this.#stateListeners.add(listener);
  }

  onMessage(listener: (message: StationMessage) => void): void {
    this.#messageListeners.add(listener);
  }

  /** Sends to the station that is running now; lost when there is none. */
  send(message: ToStation, options: SendOptions = {}): void {
    if (this.#child === null) options.sent?.();
    else this.#child.send(message, options);
  }

  #apply(event: Event): void {
    const before = this.#state;
    const { state, effects } = step(before, event, this.#options.now());
    this.#state = state;
    for (const effect of effects) {
      switch (effect) {
        case 'spawn':
          this.#spawn();
          break;
        case 'kill':
          this.#kill();
          break;
        case 'ask-to-stop':
          this.#child?.send({ type: 'stop' });
          break;
      }
    }
    this.#keepTicking();
    if (seen(before) !== seen(state)) this.#announce(state);
    if (state.phase === 'stopped') for (const resolve of this.#whenStopped.splice(0)) resolve();
  }

  #announce(state: Supervision): void {
    const status = statusOf(state);
    const level = state.phase === 'slow' || state.phase === 'restarting' ? 'warn' : 'info';
    this.#options.log[state.phase === 'given-up' ? 'error' : level]({ phase: state.phase, ...status }, 'station');
    for (const listener of this.#stateListeners) listener(status, state.phase);
  }

  #spawn(): void {
    const child = this.#options.starter.start();
    this.#child = child;
    this.#options.log.info({ stationPid: child.pid }, 'station process started');
    // A process that was given up on may still speak or end later: it is no longer ours.
    child.onMessage((message) => {
      if (this.#child === child) this.#receive(message);
    });
    child.onExit((code) => {
      if (this.#child !== child) return;
      this.#child = null;
      this.#options.log.info({ stationPid: child.pid, code }, 'station process ended');
      this.#apply({ type: 'exited' });
    });
    child.send(this.#options.start);
  }

  #kill(): void {
    const child = this.#child;
    this.#child = null;
    if (child === null) return;
    this.#options.log.info({ stationPid: child.pid }, 'station process is being ended');
    child.kill();
  }

  #receive(raw: unknown): void {
    const parsed = FromStation.safeParse(raw);
    if (!parsed.success) {
      this.ignored++;
      return;
    }
    const message = parsed.data;
    switch (message.type) {
      case 'starting': {
        const { step, done, of } = message;
        this.#apply({ type: 'starting', progress: { step, done, of } });
        return;
      }
      case 'ready':
      case 'beat':
      case 'renew':
        this.#apply({ type: message.type });
        return;
      case 'failed': {
        const { code, params } = message;
        this.#apply({ type: 'failed', failure: { code, params } });
        return;
      }
      case 'frame':
      case 'disconnect':
      case 'seal':
      case 'unseal':
      case 'find-printer':
      case 'print':
        for (const listener of this.#messageListeners) listener(message);
        return;
    }
  }

  /** The timer runs while something may become due. */
  #keepTicking(): void {
    const idle = this.#state.phase === 'stopped' || this.#state.phase === 'given-up';
    if (idle && this.#timer !== null) {
      clearInterval(this.#timer);
      this.#timer = null;
    } else if (!idle && this.#timer === null) {
      this.#timer = setInterval(() => this.#apply({ type: 'tick' }), TICK_MS);
    }
  }
}

/** What of a state people see: a change of it is announced. */
function seen({ phase, progress, failure, attempt }: Supervision): string {
  return JSON.stringify([phase, progress, failure, attempt]);
}

function statusOf({ phase, progress, failure, attempt }: Supervision): StationStatus {
  return {
    // Nobody is told of a stop: the window closes with it.
    status: phase === 'stopped' || phase === 'stopping' || phase === 'renewing' ? 'starting' : phase,
    ...(failure === null ? {} : { code: failure.code, params: failure.params }),
    ...(progress ?? {}),
    attempt,
  };
}
