/** Builds the gates: one watch a gate camera, one service for all (part of compose.ts). */
import type { Log } from '../log.ts';
import type { Clock, Uuid } from '../../preload/contract/vocabulary.ts';
import { makeGateWatching, type AttachedCamera } from './compose-devices.ts';
import { GateService, type Gate } from './gate/gate-service.ts';
import { GateWatch } from './gate/gate-watch.ts';
import type { ComposeOptions } from './host-channel.ts';
import type { DocumentChain } from './records/document-chain.ts';
import { GateStore } from './records/gate-store.ts';
import type { PhotoStore } from './records/photo-store.ts';
import type { Publisher } from './records/publisher.ts';
import type { StationDatabase } from './store/database.ts';

export interface Gates {
  readonly service: GateService;
  start(): void;
  stop(): Promise<void>;
}

export function composeGates(parts: {
  readonly options: ComposeOptions;
  readonly cameras: readonly AttachedCamera[];
  readonly db: StationDatabase;
  readonly chain: DocumentChain;
  readonly photos: PhotoStore;
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly newId: () => Uuid;
  readonly log: Log;
}): Gates {
  const { cameras, chain, clock, db, log, newId, options, photos, publisher } = parts;
  const gates = cameras.flatMap(({ id, role, takePicture }): Gate[] =>
    role === 'gate-in' || role === 'gate-out'
      ? [{ id, direction: role === 'gate-in' ? 'in' : 'out', takePicture }]
      : [],
  );
  const service = new GateService({
    gates,
    db,
    chain,
    store: new GateStore(db),
    photos,
    publisher,
    clock,
    newId,
    log,
  });
  const { eventsOf, thumbnail } = makeGateWatching(options);
  const watches = gates.map((gate) => ({
    gate,
    watch: new GateWatch({
      gate,
      minIntervalMs: options.configuration.gate.minIntervalSeconds * 1000,
      events: eventsOf(gate.id),
      thumbnail,
      noticed: (trigger, at, picture) => service.noticed(gate, trigger, at, picture),
      clock,
      log,
    }),
  }));
  service.onPass(({ gateId, trigger }) => {
    if (trigger === 'person') watches.find(({ gate }) => gate.id === gateId)?.watch.passed();
  });
  return {
    service,
    start: () => watches.forEach(({ watch }) => watch.start()),
    stop: async () => void (await Promise.all(watches.map(({ watch }) => watch.stop()))),
  };
}
