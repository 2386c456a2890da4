/** The list of passes: one vehicle a row, what belongs to it and what a person has to say of it. */
import type { GatePassItem } from '../../../preload/contract/gate.ts';
import type { GateCamera } from '../../components/gates.ts';
import type { Column } from '../../components/grid.tsx';
import { Mark } from '../../components/mark.tsx';
import { UploadMark } from '../../components/upload-mark.tsx';
import { dayTime, grouped } from '../../format.ts';
import type { Translate } from '../../i18n/index.ts';
import { openMatters } from './matters.ts';
import { gateName, plateWords, whyNoPicture } from './gate-words.ts';

export const passColumns = (gates: readonly GateCamera[]): readonly Column<GatePassItem>[] => [
  { words: 'records.time', cell: ({ passedAt }) => dayTime(passedAt) },
  { words: 'gate.direction', cell: ({ direction }, t) => t(`gate.${direction}`) },
  { words: 'gate.gate', cell: ({ gateId }, t) => gateName(gateId, gates, t) },
  { words: 'field.plate', cell: plateWords },
  { words: 'records.evidence', cell: (item, t) => <PictureMark item={item} gates={gates} t={t} /> },
  { words: 'gate.matched', cell: (item, t) => matchedWords(item, t) },
  { words: 'gate.to-check', cell: (item, t) => <MatterMark item={item} t={t} /> },
  { words: 'records.upload', cell: ({ upload }, t) => <UploadMark upload={upload} t={t} /> },
];

function PictureMark({
  item,
  gates,
  t,
}: {
  readonly item: GatePassItem;
  readonly gates: readonly GateCamera[];
  readonly t: Translate;
}) {
  if (item.sha256 !== null) return <Mark shape="tick" words={t('gate.picture')} />;
  const number = whyNoPicture(item, gates, t)?.number ?? '';
  return <Mark shape="triangle" words={`${t('gate.no-picture')} ${number}`} meaning="look" />;
}

/** The weighing's kilograms, and whether a sheet goes with it; an empty place where nothing is. */
function matchedWords({ loadSheetId, weighing }: GatePassItem, t: Translate): string {
  if (weighing === null) return '';
  return `${grouped(weighing.weightKg)} kg${loadSheetId === null ? '' : ` · ${t('gate.matched-sheet')}`}`;
}

function MatterMark({ item, t }: { readonly item: GatePassItem; readonly t: Translate }) {
  const open = openMatters(item);
  if (open.length > 0)
    return (
      <Mark shape="triangle" words={open.map(({ kind }) => t(`gate.matter-${kind}`)).join(' · ')} meaning="look" />
    );
  return item.matters.length === 0 ? null : <Mark shape="tick" words={t('gate.explained')} />;
}
