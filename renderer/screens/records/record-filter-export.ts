/** The records that a filter finds, to be taken away as a list or as evidence. */
import type { RecordFilter } from '../../../preload/contract/records.ts';
import type { ExportCalls } from '../../components/export-panel.tsx';
import { call } from '../../station/client.ts';

export const exportOf = (filter: RecordFilter, language: 'zh-CN' | 'en'): ExportCalls => ({
  name: 'records.exporting',
  state: () => call('records.exporting', {}),
  begin: (format) => call('records.export', { filter, format, language }),
  beginEvidence: () => call('records.exportEvidence', { filter }),
  cancel: (id) => call('records.cancelExport', { id }),
});
