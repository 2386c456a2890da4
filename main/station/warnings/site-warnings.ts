/** What is open at the desk: tells who listens when something is raised or a person has said what it was. */
import { CodedError } from '../../../preload/contract/errors.ts';
import { timestamp, type Clock, type Uuid } from '../../../preload/contract/vocabulary.ts';
import type { OpenWarnings, SiteWarning } from '../../../preload/contract/warnings.ts';
import type { WarningStore } from '../records/warning-store.ts';
import type { Act } from '../rpc-server.ts';
import type { Writer } from '../store/statement.ts';

export class SiteWarnings {
  readonly #db: Writer;
  readonly #store: WarningStore;
  readonly #clock: Clock;
  readonly #listeners = new Set<(open: OpenWarnings) => void>();

  constructor({ db, store, clock }: { db: Writer; store: WarningStore; clock: Clock }) {
    this.#db = db;
    this.#store = store;
    this.#clock = clock;
  }

  onChange(listener: (open: OpenWarnings) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  open(): OpenWarnings {
    return this.#store.open();
  }

  /** Something was raised, and is on disk. */
  raised(): void {
    const open = this.#store.open();
    for (const listener of this.#listeners) listener(open);
  }

  /**
   * `warnings.acknowledge`: what a person says that it was.
   * @throws CodedError warning.not-found | gate.close-there {passId} | warning.already-acknowledged {at, operatorId} | store.disk-full
   */
  acknowledge(
    { warningId: id, reason, operatorId }: { warningId: Uuid; reason: string; operatorId: string },
    act: Act,
  ): SiteWarning {
    const warning = this.#store.get(id);
    if (warning === null) throw new CodedError('warning.not-found', { id });
    // Its reason is one of a list, and its pass may have more than one.
    if ('gate' in warning) throw new CodedError('gate.close-there', { passId: warning.gate.passId });
    if (warning.acknowledged !== null)
      throw new CodedError('warning.already-acknowledged', {
        at: warning.acknowledged.at,
        operatorId: warning.acknowledged.operatorId,
      });
    const acknowledged = { at: timestamp(this.#clock.wall()), operatorId, reason };
    const closed = this.#db.immediate(() => {
      this.#store.acknowledge(id, acknowledged);
      const answer = { ...warning, acknowledged };
      act.remember(answer);
      return answer;
    });
    this.raised();
    return closed;
  }
}
