/** What became of a record, as marks: verdict, evidence. */
import type { RecordItem } from '../../../preload/contract/records.ts';
import { Mark } from '../../components/mark.tsx';
import type { Translate } from '../../i18n/index.ts';

export function VerdictMark({
  item,
  t,
}: {
  readonly item: Pick<RecordItem, 'verdict' | 'kind' | 'replaced' | 'voided'>;
  readonly t: Translate;
}) {
  if (item.voided) return <Mark shape="dash" words={t('verdict.void')} />;
  if (item.replaced) return <Mark shape="dash" words={t('verdict.replaced')} />;
  switch (item.verdict) {
    case 'within-limit':
      return <Mark shape="tick" words={t('verdict.within')} />;
    case 'over-limit':
      return <Mark shape="octagon" words={t('verdict.over')} meaning="stop" />;
    case 'unknown':
      return <Mark shape="dash" words={t('verdict.unknown')} />;
    default:
      return never(item.verdict);
  }
}

export function EvidenceMark({ state, t }: { readonly state: RecordItem['evidenceState']; readonly t: Translate }) {
  return state === 'complete' ? (
    <Mark shape="tick" words={t('evidence.complete')} />
  ) : (
    <Mark shape="triangle" words={t('evidence.incomplete-short')} meaning="look" />
  );
}

function never(value: never): never {
  throw new TypeError(`unhandled ${JSON.stringify(value)}`);
}
