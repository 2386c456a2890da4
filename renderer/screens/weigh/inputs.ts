/** What is asked of the station for the truck on the deck, made from what the clerk entered. Pure. */
import type { NoticeBody, Weighing } from '../../../preload/contract/documents.ts';
import type { CallInput } from '../../../preload/contract/index.ts';
import type { Claim, Vehicle } from '../../../preload/contract/weighing.ts';
import { EMPTY_DRAFT, onlyRead, type Draft, type ProposedKind, type Tare } from './draft.ts';

/**
 * What was said of the vehicle beyond its file: what the file says anyhow is the station's to fill in, or the record would
 * call typed what nobody typed.
 */
export function saidOfVehicle(
  draft: Draft,
  file: Vehicle | null,
): Pick<CallInput<'weighing.capture'>, 'axleCount' | 'vehicleType' | 'driveAxles'> {
  const known = file?.plate === draft.plateFront ? file : null;
  const { axleCount, driveAxles, vehicleType } = draft;
  return {
    ...(axleCount === null || axleCount === known?.axleCount ? {} : { axleCount }),
    ...(vehicleType === null || vehicleType === known?.vehicleType ? {} : { vehicleType }),
    ...(driveAxles === null || driveAxles === known?.driveAxles ? {} : { driveAxles }),
  };
}

export function captureInput(
  draft: Draft,
  kind: ProposedKind,
  operatorId: string,
  reason: string,
  file: Vehicle | null,
): CallInput<'weighing.capture'> {
  return {
    kind,
    operatorId,
    // A gross leaves, a tare comes in: the only two ways over a source unit's scale. A trial goes nowhere yet.
    ...(kind === 'trial' ? {} : { direction: kind === 'gross' ? 'out' : 'in' }),
    ...(draft.plateFront === '' ? {} : { plateFront: draft.plateFront }),
    ...(draft.plateRear === '' ? {} : { plateRear: draft.plateRear }),
    ...saidOfVehicle(draft, file),
    ...(reason === '' ? {} : { acceptIncomplete: { reason } }),
  };
}

/** What the clerk has said of the truck, as the station keeps it until the record is made; null while nothing was said. */
export function claimOf(draft: Draft, operatorId: string): Claim | null {
  if (draft.plateFront === '' && !draft.noPlate) return null;
  return {
    operatorId,
    ...(draft.plateFront === '' ? { noPlate: true } : { plateFront: draft.plateFront }),
    ...(draft.plateRear === '' ? {} : { plateRear: draft.plateRear }),
    ...(draft.kind === null ? {} : { kind: draft.kind }),
    ...(draft.axleCount === null ? {} : { axleCount: draft.axleCount }),
    ...(draft.vehicleType === null ? {} : { vehicleType: draft.vehicleType }),
    ...(draft.driveAxles === null ? {} : { driveAxles: draft.driveAxles }),
  };
}

/** The reverse, for a window that was opened, or loaded again, over a truck of which something was said already. */
export const draftOf = (claim: Claim): Draft => ({
  ...EMPTY_DRAFT,
  plateFront: claim.plateFront ?? '',
  plateRear: claim.plateRear ?? '',
  noPlate: claim.noPlate ?? false,
  kind: claim.kind === 'recheck' ? null : (claim.kind ?? null),
  axleCount: claim.axleCount ?? null,
  vehicleType: claim.vehicleType ?? null,
  driveAxles: claim.driveAxles ?? null,
});

/**
 * Over a truck of which nobody has said anything here: what was said elsewhere counts. It says nothing of goods and receiver, and
 * where it says these very plates – this window has just recorded them – nothing new.
 */
export function withClaim(draft: Draft, claim: Claim): Draft {
  const said = draftOf(claim);
  const same =
    said.plateFront === draft.plateFront && said.plateRear === draft.plateRear && said.noPlate === draft.noPlate;
  if (!onlyRead(draft) || same) return draft;
  const { destination, driver, goods, receiver } = draft;
  return draft.plateFront === '' ? { ...said, destination, driver, goods, receiver } : said;
}

