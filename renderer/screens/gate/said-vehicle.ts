/** A vehicle that no camera noticed, as a person says it: what of it is still wanted before it can be recorded. Pure. */
import type { CallInput } from '../../../preload/contract/index.ts';
import { plateForm } from '../../components/plate-typing.ts';
import type { WordKey } from '../../i18n/index.ts';

export interface SaidVehicle {
  readonly gateId: string;
  readonly direction: 'in' | 'out';
  /** The province alone is no plate: nobody read one. */
  readonly plate: string;
  readonly reason: string;
  /** An unusual plate that Enter was pressed for once. */
  readonly saidTwice: string;
}

/** What can be sent; or what is wanted, and where. */
export type Said =
  { readonly input: CallInput<'gate.record'> } | { readonly wanted: WordKey; readonly at: 'plate' | 'reason' };

export function said({ direction, gateId, plate, reason, saidTwice }: SaidVehicle): Said {
  const form = plateForm(plate);
  if (form === 'incomplete') return { wanted: 'plate.incomplete', at: 'plate' };
  if (form === 'unusual' && saidTwice !== plate) return { wanted: 'plate.unusual', at: 'plate' };
  if (reason.trim() === '') return { wanted: 'gate.reason-wanted', at: 'reason' };
  return { input: { gateId, direction, plate: form === 'empty' ? null : plate, reason: reason.trim() } };
}
