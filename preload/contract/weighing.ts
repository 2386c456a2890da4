/** Weighing a truck: the live reading, the pass on the deck, the capture and its document. */
import * as z from 'zod';
import { ask, change, EVERYONE, push } from './call.ts';
import { Readings } from './readings.ts';
import { LimitBasis, LimitCondition } from './mass-limit.ts';
import { CorrectionField, Image, MissingImage, Notice, Weighing } from './documents.ts';
import {
  Direction,
  Kg,
  ReadingQuality,
  RequiredText,
  ScaleId,
  Sha256,
  Text,
  Timestamp,
  Uuid,
  VehicleType,
  WeighingKind,
  WeighingPhase,
} from './vocabulary.ts';

export const ScaleReading = z.strictObject({
  scaleId: ScaleId,
  /** null unless `quality` is live: a stale weight is never shown. */
  weightKg: Kg.nullable(),
  stable: z.boolean(),
  quality: ReadingQuality,
  /** Age of the newest valid frame; null when there never was one. */
  ageMs: z.number().int().nullable(),
  /** Hex of the newest valid frame. */
  rawFrame: z.string().nullable(),
  overload: z.boolean(),
  /** 0…1: how much of the stability window is filled with a steady weight. */
  stableProgress: z.number().min(0).max(1),
});
export type ScaleReading = z.infer<typeof ScaleReading>;

/**
 * What a person said of the truck on the deck before its record was made. It counts when the truck leaves, or the station is
 * interrupted, before anybody confirmed.
 */
export const Claim = z.strictObject({
  operatorId: RequiredText(64),
  plateFront: Text(16).optional(),
  plateRear: Text(16).optional(),
  /** The truck carries no plate: said, and not just left out. */
  noPlate: z.boolean().optional(),
  /** Absent: as the weights suggest. */
  kind: WeighingKind.optional(),
  axleCount: z.number().int().min(2).max(10).optional(),
  vehicleType: VehicleType.optional(),
  driveAxles: z.number().int().min(1).max(4).optional(),
});
export type Claim = z.infer<typeof Claim>;

export const WeighingState = z.strictObject({
  scaleId: ScaleId,
  phase: WeighingPhase,
  since: Timestamp,
  /** The truck on the deck, from its arrival until the deck is empty; null without one. */
  passId: Uuid.nullable(),
  /** The newest that was said of it; null when nothing was. */
  claim: Claim.nullable(),
  /** The capture that waits for a person, or that the document was made of; null before the capture. */
  capture: z
    .strictObject({
      id: Uuid,
      caseId: Uuid,
      weightKg: Kg,
      weighedAt: Timestamp,
      images: z.array(Image),
      missing: z.array(MissingImage),
      /** null: nobody reads them. */
      readings: Readings.nullable(),
    })
    .nullable(),
  /** The document made of that capture, once there is one. */
  document: Weighing.nullable(),
  /** The load sheet issued for it, once there is one. */
  sheet: z.strictObject({ id: Uuid, number: z.string(), verdict: z.string() }).nullable(),
});
export type WeighingState = z.infer<typeof WeighingState>;

export const OpenTruck = z.strictObject({
  tareWeighingId: Uuid,
  caseId: Uuid,
  plateFront: z.string(),
  plateRear: z.string().nullable(),
  tareKg: Kg,
  weighedAt: Timestamp,
});
export type OpenTruck = z.infer<typeof OpenTruck>;

export const StoredTare = z.strictObject({
  weighingId: Uuid,
  plateFront: z.string(),
  plateRear: z.string().nullable(),
  tareKg: Kg,
  weighedAt: Timestamp,
  expiresAt: Timestamp,
  expired: z.boolean(),
});
export type StoredTare = z.infer<typeof StoredTare>;

/** What a truck usually weighs empty. */
export const TareStatistics = z.strictObject({
  count: z.number().int(),
  medianKg: Kg,
  /** One standard deviation, robust. */
  sigmaKg: z.number(),
});

