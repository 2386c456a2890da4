/** How grave each thing is that the station notices by itself (domain.md §4, column level). Pure. */
import type { WarningLevel } from '../../../preload/contract/inbox.ts';
import type { WarningKind } from '../../../preload/contract/warnings.ts';

export const SITE_LEVELS: Readonly<Record<WarningKind, WarningLevel>> = {
  'exit-unweighed': 'critical', // W03
  'exit-over-limit': 'critical', // W02
  'exit-no-sheet': 'high', // W04
  'exit-sheet-differs': 'high', // W05
  'exit-plate': 'high', // W06
  'inside-too-long': 'info', // W22
  'pass-unrecorded': 'high',
  'pass-curve': 'high',
  'plate-doubt': 'medium', // W16
  'video-unproven': 'high', // W13
  ledger: 'high', // W18
};
