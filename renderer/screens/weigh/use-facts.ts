/** What the station knows about the plate that was entered: open trucks, stored tares, vehicle file, limit. */
import { useQuery } from '@tanstack/react-query';
import type { CallOutput } from '../../../preload/contract/index.ts';
import type { OpenTruck, StoredTare, Vehicle } from '../../../preload/contract/weighing.ts';
import { call } from '../../station/client.ts';
import { useLive } from '../../station/live-store.ts';
import type { Draft } from './draft.ts';

export interface Facts {
  readonly openTrucks: readonly OpenTruck[];
  readonly storedTares: readonly StoredTare[];
  readonly vehicle: Vehicle | null;
  /** The station is still being asked about this plate. */
  readonly pending: boolean;
  /** What this pair usually weighs empty; null where too few tares are known. */
  readonly usualTare: UsualTare | null;
  readonly limitKg: number | null;
  readonly limitRule: string | null;
}

export interface UsualTare {
  readonly medianKg: number;
  readonly count: number;
  /** Farther from the median than this, a tare is asked about. */
  readonly askAboveKg: number;
}

const NO_TRUCKS: readonly OpenTruck[] = [];
const NO_TARES: readonly StoredTare[] = [];

export function useFacts(draft: Draft, scaleId: string): Facts {
  const connected = useLive((live) => live.connected);
  const saved = useLive((live) => live.saved);
  const plate = draft.plateFront;
  const open = useQuery({
    queryKey: ['trucks.open', saved],
    queryFn: () => call('trucks.open', {}),
    enabled: connected,
    placeholderData: (before) => before,
  });
  const tares = useQuery({
    queryKey: ['tare.list', plate, saved],
    queryFn: () => call('tare.list', { plate }),
    enabled: connected && plate !== '',
  });
  const { plateRear } = draft;
  const usual = useQuery({
    queryKey: ['tare.usual', scaleId, plate, plateRear, saved],
    queryFn: () => call('tare.usual', { scaleId, plateFront: plate, ...(plateRear === '' ? {} : { plateRear }) }),
    enabled: connected && plate !== '',
  });
  const vehicle = useQuery({
    queryKey: ['vehicle.get', plate, saved],
    queryFn: () => call('vehicle.get', { plate }),
    enabled: connected && plate !== '',
    // Saving a record must not make the file flicker away while it is read again.
    placeholderData: (before) => (before?.plate === plate ? before : undefined),
  });
  const { axleCount, vehicleType, driveAxles } = draft;
  const limit = useQuery({
    queryKey: ['weighing.limit', plate, axleCount, vehicleType, driveAxles],
    queryFn: () =>
      call('weighing.limit', {
        ...(plate === '' ? {} : { plate }),
        ...(axleCount === null ? {} : { axleCount }),
        ...(vehicleType === null ? {} : { vehicleType }),
        ...(driveAxles === null ? {} : { driveAxles }),
      }),
    enabled: connected && (axleCount !== null || plate !== ''),
  });
  return {
    openTrucks: open.data ?? NO_TRUCKS,
    storedTares: (plate === '' ? undefined : tares.data) ?? NO_TARES,
    vehicle: (plate === '' ? undefined : vehicle.data) ?? null,
    pending: connected && plate !== '' && (vehicle.isPending || tares.isPending || usual.isPending || limit.isPending),
    usualTare: plate === '' ? null : usualOf(usual.data),
    limitKg: limit.data?.limitKg ?? null,
    limitRule: limit.data?.limitRule ?? null,
  };
}

function usualOf(answer: CallOutput<'tare.usual'> | undefined): UsualTare | null {
  const { statistics = null, askAboveKg = null } = answer ?? {};
  return statistics === null || askAboveKg === null ? null : { ...statistics, askAboveKg };
}
