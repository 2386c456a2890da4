/** F3: another way in which this name was written: that file leads to this one from now on. */
import { Input } from 'antd';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { FileItem, NameFile } from '../../../preload/contract/files.ts';
import { EnterGuard } from '../../components/enter-guard.ts';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { useWords } from '../../i18n/index.ts';
import { call } from '../../station/client.ts';
import { ASK_AGAIN_MS } from './use-files.ts';

const MOST = 6;

export function MergePanel({
  active,
  id,
  file,
  operator,
  onDone,
  onBack,
  onPreferences,
}: {
  readonly active: boolean;
  readonly id: string;
  readonly file: NameFile;
  readonly operator: string;
  onDone(): void;
  onBack(): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const [chosen, setChosen] = useState<FileItem | null>(null);
  const [failure, setFailure] = useState<CodedError | null>(null);
  const text = typed.trim();
  const { kind } = file;
  const found = useQuery({
    queryKey: ['files.search', kind, text, 'merge'],
    queryFn: text === '' ? skipToken : () => call('files.search', { kind, text, limit: MOST + 1 }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.items.some((item) => item.id !== id) ? false : ASK_AGAIN_MS),
  });
  const others = (text === '' ? [] : (found.data?.items ?? [])).filter((item) => item.id !== id).slice(0, MOST);
  const guard = useMemo(() => new EnterGuard(), []);
  const meaning = `${chosen?.id ?? ''} ${others[at]?.id ?? ''}`;
  useEffect(() => guard.means(meaning, performance.now()), [guard, meaning]);
  const go = (): void => {
    if (!guard.allows(performance.now())) return;
    if (chosen === null) {
      setChosen(others[at] ?? null);
      return;
    }
    call('files.merge', { kind, keep: id, gone: chosen.id, operatorId: operator })
      .then(onDone)
      .catch((error: unknown) => {
        if (!(error instanceof CodedError)) throw error;
        setFailure(error);
      });
  };
  useKeys(active, {
    Enter: go,
    Escape: () => (chosen === null ? onBack() : setChosen(null)),
    F12: onPreferences,
  });
  const ready = chosen !== null || others.length > 0;
  return (
    <section className="panel files-panel" aria-label={t('files.merge')} data-meaning={meaning}>
      <div className="truck-head">
        <h2>{t('files.merge')}</h2>
        <span className="hint-key">
          <KeyCap name="Esc" /> {t('key.back')}
        </span>
      </div>
      {chosen === null ? (
        <>
          <label className="editor-field">
            <span className="label">{t('files.merge-search')}</span>
            <Input
              autoFocus
              value={typed}
              maxLength={64}
              onChange={(event) => {
                setTyped(event.target.value);
                setAt(0);
              }}
              onKeyDown={(event) => {
                if (event.nativeEvent.isComposing) return;
                const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
                if (step === 0) return;
                event.preventDefault();
                setAt(Math.max(0, Math.min(others.length - 1, at + step)));
              }}
            />
          </label>
          <ul className="files-others" aria-label={t('files.merge-search')}>
            {others.map((item, index) => (
              <li key={item.id} className={index === at ? 'files-other-on' : ''}>
                {item.name} {item.uses !== null && <small>{t('files.on-sheets', { count: item.uses })}</small>}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>{t('files.merge-ask', { gone: chosen.name, keep: file.name })}</p>
      )}
      {failure !== null && <ErrorText code={failure.code} params={errorParams(failure.params, t)} />}
      <button type="button" className={`default-key${ready ? '' : ' default-key-rest'}`} disabled={!ready} onClick={go}>
        {ready && <KeyCap name="Enter" />}
        <span>{t(chosen === null ? 'files.merge-choose' : 'files.merge')}</span>
      </button>
    </section>
  );
}
