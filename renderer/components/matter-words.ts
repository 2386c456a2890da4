/** What the station noticed by itself, in a few words, and whose plate it is about. */
import type { StationInfo } from '../../preload/contract/station.ts';
import type { SiteWarning } from '../../preload/contract/warnings.ts';
import { dottedPlate } from '../format.ts';
import type { Translate } from '../i18n/index.ts';
import { doubtShort } from './doubt-words.ts';
import { ledgerSentence } from './ledger-words.ts';
import { proofSubject } from './proof-subject.ts';

export function matterShort(item: SiteWarning, cameras: StationInfo['cameras'], t: Translate): string {
  if (item.kind === 'video-unproven') return t('proof.short', { subject: proofSubject(item.proof, cameras, t) });
  if (item.kind === 'plate-doubt') return doubtShort(item.weighing, t);
  if (item.kind === 'ledger') return ledgerSentence(item.ledger, t);
  if ('gate' in item) return t(`gate.matter-${item.kind}`);
  return [...new Set(item.pass.findings.map(({ code }) => t(`finding-short.${code}`)))].join(' · ');
}

/** '—' of what is about no vehicle, or one that nobody named. */
export function matterPlate(item: SiteWarning): string {
  const plate =
    'pass' in item
      ? item.pass.plate
      : 'weighing' in item
        ? item.weighing.plate
        : 'gate' in item
          ? (item.gate.plate ?? item.gate.plateRear)
          : null;
  return plate === null ? '—' : dottedPlate(plate);
}
