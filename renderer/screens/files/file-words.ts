/** What stands in a file, as words. Pure. */
import type { Translate } from '../../i18n/index.ts';
import { dottedPlate } from '../../format.ts';
import { FIELDS, PAPERS, type FileField } from './file-form-fields.ts';

const NAMED: ReadonlySet<string> = new Set(Object.values(FIELDS).flatMap((fields) => fields.map(({ field }) => field)));
const PAPER_KINDS: ReadonlySet<string> = new Set(Object.values(PAPERS).flat());

/** A field of the history by its name; one that a later program wrote stands as it is called there. */
export function fieldWords(field: string, t: Translate): string {
  if (PAPER_KINDS.has(field)) return t(`files.paper.${field as 'vehicle-licence'}`);
  if (field === 'barred') return t('files.barred');
  if (field === 'mergedInto') return t('files.merged-into');
  if (field === 'axlesBy') return t('files.axles-by');
  if (field === 'axlesFrom') return t('files.axles-from');
  if (field === 'axleSource') return t('files.axle-source');
  return NAMED.has(field) ? t(`files.field.${field as Exclude<FileField, 'barred'>}`) : field;
}

/** A value as it is read; what it cannot name stands as it is. */
export function valueWords(field: string, value: string, t: Translate): string {
  if (value === 'true' || value === 'false') return t(value === 'true' ? 'files.yes' : 'files.no');
  if (field === 'axlesFrom') return t('files.axles-from-weighing');
  if (field === 'plate' || field === 'trailerPlate') return dottedPlate(value);
  if (field === 'axleSource') return t(value === 'typed' ? 'files.typed' : 'files.vouched');
  if (field !== 'vehicleType') return value;
  switch (value) {
    case 'rigid':
    case 'articulated':
    case 'centre-axle-train':
    case 'full-trailer-train':
      return t(`vehicle.${value}`);
    default:
      return t('files.unknown');
  }
}
