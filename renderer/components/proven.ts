/** Whether a record's pictures are as a sheet needs them (main/station/rules/sheet-check.ts). Pure. */
import type { Weighing } from '../../preload/contract/documents.ts';

/**
 * False for a record without all its pictures for which nobody took that upon himself: made while the truck left, or the
 * power failed. No sheet comes of it, not of a tare either; where the truck stands it can be weighed again. True without a
 * record, for a trial, which no sheet is made of, and where the sheet is out.
 */
export const proven = (record: Pick<Weighing, 'kind' | 'evidence'> | null, sheet: boolean): boolean =>
  record === null ||
  record.kind === 'trial' ||
  sheet ||
  record.evidence.state === 'complete' ||
  record.evidence.acceptedBy !== undefined;
