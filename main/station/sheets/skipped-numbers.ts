/**
 * Load-sheet numbers that nobody may use again. A folder taken back to an older state does not know which numbers the lost
 * documents used, and the platform tells only how many documents there are. So as many numbers as documents are skipped
 * (openapi.yaml, LoadSheet.number: never reused), and a Notice `outage` says which, so that the gap is no riddle.
 */
import { beijingDay, timestamp, type Clock, type EpochMs, type Uuid } from '../../../preload/contract/vocabulary.ts';
import type { DocumentChain } from '../records/document-chain.ts';
import type { LoadSheetStore } from '../records/load-sheet-store.ts';
import type { Publisher } from '../records/publisher.ts';
import { Meta } from '../store/meta.ts';
import type { Writer } from '../store/statement.ts';

/** meta: what is still to be said, as the Notice's text. */
const TO_TELL = 'skippedNumbers';

export interface SkippedNumbersParts {
  readonly db: Writer;
  readonly chain: Pick<DocumentChain, 'mayAppend'>;
  readonly sheets: LoadSheetStore;
  readonly publisher: Pick<Publisher, 'publish'>;
  readonly clock: Clock;
  readonly newId: () => Uuid;
  readonly log: { warn(fields: object, text: string): void };
  /** `unitCode-stationNo` */
  readonly prefix: string;
}

export class SkippedNumbers {
  readonly #parts: SkippedNumbersParts;
  readonly #meta: Meta;

  constructor(parts: SkippedNumbersParts) {
    this.#parts = parts;
    this.#meta = new Meta(parts.db);
  }

  /**
   * In the transaction in which the chain goes on above `lost` documents that are not in this folder.
   * @param newestAtMs when the platform took the newest of them: the days of lost sheets are not known by a clock that may be
   *   wrong after whatever made the restore necessary. null = it did not say
   */
  skip(lost: number, newestAtMs: EpochMs | null): void {
    const { clock, prefix, sheets } = this.#parts;
    const days = new Set([clock.wall(), ...(newestAtMs === null ? [] : [newestAtMs])].map(beijingDay));
    const ranges = [...days]
      .map((day) => sheets.skip(prefix, day, lost))
      .map(({ first, last }) => `${first} 至 ${last}`);
    const before = this.#meta.get(TO_TELL);
    const text = `数据恢复后缺 ${lost} 份文件，装载单号 ${ranges.join('、')} 不再使用`;
    this.#meta.set(TO_TELL, before === undefined ? text : `${before}；${text}`);
  }

  /** Says what was skipped, where documents can be made; else it stays to be said. Never throws. */
  tell(): void {
    const { chain, clock, db, log, newId, publisher } = this.#parts;
    try {
      const text = this.#meta.get(TO_TELL);
      if (text === undefined || !chain.mayAppend()) return;
      db.immediate(() => {
        const effectiveAt = timestamp(clock.wall());
        const body = { kind: 'outage', subjectId: null, effectiveAt, text, operatorId: 'nobody' } as const;
        publisher.publish('notice', newId(), body);
        this.#meta.delete(TO_TELL);
      });
    } catch (err) {
      log.warn({ err }, 'the Notice of skipped load-sheet numbers has to wait');
    }
  }
}
