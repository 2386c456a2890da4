/** What the station is and what is attached to it. */
import * as z from 'zod';
import { ask, change, EVERYONE, push } from './call.ts';
import { DocumentKind } from './documents.ts';
import { PlatformAbilities } from './platform.ts';
import {
  CameraRole,
  DeviceKind,
  DeviceState,
  Kg,
  RequiredText,
  ScaleId,
  Sha256,
  Timestamp,
  UploadState,
  Uuid,
} from './vocabulary.ts';

export const ScaleFacts = z.strictObject({
  id: ScaleId,
  /** What people call it. */
  name: z.string(),
  divisionKg: Kg,
  maxKg: Kg,
  minKg: Kg,
  zeroBandKg: Kg,
});
export type ScaleFacts = z.infer<typeof ScaleFacts>;

export const StationInfo = z.strictObject({
  version: z.string(),
  stationId: Uuid,
  keyId: z.string(),
  /** How the private key lies on disk: sealed by the desktop, or a file only its owner may read. */
  keyWrapping: z.enum(['electron', 'none']),
  enrolled: z.boolean(),
  simulated: z.boolean(),
  dataDir: z.string(),
  chain: z.strictObject({ length: z.number().int(), head: Sha256 }),
  name: z.string(),
  unitName: z.string(),
  unitCode: z.string(),
  stationNo: z.string(),
  /** Who weighs until somebody signs in; `nobody` where the configuration names no one. */
  operator: z.string(),
  mode: z.enum(['attended', 'unattended']),
  /** Attended, the station photographs a steady truck by itself; the clerk only confirms. */
  captureWhenSteady: z.boolean(),
  /** At least one, in the order of the configuration. */
  scales: z.array(ScaleFacts).min(1),
  /** scaleId: null for a camera that looks at no scale. live: it may be shown live. */
  cameras: z.array(
    z.strictObject({ id: z.string(), role: CameraRole, scaleId: ScaleId.nullable(), live: z.boolean() }),
  ),
  /** Plates are read in the pictures of a weighing. */
  readsPlates: z.boolean(),
  /** The cameras' video is recorded here, not by a recorder on site. */
  records: z.boolean(),
  hasPrinter: z.boolean(),
  hasPlatform: z.boolean(),
});
export type StationInfo = z.infer<typeof StationInfo>;

export const DeviceStatus = z.strictObject({
  id: z.string(),
  kind: DeviceKind,
  state: DeviceState,
  since: Timestamp,
  /** An error code of the closed list, a short technical text, or both (`port.busy: …`); null when all is well. */
  detail: z.string().nullable(),
});
export type DeviceStatus = z.infer<typeof DeviceStatus>;

export const PlatformLink = z.strictObject({
  /** null: no platform is configured. */
  configured: z.boolean(),
  enrolled: z.boolean(),
  online: z.boolean(),
  /** Three or more failures in a row are shown once for the whole line. */
  failuresInARow: z.number().int(),
  lastError: z.strictObject({ code: z.string(), detail: z.string() }).nullable(),
  clockOffsetMs: z.number().int().nullable(),
  lastReceiptAt: Timestamp.nullable(),
  /** What its interface has a form for; the rest is shown as not offered, and never as a fault. */
  abilities: PlatformAbilities,
});
export type PlatformLink = z.infer<typeof PlatformLink>;

export const OutboxItem = z.strictObject({
  id: z.string(),
  part: z.enum(['document', 'photo']),
  documentId: Uuid,
  documentKind: DocumentKind,
  sequence: z.number().int(),
  sha256: Sha256.nullable(),
  state: UploadState,
  attempts: z.number().int(),
  createdAt: Timestamp,
  /** Why it is parked or was last put off: an error code and the platform's own words. */
  lastError: z
    .strictObject({ code: z.string(), status: z.number().int().nullable(), title: z.string(), detail: z.string() })
    .nullable(),
});
export type OutboxItem = z.infer<typeof OutboxItem>;

export const OutboxStatus = z.strictObject({
  /** Documents and pictures without a receipt, parked ones not counted. */
  pending: z.number().int(),
  parked: z.number().int(),
  oldestAgeSeconds: z.number().int().nullable(),
  online: z.boolean(),
  link: PlatformLink,
  /** The parked ones and the oldest pending ones, at most 200. */
  items: z.array(OutboxItem),
});
export type OutboxStatus = z.infer<typeof OutboxStatus>;

export const stationCalls = {
  'station.info': ask({ input: z.strictObject({}), output: StationInfo, roles: EVERYONE }),
  'devices.list': ask({ input: z.strictObject({}), output: z.array(DeviceStatus), roles: EVERYONE }),
  'outbox.status': ask({ input: z.strictObject({}), output: OutboxStatus, roles: EVERYONE }),
  'outbox.retry': change({
    input: z.strictObject({ id: RequiredText(80).optional() }),
    output: z.strictObject({ retried: z.number().int() }),
    roles: EVERYONE,
  }),
  'chain.verify': ask({
    input: z.strictObject({}),
    output: z.strictObject({
      ok: z.boolean(),
      length: z.number().int(),
      firstBroken: z.strictObject({ sequence: z.number().int(), reason: z.string() }).optional(),
      /** Declared gaps: after document `after` (0 = none) the chain goes on at `from`, above what the platform held then. */
      continued: z.array(z.strictObject({ after: z.number().int(), from: z.number().int() })).optional(),
    }),
    roles: EVERYONE,
  }),
};

export const stationPushes = {
  'devices.changed': push('latest', z.array(DeviceStatus)),
  'outbox.changed': push('latest', OutboxStatus.omit({ items: true })),
};
