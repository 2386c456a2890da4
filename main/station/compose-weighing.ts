/** Builds what makes a record of a weight: one deck and one weighing a scale, and the makers they share (part of compose.ts). */
import type { Uuid } from '../../preload/contract/vocabulary.ts';
import type { Drivers } from './compose-devices.ts';
import type { Recognition } from './compose-recognition.ts';
import type { Records } from './compose-records.ts';
import type { ComposeOptions } from './host-channel.ts';
import { NoticeStore } from './records/notice-store.ts';
import { OutcomeStore } from './records/outcome-store.ts';
import { Weighbridges } from './weighbridges.ts';
import { Amendments } from './weighing/amendments.ts';
import { AxleConfirmation } from './weighing/axle-confirmation.ts';
import { CaptureQuestions } from './weighing/capture-questions.ts';
import { Deck } from './weighing/deck.ts';
import { EvidenceCollector } from './weighing/evidence.ts';
import { PlateDoubts } from './weighing/plate-doubts.ts';
import { PassJudge } from './weighing/pass-judge.ts';
import { PassLog } from './weighing/pass-log.ts';
import { RecordMaker } from './weighing/record-maker.ts';
import { WeighingService } from './weighing/weighing-service.ts';

export interface Weighings {
  readonly weighbridges: Weighbridges;
  readonly recordMaker: RecordMaker;
  readonly amendments: Amendments;
  readonly axleConfirmation: AxleConfirmation;
  /** No truck is on that scale. Without a signal nothing is lost when nobody listens for it. */
  idle(scaleId: string): boolean;
}

export function composeWeighing(parts: {
  readonly options: ComposeOptions;
  readonly drivers: Pick<Drivers, 'scales' | 'cameras'>;
  readonly records: Records;
  readonly recognition: Recognition;
  /** null while the platform's clock is not known. */
  readonly clockOffsetMs: () => number | null;
  readonly newId: () => Uuid;
}): Weighings {
  const { clockOffsetMs, drivers, newId, options, recognition, records } = parts;
  const { captures, chain, claims, db, loadSheets, passes, photos, publisher, requests, vehicles } = records;
  const { warningStore, warnings, weighings } = records;
  const { clock, configuration } = options;
  const log = options.log.child({ part: 'weighing' });
  const doubts = new PlateDoubts({ rules: configuration.rules, weighings, vehicles });
  const recordMaker = new RecordMaker({
    configuration,
    db,
    chain,
    captures,
    claims,
    weighings,
    vehicles,
    publisher,
    requests,
    clock,
    clockOffsetMs,
    readingsOf: (captureId) => recognition.readingsOf(captureId),
    outcomes: new OutcomeStore(db),
    doubts,
    matters: {
      raise: ({ id: subjectId, scaleId }) =>
        warningStore.raise({ id: newId(), kind: 'plate-doubt', subjectId, scaleId, at: clock.wall() }),
      raised: () => warnings.raised(),
    },
    log,
  });
  const weighbridges = new Weighbridges(
    drivers.scales.map(({ settings, driver }) => {
      const deck = new Deck({ settings, driver, clock, newId });
      const judge = new PassJudge({ scale: settings, passes, log });
      const weighing = new WeighingService({
        scale: settings,
        mode: configuration.mode,
        captureWhenSteady: configuration.captureWhenSteady,
        deck,
        questions: new CaptureQuestions({ deck, captures, weighings, doubts, clock }),
        evidence: new EvidenceCollector({
          cameras: drivers.cameras.filter(({ scaleId }) => scaleId === settings.id),
          photos,
          lastPictureOf: (cameraId) => captures.lastPictureOf(settings.id, cameraId),
          clock,
        }),
        readings: recognition.captures,
        records: recordMaker,
        db,
        captures,
        claims,
        judge,
        passLog: new PassLog({
          scale: settings,
          db,
          claims,
          weighings,
          passes,
          warnings: warningStore,
          judge,
          newId,
          onRaised: () => warnings.raised(),
          log,
        }),
        weighings,
        clock,
        newId,
        log,
      });
      return { settings, deck, weighing };
    }),
  );
  return {
    weighbridges,
    recordMaker,
    amendments: new Amendments({
      db,
      chain,
      weighings,
      notices: new NoticeStore(db),
      vehicles,
      rules: configuration.rules,
      sheets: loadSheets,
      publisher,
      clock,
      newId,
    }),
    axleConfirmation: new AxleConfirmation({ db, vehicles, clock }),
    idle: (scaleId) => ['idle', 'no-signal'].includes(weighbridges.of(scaleId).weighing.state().phase),
  };
}
