/** All files of one kind, as a table to be taken away. */
import type { FileKind } from '../../../preload/contract/files.ts';
import type { ExportCalls } from '../../components/export-panel.tsx';
import { call } from '../../station/client.ts';

export const exportOf = (kind: FileKind): ExportCalls => ({
  name: 'files.exporting',
  state: () => call('files.exporting', {}),
  begin: (format) => call('files.exportTable', { kind, format }),
  cancel: (id) => call('files.cancelExport', { id }),
});
