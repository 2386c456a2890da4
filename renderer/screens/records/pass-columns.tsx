/** The list of passes that wait to be explained, or were: one truck a row, with what its curve shows. */
import type { SiteWarning } from '../../../preload/contract/warnings.ts';
import { Mark } from '../../components/mark.tsx';
import { dayTime, dottedPlate, grouped } from '../../format.ts';
import type { Column } from './grid.tsx';

export const PASS_COLUMNS: readonly Column<SiteWarning>[] = [
  { words: 'records.time', cell: ({ pass }) => dayTime(pass.startedAt) },
  {
    words: 'passes.lasted',
    right: true,
    cell: ({ pass }) => Math.round((Date.parse(pass.endedAt) - Date.parse(pass.startedAt)) / 1000),
  },
  { words: 'field.plate', cell: ({ pass }) => (pass.plate === null ? '—' : dottedPlate(pass.plate)) },
  { words: 'passes.top', right: true, cell: ({ pass }) => grouped(pass.topKg) },
  {
    words: 'passes.saved',
    right: true,
    cell: ({ pass }) => {
      const saved = pass.saved.at(-1);
      return saved === undefined ? '—' : grouped(saved.weightKg);
    },
  },
  {
    words: 'passes.seen',
    cell: ({ acknowledged, pass }, t) => (
      <Mark
        shape={acknowledged === null ? 'triangle' : 'tick'}
        words={[...new Set(pass.findings.map(({ code }) => t(`finding-short.${code}`)))].join(' · ')}
        {...(acknowledged === null ? { meaning: 'look' as const } : {})}
      />
    ),
  },
  {
    words: 'passes.explained',
    cell: ({ acknowledged }) => (acknowledged === null ? '' : `${acknowledged.reason} · ${acknowledged.operatorId}`),
  },
];
