/** The fields of a document as a county's mapping wants them. Pure: the document comes in parsed, nothing is guessed. */
import type { Kg } from '../../../../../preload/contract/vocabulary.ts';
import type { FieldMapping, Sent, StationFact } from '../../../settings/county-mapping.ts';
import { timeText, valueAt, weightText } from './county-value.ts';

export type StationFacts = Readonly<Record<StationFact, string>>;

export interface CountyField {
  /** Our field; null: a constant, or the station's own. */
  readonly from: string | null;
  readonly value: unknown;
  readonly unit: 'kg' | null;
  readonly to: string;
  readonly sent: Sent;
  /** Of a weight: how it is written, so that an echo can be compared as a weight. */
  readonly sentUnit: 'kg' | 't' | null;
}

export type Mapped =
  | { readonly ok: true; readonly fields: readonly CountyField[] }
  /** Our field that has no form there. */
  | { readonly ok: false; readonly field: string };

export function mapFields(document: unknown, mappings: readonly FieldMapping[], station: StationFacts): Mapped {
  const fields: CountyField[] = [];
  for (const mapping of mappings) {
    const { from, station: fact, to, unit, value } = mapping;
    const plain = { from: null, unit: null, sentUnit: null, to } as const;
    if (value !== undefined) fields.push({ ...plain, value, sent: value });
    else if (fact !== undefined) fields.push({ ...plain, value: station[fact], sent: station[fact] });
    else if (from !== undefined) {
      const ours = valueAt(document, from) ?? null;
      if (ours === null && mapping.missing === undefined && mapping.optional === true) continue;
      const sent = ours === null ? mapping.missing : sentOf(ours, mapping);
      if (sent === undefined) return { ok: false, field: from };
      const weight = unit === undefined ? {} : { unit: 'kg' as const, sentUnit: ours === null ? null : unit };
      fields.push({ ...plain, from, value: ours, sent, ...weight });
    }
  }
  return { ok: true, fields };
}

/** undefined: it has no form there. */
function sentOf(ours: unknown, mapping: FieldMapping): Sent | undefined {
  const { codes, decimals = 0, otherwise, rounds = false, time, unit, zone } = mapping;
  if (unit !== undefined) {
    if (typeof ours !== 'number' || !Number.isSafeInteger(ours)) return undefined;
    return written(weightText(ours as Kg, { unit, decimals, rounds }), mapping);
  }
  if (time !== undefined) {
    const at = typeof ours === 'string' ? Date.parse(ours) : Number.NaN;
    return Number.isNaN(at) ? undefined : written(timeText(at, time, zone), mapping);
  }
  if (typeof ours !== 'string' && typeof ours !== 'number' && typeof ours !== 'boolean') return undefined;
  const text = String(ours);
  if (codes !== undefined) return Object.hasOwn(codes, text) ? codes[text] : otherwise;
  return written(text, mapping);
}

function written(text: string | null, { as }: FieldMapping): Sent | undefined {
  if (text === null) return undefined;
  if (as === 'text') return text;
  const number = Number(text);
  return text.trim() === '' || !Number.isFinite(number) ? undefined : number;
}

/** What a county could know a record of ours by: its own numbers, and those of the records that it speaks of. */
const IDENTITIES: ReadonlySet<string> = new Set([
  'id', 'number', 'caseId', 'grossWeighingId', 'tareWeighingId', 'weighingId', 'loadSheetId', 'subjectId', 'voids',
  'reissues.sheetId', 'reissues.number', 'replaces.weighingId', 'repeats.weighingId',
]); // prettier-ignore

/**
 * Of a test: under a number of its own it could take a record's place, or hang itself on another one.
 * @param number the name under which the document's own number is sent
 */
export function asTest(field: CountyField, number: string, prefix: string): CountyField {
  const isKnownBy = field.to === number || (field.from !== null && IDENTITIES.has(field.from) && field.value !== null);
  return isKnownBy ? { ...field, sent: prefix + String(field.sent) } : field;
}
