/**
 * One line a call of the contract: what the border says, said to the service that does it. No logic lives here;
 * the compiler asks for every call.
 */
import { CodedError } from '../../preload/contract/errors.ts';
import { beijingDay, kg, timestamp, type EpochMs } from '../../preload/contract/vocabulary.ts';
import type { Parts } from './compose.ts';
import { axlesAsPut } from './files/axles-vouched.ts';
import { vehicleGiven } from './files/vehicle-given.ts';
import type { Handlers } from './rpc-server.ts';
import { limitOn } from './rules/mass-limits/limit-rules.ts';
import { normalisePlate } from './rules/plate-grammar.ts';
import { usualDistance } from './rules/tare-statistics.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Before the days that are asked for: what was usual then. */
const TARE_HISTORY_DAYS = 180;

export function makeHandlers(parts: Parts): Handlers {
  const {
    amendments,
    cameras,
    clock,
    configuration,
    curves,
    db,
    listening,
    outbox,
    photos,
    query,
    sheets,
    trucks,
    vehicles,
    warnings,
    weighbridges,
  } = parts;
  const { rules } = configuration;

  /** The Beijing day, `yyyy-MM-dd`. */
  const today = (): string => timestamp(clock.wall()).slice(0, 10);
  const document = async (id: string, missing: 'weighing.not-found' | 'document.not-found', kind?: 'weighing') => {
    const found = await query.document(id, kind);
    if (found === null) throw new CodedError(missing, { id });
    return found;
  };
  return {
    'station.info': () => parts.info(),
    'devices.list': () => parts.devices.list(),
    'outbox.status': () => parts.outboxWatch.status(),
    'outbox.retry': ({ id }) => ({ retried: outbox.retry(id) }),
    'chain.verify': () => parts.verify(),
    'platform.test': () => parts.testPlatform(),

    'scale.current': ({ scaleId }) => weighbridges.of(scaleId).deck.reading(),
    'weighing.state': ({ scaleId }) => weighbridges.of(scaleId).weighing.state(),
    'weighing.capture': (input, act) => weighbridges.of(input.scaleId).weighing.capture(input, act),
    'weighing.photograph': ({ scaleId }, act) => weighbridges.of(scaleId).weighing.photograph(act),
    'weighing.claim': ({ passId, said }, act) => weighbridges.under(passId).weighing.claim(passId, said, act),
    'weighing.void': (input, act) => {
      const notice = amendments.void(input, act);
      for (const { weighing } of weighbridges.all) weighing.weighingVoided(input.id);
      parts.gates.weighingAmended(input.id);
      return notice;
    },
    'weighing.correct': (input, act) => {
      const notice = amendments.correct(input, act);
      parts.gates.weighingAmended(input.id);
      parts.barriers.weighingAmended(input.id);
      return notice;
    },
    'weighing.get': ({ id }) => document(id, 'weighing.not-found', 'weighing') as never,
    'weighing.limit': ({ plate, plateRear, ...typed }) => {
      const facts = parts.recordMaker.limitFacts(normalisePlate(plate), normalisePlate(plateRear), typed);
      const { basis, conditions, limitKg, rule } = limitOn(beijingDay(clock.wall()), facts);
      const { axleCount } = facts;
      return { limitKg, limitRule: limitKg === null ? null : rule, axleCount, basis, conditions: [...conditions] };
    },
    'weighing.limitOf': ({ id }) => parts.recordLimits.of(id),
    'trucks.open': () => trucks.openTrucks((clock.wall() - rules.openTruckHours * HOUR_MS) as EpochMs),
    'tare.list': ({ plate }) =>
      trucks.storedTares(normalisePlate(plate), { validMs: rules.storedTareDays * DAY_MS, nowMs: clock.wall() }),
    'tare.usual': async ({ plateFront, plateRear, scaleId }) => {
      const { settings } = weighbridges.of(scaleId);
      const statistics = await trucks.statistics(normalisePlate(plateFront) ?? '', normalisePlate(plateRear));
      const askAboveKg = statistics === null ? null : usualDistance(statistics, kg(settings.divisionKg));
      return { statistics, askAboveKg };
    },
    'tare.anomalies': ({ days = 30 }) => {
      const now = clock.wall();
      return trucks.anomalies({
        sinceMs: (now - days * DAY_MS) as EpochMs,
        historyMs: (now - (days + TARE_HISTORY_DAYS) * DAY_MS) as EpochMs,
        divisionKg: kg(Math.min(...configuration.scales.map(({ divisionKg }) => divisionKg))),
      });
    },
    'vehicle.get': ({ plate, trailerPlate }) =>
      vehicles.ofPair(normalisePlate(plate) ?? '', normalisePlate(trailerPlate)),
    'vehicle.fitness': ({ plate }) => sheets.fitness(normalisePlate(plate) ?? ''),
    'vehicle.list': ({ text, limit }) => parts.fileQuery.vehicles(normalisePlate(text), limit ?? 9),
    'vehicle.put': (vehicle, act) =>
      db.immediate(() => {
        const given = vehicleGiven(vehicle);
        const known = vehicles.ofPair(given.plate, given.trailerPlate ?? null);
        const kept = vehicles.put(axlesAsPut(given, known), timestamp(clock.wall()), act.operator || 'nobody');
        act.remember(kept);
        return kept;
      }),
    'vehicle.unconfirmed': ({ limit, plate }) => parts.typedAxles.list(limit ?? 50, normalisePlate(plate)),
    'vehicle.confirmAxles': (input, act) => parts.axleConfirmation.confirm(input, act),
    'camera.snapshot': async ({ cameraId, role }, act) => {
      const camera = cameras.find((one) => one.id === cameraId);
      if (camera === undefined) throw new CodedError('camera.unknown', { cameraId });
      const picture = await camera.takePicture({ deadlineMs: 3000 });
      if (!picture.ok) throw new CodedError(picture.code, { cameraId, detail: picture.detail });
      const { width, height, jpeg } = picture;
      const takenAt = timestamp(picture.takenAt);
      const image = { role, sha256: await photos.put(jpeg), bytes: jpeg.length, width, height, takenAt, cameraId };
      return db.immediate(() => {
        photos.record({ ...image, mime: 'image/jpeg' });
        warnings.attachments.serves(image.sha256, role);
        act.remember(image);
        return image;
      });
    },

    'files.search': (input) => parts.fileQuery.search(input, today()),
    'files.get': ({ kind, id }) => parts.fileQuery.get(kind, id, today()),
    'files.put': (input, act) => parts.fileDesk.put(input, act),
    'files.merge': (input, act) => parts.fileDesk.merge(input, act),
    'files.readTable': (input) => parts.importDesk.read(input),
    'files.importTable': (input, act) => parts.importDesk.write(input, act),
    'files.exportTable': (order) => parts.fileExport.begin(order),
    'files.exporting': () => parts.fileExport.state,
    'files.cancelExport': ({ id }) => parts.fileExport.cancel(id),

    'gate.list': (input) => parts.gatePasses.list(input),
    'gate.counts': ({ from }) => parts.gatePasses.counts(from),
    'gate.record': (input, act) => parts.gates.service.record(input, act),
    'gate.close': (input, act) => parts.gates.desk.close(input, act),
    'gate.correct': (input, act) => parts.gates.desk.correct(input, act),
    'gate.open': (input, act) => parts.barriers.openByHand(input, act),
    'barrier.state': () => parts.barriers.states(),

    'scale.listen.ports': () => listening.ports(),
    'scale.listen.start': ({ port, scaleId }) => listening.start(port, scaleId),
    'scale.listen.state': () => listening.state(),
    'scale.listen.observe': ({ key }) => listening.observe(key),
    'scale.listen.take': ({ key }) => listening.take(key),
    'scale.listen.stop': () => listening.stop(),

    'cameras.settings': () => parts.cameraSettings.list(),
    'cameras.save': (input) => parts.cameraSettings.save(input.cameras),
    'cameras.networks': () => parts.cameraInspector.networks(),
    'cameras.discover': ({ connection }) => parts.cameraInspector.discover(connection),
    'cameras.inspect': (input) => parts.cameraInspector.inspect(input),
    'cameras.setClock': ({ cameraId }) => parts.cameraInspector.setClock(cameraId),
    'cameras.configure': ({ cameraId, profile, ...change }) =>
      parts.cameraInspector.configure(cameraId, profile, change),

    'cameras.displaySamples': () => parts.displayTrials.samples(),
    'cameras.findDisplay': ({ cameraId, digits, sha256 }) => parts.displayTrials.find(cameraId, sha256, digits),
    'cameras.tryDisplay': ({ cameraId, light, mark }) => parts.displayTrials.begin(cameraId, mark, light),
    'cameras.stopTrial': () => parts.displayTrials.stop(),
    'cameras.trialState': () => parts.displayTrials.state(),

    'support.bundle': () => parts.diagnosis.make(),

    'reports.handover': ({ since }) => parts.reports.handover(since),
    'reports.handOver': (input, act) => parts.reports.handOver(input, act),
    'reports.handovers': (input) => parts.reports.handedOver(input),
    'reports.handed': ({ id }) => parts.reports.handed(id),
    'reports.statistics': (input) => parts.reports.statistics(input),
    'reports.export': (input) => parts.reportExport.write(input),

    'ledger.state': () => parts.ledger.state(),
    'ledger.list': (input) => parts.ledger.entries.list(input),
    'ledger.add': (input, act) => parts.ledger.desk.add(input, act),
    'ledger.correct': (input, act) => parts.ledger.desk.correct(input, act),
    'ledger.availability': ({ month }) => parts.ledger.availability.of(month),
    'ledger.print': (input) => parts.ledger.print.print(input),
    'notice.create': (input, act) => parts.ledger.desk.notice(input, act),

    'records.document': ({ id }) => document(id, 'document.not-found'),
    'records.search': (input) => query.search(input),
    'records.life': ({ id }) => parts.lives.of(id),
    'records.print': ({ id }) => parts.recordPrint.print(id),
    'records.summary': (filter) => parts.totals.of(filter),
    'records.goods': async () => ({ goods: await parts.totals.goods() }),
    'records.export': (order) => parts.exports.begin(order),
    'records.exportEvidence': (order) => parts.exports.beginEvidence(order),
    'records.exporting': () => parts.exports.state,
    'records.cancelExport': ({ id }) => parts.exports.cancel(id),
    'recognition.meter': (input) => parts.meter.of(input),
    'records.curve': ({ id }) => curves.ofWeighing(id),
    'passes.curve': ({ id }) => curves.ofPass(id),

    'warnings.open': () => warnings.desk.open(),
    'warnings.search': (input) => curves.warnings(input),
    'warnings.list': (input) => warnings.inbox.list(input),
    'warnings.get': ({ warningId }) => warnings.evidence.of(warningId),
    'warnings.acknowledge': (input, act) => warnings.desk.acknowledge(input, act),
    'warnings.rectify': (input, act) => warnings.desk.rectify(input, act),
    'warnings.statistics': (input) => warnings.figures.of(input),
    'attachment.add': (input, act) => warnings.attachments.add(input, act),

    'video.clips': (input) => parts.video.clips.list(input),
    'video.export': (input) => parts.video.clips.export(input),
    'video.prove': async () => ({ proofs: await parts.video.proofs.prove() }),
    'video.proofs': () => ({ proofs: parts.video.proofs.newest() }),
    'video.state': () => parts.video.states(),

    'loadSheet.issue': (input, act) => sheets.issue(input, act),
    'loadSheet.print': ({ id }, act) => sheets.print(id, act.operator || 'nobody', act),
    'loadSheet.void': (input, act) => sheets.void(input, act),
    'loadSheet.reissue': (input, act) => sheets.reissue(input, act),
    'print.list': () => parts.printing.list(),
    'print.printer': () => parts.printerFacts,
    'print.preview': (input) => parts.papers.preview(input),
    'print.draft': (input) => parts.draftSheet(input),
    'print.test': () => parts.printTestPage(),
    'print.exitSlip': ({ id }, act) => parts.printExitSlip(id, act.operator || 'nobody', act),
  };
}
