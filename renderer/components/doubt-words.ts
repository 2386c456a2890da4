/** What speaks against the plate of a record, in words. Pure. */
import type { PlateWarning } from '../../preload/contract/warnings.ts';
import { dottedPlate } from '../format.ts';
import type { Translate } from '../i18n/index.ts';

/** Other axles are the graver matter: they are said first. */
export function doubtSentence({ axleCount, otherAxles, plate }: PlateWarning['weighing'], t: Translate): string {
  const shown = dottedPlate(plate ?? '');
  if (otherAxles === null) return t('doubt.trip', { plate: shown });
  if (otherAxles.saidAxleCount !== undefined)
    return t('doubt.axles-kept', {
      plate: shown,
      fileAxles: otherAxles.fileAxleCount,
      axles: otherAxles.saidAxleCount,
    });
  return t('doubt.axles', { plate: shown, fileAxles: otherAxles.fileAxleCount, axles: axleCount ?? '—' });
}

export const doubtShort = ({ otherAxles, repeats }: PlateWarning['weighing'], t: Translate): string =>
  [
    ...(otherAxles === null ? [] : [t('doubt.short-axles')]),
    ...(otherAxles !== null || repeats === null ? [] : [t('doubt.short-trip')]),
  ].join(' · ');
