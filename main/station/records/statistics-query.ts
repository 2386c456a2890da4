/**
 * What days came to (contract reports.statistics), through the reader: counted in the database day by day, added up by
 * rules/reports. How each figure is counted: rules/reports/README.md; the texts here say it once more, for a million rows.
 */
import type { SoldRow } from '../../../preload/contract/reports.ts';
import { averageKg, NOTHING, type CountName, type DayCounts, type Step } from '../rules/reports/day-counts.ts';
import { durationsOf } from '../rules/reports/durations.ts';
import type { Span } from '../rules/reports/beijing-days.ts';
import type { Reader } from '../store/reader.ts';
import { DISPLAYS, TRUCKS } from './meter-query.ts';

const DAY = (atMs: string): string => `date(${atMs} / 1000 + 28800, 'unixepoch')`;
const WITHIN = (atMs: string): string => `${atMs} >= @fromMs AND ${atMs} < @untilMs`;
const COUNTED = 'voidedById IS NULL AND replacedById IS NULL';
const STATE = `CASE WHEN voidedById IS NOT NULL THEN 'voided' WHEN replacedById IS NOT NULL THEN 'replaced'
  ELSE kind END`;

/**
 * Days go by the moment of weighing. A shift goes by the moment of the record: what was weighed before a hand-over and recorded
 * after it stands in no row when the first one is counted, and would be before the next one.
 */
export type CountedBy = 'weighed' | 'recorded';
const MOMENT = { weighed: 'weighedAtMs', recorded: 'recordedAtMs' } as const;
const INDEX = { weighed: 'weighing_time', recorded: 'weighing_recorded' } as const;
/** Which of two of a visit came before: in a shift the one that was there when the other one was recorded. */
const BEFORE = {
  weighed: '(o.weighedAtMs, o.sequence) < (w.weighedAtMs, w.sequence)',
  recorded: 'o.sequence < w.sequence',
} as const;

/** Another weighing `o` of the visit of `w`, by the index alone. */
const OF_VISIT = (and: string): string =>
  `(SELECT 1 FROM weighing o INDEXED BY weighing_case WHERE o.caseId = w.caseId AND ${and})`;
const LOADED = (alias: string): string => `${alias}.kind IN ('gross', 'recheck') AND ${alias}.voidedById IS NULL`;
const EMPTY = "t.kind = 'tare' AND t.voidedById IS NULL AND t.replacedById IS NULL";
const NEWEST_TARE = (column: string, of: string): string =>
  `(SELECT t.${column} FROM weighing t INDEXED BY weighing_case WHERE t.caseId = ${of}.caseId AND ${EMPTY}
     AND t.weighedAtMs <= ${of}.weighedAtMs ORDER BY t.weighedAtMs DESC, t.sequence DESC LIMIT 1)`;

/** A gross that no sheet stands for, above what the vehicle's file says that it may carry: a sheet never is. */
const OVERLOADED = (of: string): string =>
  `NOT EXISTS (SELECT 1 FROM load_sheet s WHERE s.grossWeighingId = ${of}.id AND s.status = 'issued' AND s.voidedById IS NULL)
   AND ${of}.weightKg - ${NEWEST_TARE('weightKg', of)} > (SELECT json_extract(v.body, '$.approvedLoadKg') FROM vehicle v WHERE v.plate = ${of}.plateFront)`;

/** A moment that a clock set back makes negative says nothing, nor does a truck that stood for a day. */
const LONGEST_MS = 86_400_000;
const SPAN = (step: Step, ms: string): string => `SELECT day, '${step}' AS step, ${ms} AS ms FROM counted`;

