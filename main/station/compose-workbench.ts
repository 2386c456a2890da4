/** The records as a whole: totals and lists as files, on a reading thread of their own (part of compose.ts). */
import type { Uuid } from '../../preload/contract/vocabulary.ts';
import type { ComposeOptions } from './host-channel.ts';
import { RecordExport } from './records/record-export.ts';
import { RecordQuery } from './records/record-query.ts';
import { RecordTotals } from './records/record-totals.ts';
import { Reader } from './store/reader.ts';

export interface Workbench {
  readonly totals: RecordTotals;
  readonly exports: RecordExport;
  stop(): Promise<void>;
}

export function makeWorkbench(options: ComposeOptions, newId: () => Uuid): Workbench {
  const { clock, configuration, dataDir } = options;
  const log = options.log.child({ part: 'workbench' });
  // It starts with the first question: most stations never ask one of these in a shift.
  const reader = new Reader({ dataDir, onCrash: (err) => log.error({ err }, 'the reading thread of totals ended') });
  const query = new RecordQuery(reader);
  const totals = new RecordTotals(reader, query);
  const { unitName } = configuration.station;
  const exports = new RecordExport({ dataDir, unitName, query, totals, clock, newId, log });
  return {
    totals,
    exports,
    async stop() {
      await exports.stop();
      await reader.stop();
    },
  };
}
