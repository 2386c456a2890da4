/**
 * Builds the body of a Weighing document from one capture row and what a person added. Pure.
 * The form is openapi.yaml's; absent is absent, null stands only where the contract allows it.
 */
import type { Check, Image, MissingImage, OtherAxles, WeighingBody } from '../../../preload/contract/documents.ts';
import type { Readings } from '../../../preload/contract/readings.ts';
import {
  beijingDay,
  kg,
  type Direction,
  type Kg,
  type Timestamp,
  type Uuid,
  type WeighingKind,
} from '../../../preload/contract/vocabulary.ts';
import type { CaptureRow } from '../records/capture-store.ts';
import { lacksRequired } from './evidence.ts';
import { contradicting, displayCheck, plateCheck, withDisplays } from './picture-checks.ts';
import { plateOfRecord } from './plate-of-record.ts';
import { limitOn } from '../rules/mass-limits/limit-rules.ts';
import { overLimit } from '../rules/mass-limits/over-limit.ts';
import { keptInputs, type LimitFacts } from './limit-facts.ts';

export interface DraftParts {
  readonly row: CaptureRow;
  readonly images: readonly Image[];
  readonly missing: readonly MissingImage[];
  /** What was read in the pictures; null: nothing was, or not yet. */
  readonly readings: Readings | null;
  readonly kind: WeighingKind;
  readonly direction: Direction | null;
  readonly caseId: Uuid;
  readonly plateFront: string | null;
  readonly plateRear: string | null;
  /** A person said that the truck carries no plate. */
  readonly noPlate: boolean;
  readonly limit: LimitFacts;
  readonly operatorId: string;
  /** Who said what stands here of the plates, and when; by null: nobody did, they were read. */
  readonly said: { readonly by: string | null; readonly at: Timestamp };
  /** Why the record was made although a picture is missing, and who accepted it; null when nobody had to. */
  readonly acceptance: { readonly reason: string; readonly acceptedBy: string | null } | null;
  readonly replaces: { readonly weighingId: Uuid; readonly reason: string } | null;
  /** The weighing that was just before, and why this vehicle came again so soon. */
  readonly repeats: { readonly weighingId: Uuid; readonly reason: string } | null;
  /** The axles that the vehicle's file says, where others were said now, and why. */
  readonly otherAxles: Readonly<OtherAxles> | null;
  /** Our clock against the platform's, in milliseconds; null when not measured. */
  readonly clockOffsetMs: number | null;
}

/** N9 of domain.md §5: the evidence clock within 1.0 s of Beijing time. */
const CLOCK_TOLERANCE_MS = 1000;
/** N1 of domain.md §5: weigh cameras have at least two megapixels. */
const LANE_PIXELS = 2_000_000;

export function draftWeighing(parts: DraftParts): WeighingBody {
  const { row, limit, acceptance } = parts;
  const found = limitOn(beijingDay(row.weighedAtMs), limit);
  const { limitKg } = found;
  const over = limitKg === null ? null : overLimit(row.weightKg, limitKg, limit.toleranceKg);
  const missing = [...parts.missing, ...contradicting(parts.readings)];
  const complete = !lacksRequired(missing);
  const { said } = parts;
  return {
    scaleId: row.scaleId,
    kind: parts.kind,
    ...(parts.direction === null ? {} : { direction: parts.direction }),
    caseId: parts.caseId,
    weightKg: row.weightKg,
    unit: 'kg',
    stable: true,
    stability: row.stability,
    zeroBeforeKg: row.zeroBeforeKg,
    weighedAt: row.weighedAt,
    plateFront: plateOfRecord(
      { ...said, text: parts.plateFront, none: parts.noPlate },
      parts.readings?.plateFront ?? null,
    ),
    plateRear: plateOfRecord({ ...said, text: parts.plateRear, none: false }, parts.readings?.plateRear ?? null),
    axleCount: limit.axleCount,
    vehicleType: limit.vehicleType,
    limitKg,
    limitRule: limitKg === null ? null : found.rule,
    limitInputs: keptInputs(limit, found),
    overKg: over?.overKg ?? null,
    overRatePct: over?.overRatePct ?? null,
    images: withDisplays(parts.images, parts.readings),
    evidence: {
      state: complete ? 'complete' : 'incomplete',
      missing,
      ...(complete || acceptance === null ? {} : { reason: acceptance.reason }),
      ...(complete || acceptance?.acceptedBy == null ? {} : { acceptedBy: acceptance.acceptedBy }),
    },
    trace: row.trace,
    indicator: { protocol: row.protocol, rawFrame: row.rawFrame },
    operatorId: parts.operatorId,
    checks: checks(parts, over === null ? null : over.overKg),
    ...(parts.replaces === null ? {} : { replaces: { ...parts.replaces } }),
    ...(parts.repeats === null ? {} : { repeats: { ...parts.repeats } }),
    ...(parts.otherAxles === null ? {} : { otherAxles: { ...parts.otherAxles } }),
  };
}

function checks(parts: DraftParts, overKg: Kg | null): Check[] {
  const { curve } = parts.row;
  const small = parts.images.filter((image) => image.width * image.height < LANE_PIXELS);
  const verdict = (good: boolean | null): Check['result'] => (good === null ? 'unknown' : good ? 'pass' : 'fail');
  return [
    displayCheck(parts.readings, parts.row.weightKg),
    plateCheck(parts.said.by === null ? { plateFront: null, plateRear: null } : parts, parts.readings),
    { code: 'within-limit', result: verdict(overKg === null ? null : overKg === kg(0)) },
    {
      code: 'trace-plausible',
      result: curve?.result ?? 'unknown',
      ...(curve === undefined || curve.codes.length === 0 ? {} : { detail: curve.codes.join(', ') }),
    },
    { code: 'images-complete', result: verdict(!lacksRequired(parts.missing)) },
    {
      code: 'camera-resolution',
      result: verdict(parts.images.length === 0 ? null : small.length === 0),
      ...(small.length === 0
        ? {}
        : { detail: small.map((image) => `${image.cameraId} ${image.width}x${image.height}`).join(', ') }),
    },
    {
      code: 'clock-synchronised',
      result: verdict(parts.clockOffsetMs === null ? null : Math.abs(parts.clockOffsetMs) <= CLOCK_TOLERANCE_MS),
      ...(parts.clockOffsetMs === null ? {} : { detail: `${parts.clockOffsetMs} ms` }),
    },
  ];
}
