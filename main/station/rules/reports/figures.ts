/** What was counted, as a report says it. Pure. */
import type { PeriodFigures, SoldRow } from '../../../../preload/contract/reports.ts';
import { averageKg, STEPS, type DayCounts } from './day-counts.ts';
import { durationFigures } from './durations.ts';
import { grouped } from './grouped.ts';

export function figuresOf(counts: DayCounts): PeriodFigures {
  const { gross, recheck, replaced, tare, trial, voided } = counts;
  return {
    trucks: counts.trucks,
    weighings: { gross, tare, recheck, trial, voided, replaced },
    sheets: {
      issued: counts.sheets,
      voided: counts.sheetsVoided,
      netKg: counts.netKg,
      averageNetKg: averageKg(counts.netKg, counts.sheets - counts.sheetsVoided),
    },
    evidence: { complete: counts.complete, of: counts.judged },
    loaded: {
      of: counts.loaded,
      overLimit: counts.overLimit,
      unloaded: counts.unloaded,
      overLoad: counts.overLoad,
      limitUnknown: counts.limitUnknown,
    },
    plates: { right: counts.platesRight, wrong: counts.platesWrong, notRead: counts.platesNotRead },
    displays: {
      matches: counts.displaysMatch,
      differs: counts.displaysDiffer,
      cannotTell: counts.displaysUnclear,
    },
    steps: STEPS.map((step) => ({ step, ...durationFigures(counts.steps[step]) })),
  };
}

/** One row each goods and receiver; most net first, then by their names. */
export function addSold(rows: readonly SoldRow[]): SoldRow[] {
  const groups = grouped(rows, ({ goods, receiver }) => JSON.stringify([goods, receiver]));
  return [...groups.values()]
    .map((group): SoldRow => {
      const sum = (of: 'issued' | 'voided' | 'netKg'): number => group.reduce((all, { sheets }) => all + sheets[of], 0);
      const [issued, voided, netKg] = [sum('issued'), sum('voided'), sum('netKg')];
      const { goods = '', receiver = '' } = group[0] ?? {};
      return { goods, receiver, sheets: { issued, voided, netKg, averageNetKg: averageKg(netKg, issued - voided) } };
    })
    .toSorted((a, b) => b.sheets.netKg - a.sheets.netKg || order(a.goods, b.goods) || order(a.receiver, b.receiver));
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
