/** What became of a record, as marks: verdict, evidence, upload. */
import type { RecordItem } from '../../../preload/contract/records.ts';
import { Mark } from '../../components/mark.tsx';
import type { Translate } from '../../i18n/index.ts';

export function VerdictMark({
  item,
  t,
}: {
  readonly item: Pick<RecordItem, 'verdict' | 'kind' | 'voided'>;
  readonly t: Translate;
}) {
  if (item.voided) return <Mark shape="dash" words={t('verdict.void')} />;
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

export function UploadMark({ upload, t }: { readonly upload: RecordItem['upload']; readonly t: Translate }) {
  switch (upload) {
    case 'done':
      return <Mark shape="tick" words={t('upload.done')} />;
    case 'pending':
      return <Mark shape="arrow" words={t('upload.pending')} />;
    case 'parked':
      return <Mark shape="triangle" words={t('upload.parked')} meaning="look" />;
    default:
      return never(upload);
  }
}

function never(value: never): never {
  throw new TypeError(`unhandled ${JSON.stringify(value)}`);
}
