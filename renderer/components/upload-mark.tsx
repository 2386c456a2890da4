/** Whether a document has reached the platform, as a mark. */
import type { UploadFate } from '../../preload/contract/vocabulary.ts';
import type { Translate } from '../i18n/index.ts';
import { Mark } from './mark.tsx';

export function UploadMark({ upload, t }: { readonly upload: UploadFate; readonly t: Translate }) {
  switch (upload) {
    case 'done':
      return <Mark shape="tick" words={t('upload.done')} />;
    case 'pending':
      return <Mark shape="arrow" words={t('upload.pending')} />;
    case 'parked':
      return <Mark shape="triangle" words={t('upload.parked')} meaning="look" />;
    case 'not-taken':
      return <Mark shape="dash" words={t('upload.not-taken')} />;
    default:
      return never(upload);
  }
}

function never(value: never): never {
  throw new TypeError(`unhandled ${JSON.stringify(value)}`);
}
