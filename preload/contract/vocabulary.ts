/**
 * The words that every part of the program shares: units, ids, kinds and states, as zod values with derived types.
 * The only contract file that `native/` may import. Sources: platform-api/openapi.yaml (enums), domain.md (terms).
 */
import './without-eval.ts';
import * as z from 'zod';

/** A weight in whole kilograms. Never a float, never tonnes. */
export const Kg = z.number().int().min(-1_000_000).max(10_000_000).brand<'Kg'>();
export type Kg = z.infer<typeof Kg>;

/** Brands a number as kilograms; throws RangeError when it is no whole number. */
export function kg(value: number): Kg {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number of kilograms: ${String(value)}`);
  return (Object.is(value, -0) ? 0 : value) as Kg;
}

/** Milliseconds since 1970 by the wall clock: for people and documents, may jump. */
export type EpochMs = number & z.$brand<'EpochMs'>;
/** Milliseconds of a clock that never jumps: for ages, windows and deadlines. */
export type MonotonicMs = number & z.$brand<'MonotonicMs'>;

/** Both clocks as a parameter (architecture.md §7.11). `wall` for documents, `monotonic` for ages. */
export interface Clock {
  wall(): EpochMs;
  monotonic(): MonotonicMs;
}

/** Lower-case hex SHA-256. */
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'Sha256'>();
export type Sha256 = z.infer<typeof Sha256>;

/** A UUIDv7 that the station made (documents, captures, passes, cases). */
export const Uuid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
  .brand<'Uuid'>();
export type Uuid = z.infer<typeof Uuid>;

/** RFC 3339 with milliseconds and offset, e.g. 2026-11-22T14:32:05.123+08:00 (openapi.yaml, "Rules that hold everywhere"). */
export const Timestamp = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d)$/)
  .brand<'Timestamp'>();
export type Timestamp = z.infer<typeof Timestamp>;

/** China has one civil time, whatever zone the PC is set to. */
const BEIJING_OFFSET_MS = 8 * 3_600_000;

/** Writes a wall-clock time as RFC 3339 in Beijing time. */
export function timestamp(at: EpochMs): Timestamp {
  return new Date(at + BEIJING_OFFSET_MS).toISOString().replace('Z', '+08:00') as Timestamp;
}

/** The Beijing calendar day `yyyyMMdd` of a wall-clock time: load-sheet numbers and daily lists. */
export function beijingDay(at: EpochMs): string {
  return timestamp(at).slice(0, 10).replaceAll('-', '');
}

/** Free text typed by a person: trimmed, bounded, no control characters, no lone surrogates (RFC 8785 refuses them). */
export const Text = (max: number) =>
  z
    .string()
    .max(max)
    .refine(
      (text) => text.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text),
      'control characters',
    )
    .transform((text) => text.trim());
/** As {@link Text}, at least one character after trimming. */
export const RequiredText = (max: number) => Text(max).pipe(z.string().min(1));

export const ScaleId = RequiredText(64);
export const Role = z.enum(['nobody', 'clerk', 'manager', 'installer']);
export type Role = z.infer<typeof Role>;

export const WeighingKind = z.enum(['gross', 'tare', 'recheck', 'trial']);
export type WeighingKind = z.infer<typeof WeighingKind>;
export const Direction = z.enum(['in', 'out', 'unknown']);
export type Direction = z.infer<typeof Direction>;
export const VehicleType = z.enum(['rigid', 'articulated', 'centre-axle-train', 'full-trailer-train', 'unknown']);
export type VehicleType = z.infer<typeof VehicleType>;
export const PlateColor = z.enum(['blue', 'yellow', 'green', 'yellow-green', 'white', 'black', 'other', 'unknown']);
export type PlateColor = z.infer<typeof PlateColor>;
export const PlateSource = z.enum(['camera', 'recognised', 'corrected', 'manual', 'none']);
export type PlateSource = z.infer<typeof PlateSource>;

/** Where a camera stands (station-contract.md). */
export const CameraRole = z.enum(['front', 'rear', 'gate-in', 'gate-out', 'side', 'office']);
export type CameraRole = z.infer<typeof CameraRole>;
/** What a picture shows (openapi.yaml, Image). */
export const ImageRole = z.enum([
  'front',
  'rear',
  'gate',
  'side',
  'office',
  'attachment',
  'before',
  'after',
  'panorama',
]);
export type ImageRole = z.infer<typeof ImageRole>;

export const DeviceKind = z.enum([
  'indicator',
  'camera-front',
  'camera-rear',
  'camera-gate-in',
  'camera-gate-out',
  'camera-side',
  'camera-office',
  'recorder',
  'display',
  'printer',
  'barrier',
  'traffic-light',
  /** Where smart cameras post plates to; of this computer, and unknown to the platform. */
  'plate-push',
]);
export type DeviceKind = z.infer<typeof DeviceKind>;
/** `degraded`: works, but a person should look. `disabled`: switched off in the configuration. */
export const DeviceState = z.enum(['online', 'degraded', 'offline', 'disabled']);
export type DeviceState = z.infer<typeof DeviceState>;

/** Of a document with its pictures: pending until each part has its receipt; parked: the platform refused one, a person must look. */
export const UploadState = z.enum(['pending', 'parked', 'done']);
export type UploadState = z.infer<typeof UploadState>;
/** As people see it. `not-taken`: the platform has no place for this kind, so nothing of it was sent and nothing waits. */
export const UploadFate = z.enum([...UploadState.options, 'not-taken']);
export type UploadFate = z.infer<typeof UploadFate>;

/** live: a valid frame within 1 s. stale: > 1 s, the number is hidden. lost: > 3 s, the port is reopened. (protocols.md §1.10) */
export const ReadingQuality = z.enum(['live', 'stale', 'lost']);
export type ReadingQuality = z.infer<typeof ReadingQuality>;

/**
 * Where the truck on the deck stands in its weighing. product.md "States":
 * idle 空闲 · arriving 车辆上磅 请停稳 · steady (weight stable, nothing captured yet) · capturing 正在抓拍 ·
 * confirm 请确认 · incomplete 证据不全 · over-limit 超限 · released 可放行 · no-signal 仪表无信号.
 */
export const WeighingPhase = z.enum([
  'idle',
  'arriving',
  'steady',
  'capturing',
  'confirm',
  'incomplete',
  'over-limit',
  'released',
  'no-signal',
]);
export type WeighingPhase = z.infer<typeof WeighingPhase>;
