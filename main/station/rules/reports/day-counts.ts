/** What is counted of one day, and how days are added up: whole numbers only, so that any sum is exact. Pure. */
import { addDurations, type Durations } from './durations.ts';

/** What became of a weighing; its kind counts only where it was neither voided nor replaced. */
export const WEIGHINGS = ['gross', 'tare', 'recheck', 'trial', 'voided', 'replaced'] as const;
/** From step to step of one truck; loading: from its tare to its first gross. */
export const STEPS = ['stable', 'saved', 'recorded', 'left', 'loading'] as const;
export type Step = (typeof STEPS)[number];

/** Every figure that days have, by its name: what is not counted is 0. */
export const COUNTS = [
  /** Visits. */
  'trucks',
  ...WEIGHINGS,
  /** Weighings whose evidence counts, and those of them with all of it. */
  'judged',
  'complete',
  /** Visits with a loaded weighing, by what was found of them. */
  'loaded',
  'overLimit',
  'unloaded',
  'overLoad',
  'limitUnknown',
  'sheets',
  'sheetsVoided',
  'netKg',
  'platesRight',
  'platesWrong',
  'platesNotRead',
  'displaysMatch',
  'displaysDiffer',
  'displaysUnclear',
] as const;
export type CountName = (typeof COUNTS)[number];

export type DayCounts = Readonly<Record<CountName, number>> & { readonly steps: Readonly<Record<Step, Durations>> };

export const NOTHING: DayCounts = {
  ...(Object.fromEntries(COUNTS.map((name) => [name, 0])) as Record<CountName, number>),
  steps: Object.fromEntries(STEPS.map((step) => [step, new Map()])) as unknown as Record<Step, Durations>,
};

export function addUp(days: readonly DayCounts[]): DayCounts {
  const sum = (name: CountName): number => days.reduce((total, day) => total + day[name], 0);
  return {
    ...(Object.fromEntries(COUNTS.map((name) => [name, sum(name)])) as Record<CountName, number>),
    steps: Object.fromEntries(
      STEPS.map((step) => [step, addDurations(days.map(({ steps }) => steps[step]))]),
    ) as Record<Step, Durations>,
  };
}

/** Kilograms a sheet, to the nearest whole one; null without a sheet. */
export const averageKg = (netKg: number, sheets: number): number | null =>
  sheets === 0 ? null : Math.round(netKg / sheets);
