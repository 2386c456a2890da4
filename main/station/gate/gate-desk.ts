/** What a person says of a vehicle at a gate afterwards: what an open matter was, and which plate it bore (product.md G2, P3). */
import type { GatePass, Notice } from '../../../preload/contract/documents.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { GateMatterKind } from '../../../preload/contract/gate.ts';
import type { ParsedInput } from '../../../preload/contract/index.ts';
import { timestamp, type Clock, type Uuid } from '../../../preload/contract/vocabulary.ts';
import type { DocumentChain } from '../records/document-chain.ts';
import type { GateMatchStore } from '../records/gate-match-store.ts';
import type { GateStore } from '../records/gate-store.ts';
import type { Publisher } from '../records/publisher.ts';
import type { WarningStore } from '../records/warning-store.ts';
import type { Act } from '../rpc-server.ts';
import { plateGiven } from '../rules/plate-grammar.ts';
import type { Writer } from '../store/statement.ts';
import type { GateReconciler } from './gate-reconciler.ts';

export interface GateDeskParts {
  readonly db: Writer;
  readonly chain: Pick<DocumentChain, 'get' | 'mayAppend'>;
  readonly passes: Pick<GateStore, 'get'>;
  readonly matches: Pick<GateMatchStore, 'close' | 'matters'>;
  readonly warnings: Pick<WarningStore, 'acknowledge'>;
  readonly publisher: Pick<Publisher, 'publish'>;
  readonly reconciler: Pick<GateReconciler, 'plateCorrected' | 'settle' | 'tell'>;
  readonly clock: Clock;
  readonly newId: () => Uuid;
}

export class GateDesk {
  readonly #parts: GateDeskParts;

  constructor(parts: GateDeskParts) {
    this.#parts = parts;
  }

  /**
   * `gate.close`: one word for all that is open of this pass; who and when stand with it.
   * @throws CodedError gate.pass-not-found | gate.nothing-open | store.disk-full
   */
  close({ passId, reasonCode, text, operatorId }: ParsedInput<'gate.close'>, act: Act): { closed: GateMatterKind[] } {
    const { clock, db, matches, passes, reconciler, warnings } = this.#parts;
    const answer = db.immediate(() => {
      if (passes.get(passId) === null) throw new CodedError('gate.pass-not-found', { id: passId });
      const open = matches.matters(passId).filter(({ acknowledged }) => acknowledged === 0);
      if (open.length === 0) throw new CodedError('gate.nothing-open', { id: passId });
      const said = {
        at: timestamp(clock.wall()),
        operatorId: operatorId ?? (act.operator || 'nobody'),
        reason: text === '' ? reasonCode : text,
      };
      for (const { id } of open) {
        warnings.acknowledge(id, said);
        matches.close(id, 'person', reasonCode);
      }
      const closed = { closed: open.map(({ kind }) => kind) };
      act.remember(closed);
      return closed;
    });
    reconciler.tell();
    return answer;
  }

  /**
   * `gate.correct`: the Notice; the document stays as signed, matches and matters follow in the same transaction.
   * @throws CodedError gate.pass-not-found | gate.chain-unknown | weighing.plate-invalid {field} | store.disk-full
   */
  correct({ passId, plate, reason, operatorId }: ParsedInput<'gate.correct'>, act: Act): Notice {
    const { chain, clock, db, newId, passes, publisher, reconciler } = this.#parts;
    const to = plateGiven('plate', plate);
    if (plate !== null && to === null) throw new CodedError('weighing.plate-invalid', { field: 'plate' });
    if (!chain.mayAppend()) throw new CodedError('gate.chain-unknown');
    const before = passes.get(passId);
    const subject = chain.get(passId)?.document as GatePass | undefined;
    if (before === null || subject === undefined) throw new CodedError('gate.pass-not-found', { id: passId });
    const notice = db.immediate(() => {
      const made = publisher.publish('notice', newId(), {
        kind: 'correction',
        subjectId: passId,
        subjectSequence: before.sequence,
        subjectHash: subject.hash,
        effectiveAt: timestamp(clock.wall()),
        text: reason,
        operatorId,
        correction: { field: 'gatePlate', from: before.plate ?? before.plateRear, to },
      });
      reconciler.settle(passId);
      act.remember(made);
      return made;
    });
    reconciler.tell();
    reconciler.plateCorrected(passId, [before.plate, before.plateRear, to], before.atMs);
    return notice;
  }
}
