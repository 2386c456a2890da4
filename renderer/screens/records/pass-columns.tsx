/** The list of passes that wait to be explained, or were: one truck a row, with what its curve shows. */
import type { PassSummary } from '../../../preload/contract/curves.ts';
import type { SiteWarning } from '../../../preload/contract/warnings.ts';
import type { Column } from '../../components/grid.tsx';
import { doubtShort } from '../../components/doubt-words.ts';
import { ledgerSentence } from '../../components/ledger-words.ts';
import { Mark } from '../../components/mark.tsx';
import { proofSubject } from '../../components/proof-subject.ts';
import { dayTime, dottedPlate, grouped } from '../../format.ts';
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
  { words: 'field.plate', cell: plateCell },
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

function plateCell(item: SiteWarning): string {
  const plate =
    'pass' in item
      ? item.pass.plate
      : 'weighing' in item
        ? item.weighing.plate
        : 'gate' in item
          ? (item.gate.plate ?? item.gate.plateRear)
          : null;
  return plate === null ? '—' : dottedPlate(plate);
}

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
      words={
        item.kind === 'video-unproven'
          ? t('proof.short', { subject: proofSubject(item.proof, cameras, t) })
          : item.kind === 'plate-doubt'
            ? doubtShort(item.weighing, t)
            : 'gate' in item
              ? t(`gate.matter-${item.kind}`)
              : item.kind === 'ledger'
                ? ledgerSentence(item.ledger, t)
                : [...new Set(item.pass.findings.map(({ code }) => t(`finding-short.${code}`)))].join(' · ')
      }
      {...(item.acknowledged === null ? { meaning: 'look' as const } : {})}
    />
  );
}
