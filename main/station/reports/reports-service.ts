/**
 * Shifts and statistics (product.md M5): asks the queries, one after the other, and puts their answers together. Handing over
 * keeps the figures as they were.
 */
import { CodedError } from '../../../preload/contract/errors.ts';
import type {
  Handover,
  HandoverFigures,
  HandoverRow,
  SoldRow,
  Statistics,
  StatisticsInput,
} from '../../../preload/contract/reports.ts';
import type { DeviceStatus, OutboxStatus } from '../../../preload/contract/station.ts';
import {
  timestamp,
  type Clock,
  type EpochMs,
  type Timestamp,
  type Uuid,
} from '../../../preload/contract/vocabulary.ts';
import type { OpenTruck } from '../../../preload/contract/weighing.ts';
import type { HandoverQuery } from '../records/handover-query.ts';
import type { HandoverList, HandoverStore } from '../records/handover-store.ts';
import type { CountedBy, StatisticsQuery } from '../records/statistics-query.ts';
import type { Act } from '../rpc-server.ts';
import { daysBetween, spansByMonth, type Span } from '../rules/reports/beijing-days.ts';
import { addUp, NOTHING, type DayCounts } from '../rules/reports/day-counts.ts';
import { addSold, figuresOf } from '../rules/reports/figures.ts';
import { grouped } from '../rules/reports/grouped.ts';
import type { Writer } from '../store/statement.ts';

const DAY_MS = 86_400_000;
/** A shift is hours; what was never handed over is not counted back for ever. */
const LONGEST_MS = 31 * DAY_MS;
const LISTED = 50;

export interface ReportParts {
  readonly db: Writer;
  readonly handovers: HandoverStore;
  readonly list: HandoverList;
  readonly query: HandoverQuery;
  readonly statistics: StatisticsQuery;
  readonly openTrucks: () => Promise<OpenTruck[]>;
  readonly outbox: () => Promise<OutboxStatus>;
  readonly devices: () => readonly DeviceStatus[];
  readonly clock: Clock;
  readonly newId: () => Uuid;
}

type Begin = Pick<HandoverFigures, 'since'> & { readonly fromMs: number };

export class ReportsService {
  readonly #parts: ReportParts;

  constructor(parts: ReportParts) {
    this.#parts = parts;
  }

  /** `reports.handover`. Errors as Reader.all. */
  handover(since?: Timestamp): Promise<HandoverFigures> {
    const untilMs = this.#parts.clock.wall();
    return this.#figures(this.#begin(untilMs, since), untilMs);
  }

  /**
   * `reports.handOver`.
   * @throws CodedError reports.handed-over {until} when another one was written while the figures were counted; Reader.all's
   */
  async handOver(
    input: { readonly from: string; readonly to: string; readonly note: string; readonly operatorId: string },
    act: Act,
  ): Promise<Handover> {
    const { clock, db, handovers, newId } = this.#parts;
    const before = handovers.newest();
    const untilMs = clock.wall();
    const figures = await this.#figures(this.#begin(untilMs), untilMs);
    return db.immediate(() => {
      const newest = handovers.newest();
      if (newest !== null && newest.id !== before?.id)
        throw new CodedError('reports.handed-over', { until: timestamp(newest.untilMs as EpochMs) });
      const { from, until } = figures;
      const row: Handover = {
        id: newId(),
        from,
        until,
        handedBy: input.from,
        takenBy: input.to,
        note: input.note,
        figures,
      };
      handovers.insert(row, input.operatorId);
      act.remember(row);
      return row;
    });
  }

  /** `reports.handovers`. Errors as Reader.all. */
  handedOver({
    before,
    limit = LISTED,
  }: {
    limit?: number | undefined;
    before?: Timestamp | undefined;
  }): Promise<HandoverRow[]> {
    return this.#parts.list.list(limit, before === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(before));
  }

  /** @throws CodedError document.not-found; Reader.all's */
  async handed(id: Uuid): Promise<Handover> {
    const found = await this.#parts.list.get(id);
    if (found === null) throw new CodedError('document.not-found', { id });
    return found;
  }

  /** `reports.statistics`. Errors as Reader.all. */
  async statistics({ by, from, to }: StatisticsInput): Promise<Statistics> {
    const { days, sold } = await this.#counted(spansByMonth(from, to), 'weighed');
    const periods = grouped(daysBetween(from, to), (day) => (by === 'day' ? day : day.slice(0, 7)));
    return {
      from,
      to,
      by,
      periods: [...periods].map(([period, of]) => ({ period, figures: figuresOf(sumOf(of, days)) })),
      total: figuresOf(addUp([...days.values()])),
      sold,
    };
  }

  async #counted(
    spans: readonly Span[],
    by: CountedBy,
  ): Promise<{ readonly days: ReadonlyMap<string, DayCounts>; readonly sold: SoldRow[] }> {
    const days = new Map<string, DayCounts>();
    const sold: SoldRow[] = [];
    for (const span of spans) {
      // A day that is cut in two (a shift at midnight of a month) is whole again.
      for (const [day, counts] of await this.#parts.statistics.days(span, by))
        days.set(day, addUp([days.get(day) ?? NOTHING, counts]));
      sold.push(...(await this.#parts.statistics.sold(span)));
    }
    return { days, sold: addSold(sold) };
  }

  #begin(untilMs: number, since?: Timestamp): Begin {
    const longest = untilMs - LONGEST_MS;
    if (since !== undefined) return { since: 'asked', fromMs: Math.min(untilMs, Math.max(longest, Date.parse(since))) };
    const last = this.#parts.handovers.newest();
    // Nobody has handed over yet: a day is what a shift can be at most.
    if (last === null) return { since: 'first', fromMs: untilMs - DAY_MS };
    if (last.untilMs < longest) return { since: 'month', fromMs: longest };
    // A clock that was set back makes no shift of the time before.
    return { since: 'handover', fromMs: Math.min(untilMs, last.untilMs) };
  }

  async #figures({ fromMs, since }: Begin, untilMs: number): Promise<HandoverFigures> {
    const { devices, openTrucks, outbox, query } = this.#parts;
    const span: Span = { fromMs, untilMs };
    const { days, sold } = await this.#counted([span], 'recorded');
    const { items, oldestAgeSeconds, parked, pending } = await outbox();
    return {
      from: timestamp(fromMs as EpochMs),
      until: timestamp(untilMs as EpochMs),
      since,
      openTrucks: await openTrucks(),
      outbox: {
        pending,
        parked,
        oldestAgeSeconds,
        parkedItems: items
          .filter(({ state }) => state === 'parked')
          .map(({ documentKind, id, lastError, sequence }) => ({ id, documentKind, sequence, lastError })),
      },
      warnings: await query.warnings(),
      zero: await query.zero(span),
      overrides: await query.overrides(span),
      totals: figuresOf(addUp([...days.values()])),
      sold,
      voidedBefore: await query.voidedBefore(span),
      overLimit: await query.overLimit(span),
      printer: {
        devices: devices().filter(({ kind }) => kind === 'printer'),
        ...(await query.papers(span)),
      },
    };
  }
}

const sumOf = (names: readonly string[], days: ReadonlyMap<string, DayCounts>): DayCounts =>
  addUp(names.map((day) => days.get(day) ?? NOTHING));
