/** The paper of one sheet (or of what is tried out), asked of the station and drawn; or why there is none. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { CodedError } from '../../preload/contract/errors.ts';
import type { PaperName } from '../../preload/contract/paper.ts';
import type { PaperPreview as Preview } from '../../preload/contract/printing.ts';
import { useWords } from '../i18n/index.ts';
import { call } from '../station/client.ts';
import { useLive } from '../station/live-store.ts';
import { errorParams } from './error-params.ts';
import { ErrorText } from './error-text.tsx';
import { PaperPreview } from './paper-preview.tsx';

export function SheetPreview({
  kind = 'sheet',
  paper,
  sheetId,
}: {
  /** Left out: the sheet that was printed last. */
  readonly sheetId?: string;
  readonly kind?: 'sheet' | 'exit-slip' | 'test-page';
  /** Left out: what lies in the printer. */
  readonly paper?: PaperName;
}) {
  const { t } = useWords();
  // What was ordered meanwhile changes the number of the next copy; how many there are does not tell, the list ends at fifty.
  const newest = useLive((live) => live.printJobs[0]?.id);
  const found = useQuery<Preview | null>({
    queryKey: ['print.preview', sheetId, kind, paper, newest],
    queryFn: () =>
      call('print.preview', {
        kind,
        ...(sheetId === undefined ? {} : { sheetId }),
        ...(paper === undefined ? {} : { paper }),
      }),
    placeholderData: keepPreviousData,
    // Never out of memory when it is opened: the sheet may be void since.
    gcTime: 0,
    staleTime: 0,
  });
  if (found.error instanceof CodedError)
    return <ErrorText code={found.error.code} params={errorParams(found.error.params, t)} />;
  if (found.data === undefined) return <p role="status">{t('printing.loading')}</p>;
  if (found.data === null) return <p className="empty">{t('printing.none-yet')}</p>;
  const { copy, paperName, sheetNumber } = found.data;
  const said = t('printing.preview-of', {
    what: t(`printing.kind.${kind}`),
    number: sheetNumber ?? '',
    paper: t(`printing.paper.${paperName}`),
    copy,
  });
  return <PaperPreview preview={found.data} label={said} />;
}
