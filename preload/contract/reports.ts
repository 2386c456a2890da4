/** Reports (product.md M5): a shift as it is handed over, and what days and months came to. How each is counted: main/station/rules/reports. */
import * as z from 'zod';
import { ask, change, EVERYONE } from './call.ts';
import { DeviceStatus, OutboxItem } from './station.ts';
import { Kg, RequiredText, ScaleId, Text, Timestamp, Uuid } from './vocabulary.ts';
import { OpenTruck } from './weighing.ts';

const Count = z.number().int().min(0);
/** A sum may be more than one weight can be. */
const SumKg = z.number().int().min(0);
const Seconds = z.number().int().min(0).nullable();

const Weighings = z.strictObject({
  gross: Count,
  tare: Count,
  recheck: Count,
  trial: Count,
  /** Voided ones, and those that a person weighed again in their stead: among no kind. */
  voided: Count,
  replaced: Count,
});

/** Sheets issued, of these voided since; net of those that stand. */
const Sheets = z.strictObject({ issued: Count, voided: Count, netKg: SumKg, averageNetKg: SumKg.nullable() });

/** Per goods and receiver. */
export const SoldRow = z.strictObject({ goods: z.string(), receiver: z.string(), sheets: Sheets });
export type SoldRow = z.infer<typeof SoldRow>;

export const StepName = z.enum(['stable', 'saved', 'recorded', 'left', 'loading']);
export type StepName = z.infer<typeof StepName>;

export const PeriodFigures = z.strictObject({
  /** Visits. */
  trucks: Count,
  weighings: Weighings,
  sheets: Sheets,
  /** Weighings with all their evidence, of so many. */
  evidence: z.strictObject({ complete: Count, of: Count }),
  /** Visits with a loaded weighing: above the limit, unloaded and weighed again within it, above the approved load. */
  loaded: z.strictObject({ of: Count, overLimit: Count, unloaded: Count, overLoad: Count, limitUnknown: Count }),
  /** As the recognition meter counts: trucks whose plates were all read right. */
  plates: z.strictObject({ right: Count, wrong: Count, notRead: Count }),
  displays: z.strictObject({ matches: Count, differs: Count, cannotTell: Count }),
  /** How long it took up to each step from the one before; loading: from tare to gross. */
  steps: z.array(z.strictObject({ step: StepName, count: Count, medianS: Seconds, p90S: Seconds })),
});
export type PeriodFigures = z.infer<typeof PeriodFigures>;

export const PeriodRow = z.strictObject({
  /** yyyy-MM-dd, or yyyy-MM. */
  period: z.string(),
  figures: PeriodFigures,
});
export type PeriodRow = z.infer<typeof PeriodRow>;

/** Beijing days, both included. */
const Range = z.strictObject({ from: z.iso.date(), to: z.iso.date(), by: z.enum(['day', 'month']) });
const MOST_DAYS = { day: 93, month: 1100 } as const;
export const StatisticsInput = Range.refine(
  ({ by, from, to }) => {
    const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
    return days >= 1 && days <= MOST_DAYS[by];
  },
  { path: ['to'], message: 'from 1 to 93 days, or 36 months' },
);
export type StatisticsInput = z.infer<typeof StatisticsInput>;

export const Statistics = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date(),
  by: z.enum(['day', 'month']),
  /** Every day or month of the range, oldest first, also those on which nothing was. */
  periods: z.array(PeriodRow),
  total: PeriodFigures,
  /** Most net first. */
  sold: z.array(SoldRow),
});
export type Statistics = z.infer<typeof Statistics>;

export const OverLimitCase = z.strictObject({
  caseId: Uuid,
  plate: z.string().nullable(),
  weighedAt: Timestamp,
  weightKg: Kg,
  limitKg: Kg.nullable(),
  overKg: Kg,
  end: z.enum(['unloaded', 'still-over', 'not-reweighed']),
  lastKg: Kg.nullable(),
  sheetNumber: z.string().nullable(),
});
export type OverLimitCase = z.infer<typeof OverLimitCase>;

/** What people did besides the usual, each kind of it a line of domain.md §4, W20. */
export const OverrideKind = z.enum([
  'papers',
  'evidence-accepted',
  'axles',
  'weighing-void',
  'correction',
  'sheet-void',
  'reissue',
  'reprint',
  'manual-plate',
  'manual-opening',
]);
export type OverrideKind = z.infer<typeof OverrideKind>;

