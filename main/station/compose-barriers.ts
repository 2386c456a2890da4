/** Builds barriers and lights at scales and gates (part of compose.ts). */
import type { BarrierState } from '../../preload/contract/barrier.ts';
import type { Uuid } from '../../preload/contract/vocabulary.ts';
import { after } from '../../native/reconnect.ts';
import type { Drivers } from './compose-devices.ts';
import type { Records } from './compose-records.ts';
import { BarrierDesk } from './gate/barrier-desk.ts';
import { BarrierPlace, type BarrierOutputs } from './gate/barrier-place.ts';
import type { ComposeOptions } from './host-channel.ts';
import { BarrierStore } from './records/barrier-store.ts';
import { GateStore } from './records/gate-store.ts';
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
}: {
  readonly options: ComposeOptions;
  readonly records: Records;
  readonly relays: Drivers['relays'];
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
      after,
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
    newestPass: (gateId, sinceMs) =>
      passes.within(sinceMs, clock.wall()).findLast((pass) => pass.gateId === gateId)?.id ?? null,
    clock,
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
    const told = [off, on].map((output, index) => (output === undefined ? null : board.set(output, index === 1)));
    const [first] = (await Promise.allSettled(told)).filter((one) => one.status === 'rejected');
    if (first !== undefined) throw first.reason;
  };
  return {
    open: () => board.pulse(open, pulseMs),
    light: red === undefined && green === undefined ? null : lit,
    online: () => board.condition().state === 'online',
    onOnline: (listener) => board.onCondition(listener),
  };
}
