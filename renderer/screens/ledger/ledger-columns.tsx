/** The entries of a ledger as rows. */
import type { LedgerEntry } from '../../../preload/contract/ledger.ts';
import type { Column } from '../../components/grid.tsx';
import { UploadMark } from '../../components/upload-mark.tsx';
import { fullTime } from '../../format.ts';
import type { Translate } from '../../i18n/index.ts';

export const LEDGER_COLUMNS: readonly Column<LedgerEntry>[] = [
  { words: 'records.time', cell: ({ at }) => fullTime(at).slice(0, 16) },
  { words: 'ledger.kind', cell: ({ kind }, t) => t(`ledger.kind-${kind}`) },
  { words: 'ledger.subject', cell: ({ subjectId }, t) => subjectId ?? t('ledger.site') },
  { words: 'ledger.field-text', cell: contentOf },
  { words: 'ledger.pictures', right: true, cell: ({ images }) => (images.length === 0 ? '' : images.length) },
  { words: 'ledger.field-operator', cell: ({ operatorId }) => operatorId },
  { words: 'ledger.upload', cell: ({ upload }, t) => (upload === null ? '' : <UploadMark upload={upload} t={t} />) },
];

/** Whether it counts, its figures, and what was written. */
function contentOf({ correctedBy, corrects, details, kind, text }: LedgerEntry, t: Translate): string {
  const mark =
    correctedBy !== null
      ? t('ledger.is-corrected')
      : corrects === null
        ? ''
        : t(corrects.withdrawn ? 'ledger.is-withdrawal' : 'ledger.is-correction', { reason: corrects.reason });
  return [mark, figures(details, kind, t), corrects?.withdrawn === true ? '' : text]
    .filter((part) => part !== '')
    .join(' · ');
}

function figures(details: LedgerEntry['details'], kind: LedgerEntry['kind'], t: Translate): string {
  if (details === null) return '';
  if ('certificateNo' in details)
    return t('ledger.figures-certificate', { no: details.certificateNo, until: details.validUntil });
  if ('sealNo' in details) return `${details.sealNo} ${t(`ledger.seal-${details.state}`)}`;
  if ('newSerial' in details) return `${details.oldSerial || '—'} → ${details.newSerial || '—'}`;
  if ('township' in details)
    return details.until === null ? details.township : `${details.township} · ${details.until}`;
  if ('participants' in details) return details.participants;
  return kind === 'patrol' ? t(`ledger.patrol-${details.result}`) : '';
}
