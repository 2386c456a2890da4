/**
 * One camera's live picture as a person sees it: which stream is asked for, when the line is asked for again, and whether
 * what stands on the glass is live. Pure: events and time in, effects out. A picture counts as live only while the station
 * says that the stream plays and the glass itself has shown a new one just now; everything else is old and is said to be.
 */
import type { LiveState, LiveStream } from '../../preload/contract/live.ts';

/** A picture older than this is old: with the watch's own beat it is marked within two seconds. */
export const OLD_AFTER_MS = 1_700;
/** How often `tick` comes. */
export const BEAT_MS = 125;
/** The shell always answers; a page that is just being loaded may miss it. */
const ANSWER_MS = 5_000;
const PAUSES_MS = [500, 1_000, 2_000, 5_000] as const;
/** A decoder that fails so often without showing anything cannot decode this stream, whatever it said. */
const MOST_FAULTS = 3;
/** Where nothing can be shown the camera may have been set otherwise meanwhile. */
const NOTHING_PAUSE_MS = 30_000;
/** For so long a lower stream is asked for at once, because the one above could not be shown. */
const LEARNED_MS = 10 * 60_000;

const BELOW: Readonly<Record<LiveStream, LiveStream | null>> = { main: 'sub', sub: 'pictures', pictures: null };

export type LiveEvent =
  /** A person looks at this camera (its place is on the screen and the window is not hidden), or does no more. */
  | { readonly type: 'want'; readonly wanted: boolean }
  /** The station was away and is back. */
  | { readonly type: 'back' }
  /** The shell's answers. */
  | { readonly type: 'port' | 'refused'; readonly ticket: number }
  /** The line has ended, whoever ended it. */
  | { readonly type: 'closed'; readonly ticket: number }
  | { readonly type: 'state'; readonly ticket: number; readonly state: LiveState }
  /** This computer has no decoder for what comes. */
  | { readonly type: 'unsupported'; readonly ticket: number }
  /** The decoder failed; it begins anew at the next key picture. */
  | { readonly type: 'fault'; readonly ticket: number }
  /** A new picture is on the glass. */
  | { readonly type: 'presented' }
  | { readonly type: 'tick' };

export type LiveEffect =
  | { readonly type: 'ask'; readonly ticket: number; readonly stream: LiveStream }
  /** That line is over, whoever ended it: whatever is left of it goes. */
  | { readonly type: 'end'; readonly ticket: number };

type Line =
  /** noVideo: every stream was tried, and none can be shown. */
  | { readonly kind: 'none'; readonly askAt: number; readonly noVideo: boolean }
  | { readonly kind: 'asked'; readonly ticket: number; readonly at: number }
  | { readonly kind: 'open'; readonly ticket: number; readonly state: LiveState; readonly faults: number };

export interface LiveMachine {
  readonly wanted: boolean;
  readonly stream: LiveStream;
  /** When the stream above was found not to be shown; null on the first. */
  readonly learnedAt: number | null;
  readonly line: Line;
  /** Lines in a row that ended or were refused without a picture. */
  readonly inVain: number;
  /** When the newest picture of this viewing came on the glass. */
  readonly presentedAt: number | null;
}

export const ASLEEP: LiveMachine = {
  wanted: false,
  stream: 'main',
  learnedAt: null,
  line: { kind: 'none', askAt: 0, noVideo: false },
  inVain: 0,
  presentedAt: null,
};

export interface LiveStep {
  readonly machine: LiveMachine;
  readonly effects: readonly LiveEffect[];
}

/**
 * @param now milliseconds of a clock that never jumps
 * @param newTicket called for each line that is asked for; never the same number twice
 */
export function step(before: LiveMachine, event: LiveEvent, now: number, newTicket: () => number): LiveStep {
  const after = moved(before, event, now);
  const ended = ticketOf(before.line);
  const effects: LiveEffect[] = [];
  if (ended !== null && ended !== ticketOf(after.line)) effects.push({ type: 'end', ticket: ended });
  if (!after.wanted || after.line.kind !== 'none' || now < after.line.askAt) return { machine: after, effects };
  const ticket = newTicket();
  effects.push({ type: 'ask', ticket, stream: after.stream });
  return { machine: { ...after, line: { kind: 'asked', ticket, at: now } }, effects };
}

const ticketOf = (line: Line): number | null => (line.kind === 'none' ? null : line.ticket);