/** Two claims say the same, in whichever order. */
export const sameClaim = (a: Claim | null, b: Claim | null): boolean =>
  a === b ||
  (a !== null && b !== null && JSON.stringify(claimOf(draftOf(a), '')) === JSON.stringify(claimOf(draftOf(b), '')));

export function issueInput(
  draft: Draft,
  gross: Weighing,
  tare: Tare,
  operatorId: string,
  override?: CallInput<'loadSheet.issue'>['override'],
): CallInput<'loadSheet.issue'> {
  return {
    grossWeighingId: gross.id,
    ...(tare.source === 'open' ? { tareWeighingId: tare.weighingId } : { useStoredTare: true }),
    goods: { name: draft.goods },
    receiver: draft.receiver,
    ...(draft.destination === '' ? {} : { destination: draft.destination }),
    ...(draft.driver === '' ? {} : { driver: { name: draft.driver } }),
    ...(override === undefined ? {} : { override }),
    operatorId,
  };
}

/** The sheet that would be issued: of the record, or of the truck as it stands there. */
export function sheetDraftInput(
  draft: Draft,
  { document, file, operatorId, scaleId, tare }: DraftOf,
): CallInput<'print.draft'> {
  const { destination, driver, goods, plateFront, plateRear, receiver } = draft;
  return {
    truck:
      document === null
        ? { scaleId, plateFront, ...(plateRear === '' ? {} : { plateRear }), ...saidOfVehicle(draft, file) }
        : { weighingId: document.id },
    ...(tare?.source === 'open' ? { tareWeighingId: tare.weighingId } : {}),
    goods: { name: goods },
    receiver,
    ...(destination === '' ? {} : { destination }),
    ...(driver === '' ? {} : { driver: { name: driver } }),
    operatorId,
  };
}

interface DraftOf {
  readonly document: Weighing | null;
  readonly file: Vehicle | null;
  readonly operatorId: string;
  readonly scaleId: string;
  readonly tare: Tare | null;
}

export type Correction = Pick<NonNullable<NoticeBody['correction']>, 'field' | 'from' | 'to'>;

/**
 * What differs between a record as it counts now and what the clerk says: one correction a field. An axle count is never taken
 * away. Less goes before the plates and more after them: the station looks at each as the record would stand then, and in
 * between no plate has more than was ever said of it.
 * @param before what was corrected, oldest first
 */
export function corrections(
  document: Weighing,
  before: readonly Correction[],
  draft: Draft,
  reason: string,
  operatorId: string,
): readonly CallInput<'weighing.correct'>[] {
  const now = <T>(field: Correction['field'], signed: T): T | Correction['to'] => {
    const newest = before.findLast((correction) => correction.field === field);
    return newest === undefined ? signed : newest.to;
  };
  const plates = [
    { field: 'plateFront', from: now('plateFront', document.plateFront.text) ?? '', to: draft.plateFront },
    { field: 'plateRear', from: now('plateRear', document.plateRear.text) ?? '', to: draft.plateRear },
  ] as const;
  const axles = [
    { field: 'axleCount', from: now('axleCount', document.axleCount) ?? null, to: draft.axleCount },
    { field: 'vehicleType', from: now('vehicleType', document.vehicleType) ?? null, to: draft.vehicleType },
    { field: 'driveAxles', from: now('driveAxles', document.limitInputs?.driveAxles) ?? null, to: draft.driveAxles },
  ] as const;
  const differ = axles.filter(({ from, to }) => from !== to && to !== null);
  const counted = differ.find(({ field }) => field !== 'vehicleType');
  const more = counted !== undefined && Number(counted.to) > Number(counted.from);
  return [...(more ? [] : differ), ...plates.filter(({ from, to }) => from !== to), ...(more ? differ : [])].map(
    ({ field, to }) => ({ id: document.id, field, value: to === '' ? null : to, reason, operatorId }),
  );
}
