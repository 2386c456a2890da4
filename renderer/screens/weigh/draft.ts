/** What the clerk has said about the truck on the deck so far, and what can be known without asking. Pure. */
import type { LoadSheet } from '../../../preload/contract/documents.ts';
import type { VehicleType } from '../../../preload/contract/vocabulary.ts';
import type { OpenTruck, StoredTare, Vehicle } from '../../../preload/contract/weighing.ts';

/** A tractor's plate and its trailer's; '' = none. */
export interface Plates {
  readonly front: string;
  readonly rear: string;
}

/** trial: only to see the weight; it counts for no sheet (F4). */
export type ProposedKind = 'gross' | 'tare' | 'trial';

export interface Draft {
  readonly plateFront: string;
  /** '' = one plate front and rear, or none seen. */
  readonly plateRear: string;
  /** A person said that the truck carries no plate. */
  readonly noPlate: boolean;
  readonly axleCount: number | null;
  readonly vehicleType: VehicleType | null;
  readonly driveAxles: number | null;
  /** null = as proposed. */
  readonly kind: ProposedKind | null;
  readonly goods: string;
  readonly receiver: string;
  readonly driver: string;
  readonly destination: string;
  /** What readings put into the plate fields; null: nothing. */
  readonly read: Plates | null;
}

export const EMPTY_DRAFT: Draft = {
  plateFront: '',
  plateRear: '',
  noPlate: false,
  axleCount: null,
  vehicleType: null,
  driveAxles: null,
  kind: null,
  goods: '',
  receiver: '',
  driver: '',
  destination: '',
  read: null,
};

export interface Tare {
  readonly source: 'open' | 'stored';
  readonly weighingId: OpenTruck['tareWeighingId'];
  /** The visit it was weighed on; null where the station has not said. */
  readonly caseId: string | null;
  readonly kg: number;
  readonly weighedAt: string;
}

/** The plate pair of a draft as the station compares it: an absent rear plate is null. */
const samePair = (draft: Draft, truck: { readonly plateFront: string; readonly plateRear: string | null }): boolean =>
  truck.plateFront === draft.plateFront && (truck.plateRear ?? '') === draft.plateRear;

/** The tare of this tractor *and* trailer: weighed on this trip, else stored and not expired. */
export function tareFor(draft: Draft, open: readonly OpenTruck[], stored: readonly StoredTare[]): Tare | null {
  if (draft.plateFront === '') return null;
  const truck = open.find((candidate) => samePair(draft, candidate));
  if (truck !== undefined)
    return {
      source: 'open',
      weighingId: truck.tareWeighingId,
      caseId: truck.caseId,
      kg: truck.tareKg,
      weighedAt: truck.weighedAt,
    };
  const tare = stored.find((candidate) => !candidate.expired && samePair(draft, candidate));
  if (tare === undefined) return null;
  return { source: 'stored', weighingId: tare.weighingId, caseId: null, kg: tare.tareKg, weighedAt: tare.weighedAt };
}

/**
 * Once its gross is recorded a truck is inside no more; the tare of the same visit is that of this trip all the same, for
 * the sheet as well (main/station/sheets/README.md).
 */
export const ofThisTrip = (tare: Tare | null, caseId: string | null): Tare | null =>
  tare !== null && tare.caseId !== null && tare.caseId === caseId ? { ...tare, source: 'open' } : tare;

/** What is said of the tare: what the sheet says once there is one, as paper and document do. */
export function tareSaid(sheet: LoadSheet | null, tare: Tare | null): Pick<Tare, 'source' | 'kg' | 'weighedAt'> | null {
  if (sheet === null) return tare;
  const { tareKg, tareSource, tareWeighedAt } = sheet;
  return { source: tareSource === 'same-trip' ? 'open' : 'stored', kg: tareKg, weighedAt: tareWeighedAt };
}

/**
 * Which weighing this most likely is: clearly above its own tare it is the gross; without a tare the weight decides (no
 * empty truck of the trade weighs more than 25 t, domain.md §3.1). The same rule as the station's own proposal.
 */
export function proposeKind(weightKg: number | null, tare: Tare | null): 'gross' | 'tare' {
  if (weightKg === null) return tare === null ? 'tare' : 'gross';
  if (tare !== null) return weightKg > tare.kg * 1.2 ? 'gross' : 'tare';
  return weightKg > 25_000 ? 'gross' : 'tare';
}

