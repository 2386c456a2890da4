/** The list of records: one weighing a row, with what became of it. */
import type { RecordItem } from '../../../preload/contract/records.ts';
import { UploadMark } from '../../components/upload-mark.tsx';
import { dayTime, dottedPlate, grouped } from '../../format.ts';
import type { Column } from '../../components/grid.tsx';
import { EvidenceMark, VerdictMark } from './record-marks.tsx';

const kg = (value: number | null): string => (value === null ? '' : grouped(value));

export const RECORD_COLUMNS: readonly Column<RecordItem>[] = [
  { words: 'records.sequence', right: true, cell: (item) => item.sequence },
  { words: 'records.time', cell: (item) => dayTime(item.weighedAt) },
  { words: 'records.kind', cell: (item, t) => t(`kind.${item.kind}`) },
  {
    words: 'field.plate',
    cell: (item) => (item.plateFront === null ? '—' : dottedPlate(item.plateFront)),
  },
  {
    words: 'field.trailer',
    cell: (item) => (item.plateRear === null || item.plateRear === item.plateFront ? '' : dottedPlate(item.plateRear)),
  },
  { words: 'records.weight', right: true, cell: (item) => kg(item.weightKg) },
  { words: 'records.limit', right: true, cell: (item) => kg(item.limitKg) },
  {
    words: 'records.over',
    right: true,
    cell: (item) => (item.overKg === null || item.overKg === 0 ? '' : kg(item.overKg)),
  },
  { words: 'records.net', right: true, cell: (item) => kg(item.sheet?.netKg ?? null) },
  {
    words: 'records.verdict',
    cell: (item, t) => (item.kind === 'gross' || item.voided || item.replaced ? <VerdictMark item={item} t={t} /> : ''),
  },
  { words: 'records.evidence', cell: (item, t) => <EvidenceMark state={item.evidenceState} t={t} /> },
  { words: 'field.sheet', cell: (item) => item.sheet?.number ?? '' },
  { words: 'records.printed', right: true, cell: (item) => item.sheet?.printed ?? '' },
  { words: 'records.upload', cell: (item, t) => <UploadMark upload={item.upload} t={t} /> },
];
