/** What a matter of the ledgers says, in a sentence. */
import type { LedgerMatter } from '../../preload/contract/ledger.ts';
import type { Translate } from '../i18n/index.ts';

export const ledgerSentence = ({ matter, now, subjectId, was }: LedgerMatter, t: Translate): string =>
  t(`ledger.matter-${matter}`, { subject: subjectId, was: was ?? '—', now: now ?? '—' });