/** What is counted of weighings. */
const ofWeighings = (by: CountedBy) => ({
  weighings: `SELECT ${DAY(MOMENT[by])} AS day, ${STATE} AS state, evidenceState = 'complete' AS complete, COUNT(*) AS count
    FROM weighing INDEXED BY ${INDEX[by]} WHERE ${WITHIN(MOMENT[by])} GROUP BY 1, 2, 3`,
  trucks: `SELECT ${DAY(`w.${MOMENT[by]}`)} AS day, COUNT(*) AS trucks FROM weighing w INDEXED BY ${INDEX[by]}
    WHERE ${WITHIN(`w.${MOMENT[by]}`)} AND w.kind <> 'trial' AND w.voidedById IS NULL AND w.replacedById IS NULL
      AND NOT EXISTS ${OF_VISIT(`${BEFORE[by]} AND o.kind <> 'trial' AND o.voidedById IS NULL AND o.replacedById IS NULL`)}
    GROUP BY 1`,
  loaded: `SELECT day, COUNT(*) AS loaded, SUM(over) AS overLimit, SUM(over AND ifnull(last, -1) = 0) AS unloaded,
      SUM(overLoad) AS overLoad, SUM(unknown) AS limitUnknown
    FROM (SELECT ${DAY(`w.${MOMENT[by]}`)} AS day, w.limitKg IS NULL AS unknown,
        ifnull(w.overKg, 0) > 0 OR EXISTS ${OF_VISIT(`${LOADED('o')} AND o.overKg > 0`)} AS over,
        (SELECT o.overKg FROM weighing o INDEXED BY weighing_case WHERE o.caseId = w.caseId AND ${LOADED('o')}
           AND o.replacedById IS NULL ORDER BY o.weighedAtMs DESC, o.sequence DESC LIMIT 1) AS last,
        ifnull(${OVERLOADED('w')}, 0) OR EXISTS (SELECT 1 FROM weighing o INDEXED BY weighing_case
           WHERE o.caseId = w.caseId AND o.sequence <> w.sequence AND ${LOADED('o')} AND ${OVERLOADED('o')}) AS overLoad
      FROM weighing w INDEXED BY ${INDEX[by]}
      WHERE ${WITHIN(`w.${MOMENT[by]}`)} AND ${LOADED('w')} AND NOT EXISTS ${OF_VISIT(`${BEFORE[by]} AND ${LOADED('o')}`)})
    GROUP BY day`,
  steps: `WITH counted AS MATERIALIZED (
      SELECT ${DAY(MOMENT[by])} AS day, caseId, sequence, kind, weighedAtMs, arrivedAtMs, savedAtMs, recordedAtMs, leftAtMs
      FROM weighing INDEXED BY ${INDEX[by]} WHERE ${WITHIN(MOMENT[by])} AND kind <> 'trial' AND ${COUNTED}),
    spans AS (${SPAN('stable', 'weighedAtMs - arrivedAtMs')} UNION ALL ${SPAN('saved', 'savedAtMs - weighedAtMs')}
      UNION ALL ${SPAN('recorded', 'recordedAtMs - savedAtMs')} UNION ALL ${SPAN('left', 'leftAtMs - recordedAtMs')}
      UNION ALL SELECT day, 'loading', weighedAtMs - ${NEWEST_TARE('weighedAtMs', 'w')} FROM counted w
        WHERE kind = 'gross' AND NOT EXISTS ${OF_VISIT(`${BEFORE[by]} AND o.kind = 'gross' AND o.voidedById IS NULL AND o.replacedById IS NULL`)})
    SELECT day, step, group_concat(seconds || ':' || count) AS durations FROM (
      SELECT day, step, (ms + 500) / 1000 AS seconds, COUNT(*) AS count FROM spans
      WHERE ms BETWEEN 0 AND ${LONGEST_MS} GROUP BY 1, 2, 3)
    GROUP BY day, step`,
});

/** The texts, exported for the test that looks at their query plans. */
export const STATISTICS = {
  weighed: ofWeighings('weighed'),
  recorded: ofWeighings('recorded'),
  /** Their moment is that of their record anyway, or that of their picture. */
  others: {
    sheets: `SELECT ${DAY('issuedAtMs')} AS day, COUNT(*) AS sheets, SUM(voidedById IS NOT NULL) AS sheetsVoided,
        SUM(iif(voidedById IS NULL, netKg, 0)) AS netKg
      FROM load_sheet INDEXED BY load_sheet_time WHERE ${WITHIN('issuedAtMs')} AND status = 'issued' GROUP BY 1`,
    sold: `SELECT goods, receiver, COUNT(*) AS issued, SUM(voidedById IS NOT NULL) AS voided,
        SUM(iif(voidedById IS NULL, netKg, 0)) AS netKg
      FROM load_sheet INDEXED BY load_sheet_time WHERE ${WITHIN('issuedAtMs')} AND status = 'issued' GROUP BY goods, receiver`,
    plates: `SELECT ${DAY('atMs')} AS day, outcome, COUNT(*) AS count FROM (${TRUCKS}) GROUP BY 1, 2`,
    displays: `SELECT ${DAY('atMs')} AS day, outcome, COUNT(*) AS count FROM (${DISPLAYS}) GROUP BY 1, 2`,
  },
} as const;

