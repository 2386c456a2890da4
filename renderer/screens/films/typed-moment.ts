/**
 * A moment typed by digits: 1435 goes to 14:35 of the day that is shown, a point and two digits to a second of that minute,
 * a stroke and four digits to the newest day of that month and day. Pure.
 */
import { dayOf, HOUR_MS, MINUTE_MS, newestDay } from './day.ts';

type Kind = 'clock' | 'second' | 'date';

export interface Typed {
  readonly kind: Kind;
  /** Always the beginning of something that can be. */
  readonly digits: string;
}

export interface After {
  /** What stands in the field now; null: nothing is being typed. */
  readonly typed: Typed | null;
  /** Epoch milliseconds to go to. */
  readonly goMs: number | null;
  readonly wrong: 'no-such-moment' | 'future' | null;
}

const FULL: Readonly<Record<Kind, number>> = { clock: 4, second: 2, date: 4 };
/** What digits may stand at each place, the ones before them given. */
const BEGINNING: Readonly<Record<Kind, RegExp>> = {
  clock: /^(?:|[01]\d?|2[0-3]?|(?:[01]\d|2[0-3])[0-5]\d?)$/,
  second: /^(?:|[0-5]\d?)$/,
  date: /^(?:|0[1-9]?|1[0-2]?|(?:0[1-9]|1[0-2])(?:[0-2]\d?|3[01]?))$/,
};

const stays = (typed: Typed | null): After => ({ typed, goMs: null, wrong: null });

/**
 * @param before what stood there
 * @param atMs the moment that is shown
 * @returns null for a key that is none of this
 */
export function typedKey(before: Typed | null, key: string, atMs: number, nowMs: number): After | null {
  if (key === '/') return stays({ kind: 'date', digits: '' });
  if (key === '.' || key === ':') return stays({ kind: 'second', digits: '' });
  if (before !== null && key === 'Backspace')
    return stays(before.digits === '' ? null : { ...before, digits: before.digits.slice(0, -1) });
  if (before !== null && key === 'Enter') return entered(before, atMs, nowMs);
  if (!/^\d$/.test(key)) return null;
  const { digits: old, kind } = before ?? { kind: 'clock', digits: '' };
  // 9 is nine o'clock: nothing else begins with it.
  const digits = kind === 'clock' && old === '' && key > '2' ? `0${key}` : old + key;
  if (!BEGINNING[kind].test(digits)) return { typed: before, goMs: null, wrong: 'no-such-moment' };
  if (digits.length < FULL[kind]) return stays({ kind, digits });
  return gone({ kind, digits }, atMs, nowMs);
}

/** 14 and Enter is 14:00; what is not even an hour is dropped. */
function entered(typed: Typed, atMs: number, nowMs: number): After {
  if (typed.kind !== 'clock' || typed.digits === '') return stays(null);
  const { digits } = typed;
  return gone({ ...typed, digits: digits.length === 1 ? `0${digits}00` : digits.padEnd(4, '0') }, atMs, nowMs);
}

function gone(typed: Typed, atMs: number, nowMs: number): After {
  const goMs = momentOf(typed, atMs, nowMs);
  if (goMs === null) return { typed: null, goMs, wrong: 'no-such-moment' };
  return goMs > nowMs ? { typed: null, goMs: null, wrong: 'future' } : { typed: null, goMs, wrong: null };
}

function momentOf({ digits, kind }: Typed, atMs: number, nowMs: number): number | null {
  const [first, second] = [Number(digits.slice(0, 2)), Number(digits.slice(2))];
  switch (kind) {
    case 'clock':
      return dayOf(atMs).fromMs + first * HOUR_MS + second * MINUTE_MS;
    case 'second':
      return Math.floor(atMs / MINUTE_MS) * MINUTE_MS + first * 1000;
    case 'date': {
      const day = newestDay(first, second, nowMs);
      // The same time of that day; today it may not have come yet.
      return day === null ? null : Math.min(day + (atMs - dayOf(atMs).fromMs), nowMs);
    }
    default:
      return never(kind);
  }
}

/** 14:3_ · :0_ · 11-_ _ : what is typed, and what is still to come. */
export function shownTyped({ digits, kind }: Typed): string {
  const all = digits.padEnd(FULL[kind], '_');
  if (kind === 'second') return `:${all}`;
  return `${all.slice(0, 2)}${kind === 'clock' ? ':' : '-'}${all.slice(2)}`;
}

function never(value: never): never {
  throw new TypeError(`unhandled ${JSON.stringify(value)}`);
}
