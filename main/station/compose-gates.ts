/** Builds the gates: one watch a gate camera, one service for all, what is matched and what is open (part of compose.ts). */
import type { LoadSheet, Weighing } from '../../preload/contract/documents.ts';
import type { Clock, Sha256, Uuid } from '../../preload/contract/vocabulary.ts';
import type { Log } from '../log.ts';
import { makeGateWatching, type AttachedCamera } from './compose-devices.ts';
import type { Recognition } from './compose-recognition.ts';
import type { Records } from './compose-records.ts';
import type { BarrierDesk } from './gate/barrier-desk.ts';
import { GateDesk } from './gate/gate-desk.ts';
import { GateReconciler } from './gate/gate-reconciler.ts';
import { GateService, type Gate } from './gate/gate-service.ts';
import { GateWatch } from './gate/gate-watch.ts';
import type { ComposeOptions } from './host-channel.ts';
import { GateMatchStore } from './records/gate-match-store.ts';
import { GateStore } from './records/gate-store.ts';
import type { LoadSheetService } from './sheets/load-sheet-service.ts';

export interface Gates {
  readonly service: GateService;
  readonly desk: GateDesk;
  readonly reconciler: GateReconciler;
  /** Passes of which something is open. */
  open(): number;
  /** What follows from a weighing, from what was said of it later, and from a sheet. */
  weighingSaved(weighing: Weighing): void;
  weighingAmended(id: Uuid): void;
  sheetChanged(sheet: LoadSheet): void;
  start(): void;
  stop(): Promise<void>;
}

export function composeGates(parts: {
  readonly options: ComposeOptions;
  readonly cameras: readonly AttachedCamera[];
  readonly records: Records;
  readonly recognition: Pick<Recognition, 'lookAtGate'>;
  readonly sheets: Pick<LoadSheetService, 'recheck'>;
  readonly barriers: BarrierDesk;
  readonly clock: Clock;
  readonly newId: () => Uuid;
  readonly log: Log;
}): Gates {
  const { barriers, cameras, clock, log, newId, options, recognition, records, sheets } = parts;
  const { chain, db, photos, publisher, warnings, warningStore, weighings } = records;
  const { rules } = options.configuration;
  const gates = cameras.flatMap(({ id, role, takePicture }): Gate[] =>
    role === 'gate-in' || role === 'gate-out'
      ? [{ id, direction: role === 'gate-in' ? 'in' : 'out', takePicture }]
      : [],
  );
  const store = new GateStore(db);
  const matches = new GateMatchStore(db);
  const { lookAtGate } = recognition;
  const reconciler = new GateReconciler({
    db,
    passes: store,
    matches,
    warnings: warningStore,
    raised: () => warnings.raised(),
    recheck: (sheetId) => sheets.recheck(sheetId),
    reads: lookAtGate !== null,
    rules,
    clock,
    newId,
    log,
  });
  const service = new GateService({
    gates,
    db,
    chain,
    store,
    photos,
    publisher,
    look: lookAtGate === null ? null : (gateId: string, sha256: Sha256) => lookAtGate(gateId, sha256),
    reconciler,
    barriers,
    clock,
    newId,
    log,
  });
  const desk = new GateDesk({
    db,
    chain,
    passes: store,
    matches,
    warnings: warningStore,
    publisher,
    reconciler,
    clock,
    newId,
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
    desk,
    reconciler,
    open: () => matches.countOpen(),
    weighingSaved: ({ id, plateFront, plateRear, replaces, weighedAt }) => {
      const atMs = Date.parse(weighedAt);
      reconciler.weighingChanged(id, [plateFront.text, plateRear.text], atMs);
      if (replaces !== undefined) reconciler.weighingChanged(replaces.weighingId, [], atMs);
    },
    weighingAmended: (id) => {
      const row = weighings.get(id);
      if (row === null) return;
      const plates = [row.plateFront, row.plateRear, row.plateFrontAsWeighed, row.plateRearAsWeighed];
      reconciler.weighingChanged(row.id, plates, row.weighedAtMs);
    },
    sheetChanged: ({ grossWeighingId }) => reconciler.sheetChanged(grossWeighingId),
    start: () => {
      reconciler.start();
      for (const { watch } of watches) watch.start();
    },
    stop: async () => {
      await Promise.all([service.stop(), ...watches.map(({ watch }) => watch.stop())]);
      reconciler.stop();
    },
  };
}