type Counts = Partial<Record<CountName, number>>;
interface Outcomes {
  readonly day: string;
  readonly outcome: string;
  readonly count: number;
}

const PLATE_COUNTS: Readonly<Record<string, CountName>> = {
  right: 'platesRight',
  wrong: 'platesWrong',
  notRead: 'platesNotRead',
};
const DISPLAY_COUNTS: Readonly<Record<string, CountName>> = {
  right: 'displaysMatch',
  wrong: 'displaysDiffer',
  notRead: 'displaysUnclear',
};

/** Errors of every question: as {@link Reader.all}. */
export class StatisticsQuery {
  readonly #reader: Pick<Reader, 'all'>;

  constructor(reader: Pick<Reader, 'all'>) {
    this.#reader = reader;
  }

  /** Each day of the span on which something was, by its name. One question after the other: others are answered in between. */
  async days(span: Span, by: CountedBy): Promise<ReadonlyMap<string, DayCounts>> {
    const found = new Map<string, DayCounts>();
    const put = (day: string, counts: Counts): void => {
      const before = found.get(day) ?? NOTHING;
      const names = Object.keys(counts) as CountName[];
      const sums = Object.fromEntries(names.map((name) => [name, before[name] + (counts[name] ?? 0)]));
      found.set(day, { ...before, ...sums });
    };
    for (const { day, state, complete, count } of await this.#ask<Weighed>(STATISTICS[by].weighings, span)) {
      put(day, { [state]: count });
      if (state === 'voided' || state === 'replaced' || state === 'trial') continue;
      put(day, { judged: count, complete: complete === 1 ? count : 0 });
    }
    for (const sql of [STATISTICS[by].trucks, STATISTICS[by].loaded, STATISTICS.others.sheets])
      for (const { day, ...counts } of await this.#ask<Counts & { readonly day: string }>(sql, span)) put(day, counts);
    // What the meter counts ends with its last moment.
    const meter = { fromMs: span.fromMs, toMs: span.untilMs - 1 };
    for (const [sql, counts] of [
      [STATISTICS.others.plates, PLATE_COUNTS],
      [STATISTICS.others.displays, DISPLAY_COUNTS],
    ] as const)
      for (const { day, outcome, count } of await this.#reader.all<Outcomes>(sql, [meter])) {
        const of = counts[outcome];
        if (of !== undefined) put(day, { [of]: count });
      }
    for (const { day, step, durations } of await this.#ask<Spent>(STATISTICS[by].steps, span)) {
      const before = found.get(day) ?? NOTHING;
      found.set(day, { ...before, steps: { ...before.steps, [step]: durationsOf(durations) } });
    }
    return found;
  }

  /** What was sold to whom, in no order. */
  async sold(span: Span): Promise<SoldRow[]> {
    const rows = await this.#ask<Sold>(STATISTICS.others.sold, span);
    return rows.map(({ goods, receiver, ...sheets }) => ({
      goods,
      receiver,
      sheets: { ...sheets, averageNetKg: averageKg(sheets.netKg, sheets.issued - sheets.voided) },
    }));
  }

  #ask<Row>(sql: string, { fromMs, untilMs }: Span): Promise<Row[]> {
    return this.#reader.all<Row>(sql, [{ fromMs, untilMs }]);
  }
}

interface Weighed {
  readonly day: string;
  readonly state: 'gross' | 'tare' | 'recheck' | 'trial' | 'voided' | 'replaced';
  readonly complete: 0 | 1;
  readonly count: number;
}
interface Spent {
  readonly day: string;
  readonly step: Step;
  readonly durations: string;
}
interface Sold {
  readonly goods: string;
  readonly receiver: string;
  readonly issued: number;
  readonly voided: number;
  readonly netKg: number;
}
