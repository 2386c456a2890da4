/** F6: a list taken away as Excel or CSV, records as evidence, too: how far it is, how it is called off, where the file went. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { CodedError, type ErrorCode, type ErrorParams } from '../../preload/contract/errors.ts';
import type { ExportFormat, ExportState } from '../../preload/contract/exports.ts';
import { ChoiceRow } from './choice-row.tsx';
import { errorParams } from './error-params.ts';
import { ErrorText } from './error-text.tsx';
import { KeyCap } from './key-cap.tsx';
import { useKeys } from './use-keys.ts';
import { grouped } from '../format.ts';
import { useWords } from '../i18n/index.ts';
import './export-panel.css';

/** While it is being written. */
const LOOK_MS = 250;

/** The station's calls for one kind of list. */
export interface ExportCalls {
  /** Of which list: the name of its question. */
  readonly name: 'records.exporting' | 'files.exporting';
  state(): Promise<ExportState | null>;
  begin(format: ExportFormat): Promise<ExportState>;
  /** Where it can be taken away as a folder that proves itself. */
  readonly beginEvidence?: () => Promise<ExportState>;
  cancel(id: string): Promise<ExportState | null>;
}

export function ExportPanel({
  active,
  calls,
  count,
  onClose,
}: {
  readonly active: boolean;
  readonly calls: ExportCalls;
  /** Of what is found; null: not known yet. */
  readonly count: number | null;
  onClose(): void;
}) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [format, setFormat] = useState<ExportState['format']>('xlsx');
  const [failure, setFailure] = useState<{ readonly code: ErrorCode; readonly params: ErrorParams } | null>(null);
  const group = useRef<HTMLDivElement>(null);
  useEffect(() => group.current?.focus(), []);
  const state =
    useQuery({
      queryKey: [calls.name],
      queryFn: () => calls.state(),
      refetchInterval: ({ state: { data } }) => (data?.state === 'writing' ? LOOK_MS : false),
    }).data ?? null;
  const writing = state?.state === 'writing';
  const attempt = (deed: () => Promise<ExportState | null>): void => {
    setFailure(null);
    deed()
      .then((made) => {
        queries.setQueryData([calls.name], made);
        return queries.invalidateQueries({ queryKey: [calls.name] });
      })
      .catch((error: unknown) => {
        if (!(error instanceof CodedError)) throw error;
        setFailure({ code: error.code, params: error.params });
      });
  };
  const { beginEvidence } = calls;
  const begin = (): void => {
    if (format !== 'evidence') attempt(() => calls.begin(format));
    else if (beginEvidence !== undefined) attempt(beginEvidence);
  };
  const cancel = (): void => attempt(() => calls.cancel(state?.id ?? ''));
  useKeys(active, {
    ...(writing ? { Delete: cancel } : { Enter: begin }),
    Escape: onClose,
  });
  return (
    <section className="export-panel panel" aria-label={t('export.title')}>
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
          <ChoiceRow<ExportState['format']>
            label={t('export.title')}
            choices={[
              { value: 'xlsx', words: t('export.excel') },
              { value: 'csv', words: t('export.csv') },
              ...(beginEvidence === undefined ? [] : [{ value: 'evidence' as const, words: t('export.evidence') }]),
            ]}
            value={format}
            onChange={setFormat}
            groupRef={group}
          />
          <button type="button" className="plain-key" onClick={begin}>
            <KeyCap name="Enter" />{' '}
            {format === 'evidence'
              ? t('export.begin-evidence')
              : t(count === null ? 'export.begin-all' : 'export.begin', {
                  count: count === null ? '' : grouped(count),
                })}
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
function Said({ state }: { readonly state: ExportState }) {
  const { t } = useWords();
  if (state.state === 'done')
    return t(state.format === 'evidence' ? 'export.done-evidence' : 'export.done', {
      rows: grouped(state.rows),
      file: state.file,
    });
  if (state.state === 'failed' && state.error !== null)
    return <ErrorText code={state.error.code} params={errorParams(state.error.params, t)} />;
  return t('export.cancelled');
}
