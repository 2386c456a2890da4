/** The fields of each kind of file, and how what is typed becomes the file. Pure; the station checks again. */
import type { FileKind, FilePage, NameFile } from '../../../preload/contract/files.ts';
import type { Paper, Vehicle } from '../../../preload/contract/weighing.ts';

export type FileField =
  Exclude<keyof Vehicle, 'papers' | 'axleSource' | 'axlesBy' | 'axlesFrom'> | 'name' | 'phone' | 'category' | 'address';

interface Field {
  readonly field: FileField;
  readonly kind: 'text' | 'whole' | 'yes-no' | 'vehicle-type';
  readonly max: number;
}
const text = (field: FileField, max: number): Field => ({ field, kind: 'text', max });
const whole = (field: FileField): Field => ({ field, kind: 'whole', max: 6 });

export const FIELDS: Readonly<Record<FileKind, readonly Field[]>> = {
  vehicle: [
    text('plate', 16),
    text('trailerPlate', 16),
    whole('axleCount'),
    { field: 'vehicleType', kind: 'vehicle-type', max: 0 },
    whole('driveAxles'),
    whole('tractorAxles'),
    { field: 'airSuspension', kind: 'yes-no', max: 0 },
    whole('tyrePairsFewer'),
    { field: 'wideTyres', kind: 'yes-no', max: 0 },
    whole('trailerSpacingMm'),
    whole('registeredTotalKg'),
    whole('approvedLoadKg'),
    text('driverName', 64),
    text('goodsName', 64),
    text('receiver', 128),
    text('destination', 128),
  ],
  driver: [text('name', 64), text('phone', 32)],
  goods: [text('name', 64), text('category', 64)],
  receiver: [text('name', 128), text('address', 200)],
};

export const PAPERS: Readonly<Record<FileKind, readonly Paper['kind'][]>> = {
  vehicle: ['vehicle-licence', 'transport-permit'],
  driver: ['driving-licence', 'qualification'],
  goods: [],
  receiver: [],
};

export interface FormValues {
  readonly fields: Readonly<Partial<Record<FileField, string>>>;
  readonly papers: Readonly<Partial<Record<Paper['kind'], { readonly number: string; readonly validUntil: string }>>>;
}
export type Wanted = { readonly wanted: FileField | Paper['kind'] };

/** As it stands in the file, to be typed over. */
export function valuesOf(file: FilePage['file']): FormValues {
  const plain = (file.kind === 'vehicle' ? file.vehicle : file) as Readonly<Record<string, unknown>>;
  const fields: Partial<Record<FileField, string>> = {};
  for (const { field } of FIELDS[file.kind]) {
    const value = plain[field];
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      fields[field] = String(value);
  }
  const papers: Partial<Record<Paper['kind'], { number: string; validUntil: string }>> = {};
  for (const { kind, number = '', validUntil } of papersIn(file))
    papers[kind] = { number, validUntil: validUntil ?? '' };
  return { fields, papers };
}

const papersIn = (file: FilePage['file']): readonly Paper[] =>
  (file.kind === 'vehicle' ? file.vehicle.papers : file.kind === 'driver' ? file.papers : undefined) ?? [];

const AXLES: readonly FileField[] = ['axleCount', 'vehicleType', 'driveAxles'];

/** Other axles than the file says stand in the form: somebody has to vouch for them. */
export const otherAxles = (before: FilePage['file'], { fields }: FormValues): boolean =>
  before.kind === 'vehicle' &&
  AXLES.some((field) => (fields[field] ?? '').trim() !== (valuesOf(before).fields[field] ?? ''));

/** The file with what stands in the form; what the form has no place for stays. Whether its axles are vouched for, the station says. */
export function fileOf(before: FilePage['file'], { fields, papers }: FormValues): FilePage['file'] | Wanted {
  const said: Record<string, unknown> = {};
  const { kind } = before;
  for (const { field, kind: form } of FIELDS[kind]) {
    const value = (fields[field] ?? '').trim();
    if (value === '') {
      if (field === 'plate' || field === 'name') return { wanted: field };
      said[field] = undefined;
    } else if (form === 'whole') {
      if (!/^\d+$/.test(value)) return { wanted: field };
      said[field] = Number(value);
    } else said[field] = form === 'yes-no' ? value === 'true' : value;
  }
  const list: Paper[] = papersIn(before).filter(({ kind: of }) => !PAPERS[kind].includes(of));
  for (const of of PAPERS[kind]) {
    const { number = '', validUntil = '' } = papers[of] ?? {};
    if (validUntil.trim() !== '' && !isDay(validUntil.trim())) return { wanted: of };
    if (number.trim() !== '' || validUntil.trim() !== '')
      list.push({
        kind: of,
        ...(number.trim() === '' ? {} : { number: number.trim() }),
        ...(validUntil.trim() === '' ? {} : { validUntil: validUntil.trim() }),
      });
  }
  const plain: Readonly<Record<string, unknown>> = before.kind === 'vehicle' ? before.vehicle : before;
  const next: Readonly<Record<string, unknown>> = {
    ...plain,
    ...said,
    ...(PAPERS[kind].length === 0 ? {} : { papers: list.length === 0 ? undefined : list }),
  };
  const file = Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined));
  return kind === 'vehicle' ? { kind, vehicle: file as Vehicle } : (file as NameFile);
}

function isDay(value: string): boolean {
  const time = Date.parse(`${value}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

export const emptyFile = (kind: FileKind): FilePage['file'] =>
  kind === 'vehicle' ? { kind, vehicle: { plate: '' } } : { kind, name: '' };
