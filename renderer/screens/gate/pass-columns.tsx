/** The list of passes: one vehicle a row, how it was noticed and what belongs to it. */
import type { GatePassItem } from '../../../preload/contract/gate.ts';
import type { GateCamera } from '../../components/gates.ts';
import type { Column } from '../../components/grid.tsx';
import { Mark } from '../../components/mark.tsx';
import { UploadMark } from '../../components/upload-mark.tsx';
import { dayTime } from '../../format.ts';
import type { Translate } from '../../i18n/index.ts';
import { gateName, plateWords, whyNoPicture } from './gate-words.ts';

export const passColumns = (gates: readonly GateCamera[]): readonly Column<GatePassItem>[] => [
  { words: 'records.time', cell: ({ passedAt }) => dayTime(passedAt) },
  { words: 'gate.direction', cell: ({ direction }, t) => t(`gate.${direction}`) },
  { words: 'gate.gate', cell: ({ gateId }, t) => gateName(gateId, gates, t) },
  { words: 'field.plate', cell: plateWords },
  { words: 'gate.noticed', cell: ({ trigger }, t) => t(`gate.by-${trigger}`) },
  { words: 'records.evidence', cell: (item, t) => <PictureMark item={item} t={t} /> },
  { words: 'gate.matched', cell: (item, t) => matchedWords(item, t) },
  { words: 'records.upload', cell: ({ upload }, t) => <UploadMark upload={upload} t={t} /> },
];

function PictureMark({ item, t }: { readonly item: GatePassItem; readonly t: Translate }) {
  if (item.sha256 !== null) return <Mark shape="tick" words={t('gate.picture')} />;
  return (
    <Mark shape="triangle" words={`${t('gate.no-picture')} ${whyNoPicture(item, t)?.number ?? ''}`} meaning="look" />
  );
}

/** What it was matched to; an empty place where that is nothing. */
function matchedWords({ loadSheetId, weighingId }: GatePassItem, t: Translate): string {
  if (loadSheetId !== null) return t('gate.matched-sheet');
  return weighingId === null ? '' : t('gate.matched-weighing');
}