/** A tare out of the usual: of its pair's tares before it. */
export const TareAnomaly = z.strictObject({
  weighingId: Uuid,
  plateFront: z.string(),
  plateRear: z.string().nullable(),
  tareKg: Kg,
  weighedAt: Timestamp,
  /** How far from the median, with its sign. */
  deviationKg: Kg,
  medianKg: Kg,
  /** Tares that the median is of. */
  count: z.number().int(),
});
export type TareAnomaly = z.infer<typeof TareAnomaly>;

export const PaperKind = z.enum(['vehicle-licence', 'transport-permit', 'driving-licence', 'qualification']);
/** A paper of a vehicle or its driver (domain.md §2.5, §3.5). `validUntil` is its last day, Beijing time. */
export const Paper = z.strictObject({
  kind: PaperKind,
  number: Text(64).optional(),
  validUntil: z.iso.date().nullable().optional(),
});
export type Paper = z.infer<typeof Paper>;

/** The vehicle file of one plate, as far as limits and sheets need it. */
export const Vehicle = z.strictObject({
  plate: RequiredText(16),
  trailerPlate: Text(16).nullable().optional(),
  axleCount: z.number().int().min(2).max(10).nullable().optional(),
  vehicleType: VehicleType.optional(),
  driveAxles: z.number().int().min(1).max(4).nullable().optional(),
  /** typed: made of what somebody typed at a weighing; absent or file: somebody vouched for it. */
  axleSource: z.enum(['typed', 'file']).optional(),
  /** Of axles that are not only typed: the manager who vouches for them, as given. The station writes it. */
  axlesBy: Text(64).optional(),
  /** Of typed axles: the weighing that made this file, and its front picture. The station writes it. */
  axlesFrom: z.strictObject({ weighingId: Uuid, sha256: Sha256.nullable() }).optional(),
  airSuspension: z.boolean().optional(),
  /** Axles of what tows: the tractor, or the truck of a train (domain.md §3.1: 43 or 42 t, 36 or 35 t). */
  tractorAxles: z.number().int().min(2).max(4).nullable().optional(),
  /** Two tyres fewer than two a side, how often, on axles that are not driven (order 62 of 2016, Art. 3: 3 t less for each). */
  tyrePairsFewer: z.number().int().min(0).max(8).nullable().optional(),
  /** Its single tyres are wide ones that the rules let pass: trailers 425 mm, drive axles 445 mm. */
  wideTyres: z.boolean().optional(),
  /** From axle to axle in the trailer's group of two, in millimetres. */
  trailerSpacingMm: z.number().int().min(500).max(3000).nullable().optional(),
  registeredTotalKg: z.number().int().min(1).max(200_000).nullable().optional(),
  approvedLoadKg: z.number().int().min(1).max(200_000).nullable().optional(),
  papers: z.array(Paper).max(8).optional(),
  /** Why this vehicle is not loaded: built otherwise than its licence says, or what else the unit found (domain.md W08). */
  barred: Text(200).nullable().optional(),
  driverName: Text(64).optional(),
  goodsName: Text(64).optional(),
  receiver: Text(128).optional(),
  destination: Text(128).optional(),
});
export type Vehicle = z.infer<typeof Vehicle>;

/** A vehicle file, or what is kept of it with another trailer, whose axles somebody typed at a weighing, and nobody has vouched for. */
export const UnconfirmedVehicle = z.strictObject({
  vehicle: Vehicle,
  updatedAt: Timestamp,
  /** What shows the vehicle: the weighing that made the file, else its newest valid one with these axles; null: there is none left. */
  weighing: z
    .strictObject({
      id: Uuid,
      weighedAt: Timestamp,
      /** As it counts now. */
      axleCount: z.number().int().nullable(),
      frontSha256: z.string().nullable(),
      operatorId: z.string(),
    })
    .nullable(),
});
export type UnconfirmedVehicle = z.infer<typeof UnconfirmedVehicle>;

const OperatorId = RequiredText(64);
const PlateText = Text(16);
const Reason = RequiredText(500);

