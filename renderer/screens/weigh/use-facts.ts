/** What the station knows about the plate that was entered: open trucks, stored tares, vehicle file, limit. */
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CallOutput } from '../../../preload/contract/index.ts';
import type { OpenTruck, Vehicle } from '../../../preload/contract/weighing.ts';
import { call } from '../../station/client.ts';
import { useLive } from '../../station/live-store.ts';
import { tareFor, type Draft, type Tare } from './draft.ts';
import { lookUp, UNTIL_ANSWERED, type Failure } from './look-up.ts';

export interface Facts {
  readonly openTrucks: readonly OpenTruck[];
  /** The tare that this truck's net follows from; null = none. */
  readonly tare: Tare | null;
  readonly vehicle: Vehicle | null;
  /** The station is still being asked about this plate. */
  readonly pending: boolean;
  /** It was asked and could not say; it is being asked again. */
  readonly failure: Failure | null;
  /** Asks it now. */
  askAgain(): void;
  /** What this pair usually weighs empty; null where too few tares are known. */
  readonly usualTare: UsualTare | null;
  /** Why this vehicle must not be loaded, by its file; null where nothing speaks against it. */
  readonly unfit: Unfit | null;
  readonly limitKg: number | null;
  /** Why it is that. */
  readonly limitConditions: readonly string[];
}

export interface UsualTare {
  readonly medianKg: number;
  readonly count: number;
  /** Farther from the median than this, a tare is asked about. */
  readonly askAboveKg: number;
}

/** What the file says against loading it. */
export type Unfit = CallOutput<'vehicle.fitness'>;

const FACTS: ReadonlySet<unknown> = new Set([
  'trucks.open',
  'tare.list',
  'tare.usual',
  'vehicle.get',
  'vehicle.fitness',
  'weighing.limit',
]);
const NOTHING_ASKED = lookUp([]);
const NO_TRUCKS: readonly OpenTruck[] = [];
const NO_CONDITIONS: readonly string[] = [];
const NO_TARES: CallOutput<'tare.list'> = [];

export function useFacts(draft: Draft, scaleId: string): Facts {
  const connected = useLive((live) => live.connected);
  const saved = useLive((live) => live.saved);
  const plate = draft.plateFront;
  const open = useQuery({
    ...UNTIL_ANSWERED,
    queryKey: ['trucks.open', saved],
    queryFn: () => call('trucks.open', {}),
    enabled: connected,
    placeholderData: (before) => before,
  });
  const tares = useQuery({
    ...UNTIL_ANSWERED,
    queryKey: ['tare.list', plate, saved],
    queryFn: () => call('tare.list', { plate }),
    enabled: connected && plate !== '',
  });
  const { plateRear } = draft;
  const usual = useQuery({
    ...UNTIL_ANSWERED,
    queryKey: ['tare.usual', scaleId, plate, plateRear, saved],
    queryFn: () => call('tare.usual', { scaleId, plateFront: plate, ...(plateRear === '' ? {} : { plateRear }) }),
    enabled: connected && plate !== '',
  });
  const vehicle = useQuery({
    ...UNTIL_ANSWERED,
    queryKey: ['vehicle.get', plate, plateRear, saved],
    queryFn: () => call('vehicle.get', { plate, ...(plateRear === '' ? {} : { trailerPlate: plateRear }) }),
    enabled: connected && plate !== '',
    // Saving a record must not make the file flicker away while it is read again.
    placeholderData: (before) => (before?.plate === plate ? before : undefined),
  });
  const { axleCount, vehicleType, driveAxles } = draft;
  const limit = useQuery({
    ...UNTIL_ANSWERED,
    queryKey: ['weighing.limit', plate, plateRear, axleCount, vehicleType, driveAxles],
    queryFn: () =>
      call('weighing.limit', {
        ...(plate === '' ? {} : { plate }),
        ...(plateRear === '' ? {} : { plateRear }),
        ...(axleCount === null ? {} : { axleCount }),
        ...(vehicleType === null ? {} : { vehicleType }),
        ...(driveAxles === null ? {} : { driveAxles }),
      }),
    enabled: connected && (axleCount !== null || plate !== ''),
  });
  const fitness = useQuery({
    ...UNTIL_ANSWERED,
    queryKey: ['vehicle.fitness', plate, saved],
    queryFn: () => call('vehicle.fitness', { plate }),
    enabled: connected && plate !== '',
  });
  const openTrucks = open.data ?? NO_TRUCKS;
  const tare = tareFor(draft, openTrucks, (plate === '' ? undefined : tares.data) ?? NO_TARES);
  // While the truck is inside: of which visit its tare was is known before its gross ends that.
  const weighed = useQuery({
    ...UNTIL_ANSWERED,
    queryKey: ['weighing.get', tare?.weighingId],
    queryFn: tare === null ? skipToken : () => call('weighing.get', { id: tare.weighingId }),
    enabled: connected,
    staleTime: Infinity,
  });
  const known = plate === '' ? NOTHING_ASKED : lookUp([vehicle, open, tares, limit]);
  const queries = useQueryClient();
  const askAgain = (): void => {
    const ofTrucks = { predicate: ({ queryKey }: { readonly queryKey: readonly unknown[] }) => FACTS.has(queryKey[0]) };
    // The next try may be seconds away.
    void queries.cancelQueries(ofTrucks).then(() => queries.refetchQueries({ ...ofTrucks, type: 'active' }));
  };
  return {
    openTrucks,
    tare: tare === null ? null : { ...tare, caseId: tare.caseId ?? weighed.data?.caseId ?? null },
    vehicle: (plate === '' ? undefined : vehicle.data) ?? null,
    // What is usual only puts a question: where that cannot be said, none is put.
    pending: connected && (known.pending || (plate !== '' && usual.isPending && usual.failureCount === 0)),
    failure: connected ? known.failure : null,
    askAgain,
    usualTare: plate === '' ? null : usualOf(usual.data),
    unfit: plate === '' ? null : unfitOf(fitness.data),
    limitKg: limit.data?.limitKg ?? null,
    limitConditions: limit.data?.conditions ?? NO_CONDITIONS,
  };
}

/** It is only told: the station refuses the sheet by itself. */
const unfitOf = (answer: Unfit | undefined): Unfit | null =>
  answer === undefined || (answer.barred === null && answer.papers.length === 0) ? null : answer;

function usualOf(answer: CallOutput<'tare.usual'> | undefined): UsualTare | null {
  const { statistics = null, askAboveKg = null } = answer ?? {};
  return statistics === null || askAboveKg === null ? null : { ...statistics, askAboveKg };
}
