/** The lists: one file a row, and what a person has to see to in it. */
import type { FileItem, FileKind, PaperFact } from '../../../preload/contract/files.ts';
import type { Column } from '../../components/grid.tsx';
import { Mark } from '../../components/mark.tsx';
import { dottedPlate, fullTime } from '../../format.ts';
import type { Translate } from '../../i18n/index.ts';

const name = (item: FileItem, t: Translate): string =>
  item.foundAs === null ? item.name : t('files.found-as', { name: item.name, as: item.foundAs });
const used = ({ usedAt }: FileItem): string => (usedAt === null ? '' : fullTime(usedAt).slice(0, 16));
const uses = ({ uses: count }: FileItem): string => (count === null ? '' : String(count));

export const COLUMNS: Readonly<Record<FileKind | 'waiting', readonly Column<FileItem>[]>> = {
  vehicle: [
    { words: 'field.plate', cell: (item) => dottedPlate(item.name) },
    { words: 'field.trailer', cell: ({ more }) => (more === null ? '' : dottedPlate(more)) },
    { words: 'field.axles', right: true, cell: ({ axleCount }) => axleCount ?? '' },
    { words: 'files.to-see', cell: (item, t) => <ToSee item={item} t={t} /> },
    { words: 'files.changed-at', cell: used },
  ],
  waiting: [
    { words: 'field.plate', cell: (item) => dottedPlate(item.name) },
    { words: 'field.trailer', cell: ({ more }) => (more === null ? '' : dottedPlate(more)) },
    { words: 'field.axles', right: true, cell: ({ axleCount }) => axleCount ?? '' },
    { words: 'files.to-see', cell: (item, t) => <ToSee item={item} t={t} /> },
    { words: 'files.typed-at', cell: used },
  ],
  driver: [
    { words: 'files.field.name', cell: name },
    { words: 'files.field.phone', cell: ({ more }) => more ?? '' },
    { words: 'files.to-see', cell: (item, t) => <ToSee item={item} t={t} /> },
    { words: 'files.uses', right: true, cell: uses },
    { words: 'files.used-at', cell: used },
  ],
  goods: [
    { words: 'files.field.name', cell: name },
    { words: 'files.field.category', cell: ({ more }) => more ?? '' },
    { words: 'files.uses', right: true, cell: uses },
    { words: 'files.used-at', cell: used },
  ],
  receiver: [
    { words: 'files.field.name', cell: name },
    { words: 'files.field.address', cell: ({ more }) => more ?? '' },
    { words: 'files.uses', right: true, cell: uses },
    { words: 'files.used-at', cell: used },
  ],
};

function ToSee({ item, t }: { readonly item: FileItem; readonly t: Translate }) {
  if (item.barred) return <Mark shape="octagon" words={t('files.barred')} meaning="stop" />;
  if (item.paper !== null) return <PaperMark paper={item.paper} t={t} named />;
  return item.typedAxles ? <Mark shape="triangle" words={t('files.typed-axles')} meaning="look" /> : null;
}

/** A paper's state in word, shape and colour. */
export function PaperMark({
  paper: { kind, state, validUntil },
  t,
  named = false,
}: {
  readonly paper: PaperFact;
  readonly t: Translate;
  readonly named?: boolean;
}) {
  const words = [named ? t(`files.paper.${kind}`) : '', t(`files.state.${state}`), named ? (validUntil ?? '') : ''];
  const said = words.filter((word) => word !== '').join(' ');
  if (state === 'expired') return <Mark shape="octagon" words={said} meaning="stop" />;
  if (state === 'due') return <Mark shape="triangle" words={said} meaning="look" />;
  return <Mark shape={state === 'valid' ? 'tick' : 'dash'} words={said} />;
}
