/** What is written for each kind of entry, and the entry that comes of it. Pure. */
import type { EntryInput, EntryKind, LedgerEntry, LedgerName } from '../../../preload/contract/ledger.ts';
import type { CallInput } from '../../../preload/contract/index.ts';

/** The kinds of a ledger; with several, one is chosen. */
export const KINDS: Readonly<Record<LedgerName, readonly [EntryKind, ...EntryKind[]]>> = {
  maintenance: ['maintenance', 'repair'],
  'spare-device': ['spare-device'],
  calibration: ['calibration'],
  seal: ['seal'],
  patrol: ['patrol'],
  emergency: ['drill', 'emergency-plan'],
  business: ['suspension', 'resumption'],
  outage: ['outage'],
};

export type TextField =
  | 'at'
  | 'certificateNo'
  | 'verifiedOn'
  | 'validUntil'
  | 'institution'
  | 'sealNo'
  | 'oldSerial'
  | 'newSerial'
  | 'model'
  | 'participants'
  | 'result'
  | 'township'
  | 'until'
  | 'text';

interface Field {
  readonly field: TextField;
  readonly max: number;
  readonly form: 'text' | 'day';
  readonly optional?: true;
}

const FIELDS: Readonly<Record<EntryKind, readonly Field[]>> = {
  maintenance: [],
  repair: [],
  outage: [],
  patrol: [],
  'emergency-plan': [],
  drill: [
    { field: 'participants', max: 256, form: 'text' },
    { field: 'result', max: 500, form: 'text', optional: true },
  ],
  calibration: [
    { field: 'certificateNo', max: 64, form: 'text' },
    { field: 'verifiedOn', max: 10, form: 'day' },
    { field: 'validUntil', max: 10, form: 'day' },
    { field: 'institution', max: 128, form: 'text' },
  ],
  seal: [{ field: 'sealNo', max: 64, form: 'text' }],
  'spare-device': [
    { field: 'oldSerial', max: 128, form: 'text', optional: true },
    { field: 'newSerial', max: 128, form: 'text', optional: true },
    { field: 'model', max: 128, form: 'text', optional: true },
  ],
  suspension: [
    { field: 'township', max: 128, form: 'text' },
    { field: 'until', max: 10, form: 'day', optional: true },
  ],
  resumption: [{ field: 'township', max: 128, form: 'text' }],
};
const TEXT: Field = { field: 'text', max: 1000, form: 'text' };
export const fieldsOf = (kind: EntryKind): readonly Field[] => [...FIELDS[kind], TEXT];

export interface FormValues {
  readonly kind: EntryKind;
  readonly subjectId: string | null;
  readonly texts: Partial<Record<TextField, string>>;
  readonly sealState: 'intact' | 'broken' | 'replaced';
  readonly patrol: 'in-order' | 'fault-found';
  readonly images: readonly string[];
  /** Of a swap that was noticed. */
  readonly matterId: string | null;
}

export type EntryWritten = CallInput<'ledger.add'>['entry'];

/** A day of the calendar, as it is typed. */
const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().slice(0, 10) === text;
const safeDay = (text: string): boolean => {
  try {
    return isDay(text);
  } catch {
    return false;
  }
};

/** @returns the entry, or the first field that is missing or makes no sense */
export function entryOf(values: FormValues): EntryWritten | { readonly wanted: TextField } {
  const { images, kind, matterId, patrol, sealState, subjectId, texts } = values;
  const said = (field: TextField): string => (texts[field] ?? '').trim();
  const at = /^(\d{4}-\d\d-\d\d) ([01]\d|2[0-3]):([0-5]\d)$/.exec(said('at'));
  if (at === null || !safeDay(at[1] ?? '')) return { wanted: 'at' };
  for (const { field, form, optional } of fieldsOf(kind)) {
    if (said(field) === '' && optional !== true) return { wanted: field };
    if (form === 'day' && said(field) !== '' && !safeDay(said(field))) return { wanted: field };
  }
  const common = {
    at: `${said('at').replace(' ', 'T')}:00.000+08:00` as EntryInput['at'],
    text: said('text'),
    images: [...images] as EntryInput['images'],
  };
  const scale = subjectId ?? '';
  switch (kind) {
    case 'maintenance':
    case 'repair':
    case 'emergency-plan':
    case 'outage':
      return { ...common, kind, subjectId };
    case 'calibration': {
      const [certificateNo, institution] = [said('certificateNo'), said('institution')];
      const details = { certificateNo, verifiedOn: said('verifiedOn'), validUntil: said('validUntil'), institution };
      return { ...common, kind, subjectId: scale, details };
    }
    case 'seal':
      return { ...common, kind, subjectId: scale, details: { sealNo: said('sealNo'), state: sealState } };
    case 'spare-device': {
      const details = { oldSerial: said('oldSerial'), newSerial: said('newSerial'), model: said('model') };
      return { ...common, kind, subjectId, details, ...(matterId === null ? {} : { matterId: matterId }) };
    }
    case 'drill':
      return { ...common, kind, subjectId, details: { participants: said('participants'), result: said('result') } };
    case 'patrol':
      return { ...common, kind, subjectId, details: { result: patrol } };
    case 'suspension':
    case 'resumption': {
      const until = kind === 'suspension' && said('until') !== '' ? said('until') : null;
      return { ...common, kind, subjectId, details: { township: said('township'), until } };
    }
    default:
      return kind satisfies never;
  }
}

/** What an entry was written with, to be written once more. @param at yyyy-MM-dd HH:mm */
export function valuesOf(entry: LedgerEntry, at: string): FormValues {
  const { details, images, kind, subjectId, text } = entry;
  const texts: Record<string, string> = { at, text };
  for (const [name, value] of Object.entries(details ?? {})) if (typeof value === 'string') texts[name] = value;
  return {
    kind,
    subjectId,
    texts,
    sealState: details !== null && 'sealNo' in details ? details.state : 'intact',
    patrol:
      details !== null && kind === 'patrol' && 'result' in details && details.result === 'fault-found'
        ? 'fault-found'
        : 'in-order',
    images: images.map(({ sha256 }) => sha256),
    matterId: null,
  };
}