export const CaptureInput = z.strictObject({
  kind: WeighingKind,
  operatorId: OperatorId,
  plateFront: PlateText.optional(),
  plateRear: PlateText.optional(),
  axleCount: z.number().int().min(2).max(10).optional(),
  vehicleType: VehicleType.optional(),
  driveAxles: z.number().int().min(1).max(4).optional(),
  direction: Direction.optional(),
  caseId: Uuid.optional(),
  replaces: z.strictObject({ weighingId: Uuid, reason: Reason }).optional(),
  /** Answers weighing.too-soon and weighing.trip-too-short: why this vehicle is weighed again so soon after that weighing. */
  repeats: z.strictObject({ weighingId: Uuid, reason: Reason }).optional(),
  /**
   * Answers weighing.other-axles: why the vehicle of this plate has other axles than its file says. More than that take the name of
   * the manager who stands for them; without it the record keeps the file's.
   */
  otherAxles: z.strictObject({ plate: PlateText, reason: Reason, managerId: OperatorId.optional() }).optional(),
  acceptIncomplete: z.strictObject({ reason: Reason }).optional(),
  scaleId: ScaleId.optional(),
});
export type CaptureInput = z.infer<typeof CaptureInput>;

/** What the vehicle's file says against loading it (product.md L8): the station refuses its load sheet for the same. */
export const VehicleFitness = z.strictObject({
  papers: z.array(
    z.strictObject({ kind: PaperKind, fault: z.enum(['missing', 'expired']), validUntil: z.iso.date().nullable() }),
  ),
  barred: z.string().nullable(),
});

export type VehicleFitness = z.infer<typeof VehicleFitness>;