function moved(machine: LiveMachine, event: LiveEvent, now: number): LiveMachine {
  const { line } = machine;
  if ('ticket' in event && event.ticket !== ticketOf(line)) return machine;
  switch (event.type) {
    case 'want':
      return event.wanted === machine.wanted ? machine : event.wanted ? awake(machine, now) : asleep(machine);
    case 'back':
      return line.kind === 'none' ? { ...machine, inVain: 0, line: askedAt(now) } : machine;
    case 'port':
      return line.kind === 'asked'
        ? { ...machine, line: { kind: 'open', ticket: line.ticket, state: { kind: 'connecting' }, faults: 0 } }
        : machine;
    case 'refused':
    case 'closed':
      return rest(machine, now);
    case 'state':
      if (line.kind !== 'open') return machine;
      if (event.state.kind === 'no-such-stream') return lower(machine, now);
      // While it is tried again, what was wrong is still the best that can be said.
      if (event.state.kind === 'connecting' && line.state.kind === 'waiting') return machine;
      return { ...machine, line: { ...line, state: event.state } };
    case 'unsupported':
      return lower(machine, now);
    case 'fault':
      if (line.kind !== 'open') return machine;
      return line.faults + 1 >= MOST_FAULTS
        ? lower(machine, now)
        : { ...machine, line: { ...line, faults: line.faults + 1 } };
    case 'presented':
      // One that was still on its way after the line had ended is no sign of life.
      if (line.kind !== 'open') return machine;
      return { ...machine, inVain: 0, presentedAt: now, line: { ...line, faults: 0 } };
    case 'tick':
      return line.kind === 'asked' && now - line.at >= ANSWER_MS ? rest(machine, now) : machine;
    default:
      return never(event);
  }
}

function awake(machine: LiveMachine, now: number): LiveMachine {
  const known = machine.learnedAt !== null && now - machine.learnedAt < LEARNED_MS;
  return {
    ...ASLEEP,
    ...(known ? { stream: machine.stream, learnedAt: machine.learnedAt } : {}),
    wanted: true,
    line: askedAt(now),
  };
}

const askedAt = (askAt: number) => ({ kind: 'none', askAt, noVideo: false }) as const;

const asleep = ({ stream, learnedAt }: LiveMachine): LiveMachine => ({ ...ASLEEP, stream, learnedAt });

/** Asked again by itself, ever slower. */
function rest(machine: LiveMachine, now: number): LiveMachine {
  const pause = PAUSES_MS[Math.min(machine.inVain, PAUSES_MS.length - 1)] ?? 0;
  return { ...machine, inVain: machine.inVain + 1, line: askedAt(now + pause) };
}

/** The next stream that may be shown; below the last one nothing, for a while. */
function lower(machine: LiveMachine, now: number): LiveMachine {
  const stream = BELOW[machine.stream];
  if (stream !== null) return { ...machine, stream, learnedAt: now, inVain: 0, line: askedAt(now) };
  return { ...machine, stream: 'main', learnedAt: null, line: { ...askedAt(now + NOTHING_PAUSE_MS), noVideo: true } };
}

/** What a person is told. */
export interface LiveView {
  /** What stands on the glass: nothing yet, the present, or what was once the present. */
  readonly picture: 'none' | 'live' | 'old';
  readonly stream: LiveStream;
  /** Whole seconds since the newest picture, while it is old. */
  readonly oldForS: number | null;
  /** Why there is no live picture: not there yet, stopped without a word, no video at all, or the camera's error. */
  readonly why: 'connecting' | 'stopped' | 'no-video' | (LiveState & { readonly kind: 'waiting' }) | null;
}

export function viewOf({ line, presentedAt, stream }: LiveMachine, now: number): LiveView {
  const age = presentedAt === null ? null : now - presentedAt;
  const plays = line.kind === 'open' && line.state.kind === 'playing';
  if (plays && age !== null && age < OLD_AFTER_MS) return { picture: 'live', stream, oldForS: null, why: null };
  return {
    picture: age === null ? 'none' : 'old',
    stream,
    oldForS: age === null ? null : Math.floor(age / 1000),
    why: whyNot(line, age),
  };
}

function whyNot(line: Line, age: number | null): LiveView['why'] {
  if (line.kind === 'open') {
    if (line.state.kind === 'waiting') return line.state;
    if (line.state.kind === 'silent' || (line.state.kind === 'playing' && age !== null)) return 'stopped';
  }
  return line.kind === 'none' && line.noVideo ? 'no-video' : 'connecting';
}

function never(value: never): never {
  throw new TypeError(`unhandled ${JSON.stringify(value)}`);
}
