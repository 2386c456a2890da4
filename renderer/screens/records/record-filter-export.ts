/** The records that a filter finds, as a list to be taken away. */
import type { RecordFilter } from '../../../preload/contract/records.ts';
import type { ExportCalls } from '../../components/export-panel.tsx';
import { call } from '../../station/client.ts';

export const exportOf = (filter: RecordFilter, language: 'zh-CN' | 'en'): ExportCalls => ({
  name: 'records.exporting',
  state: () => call('records.exporting', {}),
  begin: (format) => call('records.export', { filter, format, language }),
  cancel: (id) => call('records.cancelExport', { id }),
});
