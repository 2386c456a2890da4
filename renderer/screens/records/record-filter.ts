/** What the list of records is narrowed by, as a person says it. Pure. */
import type { RecordFilter } from '../../../preload/contract/records.ts';
import { dayStart } from '../../format.ts';

/** `all` where nothing is chosen; days as they were typed. */
export interface Narrowed {
  readonly from: string;
  readonly to: string;
  readonly goods: string;
  readonly verdict: NonNullable<RecordFilter['verdict']> | 'all';
  readonly evidence: NonNullable<RecordFilter['evidence']> | 'all';
  readonly upload: NonNullable<RecordFilter['upload']> | 'all';
  readonly scaleId: string;
}

export const EVERYTHING: Narrowed = {
  from: '',
  to: '',
  goods: 'all',
  verdict: 'all',
  evidence: 'all',
  upload: 'all',
  scaleId: 'all',
};

const DAY_MS = 86_400_000;

/**
 * A day as people type it: 2026-11-30, 20261130, 11-30, 1130, 30 (of this year and month; the newest one that has been).
 * @returns the moment at which it began in Beijing; null for what is no day
 */
export function typedDay(text: string, nowMs: number): number | null {
  const digits = /^\s*(?:(\d{4})[-/.年]?)?(?:(\d{1,2})[-/.月])?(\d{1,2})日?\s*$/.exec(
    text.replace(/^\s*(\d{4})(\d{2})(\d{2})\s*$/, '$1-$2-$3').replace(/^\s*(\d{2})(\d{2})\s*$/, '$1-$2'),
  );
  if (digits === null) return null;
  const today = dayStart(nowMs).slice(0, 10);
  const [year = today.slice(0, 4), month = today.slice(5, 7), day = ''] = digits.slice(1);
  if (digits[1] !== undefined && digits[2] === undefined) return null;
  const began = dayOf(Number(year), Number(month), Number(day));
  if (began === null || began <= nowMs || digits[1] !== undefined) return began;
  // Without a year or a month it is one that has been.
  return digits[2] === undefined
    ? dayOf(Number(year) - (month === '01' ? 1 : 0), month === '01' ? 12 : Number(month) - 1, Number(day))
    : dayOf(Number(year) - 1, Number(month), Number(day));
}

/** null: the calendar has no such day. */
function dayOf(year: number, month: number, day: number): number | null {
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${year}-${two(month)}-${two(day)}`;
  const atMs = Date.parse(`${date}T00:00:00.000+08:00`);
  return Number.isNaN(atMs) || dayStart(atMs).slice(0, 10) !== date ? null : atMs;
}

/** A typed day is wrong as long as it is none. */
export const isWrongDay = (text: string, nowMs: number): boolean =>
  text.trim() !== '' && typedDay(text, nowMs) === null;

const stamp = (atMs: number): string => new Date(atMs + 8 * 3_600_000).toISOString().replace('Z', '+08:00');

/** What of it the station is asked; both days are in. */
export function filterOf(narrowed: Narrowed, nowMs: number): RecordFilter {
  const { evidence, goods, scaleId, upload, verdict } = narrowed;
  const [from, to] = [typedDay(narrowed.from, nowMs), typedDay(narrowed.to, nowMs)];
  return {
    ...(from === null ? {} : { from: stamp(from) as NonNullable<RecordFilter['from']> }),
    ...(to === null ? {} : { to: stamp(to + DAY_MS - 1) as NonNullable<RecordFilter['to']> }),
    ...(goods === 'all' ? {} : { goods }),
    ...(verdict === 'all' ? {} : { verdict }),
    ...(evidence === 'all' ? {} : { evidence }),
    ...(upload === 'all' ? {} : { upload }),
    ...(scaleId === 'all' ? {} : { scaleId }),
  };
}

/** The day at whose end the list is to stand, as its last millisecond. */
export function endOfDay(text: string, nowMs: number): number | null {
  const began = typedDay(text, nowMs);
  return began === null ? null : began + DAY_MS - 1;
}
