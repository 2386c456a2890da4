/** One value of ours in a county's form: kilograms as tonnes, times in a zone, words as codes. Pure. */
import type { Kg } from '../../../../../preload/contract/vocabulary.ts';
import type { TimeForm } from '../../../settings/county-mapping.ts';

/** A weight as text: `48.62`. */
export interface WeightForm {
  readonly unit: 'kg' | 't';
  readonly decimals: number;
  /** Half up, away from zero, where the decimals are too few. */
  readonly rounds: boolean;
}

/** Whole numbers all the way, so that no kilogram is lost. null: the decimals are too few, and it must not be rounded. */
export function weightText(weight: Kg, { decimals, rounds, unit }: WeightForm): string | null {
  // The value is digits × 10^-decimals of the unit.
  const shift = decimals - (unit === 't' ? 3 : 0);
  const size = Math.abs(weight);
  const step = 10 ** Math.max(0, -shift);
  if (size % step !== 0 && !rounds) return null;
  const digits = String(Math.round(size / step) * 10 ** Math.max(0, shift)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const text = decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`;
  return weight < 0 && /[1-9]/.test(text) ? `-${text}` : text;
}

const OFFSET = /^([+-])(\d\d):(\d\d)$/;

/** @param zone `+08:00` */
export function timeText(atMs: number, form: TimeForm, zone: string): string {
  if (form === 'unix-seconds') return String(Math.floor(atMs / 1000));
  if (form === 'unix-milliseconds') return String(atMs);
  const iso = new Date(atMs + offsetMs(zone)).toISOString();
  const parts: Readonly<Record<string, string>> = {
    yyyy: iso.slice(0, 4),
    MM: iso.slice(5, 7),
    dd: iso.slice(8, 10),
    HH: iso.slice(11, 13),
    mm: iso.slice(14, 16),
    ss: iso.slice(17, 19),
    SSS: iso.slice(20, 23),
  };
  return form.replace(TOKENS, (token) => parts[token] ?? token);
}

const TOKENS = /yyyy|MM|dd|HH|mm|ss|SSS/g;
const WIDTHS: Readonly<Record<string, number>> = { yyyy: 4, SSS: 3 };

/** The reverse of {@link timeText}; null when the text is not of this form, or no time. */
export function timeOf(text: string, form: TimeForm, zone: string): number | null {
  if (form.startsWith('unix-')) {
    if (!/^\d{9,14}$/.test(text)) return null;
    return Number(text) * (form === 'unix-seconds' ? 1000 : 1);
  }
  const tokens: readonly string[] = form.match(TOKENS) ?? [];
  const pattern = form.replaceAll('.', '\\.').replace(TOKENS, (token) => `(\\d{${WIDTHS[token] ?? 2}})`);
  const found = new RegExp(`^${pattern}$`).exec(text);
  if (found === null) return null;
  const part = (token: string, otherwise: string): string => found[tokens.indexOf(token) + 1] ?? otherwise;
  const has = (token: string): boolean => tokens.includes(token);
  const of = (token: string, otherwise: string): string => (has(token) ? part(token, otherwise) : otherwise);
  const day = `${of('yyyy', '')}-${of('MM', '01')}-${of('dd', '01')}`;
  const at = Date.parse(`${day}T${of('HH', '00')}:${of('mm', '00')}:${of('ss', '00')}.${of('SSS', '000')}Z`);
  return Number.isNaN(at) ? null : at - offsetMs(zone);
}

function offsetMs(zone: string): number {
  const [, sign, hours, minutes] = OFFSET.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
}

/** Names joined by dots, own members only; undefined where there is nothing. */
export function valueAt(from: unknown, path: string): unknown {
  let here = from;
  for (const name of path.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, name)) return undefined;
    here = (here as Readonly<Record<string, unknown>>)[name];
  }
  return here;
}

/** Sets a member below groups that are made as they are needed; they stand in the order of the first of their members. */
export function setAt(into: Record<string, unknown>, path: string, value: unknown): void {
  const names = path.split('.');
  const last = names.pop() ?? path;
  let here = into;
  for (const name of names) {
    const next = here[name];
    if (typeof next === 'object' && next !== null) here = next as Record<string, unknown>;
    else here = here[name] = {} as Record<string, unknown>;
  }
  here[last] = value;
}
