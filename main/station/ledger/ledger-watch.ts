/** What a day brings by itself: a certificate that ends, a seal whose picture is due. Looks now and then; each is told once. */
import type { LedgerState } from '../../../preload/contract/ledger.ts';
import { timestamp, type Clock, type EpochMs, type Timestamp } from '../../../preload/contract/vocabulary.ts';
import type { Configuration } from '../settings/configuration.ts';
import { certificateBlocks, certificateOn } from '../rules/ledger/certificate.ts';
import { sealOn } from '../rules/ledger/seal.ts';
import type { Writer } from '../store/statement.ts';
import type { EntryStore } from './entry-store.ts';
import type { Matter, MatterStore } from './matter-store.ts';

export type LedgerRules = Pick<Configuration['rules'], 'expiredCertificate' | 'sealPhotoDays'>;
type OfScale = LedgerState['scales'][number];

export interface LedgerWatchParts {
  readonly db: Writer;
  readonly entries: EntryStore;
  readonly matters: MatterStore;
  readonly rules: LedgerRules;
  readonly scaleIds: readonly string[];
  /** Something was raised, and is on disk. */
  readonly onRaised: () => void;
  readonly clock: Clock;
}

export class LedgerWatch {
  readonly #parts: LedgerWatchParts;

  constructor(parts: LedgerWatchParts) {
    this.#parts = parts;
  }

  /** To be called now and then, and after each entry. @throws CodedError store.* */
  look(): void {
    const { clock, db, matters, onRaised, scaleIds } = this.#parts;
    const at = clock.wall();
    const found = scaleIds.flatMap((scaleId) => mattersOf(this.ofScale(scaleId)));
    if (found.length === 0) return;
    // Every one of them is tried: the first that is new must not keep the others from being told.
    const raised = db.immediate(() => found.map(({ key, ...matter }) => matters.raise(key, matter, at)));
    if (raised.includes(true)) onRaised();
  }

  /** As it stands today. */
  ofScale(scaleId: string): OfScale {
    const { clock, entries, rules } = this.#parts;
    const today = timestamp(clock.wall()).slice(0, 10);
    const certificate = certificateOn(entries.certificates(scaleId), today);
    const seals = entries.seals(scaleId);
    const { photoDueOn, photoOn, sealNo, state } = sealOn(seals, today, rules.sealPhotoDays);
    const photographed = seals.findLast(({ day, hasPicture }) => hasPicture && day === photoOn);
    return {
      scaleId,
      certificate: { ...certificate, blocks: certificateBlocks(certificate.state, rules.expiredCertificate) },
      seal: { state, sealNo, photoAt: photographed?.at ?? null, photoDueOn },
    };
  }

  /** Since when business rests. */
  suspendedSince(): Timestamp | null {
    const { clock, entries } = this.#parts;
    const since: EpochMs | null = entries.suspendedSince(clock.wall());
    return since === null ? null : timestamp(since);
  }
}

/** What of a scale is to be looked at; the key tells one certificate, or one interval, from the next. */
function mattersOf({ certificate, scaleId, seal }: OfScale): (Matter & { readonly key: string })[] {
  const { details, state } = certificate;
  const found: (Matter & { readonly key: string })[] = [];
  if (details !== null && (state === 'due' || state === 'expired'))
    found.push({
      key: `certificate-${state}/${scaleId}/${details.certificateNo}/${details.validUntil}`,
      matter: `certificate-${state}`,
      subjectId: scaleId,
      was: details.certificateNo,
      now: details.validUntil,
      model: null,
    });
  if (seal.state === 'photo-due' && seal.photoDueOn !== null)
    found.push({
      key: `seal-photo-due/${scaleId}/${seal.sealNo ?? ''}/${seal.photoDueOn}`,
      matter: 'seal-photo-due',
      subjectId: scaleId,
      was: seal.sealNo,
      now: seal.photoDueOn,
      model: null,
    });
  return found;
}
