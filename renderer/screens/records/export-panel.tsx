/** F6: what the filter finds, taken away as Excel or CSV: how far it is, how it is called off, where the file went. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { CodedError, type ErrorCode, type ErrorParams } from '../../../preload/contract/errors.ts';
import type { RecordFilter } from '../../../preload/contract/records.ts';
import type { RecordExportState } from '../../../preload/contract/workbench.ts';
import { ChoiceRow } from '../../components/choice-row.tsx';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { grouped } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { call } from '../../station/client.ts';

/** While it is being written. */
const LOOK_MS = 250;
type Format = 'xlsx' | 'csv';

export function ExportPanel({
  active,
  filter,
  count,
  onClose,
}: {
  readonly active: boolean;
  readonly filter: RecordFilter;
  /** Of what is found; null: not known yet. */
  readonly count: number | null;
  onClose(): void;
}) {
  const { t, language } = useWords();
  const queries = useQueryClient();
  const [format, setFormat] = useState<Format>('xlsx');
  const [failure, setFailure] = useState<{ readonly code: ErrorCode; readonly params: ErrorParams } | null>(null);
  const group = useRef<HTMLDivElement>(null);
  useEffect(() => group.current?.focus(), []);
  const state =
    useQuery({
      queryKey: ['records.exporting'],
      queryFn: () => call('records.exporting', {}),
      refetchInterval: ({ state: { data } }) => (data?.state === 'writing' ? LOOK_MS : false),
    }).data ?? null;
  const writing = state?.state === 'writing';
  const attempt = (deed: () => Promise<RecordExportState | null>): void => {
    setFailure(null);
    deed()
      .then((made) => {
        queries.setQueryData(['records.exporting'], made);
        return queries.invalidateQueries({ queryKey: ['records.exporting'] });
      })
      .catch((error: unknown) => {
        if (!(error instanceof CodedError)) throw error;
        setFailure({ code: error.code, params: error.params });
      });
  };
  const begin = (): void => attempt(() => call('records.export', { filter, format, language }));
  const cancel = (): void => attempt(() => call('records.cancelExport', { id: state?.id ?? '' }));
  useKeys(active, {
    ...(writing ? { Delete: cancel } : { Enter: begin }),
    Escape: onClose,
  });
  return (
    <section className="filter-panel panel" aria-label={t('export.title')}>
      {writing ? (
        <>
          <progress
            className="export-bar"
            value={state.rows}
            max={Math.max(1, state.of)}
            aria-label={t('export.title')}
          />
          <span className="figures" role="status">
            {t('export.writing', { rows: grouped(state.rows), of: grouped(state.of) })}
          </span>
          <button type="button" className="plain-key" onClick={cancel}>
            <KeyCap name="Del" /> {t('export.cancel')}
          </button>
        </>
      ) : (
        <>
          <ChoiceRow<Format>
            label={t('export.title')}
            choices={[
              { value: 'xlsx', words: t('export.excel') },
              { value: 'csv', words: t('export.csv') },
            ]}
            value={format}
            onChange={setFormat}
            groupRef={group}
          />
          <button type="button" className="plain-key" onClick={begin}>
            <KeyCap name="Enter" /> {t('export.begin', { count: count === null ? '' : grouped(count) })}
          </button>
          {state !== null && (
            <span className="export-said" role="status">
              <Said state={state} />
            </span>
          )}
        </>
      )}
      {failure !== null && <ErrorText code={failure.code} params={errorParams(failure.params, t)} />}
    </section>
  );
}

/** What became of the last one. */
function Said({ state }: { readonly state: RecordExportState }) {
  const { t } = useWords();
  if (state.state === 'done') return t('export.done', { rows: grouped(state.rows), file: state.file });
  if (state.state === 'failed' && state.error !== null)
    return <ErrorText code={state.error.code} params={errorParams(state.error.params, t)} />;
  return t('export.cancelled');
}
