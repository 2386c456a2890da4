/**
 * May this weighing have a load sheet, and does the sheet equal the weighing, field by field?
 * Pure. Sources: station-contract.md ("The gross of a sheet is …"), domain.md §2.5, §3.3, §3.4; product.md L4, L5, L8.
 */
import type { ErrorCode, ErrorParams } from '../../../preload/contract/errors.ts';
import type { LoadSheetBody } from '../../../preload/contract/documents.ts';
import { kg, type Kg, type Uuid, type WeighingKind } from '../../../preload/contract/vocabulary.ts';
import type { PaperFault } from './papers.ts';
import { overLimit } from './mass-limits/over-limit.ts';
import { overLoad } from './mass-limits/over-load.ts';

/** A weighing as it counts now: the document's figures with its corrections applied. */
export interface WeighedTruck {
  readonly id: Uuid;
  readonly kind: WeighingKind;
  readonly scaleId: string;
  readonly caseId: string | null;
  readonly weightKg: Kg;
  readonly weighedAt: string;
  readonly weighedAtMs: number;
  readonly plateFront: string | null;
  readonly plateRear: string | null;
  readonly limitKg: Kg | null;
  readonly voided: boolean;
  /** The weighing that a person made in its stead. */
  readonly replacedBy: Uuid | null;
  readonly evidence: { readonly complete: boolean; readonly acceptedReason: string | null };
}

export interface SheetCase {
  readonly gross: WeighedTruck;
  /** null when no tare was named and none is stored for this plate. */
  readonly tare: WeighedTruck | null;
  readonly tareSource: 'same-trip' | 'stored';
  /** A valid sheet already made from this gross. */
  readonly usedBy: string | null;
  /** A pass through an entry after the gross: since then the vehicle may have been anywhere. */
  readonly enteredSince: Uuid | null;
  /** The newest non-void, non-trial weighing of the plate pair. */
  readonly newestOfPair: Uuid | null;
  /** The newest valid tare of the pair: an older one says less of the truck that stands there. */
  readonly newestTareOfPair: Uuid | null;
  readonly toleranceKg: Kg;
  readonly approvedLoadKg: Kg | null;
  readonly nowMs: number;
  readonly maxAgeMinutes: number;
  readonly tareValidMs: number;
  /** What is wrong with the papers of the vehicle and its driver. */
  readonly papers: readonly PaperFault[];
  /** A manager let it go with these papers. */
  readonly overridden: boolean;
  /** Of the scales that weighed it, one that may no longer be used; null = none, or the site only warns. */
  readonly certificate: { readonly scaleId: string; readonly validUntil: string | null } | null;
  /** Why this vehicle is not loaded at all; null = it is. */
  readonly barred: string | null;
}

export interface Refusal {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
}

/** The first reason why there is no sheet, in the order a person would put it right; null when it may be issued. */
export function refusal(sheet: SheetCase): Refusal | null {
  return (
    grossRefusal(sheet) ??
    tareRefusal(sheet) ??
    massRefusal(sheet) ??
    certificateRefusal(sheet) ??
    vehicleRefusal(sheet)
  );
}

function grossRefusal({ enteredSince, gross, usedBy, newestOfPair, nowMs, maxAgeMinutes }: SheetCase): Refusal | null {
  if (gross.voided) return { code: 'sheet.weighing-void', params: { weighingId: gross.id } };
  if (gross.kind === 'tare' || gross.kind === 'trial')
    return { code: 'sheet.inconsistent', params: { field: 'kind', sheet: 'gross', weighing: gross.kind } };
  if (usedBy !== null) return { code: 'sheet.weighing-used', params: { number: usedBy } };
  if (gross.plateFront === null) return { code: 'sheet.plate-unknown', params: {} };
  if (gross.replacedBy !== null) return { code: 'sheet.not-latest', params: { newest: gross.replacedBy } };
  if (newestOfPair !== gross.id) return { code: 'sheet.not-latest', params: { newest: newestOfPair } };
  if (enteredSince !== null) return { code: 'sheet.not-latest', params: { newest: enteredSince } };
  const ageMs = nowMs - gross.weighedAtMs;
  if (ageMs > maxAgeMinutes * 60_000)
    return { code: 'sheet.too-old', params: { ageMinutes: Math.floor(ageMs / 60_000), maxAgeMinutes } };
  if (isAhead(gross, nowMs))
    return { code: 'sheet.clock-set-back', params: { weighingId: gross.id, weighedAt: gross.weighedAt } };
  if (!gross.evidence.complete && gross.evidence.acceptedReason === null)
    return { code: 'sheet.evidence-incomplete', params: { weighingId: gross.id } };
  if (gross.limitKg === null) return { code: 'sheet.axles-unknown', params: {} };
  return null;
}

