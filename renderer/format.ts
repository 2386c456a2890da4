/** Numbers, plates and times as they are read here: fixed width, thin space between thousands, Beijing time. */

const THIN_SPACE = '\u2009';

/** 48620 → 48 620, with a thin space; −20 keeps a true minus sign. */
export function grouped(value: number): string {
  const digits = String(Math.abs(Math.trunc(value))).replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
  return value < 0 ? `\u2212${digits}` : digits;
}

/** The groups of three of a weight, from the left, padded with empty places to `digits` in all: nothing jumps. */
export function digitGroups(value: number | null, digits: number): readonly string[] {
  const shown = value === null ? '' : `${value < 0 ? '\u2212' : ''}${String(Math.abs(value))}`;
  const padded = shown.padStart(digits, ' ').slice(-Math.max(digits, shown.length));
  const groups: string[] = [];
  for (let end = padded.length; end > 0; end -= 3) groups.unshift(padded.slice(Math.max(0, end - 3), end));
  return groups;
}

const BEIJING = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** 14:32:07 of a moment (a Timestamp or epoch milliseconds). */
export const clockTime = (at: string | number): string => BEIJING.format(new Date(at)).slice(11);
/** 14:32 */
export const minuteTime = (at: string | number): string => clockTime(at).slice(0, 5);
/** 11-22 14:32:07 */
export const dayTime = (at: string | number): string => BEIJING.format(new Date(at)).slice(5);
/** 2026-11-22 14:32:07 */
export const fullTime = (at: string | number): string => BEIJING.format(new Date(at));

/** When the Beijing day of that moment began. */
export const dayStart = (at: string | number): string => `${fullTime(at).slice(0, 10)}T00:00:00.000+08:00`;

/** 晋C12345 → 晋C·12345: as it stands on the plate itself. */
export const dottedPlate = (plate: string): string =>
  plate.length > 4 ? `${plate.slice(0, 2)}·${plate.slice(2)}` : plate;

/** 75 → 1 min 15 s is too exact for a strip: 1 min; 7300 → 2 h 1 min. */
export function roughAge(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d`;
}

/** Pictures are addressed by their hash and come from the station's own folder. */
export const photoUrl = (sha256: string): string => `./photos/${sha256}`;