/** Fills what nobody has typed from the vehicle's file; what was typed stays. */
export function fillFromVehicle(draft: Draft, vehicle: Vehicle): Draft {
  if (vehicle.plate !== draft.plateFront) return draft;
  return {
    ...draft,
    axleCount: draft.axleCount ?? vehicle.axleCount ?? null,
    vehicleType: draft.vehicleType ?? vehicle.vehicleType ?? null,
    driveAxles: draft.driveAxles ?? driveAxlesFiled(draft.axleCount, vehicle),
    goods: draft.goods || (vehicle.goodsName ?? ''),
    receiver: draft.receiver || (vehicle.receiver ?? ''),
    driver: draft.driver || (vehicle.driverName ?? ''),
    destination: draft.destination || (vehicle.destination ?? ''),
  };
}

/** Those of another number of axles than is said say nothing of these. */
export const driveAxlesFiled = (axleCount: number | null, vehicle: Vehicle): number | null =>
  axleCount === null || axleCount === vehicle.axleCount ? (vehicle.driveAxles ?? null) : null;

/** Another truck: what belonged to the plate before goes with it. Before the first plate all of it was said of this truck. */
export const withPlates = (draft: Draft, plateFront: string, plateRear: string): Draft =>
  draft.plateFront === '' || (draft.plateFront === plateFront && draft.plateRear === plateRear)
    ? { ...draft, noPlate: false, plateFront, plateRear }
    : { ...EMPTY_DRAFT, plateFront, plateRear };

/** The same truck with another trailer: what its file said of the axles belonged to the one of before. */
export const withTrailer = (draft: Draft, plateRear: string, file: Vehicle | null): Draft =>
  draft.plateRear === plateRear ? draft : { ...draft, plateRear, ...axlesWith(draft, file) };

/** What a person said of them stays. */
function axlesWith(draft: Draft, file: Vehicle | null): Axles {
  const said = <Value>(value: Value, filed: unknown): Value | null => (value === (filed ?? null) ? null : value);
  return {
    axleCount: said(draft.axleCount, file?.axleCount),
    vehicleType: said(draft.vehicleType, file?.vehicleType),
    driveAxles: said(draft.driveAxles, file?.driveAxles),
  };
}

/** No person put anything into the plate fields, or said that there is no plate. */
export const onlyRead = ({ noPlate, plateFront, plateRear, read }: Draft): boolean =>
  !noPlate && plateFront === (read?.front ?? '') && plateRear === (read?.rear ?? '');

/**
 * What was read stands in the plate fields, and follows later readings while nobody put anything else there. What was chosen
 * before the first plate, and the kind at any time, stay.
 */
export function withRead(draft: Draft, read: Plates, file: Vehicle | null = null): Draft {
  if (!onlyRead(draft)) return draft;
  const { plateFront, plateRear } = draft;
  if (plateFront === read.front && plateRear === read.rear) return draft;
  const same = plateFront === '' || plateFront === read.front;
  return {
    ...(same ? draft : { ...EMPTY_DRAFT, kind: draft.kind }),
    ...(plateFront === read.front ? axlesWith(draft, file) : {}),
    plateFront: read.front,
    plateRear: read.rear,
    read,
  };
}

/** Somebody vouched for the axles in this file: what a clerk types at a weighing does not change it. */
const vouchedFor = (file: Vehicle | null): file is Vehicle => file?.axleCount != null && file.axleSource !== 'typed';

type Axles = Pick<Draft, 'axleCount' | 'vehicleType' | 'driveAxles'>;

/** What was typed differs from a file that somebody vouched for: it counts for this weighing and is not kept. */
export function onlyThisTime(typed: Axles, file: Vehicle | null): boolean {
  if (!vouchedFor(file)) return false;
  return (['axleCount', 'vehicleType', 'driveAxles'] as const).some(
    (field) => typed[field] !== null && typed[field] !== (file[field] ?? null),
  );
}

/** What of a visit goes into its vehicle's file. axles-as-said: the file was wrong, whoever vouched for it. */
export type Keeping = 'all' | 'axles-as-said' | 'but-axles' | 'nothing';

/**
 * What the file of this vehicle should say from now on; null when it says so already. Never a thing it knew is lost. Axles
 * that were typed make a file of typed axles, until somebody vouches for it; from then on they stay as vouched for.
 */
