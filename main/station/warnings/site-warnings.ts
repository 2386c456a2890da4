/** What is open of the site: tells who listens when something is raised or a person has said what it was. */
import { CodedError } from '../../../preload/contract/errors.ts';
import { timestamp, type Clock, type Uuid } from '../../../preload/contract/vocabulary.ts';
import type { SiteWarning } from '../../../preload/contract/warnings.ts';
import type { OpenOnSite, WarningStore } from '../records/warning-store.ts';
import type { Act } from '../rpc-server.ts';
import type { Writer } from '../store/statement.ts';

export class SiteWarnings {
  readonly #db: Writer;
  readonly #store: WarningStore;
  readonly #clock: Clock;
  readonly #listeners = new Set<() => void>();

  constructor({ db, store, clock }: { db: Writer; store: WarningStore; clock: Clock }) {
    this.#db = db;
    this.#store = store;
    this.#clock = clock;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  open(): OpenOnSite {
    return this.#store.open();
  }

  get(id: string): SiteWarning | null {
    return this.#store.get(id as Uuid);
  }

  /** Something was raised or said, of the site or by the platform, and is on disk. */
  raised(): void {
    for (const listener of this.#listeners) listener();
  }

  /**
   * `warnings.acknowledge` with a reason: what a person says that it was.
   * @throws CodedError gate.close-there {passId} | warning.already-acknowledged {at, operatorId} | store.disk-full
   */
  explain(warning: SiteWarning, { operatorId, reason }: { reason: string; operatorId: string }, act: Act): SiteWarning {
    // Its reason is one of a list, and its pass may have more than one.
    if ('gate' in warning) throw new CodedError('gate.close-there', { passId: warning.gate.passId });
    if (warning.acknowledged !== null)
      throw new CodedError('warning.already-acknowledged', {
        at: warning.acknowledged.at,
        operatorId: warning.acknowledged.operatorId,
      });
    const acknowledged = { at: timestamp(this.#clock.wall()), operatorId, reason };
    const closed = this.#db.immediate(() => {
      this.#store.acknowledge(warning.id, acknowledged);
      const answer = { ...warning, acknowledged };
      act.remember(answer);
      return answer;
    });
    this.raised();
    return closed;
  }
}
