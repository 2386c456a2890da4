/**
 * What a smart camera posted, read by a mapping: where in its JSON the plate stands, and what its codes mean. Pure. What comes is a
 * stranger's: only own properties of plain values are looked at, and a number that means nothing is left out, never repaired.
 */
import type { PlateKind } from '../../../../preload/contract/readings.ts';
import type { PlateColor } from '../../../../preload/contract/vocabulary.ts';
import { isWritable, normalisePlate, plateKind } from '../plate-grammar.ts';
import type { AnswerForm } from './push-answers.ts';

/** Names of properties and numbers of list entries, joined by dots: `AlarmInfoPlate.result.PlateResult.license`. */
export type Path = string;

export interface PlateMapping {
  readonly plate: Path;
  /** What stands there when nothing was read. */
  readonly none: readonly string[];
  /** `most`: what the camera calls certain. */
  readonly confidence?: { readonly path: Path; readonly most: 1 | 100 } | undefined;
  /** The camera's code, as text, and the colour it stands for. */
  readonly color?: { readonly path: Path; readonly codes: Readonly<Record<string, PlateColor>> } | undefined;
  readonly time?:
    { readonly path: Path; readonly form: 'unix-seconds' | 'unix-milliseconds' | 'local-text' } | undefined;
  /** The camera's own number. */
  readonly serial?: Path | undefined;
  /** What marks a reading that is sent late, after the line was down: of a truck that has gone. */
  readonly late?: { readonly path: Path; readonly value: string } | undefined;
  /** What only a sign of life has. */
  readonly alive?: Path | undefined;
  readonly answer: AnswerForm;
}

export interface MappedPlate {
  readonly text: string;
  readonly kind: PlateKind;
  readonly color: PlateColor;
  /** 0…1; null: the camera says nothing of it, or nothing that can be. */
  readonly confidence: number | null;
  /** By the camera's clock, milliseconds since 1970; null: as with the confidence. */
  readonly cameraAtMs: number | null;
}

export type Mapped =
  | { readonly kind: 'plate'; readonly plate: MappedPlate; readonly serial: string | null }
  /** Well formed, and nothing to suggest. */
  | { readonly kind: 'no-plate' | 'late' | 'alive' }
  /** Not what the mapping says: no text at the plate's path, or one that is no plate's. */
  | { readonly kind: 'unfit' };

/** Longer texts are no plates, and are not looked at. */
const MOST_TEXT = 64;
/** Plates of a truck that is registered in Hong Kong or Macao too, joined: the mainland's stands first. */
const JOINED = '|';
/** The year 2100. A later time is a fault of the camera. */
const MOST_MS = 4_102_444_800_000;
/** What a camera here calls local: China has one civil time, whatever this computer is set to. */
const BEIJING_MS = 8 * 3_600_000;
const LOCAL = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:\.(\d{1,3})\d*)?$/;

export function mapPlate(posted: unknown, mapping: PlateMapping): Mapped {
  const at = (path: Path | undefined): unknown => (path === undefined ? undefined : valueAt(posted, path));
  const said = at(mapping.plate);
  if (typeof said !== 'string' || said.length > MOST_TEXT)
    return { kind: at(mapping.alive) === undefined ? 'unfit' : 'alive' };
  const [first = ''] = said.split(JOINED);
  const text = normalisePlate(first);
  if (text === null || mapping.none.includes(first.trim())) return { kind: 'no-plate' };
  if (!isWritable(text)) return { kind: 'unfit' };
  if (mapping.late !== undefined && plain(at(mapping.late.path)) === mapping.late.value) return { kind: 'late' };
  const { color, confidence, time } = mapping;
  const plate: MappedPlate = {
    text,
    kind: plateKind(text),
    color: color === undefined ? 'unknown' : colorOf(color.codes, plain(at(color.path))),
    confidence: confidence === undefined ? null : shareOf(at(confidence.path), confidence.most),
    cameraAtMs: time === undefined ? null : timeOf(at(time.path), time.form),
  };
  return { kind: 'plate', plate, serial: plain(at(mapping.serial)) };
}

function valueAt(posted: unknown, path: Path): unknown {
  let here = posted;
  for (const name of path.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, name)) return undefined;
    here = (here as Readonly<Record<string, unknown>>)[name];
  }
  return here;
}

/** Texts and numbers as text; cameras write codes as either. */
function plain(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.length <= MOST_TEXT ? value : null;
}

const colorOf = (codes: Readonly<Record<string, PlateColor>>, code: string | null): PlateColor =>
  (code !== null && Object.hasOwn(codes, code) ? codes[code] : undefined) ?? 'unknown';

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d{1,15}(\.\d{1,6})?$/.test(value) ? Number(value) : Number.NaN;
}

function shareOf(value: unknown, most: number): number | null {
  const share = numberOf(value) / most;
  return share >= 0 && share <= 1 ? share : null;
}

function timeOf(value: unknown, form: NonNullable<PlateMapping['time']>['form']): number | null {
  const ms =
    form === 'local-text' ? localMs(value) : Math.round(numberOf(value) * (form === 'unix-seconds' ? 1000 : 1));
  return ms > 0 && ms < MOST_MS ? ms : null;
}

function localMs(value: unknown): number {
  const parts = typeof value === 'string' ? LOCAL.exec(value) : null;
  if (parts === null) return Number.NaN;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second, Number((parts[7] ?? '0').padEnd(3, '0'))));
  // The 31st of a shorter month is no day of the next.
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCHours() === hour;
  return real ? date.getTime() - BEIJING_MS : Number.NaN;
}
