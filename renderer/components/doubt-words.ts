/** What speaks against the plate of a record, in words. Pure. */
import type { PlateWarning } from '../../preload/contract/warnings.ts';
import { dottedPlate } from '../format.ts';
import type { Translate } from '../i18n/index.ts';

/** Other axles are the graver matter: they are said first. */
export function doubtSentence({ axleCount, otherAxles, plate }: PlateWarning['weighing'], t: Translate): string {
  const shown = dottedPlate(plate ?? '');
  if (otherAxles === null) return t('doubt.trip', { plate: shown });
  const { fileAxleCount: fileAxles, saidAxleCount } = otherAxles;
  // Of the same count it is body or driven axles that allow more.
  if (saidAxleCount === fileAxles) return t('doubt.limit-kept', { plate: shown });
  if (saidAxleCount !== undefined) return t('doubt.axles-kept', { plate: shown, fileAxles, axles: saidAxleCount });
  if (axleCount === fileAxles) return t('doubt.limit', { plate: shown });
  return t('doubt.axles', { plate: shown, fileAxles, axles: axleCount ?? '—' });
}

export const doubtShort = ({ otherAxles, repeats }: PlateWarning['weighing'], t: Translate): string =>
  [
    ...(otherAxles === null ? [] : [t('doubt.short-axles')]),
    ...(otherAxles !== null || repeats === null ? [] : [t('doubt.short-trip')]),
  ].join(' · ');
