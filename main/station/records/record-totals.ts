/**
 * How many records a filter finds, what they weigh together, and where the pages of their list begin. It may read a million
 * entries of an index: it is asked of a reading thread of its own, so that no other screen waits for it.
 */
import type { RecordFilter } from '../../../preload/contract/records.ts';
import { LONG_PAGE, type RecordSummary } from '../../../preload/contract/workbench.ts';
import type { Reader } from '../store/reader.ts';
import { writeCursor, type RecordQuery } from './record-query.ts';
import { GOODS, outlineQuery, plateText, totalsQuery } from './record-search.ts';

export class RecordTotals {
  readonly #reader: Pick<Reader, 'all'>;
  readonly #query: Pick<RecordQuery, 'plan'>;

  constructor(reader: Pick<Reader, 'all'>, query: Pick<RecordQuery, 'plan'>) {
    this.#reader = reader;
    this.#query = query;
  }

  /** @throws Reader.all's */
  async of(filter: RecordFilter): Promise<RecordSummary> {
    const byText = plateText(filter) !== '';
    const { walk, few } = await this.#query.plan(filter, byText ? 'inside' : null);
    const totals = totalsQuery(filter, walk, few);
    const [row] = await this.#reader.all<{ count: number; sheets: number; netKg: number }>(totals.sql, [totals.params]);
    const { count = 0, sheets = 0, netKg = 0 } = row ?? {};
    return { count, sheets, netKg, starts: byText ? null : await this.#starts(filter, few) };
  }

  async goods(): Promise<string[]> {
    return (await this.#reader.all<{ goods: string }>(GOODS)).map(({ goods }) => goods);
  }

  async #starts(filter: RecordFilter, few: boolean): Promise<NonNullable<RecordSummary['starts']>> {
    const { sql, params } = outlineQuery(filter, LONG_PAGE, few);
    const rows = await this.#reader.all<{ atMs: number; sequence: number }>(sql, [params]);
    return rows.map(({ atMs, sequence }) => ({ atMs, cursor: writeCursor({ step: 0, atMs, sequence }) ?? '' }));
  }
}
