/** The days that a report is of: a month of days, a year of months; moved by the arrow keys, never into the future. Pure. */
export type Tab = 'shift' | 'days' | 'months';

/** yyyy-MM, or yyyy. */
export const periodOf = (tab: Exclude<Tab, 'shift'>, today: string): string => today.slice(0, tab === 'days' ? 7 : 4);

/** The next (1) or the one before (−1); the same where that would be after today. */
export function movedPeriod(period: string, step: 1 | -1, today: string): string {
  const [year = 0, month] = period.split('-').map(Number);
  const at = new Date(
    Date.UTC(month === undefined ? year + step : year, month === undefined ? 0 : month - 1 + step, 1),
  );
  const moved = at.toISOString().slice(0, period.length);
  return moved > today.slice(0, period.length) ? period : moved;
}

/** Its first and last day; today is the last one of what is not over. */
export function daysOf(period: string, today: string): { readonly from: string; readonly to: string } {
  const [year = 0, month] = period.split('-').map(Number);
  const end = month === undefined ? Date.UTC(year + 1, 0, 0) : Date.UTC(year, month, 0);
  const last = new Date(end).toISOString().slice(0, 10);
  return { from: `${period}${month === undefined ? '-01' : ''}-01`, to: last > today ? today : last };
}
