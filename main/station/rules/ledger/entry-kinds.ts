/** On which page of the book a kind of entry stands, and as which Notice it is sent (openapi.yaml, Notice). Pure. */
import type { EntryKind, LedgerName, NoticeCreateKind } from '../../../../preload/contract/ledger.ts';

interface KindFacts {
  readonly ledger: LedgerName;
  /** null: the platform has no kind for it; it stays in the station. */
  readonly notice: NoticeCreateKind | null;
}

export const ENTRY_KINDS: Readonly<Record<EntryKind, KindFacts>> = {
  maintenance: { ledger: 'maintenance', notice: 'maintenance' },
  repair: { ledger: 'maintenance', notice: 'maintenance' },
  'spare-device': { ledger: 'spare-device', notice: 'spare-device' },
  calibration: { ledger: 'calibration', notice: 'calibration' },
  seal: { ledger: 'seal', notice: 'seal' },
  patrol: { ledger: 'patrol', notice: null },
  'emergency-plan': { ledger: 'emergency', notice: null },
  drill: { ledger: 'emergency', notice: null },
  suspension: { ledger: 'business', notice: 'suspension' },
  resumption: { ledger: 'business', notice: 'resumption' },
  outage: { ledger: 'outage', notice: 'outage' },
};