export const weighingCalls = {
  'scale.current': ask({
    input: z.strictObject({ scaleId: ScaleId.optional() }),
    output: ScaleReading,
    roles: EVERYONE,
  }),
  'weighing.state': ask({
    input: z.strictObject({ scaleId: ScaleId.optional() }),
    output: WeighingState,
    roles: EVERYONE,
  }),
  /** The Weighing document as stored. Continues the capture that waits, if there is one for the truck on the deck. */
  'weighing.capture': change({ input: CaptureInput, output: Weighing, roles: EVERYONE }),
  /** Keeps what a person said of the truck on the deck, on disk; the newest counts. weighing.no-capture: it is gone, or recorded. */
  'weighing.claim': change({
    input: z.strictObject({ passId: Uuid, said: Claim }),
    output: WeighingState,
    roles: EVERYONE,
  }),
  /** Takes the pictures of the waiting capture again (F5); the first ones stay in the record's rows. */
  'weighing.photograph': change({
    input: z.strictObject({ scaleId: ScaleId.optional() }),
    output: WeighingState,
    roles: EVERYONE,
  }),
  'weighing.void': change({
    input: z.strictObject({ id: Uuid, reason: Reason, operatorId: OperatorId }),
    output: Notice,
    roles: EVERYONE,
  }),
  'weighing.correct': change({
    input: z.strictObject({
      id: Uuid,
      field: CorrectionField,
      value: z.union([Text(64), z.number().int(), z.null()]),
      reason: Reason,
      operatorId: OperatorId,
      /** Answers weighing.axles-above-file: the manager who stands for it. */
      managerId: OperatorId.optional(),
    }),
    output: Notice,
    roles: EVERYONE,
  }),
  'weighing.get': ask({ input: z.strictObject({ id: Uuid }), output: Weighing, roles: EVERYONE }),
  /** What the limit would be for these axles, before anything is captured: the clerk sees it while typing. */
  'weighing.limit': ask({
    input: z.strictObject({
      plate: PlateText.optional(),
      plateRear: PlateText.optional(),
      axleCount: z.number().int().min(2).max(10).optional(),
      vehicleType: VehicleType.optional(),
      driveAxles: z.number().int().min(1).max(4).optional(),
    }),
    output: z.strictObject({
      limitKg: Kg.nullable(),
      limitRule: z.string().nullable(),
      axleCount: z.number().int().nullable(),
      basis: LimitBasis.nullable(),
      conditions: z.array(LimitCondition),
    }),
    roles: EVERYONE,
  }),
  /** The limit of a record as it counts now, explained by the rule set that made it. */
  'weighing.limitOf': ask({
    input: z.strictObject({ id: Uuid }),
    output: z.strictObject({
      limitKg: Kg.nullable(),
      /** As signed, before corrections. */
      asSignedKg: Kg.nullable(),
      ruleSet: z.string(),
      basis: LimitBasis.nullable(),
      conditions: z.array(LimitCondition),
      axleCount: z.number().int().nullable(),
      axleSource: z.enum(['file', 'typed', 'unknown']),
      toleranceKg: Kg,
    }),
    roles: EVERYONE,
  }),
  'trucks.open': ask({ input: z.strictObject({}), output: z.array(OpenTruck), roles: EVERYONE }),
  'tare.list': ask({
    input: z.strictObject({ plate: PlateText.optional() }),
    output: z.array(StoredTare),
    roles: EVERYONE,
  }),
  /** What this pair usually weighs empty; null statistics where there are too few tares. With a weight: how far it is off. */
  'tare.usual': ask({
    input: z.strictObject({ plateFront: PlateText, plateRear: PlateText.optional(), scaleId: ScaleId.optional() }),
    output: z.strictObject({
      statistics: TareStatistics.nullable(),
      /** A tare that differs by more than this from the median is asked about; null without statistics. */
      askAboveKg: z.number().nullable(),
    }),
    roles: EVERYONE,
  }),
  /** Tares out of the usual of the last `days` (default 30), newest first. */
  'tare.anomalies': ask({
    input: z.strictObject({ days: z.number().int().min(1).max(366).optional() }),
    output: z.array(TareAnomaly),
    roles: EVERYONE,
  }),
  /** With a trailer: as this vehicle is with that one; axles and load are unknown where that was never said. */
  'vehicle.get': ask({
    input: z.strictObject({ plate: PlateText, trailerPlate: PlateText.optional() }),
    output: Vehicle.nullable(),
    roles: EVERYONE,
  }),
  'vehicle.fitness': ask({ input: z.strictObject({ plate: PlateText }), output: VehicleFitness, roles: EVERYONE }),
  /** Vehicles whose plate holds the text (a tail of it first), the most recently changed first. */
  'vehicle.list': ask({
    input: z.strictObject({ text: PlateText.optional(), limit: z.number().int().min(1).max(50).optional() }),
    output: z.array(Vehicle),
    roles: EVERYONE,
  }),
  'vehicle.put': change({ input: Vehicle, output: Vehicle, roles: EVERYONE }),
  /** Typed axles that nobody vouched for, the most recently changed first, or of one plate; `count` is of all of them. */
  'vehicle.unconfirmed': ask({
    input: z.strictObject({ plate: PlateText.optional(), limit: z.number().int().min(1).max(200).optional() }),
    output: z.strictObject({ count: z.number().int(), items: z.array(UnconfirmedVehicle) }),
    roles: EVERYONE,
  }),
  /** Somebody has looked, and vouches for the axles that the file says; who and when stands in its history. */
  'vehicle.confirmAxles': change({
    input: z.strictObject({
      plate: PlateText,
      /** Of the vehicle with that trailer, whatever it pulls now; absent: as its file stands. */
      trailerPlate: PlateText.optional(),
      /** As they were looked at: other ones by now are refused. */
      axleCount: z.number().int().min(2).max(10),
      operatorId: OperatorId,
    }),
    output: Vehicle,
    roles: EVERYONE,
  }),
  'camera.snapshot': change({
    input: z.strictObject({
      cameraId: RequiredText(64),
      role: z.enum(['front', 'rear', 'gate', 'side', 'office', 'attachment', 'before', 'after', 'panorama']),
    }),
    output: Image,
    roles: EVERYONE,
  }),
};

export const weighingPushes = {
  'scale.reading': push('latest', ScaleReading, ({ scaleId }) => scaleId),
  'weighing.changed': push('latest', WeighingState, ({ scaleId }) => scaleId),
  'weighing.saved': push('all', Weighing),
};
