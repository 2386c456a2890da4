/** The list of passes that wait to be explained, or were: one truck a row, with what its curve shows. */
import type { PassSummary } from '../../../preload/contract/curves.ts';
import type { SiteWarning } from '../../../preload/contract/warnings.ts';
import type { Column } from '../../components/grid.tsx';
import { Mark } from '../../components/mark.tsx';
import { proofSubject } from '../../components/proof-subject.ts';
import { dayTime, dottedPlate, grouped } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { useLive } from '../../station/live-store.ts';

/** What is about no pass has none of its figures. */
const ofPass =
  (cell: (pass: PassSummary) => string | number) =>
  (item: SiteWarning): string | number =>
    item.kind === 'video-unproven' ? '—' : cell(item.pass);

export const PASS_COLUMNS: readonly Column<SiteWarning>[] = [
  {
    words: 'records.time',
    cell: (item) => dayTime(item.kind === 'video-unproven' ? item.raisedAt : item.pass.startedAt),
  },
  {
    words: 'passes.lasted',
    right: true,
    cell: ofPass((pass) => Math.round((Date.parse(pass.endedAt) - Date.parse(pass.startedAt)) / 1000)),
  },
  { words: 'field.plate', cell: ofPass((pass) => (pass.plate === null ? '—' : dottedPlate(pass.plate))) },
  { words: 'passes.top', right: true, cell: ofPass((pass) => grouped(pass.topKg)) },
  {
    words: 'passes.saved',
    right: true,
    cell: ofPass((pass) => {
      const saved = pass.saved.at(-1);
      return saved === undefined ? '—' : grouped(saved.weightKg);
    }),
  },
  {
    words: 'passes.seen',
    cell: (item) => <Seen item={item} />,
  },
  {
    words: 'passes.explained',
    cell: ({ acknowledged }) => (acknowledged === null ? '' : `${acknowledged.reason} · ${acknowledged.operatorId}`),
  },
];

function Seen({ item }: { readonly item: SiteWarning }) {
  const { t } = useWords();
  const cameras = useLive((live) => live.info?.cameras) ?? [];
  return (
    <Mark
      shape={item.acknowledged === null ? 'triangle' : 'tick'}
      words={
        item.kind === 'video-unproven'
          ? t('proof.short', { subject: proofSubject(item.proof, cameras, t) })
          : [...new Set(item.pass.findings.map(({ code }) => t(`finding-short.${code}`)))].join(' · ')
      }
      {...(item.acknowledged === null ? { meaning: 'look' as const } : {})}
    />
  );
}