export const Override = z.strictObject({
  kind: OverrideKind,
  at: Timestamp,
  plate: z.string().nullable(),
  /** Of a sheet; of a barrier its scale or gate. */
  number: z.string().nullable(),
  by: z.string(),
  /** As it was given. */
  reason: z.string().nullable(),
});
export type Override = z.infer<typeof Override>;

export const HandoverFigures = z.strictObject({
  from: Timestamp,
  until: Timestamp,
  /** handover: since the last one. asked: as asked. first: there is none yet. month: the last one is longer ago than is counted. */
  since: z.enum(['handover', 'asked', 'first', 'month']),
  openTrucks: z.array(OpenTruck),
  /** Parts without receipt; the parked ones and the oldest first, at most 200. */
  outbox: z.strictObject({
    pending: Count,
    parked: Count,
    oldestAgeSeconds: Count.nullable(),
    parkedItems: z.array(OutboxItem.pick({ id: true, documentKind: true, sequence: true, lastError: true })),
  }),
  /** What waits to be looked at; the newest of it. A kind that this program does not know is one of a later one. */
  warnings: z.strictObject({
    count: Count,
    newest: z.array(
      z.strictObject({ id: Uuid, kind: z.string(), raisedAt: Timestamp, subject: z.string().nullable() }),
    ),
  }),
  /** What an empty deck read before and after trucks, by scale: first and last of the shift, and the one farthest from zero. */
  zero: z.array(
    z.strictObject({
      scaleId: ScaleId,
      passes: Count,
      firstKg: Kg.nullable(),
      lastKg: Kg.nullable(),
      worstKg: Kg.nullable(),
    }),
  ),
  /** How many of each, and the newest of them. */
  overrides: z.strictObject({
    counts: z.array(z.strictObject({ kind: OverrideKind, count: Count })),
    newest: z.array(Override),
  }),
  totals: PeriodFigures,
  sold: z.array(SoldRow),
  /** Sheets voided in this shift that were issued before it. Absent: handed over before this was counted. */
  voidedBefore: z.strictObject({ sheets: Count, netKg: SumKg }).optional(),
  overLimit: z.array(OverLimitCase),
  printer: z.strictObject({
    devices: z.array(DeviceStatus),
    /** Papers that wait, and those of which nobody knows whether they came out. */
    waiting: Count,
    uncertain: Count,
  }),
});
export type HandoverFigures = z.infer<typeof HandoverFigures>;

export const HandoverRow = z.strictObject({
  id: Uuid,
  from: Timestamp,
  until: Timestamp,
  handedBy: z.string(),
  takenBy: z.string(),
  note: z.string(),
});
export type HandoverRow = z.infer<typeof HandoverRow>;

export const Handover = z.strictObject({ ...HandoverRow.shape, figures: HandoverFigures });
export type Handover = z.infer<typeof Handover>;

const Language = z.enum(['zh-CN', 'en']);

export const reportCalls = {
  /** The shift so far: since the last hand-over, or since the given time; at most 31 days. */
  'reports.handover': ask({
    input: z.strictObject({ since: Timestamp.optional() }),
    output: HandoverFigures,
    roles: EVERYONE,
  }),
  /**
   * Hands the shift over: keeps the figures as they are now, for ever. reports.handed-over: somebody else did meanwhile.
   */
  'reports.handOver': change({
    input: z.strictObject({
      from: RequiredText(64),
      to: RequiredText(64),
      note: Text(500),
      operatorId: RequiredText(64),
    }),
    output: Handover,
    roles: EVERYONE,
  }),
  /** Newest first. */
  'reports.handovers': ask({
    input: z.strictObject({ limit: z.number().int().min(1).max(200).optional(), before: Timestamp.optional() }),
    output: z.array(HandoverRow),
    roles: EVERYONE,
  }),
  'reports.handed': ask({ input: z.strictObject({ id: Uuid }), output: Handover, roles: EVERYONE }),
  'reports.statistics': ask({ input: StatisticsInput, output: Statistics, roles: EVERYONE }),
  /** Written as Excel into the data folder; says where. A handover without id: the shift so far. */
  'reports.export': ask({
    input: z.discriminatedUnion('what', [
      z.strictObject({ what: z.literal('handover'), id: Uuid.optional(), language: Language }),
      z.strictObject({ what: z.literal('statistics'), range: StatisticsInput, language: Language }),
    ]),
    output: z.strictObject({ file: z.string(), bytes: Count, rows: Count }),
    roles: EVERYONE,
  }),
};
