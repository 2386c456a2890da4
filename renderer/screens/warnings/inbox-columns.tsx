/** The inbox: how grave, how long, what, whose, who sees to it, where it stands. */
import type { WarningLevel, WarningState } from '../../../preload/contract/inbox.ts';
import type { Meaning } from '../../components/band-state.ts';
import { ForeignText } from '../../components/foreign-text.tsx';
import type { Column } from '../../components/grid.tsx';
import { Mark } from '../../components/mark.tsx';
import { matterPlate, matterShort } from '../../components/matter-words.ts';
import type { Shape } from '../../components/state-shape.tsx';
import { TimeLeft } from '../../components/time-left.tsx';
import { dayTime } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { useLive } from '../../station/live-store.ts';
import type { Row } from './use-inbox.ts';

const LEVELS: Readonly<Record<WarningLevel, readonly [Shape, Meaning]>> = {
  critical: ['octagon', 'stop'],
  high: ['triangle', 'look'],
  medium: ['square', 'quiet'],
  info: ['dash', 'quiet'],
};
const STATES: Readonly<Record<WarningState, readonly [Shape, Meaning]>> = {
  raised: ['square-filled', 'look'],
  acknowledged: ['running', 'quiet'],
  rectified: ['arrow', 'quiet'],
  'fed-back': ['tick', 'quiet'],
  returned: ['triangle', 'look'],
  closed: ['tick', 'quiet'],
};

export const INBOX_COLUMNS: readonly Column<Row>[] = [
  { words: 'inbox.level', cell: (item) => <LevelMark item={item} /> },
  {
    words: 'inbox.left-head',
    cell: (item) => (waits(item) ? <TimeLeft dueAt={item.dueAt} stage={item.stage} /> : ''),
  },
  { words: 'inbox.what', cell: (item) => <What item={item} /> },
  { words: 'field.plate', cell: ({ site }) => (site === null ? '' : matterPlate(site)) },
  { words: 'inbox.owner', cell: ({ owner }) => owner ?? '' },
  { words: 'inbox.state', cell: (item) => <StateMark state={item.state} /> },
  { words: 'inbox.raised', cell: ({ raisedAt }) => dayTime(raisedAt) },
];

/** Something is still to be done here. */
export const waits = ({ state }: Pick<Row, 'state'>): boolean =>
  state === 'raised' || state === 'acknowledged' || state === 'returned';

export function LevelMark({ item }: { readonly item: Pick<Row, 'level' | 'state'> }) {
  const { t } = useWords();
  const [shape, meaning] = LEVELS[item.level];
  return <Mark shape={shape} words={t(`level.${item.level}`)} meaning={waits(item) ? meaning : 'quiet'} />;
}

export function StateMark({ state }: { readonly state: WarningState }) {
  const { t } = useWords();
  const [shape, meaning] = STATES[state];
  return <Mark shape={shape} words={t(`wstate.${state}`)} meaning={meaning} />;
}

function What({ item: { announcement, origin, site, title } }: { readonly item: Row }) {
  const { t } = useWords();
  const cameras = useLive((live) => live.info?.cameras) ?? [];
  return (
    <span className="inbox-what">
      <span className="label">{t(announcement ? 'inbox.announcement' : `inbox.origin-${origin}`)}</span>{' '}
      {site === null ? <ForeignText text={title} /> : matterShort(site, cameras, t)}
    </span>
  );
}
