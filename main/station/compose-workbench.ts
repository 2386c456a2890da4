/** The records as a whole: totals and lists as files, on a reading thread of their own (part of compose.ts). */
import type { Uuid } from '../../preload/contract/vocabulary.ts';
import { photoPath } from '../photo-path.ts';
import type { Records } from './compose-records.ts';
import type { ComposeOptions } from './host-channel.ts';
import type { FolderPlan } from './exports/export-job.ts';
import { freeName } from './exports/free-name.ts';
import { makePdf } from './pdf/make-pdf.ts';
import { RecordPrint } from './printing/record/record-print.ts';
import { evidencePlan, type EvidenceOrder } from './proof/evidence-plan.ts';
import { CurveQuery } from './records/curve-query.ts';
import { LifeQuery } from './records/life-query.ts';
import { PrintQuery } from './records/print-query.ts';
import { RecordExport } from './records/record-export.ts';
import { RecordLimits } from './records/record-limits.ts';
import { RecordQuery } from './records/record-query.ts';
import { RecordTotals } from './records/record-totals.ts';
import { kidOf } from './records/signing.ts';
import { verifyDocument } from './records/verify.ts';
import { Reader } from './store/reader.ts';
import { writeWhole } from './store/whole-file.ts';

export interface Workbench {
  readonly totals: RecordTotals;
  readonly exports: RecordExport;
  readonly recordPrint: RecordPrint;
  stop(): Promise<void>;
}

export function makeWorkbench(
  options: ComposeOptions,
  newId: () => Uuid,
  { db, photos, signer }: Pick<Records, 'db' | 'photos' | 'signer'>,
): Workbench {
  const { clock, configuration, dataDir } = options;
  const { simulated } = configuration;
  const log = options.log.child({ part: 'workbench' });
  // It starts with the first question: most stations never ask one of these in a shift.
  const reader = new Reader({ dataDir, onCrash: (err) => log.error({ err }, 'the reading thread of totals ended') });
  const query = new RecordQuery(reader);
  const totals = new RecordTotals(reader, query);
  const { unitName } = configuration.station;
  const own = { signer, stationId: db.stationId, simulated, unitName };
  const photo = (sha256: string): string | null => photoPath(dataDir, sha256);
  const evidence = (order: EvidenceOrder): FolderPlan => evidencePlan({ reader, query, photo, ...own }, order);
  const exports = new RecordExport({ dataDir, unitName, query, totals, evidence, clock, newId, log });
  const recordPrint = new RecordPrint({
    dataDir,
    unitName,
    header: configuration.printing.header,
    simulated,
    clock,
    now: new PrintQuery(reader),
    lives: new LifeQuery(reader),
    limits: new RecordLimits(reader),
    curves: new CurveQuery(reader),
    photos,
    brokenBy: (id) => verifyDocument(reader, id),
    kidOf,
    documentOf: (id) => query.document(id),
    makePdf,
    freeName,
    writeWhole,
    log,
  });
  return {
    totals,
    exports,
    recordPrint,
    async stop() {
      await Promise.all([exports.stop(), recordPrint.stop()]);
      await reader.stop();
    },
  };
}