export function vehicleToKeep(draft: Draft, file: Vehicle | null, keeping: Keeping = 'all'): Vehicle | null {
  if (draft.plateFront === '' || keeping === 'nothing') return null;
  const next: Vehicle = {
    ...(file ?? {}),
    plate: draft.plateFront,
    ...(draft.plateRear === '' ? {} : { trailerPlate: draft.plateRear }),
    ...axlesToKeep(draft, file, keeping),
    ...(draft.goods === '' ? {} : { goodsName: draft.goods }),
    ...(draft.receiver === '' ? {} : { receiver: draft.receiver }),
    ...(draft.driver === '' ? {} : { driverName: draft.driver }),
    ...(draft.destination === '' ? {} : { destination: draft.destination }),
  };
  const changed = Object.entries(next).some(([field, value]) => file?.[field as keyof Vehicle] !== value);
  return changed ? next : null;
}

function axlesToKeep(draft: Draft, file: Vehicle | null, keeping: Keeping): Partial<Vehicle> {
  if (keeping === 'but-axles') return {};
  if (keeping !== 'axles-as-said') return vouchedFor(file) ? {} : typedAxles(draft);
  const { axleCount, driveAxles } = draft;
  // Drive axles of a wrong number of axles are wrong, too.
  const stale = driveAxles === null && axleCount !== null && axleCount !== file?.axleCount && file?.driveAxles != null;
  return { ...typedAxles(draft), ...(stale ? { driveAxles: null } : {}) };
}

function typedAxles({ axleCount, vehicleType, driveAxles }: Axles): Partial<Vehicle> {
  const typed = {
    ...(axleCount === null ? {} : { axleCount }),
    ...(vehicleType === null ? {} : { vehicleType }),
    ...(driveAxles === null ? {} : { driveAxles }),
  };
  return Object.keys(typed).length === 0 ? {} : { ...typed, axleSource: 'typed' };
}

/** A truck that can be taken by one key instead of typing its plate. */
export interface Choice {
  readonly plateFront: string;
  readonly plateRear: string;
  /** Its open tare, when it is inside. */
  readonly tareKg: number | null;
  readonly weighedAt: string | null;
  /** Of what was read in the picture; absent where it is a truck that is known. */
  readonly confidence?: number;
  /** A smart camera pushed it, with so much confidence; null: the camera says nothing of that. */
  readonly pushed?: number | null;
}

/**
 * What was read in the picture, then trucks inside, then known vehicles, that hold what is typed after the province; at most
 * nine, each pair once. A pair is taken as a whole: the same tractor with another trailer has another tare.
 */
export function choicesFor(
  typed: string,
  open: readonly OpenTruck[],
  vehicles: readonly Vehicle[],
  read: readonly Choice[] = [],
): readonly Choice[] {
  const inside = open.map((truck) => ({ ...truck, plateRear: truck.plateRear ?? '' }));
  const known = vehicles.map(({ plate, trailerPlate }) => ({
    plateFront: plate,
    plateRear: trailerPlate == null || trailerPlate === plate ? '' : trailerPlate,
    tareKg: null,
    weighedAt: null,
  }));
  const first = read.map((choice) => asInside(choice, inside));
  const taken = new Set(first.map(({ plateFront }) => plateFront));
  const others = [
    ...inside.filter((truck) => !first.some((choice) => samePlates(choice, truck))),
    ...known.filter(
      ({ plateFront }) => !taken.has(plateFront) && !inside.some((truck) => truck.plateFront === plateFront),
    ),
  ];
  const part = typed.slice(1);
  return [...first, ...others].filter(({ plateFront }) => plateFront.slice(1).includes(part)).slice(0, 9);
}

type Pair = Pick<Choice, 'plateFront' | 'plateRear'>;

/** One plate front and rear is no trailer. */
const trailerIn = ({ plateFront, plateRear }: Pair): string => (plateRear === plateFront ? '' : plateRear);

const samePlates = (a: Pair, b: Pair): boolean => a.plateFront === b.plateFront && trailerIn(a) === trailerIn(b);

/** Read, and inside with the same trailer: that truck, with its tare. Where no trailer was read, the one tractor of this plate. */
function asInside(choice: Choice, inside: readonly Choice[]): Choice {
  const tractors = inside.filter(({ plateFront }) => plateFront === choice.plateFront);
  const [only] = tractors.length === 1 ? tractors : [];
  const truck = tractors.find((one) => samePlates(one, choice)) ?? (trailerIn(choice) === '' ? only : undefined);
  const { confidence } = choice;
  if (truck === undefined) return { ...choice, plateRear: trailerIn(choice) };
  return confidence === undefined ? truck : { ...truck, confidence };
}