function tareRefusal({ gross, tare, newestTareOfPair, nowMs, tareValidMs }: SheetCase): Refusal | null {
  if (tare === null) return { code: 'sheet.tare-missing', params: { plate: gross.plateFront } };
  if (tare.voided) return { code: 'sheet.weighing-void', params: { weighingId: tare.id } };
  if (tare.replacedBy !== null) return { code: 'sheet.not-latest', params: { newest: tare.replacedBy } };
  if (tare.kind !== 'tare')
    return { code: 'sheet.inconsistent', params: { field: 'kind', sheet: 'tare', weighing: tare.kind } };
  if (tare.plateFront !== gross.plateFront)
    return { code: 'sheet.plate-mismatch', params: { gross: gross.plateFront, tare: tare.plateFront } };
  if (tare.plateRear !== gross.plateRear)
    return { code: 'sheet.tare-other-trailer', params: { gross: gross.plateRear, tare: tare.plateRear } };
  if (!tare.evidence.complete && tare.evidence.acceptedReason === null)
    return { code: 'sheet.evidence-incomplete', params: { weighingId: tare.id } };
  if (tare.id !== newestTareOfPair) return { code: 'sheet.not-latest', params: { newest: newestTareOfPair } };
  if (nowMs - tare.weighedAtMs > tareValidMs)
    return { code: 'sheet.tare-expired', params: { weighedAt: tare.weighedAt } };
  if (isAhead(tare, nowMs))
    return { code: 'sheet.clock-set-back', params: { weighingId: tare.id, weighedAt: tare.weighedAt } };
  return null;
}

/** A clock that is set right steps by seconds; one that was wrong makes ages that prove nothing. */
const CLOCK_STEP_MS = 60_000;
const isAhead = ({ weighedAtMs }: WeighedTruck, nowMs: number): boolean => weighedAtMs - nowMs > CLOCK_STEP_MS;

function massRefusal({ gross, tare, toleranceKg, approvedLoadKg }: SheetCase): Refusal | null {
  const tareKg = tare?.weightKg ?? kg(0);
  if (gross.weightKg <= tareKg)
    return { code: 'sheet.gross-not-above-tare', params: { grossKg: gross.weightKg, tareKg } };
  const limitKg = gross.limitKg ?? kg(0);
  const { overKg } = overLimit(gross.weightKg, limitKg, toleranceKg);
  if (overKg > 0) return { code: 'sheet.over-limit', params: { grossKg: gross.weightKg, limitKg, overKg } };
  const netKg = kg(gross.weightKg - tareKg);
  const overLoadKg = overLoad(netKg, approvedLoadKg) ?? 0;
  if (overLoadKg > 0) return { code: 'sheet.over-load', params: { netKg, approvedLoadKg, overKg: overLoadKg } };
  return null;
}

/** The truck is weighed and its record stands; what it was weighed on is no measure for a sheet (domain.md A1, W18). */
function certificateRefusal({ certificate }: SheetCase): Refusal | null {
  if (certificate === null) return null;
  const { scaleId, validUntil } = certificate;
  if (validUntil === null) return { code: 'sheet.certificate-missing', params: { scaleId } };
  return { code: 'sheet.certificate-expired', params: { scaleId, validUntil } };
}

/** Last: the truck is weighed and within its mass, and it is a person's matter. A bar is lifted in the file, never here. */
function vehicleRefusal({ barred, overridden, papers }: SheetCase): Refusal | null {
  if (barred !== null) return { code: 'sheet.vehicle-barred', params: { why: barred } };
  if (papers.length > 0 && !overridden) return { code: 'sheet.papers', params: { papers } };
  return null;
}

type Consistency = LoadSheetBody['consistency'][number];

/**
 * The sheet against the two weighings it names, field by field (product.md L5). The weighings given here are read
 * from the stored documents again, so that a mistake between reading and writing is found before the sheet exists.
 */
export function consistency(
  sheet: Pick<LoadSheetBody, 'plate' | 'trailerPlate' | 'grossKg' | 'tareKg' | 'netKg' | 'limitKg' | 'tareWeighedAt'>,
  gross: WeighedTruck,
  tare: WeighedTruck,
): Consistency[] {
  const row = (field: string, onSheet: string | number | null, weighed: string | number | null): Consistency =>
    onSheet === weighed
      ? { field, result: 'pass' }
      : { field, result: 'fail', detail: `sheet ${String(onSheet)}, weighing ${String(weighed)}` };
  return [
    row('plate', sheet.plate, gross.plateFront),
    row('trailerPlate', sheet.trailerPlate ?? null, gross.plateRear),
    row('grossKg', sheet.grossKg, gross.weightKg),
    row('tareKg', sheet.tareKg, tare.weightKg),
    row('netKg', sheet.netKg, gross.weightKg - tare.weightKg),
    row('tareWeighedAt', sheet.tareWeighedAt, tare.weighedAt),
    row('limitKg', sheet.limitKg, gross.limitKg),
  ];
}
