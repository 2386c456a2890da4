/** Builds barriers and lights at scales and gates (part of compose.ts). */
import { CodedError } from '../../preload/contract/errors.ts';
import type { RelayFault } from '../../native/barrier/relay-fault.ts';
import type { BarrierState } from '../../preload/contract/barrier.ts';
import type { Uuid } from '../../preload/contract/vocabulary.ts';
import type { Drivers } from './compose-devices.ts';
import type { Records } from './compose-records.ts';
import { BarrierDesk } from './gate/barrier-desk.ts';
import { BarrierPlace, type BarrierOutputs } from './gate/barrier-place.ts';
import type { ComposeOptions } from './host-channel.ts';
import { BarrierStore } from './records/barrier-store.ts';
import { GateStore } from './records/gate-store.ts';
import { systemTimers } from './upload/surroundings.ts';
import type { Weighbridges } from './weighbridges.ts';
import type { BarrierPlaceSettings } from './settings/barrier-settings.ts';

export interface Barriers {
  readonly desk: BarrierDesk;
  onChange(listener: (state: BarrierState) => void): void;
}

export function composeBarriers({
  newId,
  options,
  records,
  relays,
  weighbridges,
}: {
  readonly options: ComposeOptions;
  readonly records: Records;
  readonly relays: Drivers['relays'];
  readonly weighbridges: Weighbridges;
  readonly newId: () => Uuid;
}): Barriers {
  const { chain, db, publisher } = records;
  const { clock, configuration } = options;
  const listeners = new Set<(state: BarrierState) => void>();
  const passes = new GateStore(db);
  const places = (configuration.barrier?.places ?? []).map((settings) => {
    const { afterSheet, gateId, greenSeconds, opensByItself, scaleId } = settings;
    return new BarrierPlace({
      id: scaleId ?? gateId ?? '',
      outputs: outputsOf(settings, relays),
      afterSheet,
      opensByItself,
      greenMs: greenSeconds * 1000,
      clock,
      after: systemTimers.after,
      onChange: (state) => {
        for (const listener of listeners) listener(state);
      },
    });
  });
  const desk = new BarrierDesk({
    places,
    db,
    store: new BarrierStore(db),
    chain,
    publisher,
    newestPass: (gateId, sinceMs) => passes.newestAt(gateId, sinceMs, clock.wall()),
    whoStands: (scaleId, weightKg) => weighbridges.of(scaleId).deck.whoStands(weightKg),
    clock,
    after: systemTimers.after,
    newId,
    log: options.log.child({ part: 'barrier' }),
  });
  return { desk, onChange: (listener) => void listeners.add(listener) };
}

/** The place's outputs on its board: red and green are never on together, for one goes off first. */
function outputsOf(
  { green, open, pulseMs, red, relay }: BarrierPlaceSettings,
  relays: Drivers['relays'],
): BarrierOutputs {
  const board = relays.get(relay);
  if (board === undefined) throw new RangeError(`no relay board ${relay}`);
  const lit = async (colour: 'red' | 'green'): Promise<void> => {
    const [off, on] = colour === 'red' ? [green, red] : [red, green];
    // Both are remembered by the board, also while it cannot be told.
    const told = await Promise.allSettled([
      off === undefined ? Promise.resolve() : coded(board.set(off, false)),
      on === undefined ? Promise.resolve() : coded(board.set(on, true)),
    ]);
    const first = told.find((one) => one.status === 'rejected');
    if (first !== undefined) throw first.reason;
  };
  return {
    open: () => coded(board.pulse(open, pulseMs)),
    light: red === undefined && green === undefined ? null : lit,
    online: () => board.condition().state === 'online',
    onOnline: (listener) => board.onCondition(listener),
  };
}

/** The board's own fault as an error of the station. */
async function coded(order: Promise<void>): Promise<void> {
  try {
    await order;
  } catch (error) {
    const { code, detail } = error as RelayFault;
    throw new CodedError(code, { detail }, { cause: error });
  }
}
