/** What was weighed before the window opened: made by the same station in its headless form, so that no test types it. */
import type { Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Vehicle } from '../../../preload/contract/weighing.ts';
import type { Site } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';
import type { OneTruck } from './clerk.ts';

export interface PastTruck extends OneTruck {
  /** `known`: only its file is there. `inside`: it has its tare and is being loaded. */
  readonly upTo: 'known' | 'inside' | 'gone';
  /** What else its file says. */
  readonly file?: Partial<Vehicle>;
  /** Axle by axle: its curves are those of a truck. The others stand there at once, which takes no time. */
  readonly rolls?: boolean;
}

const OPERATOR = '测试员';
const TYPES = { 1: 'rigid', 2: 'articulated' } as const;

export async function pastRecords(site: Site, trucks: readonly PastTruck[]): Promise<void> {
  const station = await RunningStation.start(site);
  try {
    for (const truck of trucks) await drive(station, site, truck);
    await explainAll(station);
    await station.until('the receipts', async () => (await station.call('outbox.status', {})).pending === 0, 60_000);
  } finally {
    await station.stop();
  }
}

/** Trucks that stand there at once are noticed; nobody is waiting to say why. */
async function explainAll(station: RunningStation): Promise<void> {
  const { items } = await station.call('warnings.search', { which: 'open', limit: 200 });
  for (const { id } of items)
    await station.call('warnings.acknowledge', { warningId: id, reason: '模拟车辆，瞬间上磅', operatorId: OPERATOR });
}

async function drive(station: RunningStation, site: Site, truck: PastTruck): Promise<void> {
  const { plateFront, plateRear, axleCount, driveAxles, goods, receiver } = truck;
  const vehicleType = TYPES[truck.vehicleType];
  const plates = { plateFront, ...(plateRear === null ? {} : { plateRear }) };
  const axles = { axleCount, vehicleType, ...(driveAxles === undefined ? {} : { driveAxles }) };
  await station.call('vehicle.put', {
    plate: plateFront,
    trailerPlate: plateRear,
    ...axles,
    goodsName: goods,
    receiver,
    ...truck.file,
  });
  if (truck.upTo === 'known') return;
  await weigh(station, site, truck, truck.tareKg, (kind) => ({ kind, ...plates, direction: 'in' }), 'tare');
  if (truck.upTo === 'inside') return;
  const grossId = await weigh(
    station,
    site,
    truck,
    truck.grossKg,
    (kind) => ({ kind, ...plates, ...axles, direction: 'out' }),
    'gross',
  );
  const before = site.printer.tickets.length;
  await station.call('loadSheet.issue', {
    grossWeighingId: grossId,
    useStoredTare: true,
    goods: { name: goods },
    receiver,
    operatorId: OPERATOR,
  });
  await station.until('the paper', () => site.printer.tickets.length > before);
}

async function weigh<K extends 'tare' | 'gross'>(
  station: RunningStation,
  site: Site,
  truck: PastTruck,
  weightKg: number,
  input: (kind: K) => Omit<Parameters<RunningStation['captureWhole']>[0], 'operatorId'>,
  kind: K,
): Promise<Uuid> {
  if (truck.rolls === true) await site.rollOn(truck, weightKg);
  else site.driveOn(truck, weightKg, 0);
  await station.until('the truck to stand', async () =>
    ['steady', 'confirm', 'incomplete'].includes((await station.call('weighing.state', {})).phase),
  );
  const { id } = await station.captureWhole({ ...input(kind), operatorId: OPERATOR });
  if (truck.rolls === true) await site.rollOff(weightKg);
  else site.driveOff(0);
  await station.untilPhase('idle');
  return id;
}
