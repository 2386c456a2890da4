/** The list of passes that wait to be explained, or were: one truck a row, with what its curve shows. */
import type { PassSummary } from '../../../preload/contract/curves.ts';
import type { SiteWarning } from '../../../preload/contract/warnings.ts';
import type { Column } from '../../components/grid.tsx';
import { Mark } from '../../components/mark.tsx';
import { matterPlate, matterShort } from '../../components/matter-words.ts';
import { dayTime, grouped } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { useLive } from '../../station/live-store.ts';

/** What is about no pass has none of its figures. */
const ofPass =
  (cell: (pass: PassSummary) => string | number) =>
  (item: SiteWarning): string | number =>
    'pass' in item ? cell(item.pass) : '—';

export const PASS_COLUMNS: readonly Column<SiteWarning>[] = [
  {
    words: 'records.time',
    cell: (item) => dayTime('pass' in item ? item.pass.startedAt : 'gate' in item ? item.gate.passedAt : item.raisedAt),
  },
  {
    words: 'passes.lasted',
    right: true,
    cell: ofPass((pass) => Math.round((Date.parse(pass.endedAt) - Date.parse(pass.startedAt)) / 1000)),
  },
  { words: 'field.plate', cell: matterPlate },
  { words: 'passes.top', right: true, cell: ofPass((pass) => grouped(pass.topKg)) },
  { words: 'passes.saved', right: true, cell: savedCell },
  {
    words: 'passes.seen',
    cell: (item) => <Seen item={item} />,
  },
  {
    words: 'passes.explained',
    cell: ({ acknowledged }) => (acknowledged === null ? '' : `${acknowledged.reason} · ${acknowledged.operatorId}`),
  },
];

function savedCell(item: SiteWarning): string {
  const saved =
    'pass' in item ? item.pass.saved.at(-1)?.weightKg : 'weighing' in item ? item.weighing.weightKg : undefined;
  return saved === undefined ? '—' : grouped(saved);
}

function Seen({ item }: { readonly item: SiteWarning }) {
  const { t } = useWords();
  const cameras = useLive((live) => live.info?.cameras) ?? [];
  return (
    <Mark
      shape={item.acknowledged === null ? 'triangle' : 'tick'}
      words={matterShort(item, cameras, t)}
      {...(item.acknowledged === null ? { meaning: 'look' as const } : {})}
    />
  );
}
